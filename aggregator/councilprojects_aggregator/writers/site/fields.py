"""A record as the templates read it: a field that nobody filled in is None, at any depth.

In their own values an unknown name stays an error; in a publisher's every field but a few is optional, and asking each
time by `.get()` would be both harder to read and the dearest part of making a page.
"""

from __future__ import annotations

from typing import Any


class Fields(dict[str, Any]):
    """An object of a publisher's, in normal form."""

    def __missing__(self, field: str) -> None:
        return None


def fields(value: Any) -> Any:
    """Return `value` with every object in it as `Fields`."""
    if isinstance(value, dict):
        return Fields((key, fields(member)) for key, member in value.items())
    if isinstance(value, list):
        return [fields(item) for item in value]
    return value
