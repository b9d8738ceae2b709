"""The fast gate before the schema engine: what it calls valid is valid, what it refuses `structure` looks at again.

jsonschema-rs judges a project in a hundredth of the time that jsonschema needs, but its messages are its own and it
tells no more than that something is wrong. So it only opens the way for what has no fault, and the report is the same
without it (docs/decisions/fast-gate.md). Where it is not installed, everything goes to the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

from councilprojects_validator.structure.formats import FORMATS

try:
    import jsonschema_rs
except ImportError:  # there is no wheel for this system
    jsonschema_rs = None  # type: ignore[assignment]

Gate: TypeAlias = Callable[[Any], bool]

MOST_REMEMBERED = 4096
"""Values of a format that are remembered: in a large file the same dates and addresses come again and again."""


def gate(schema: dict[str, Any]) -> Gate:
    """Return a function that tells whether a value is valid for certain, formats included. Nothing is ever fetched."""
    if jsonschema_rs is None:
        return _closed
    formats: dict[str, Callable[..., bool]] = {
        name: lru_cache(MOST_REMEMBERED)(has_format) for name, has_format in FORMATS.items()
    }
    # Of the two engines for patterns this one takes linear time, whatever a file holds.
    patterns = jsonschema_rs.RegexOptions()
    return _guarded(
        jsonschema_rs.Draft202012Validator(
            schema, formats=formats, validate_formats=True, offline=True, pattern_options=patterns
        ).is_valid
    )


def _closed(_value: Any) -> bool:
    return False


def _guarded(is_valid: Gate) -> Gate:
    def passes(value: Any) -> bool:
        try:
            return is_valid(value)
        except ValueError:  # half a character, for example, which it cannot take: the engine takes it
            return False

    return passes
