"""From a council's home page to its file, and to the registry entry that lists it. Start at `discover.discover`."""
