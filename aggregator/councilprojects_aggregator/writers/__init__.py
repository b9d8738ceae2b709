"""Writers: catalogue in, `{path: bytes}` out; pure, the same bytes for the same input."""
