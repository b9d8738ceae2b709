"""Pages of the codes that other stages make."""
