"""Ways to show reports, one module a format."""
