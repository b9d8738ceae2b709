"""Every project as data and as a table. Start at `write.write_tables`."""
