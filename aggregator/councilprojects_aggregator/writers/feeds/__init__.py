"""Everything to subscribe to, as Atom, RSS, JSON Feed and OPML. Start at `write.write_feeds`."""
