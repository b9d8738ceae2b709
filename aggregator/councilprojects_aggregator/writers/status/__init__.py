"""How each source is, as `status.json` and as pages. Start at `write.write_status`."""
