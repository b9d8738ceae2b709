"""The site: pages, search, assets. Start at `write.write_site`."""
