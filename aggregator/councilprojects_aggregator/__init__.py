"""Crawl a registry of councils' files and write a site, feeds and a graph. Start reading at `build.build`."""
