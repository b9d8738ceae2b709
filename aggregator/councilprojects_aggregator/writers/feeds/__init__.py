"""The changes feed as Atom, RSS and JSON Feed. Start at `write.write_feeds`."""
