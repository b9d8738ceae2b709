"""Rules beyond the schema, one module a theme; `registry` collects them."""
