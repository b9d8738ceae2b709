"""Running for years: again and again, watched by machines. `crawl` is one run, all of this is around it."""
