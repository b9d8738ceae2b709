"""First stage of `check`: bytes become a JSON value, or findings that say why not. It never raises for what is in them.

The standard library decides what is JSON (with its extensions switched off); only a text that it refuses is looked
at again, by `syntax`, to name the mistakes. A repeated key is an error, but the file can be read: the last one counts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, NoReturn

from councilprojects_validator.decoding import decode
from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.repeats import repeated_keys
from councilprojects_validator.slips import fault, too_large
from councilprojects_validator.syntax import MAX_DEPTH, mistakes
from councilprojects_validator.wording import _

MAX_SIZE = 10_000_000
"""Bytes, decompressed: some 10,000 full records. The aggregator has the same limit (contracts, “Size”)."""

MOST_FAULTS = 10_000
"""Of one kind. A file with more was not made by hand, and lists of millions would let one file exhaust a reader."""

_SUSPICIOUS = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
"""Escapes that may stand for no character: looked at again, because most are halves that belong together."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Where `readable` is False, `value` means nothing and the diagnostics say why."""

    text: str
    value: Any
    readable: bool
    diagnostics: tuple[Diagnostic, ...]


def read(content: bytes, max_size: int = MAX_SIZE) -> Reading:
    """Return the JSON value of a file (RFC 8259, without NaN and Infinity), within our limits of size and depth."""
    decoded = decode(content, max_size)
    if decoded.refused:
        return Reading(decoded.text, None, readable=False, diagnostics=decoded.diagnostics)
    text = decoded.text
    parsed = _parse(text)
    if parsed.refused_at is None:
        repeats = tuple(islice(repeated_keys(text), MOST_FAULTS + 1)) if parsed.repeats else ()
        return Reading(text, parsed.value, readable=True, diagnostics=(*decoded.diagnostics, *repeats))
    found = tuple(mistakes(text)) or (_unnamed(parsed.refused_at),)
    return Reading(text, None, readable=False, diagnostics=(*decoded.diagnostics, *found))


@dataclass(frozen=True, slots=True)
class _Parsed:
    value: Any
    repeats: bool = False
    refused_at: int | None = None


def _parse(text: str) -> _Parsed:
    repeats = False

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        members = dict(pairs)
        repeats = repeats or len(members) < len(pairs)
        return members

    try:
        value = json.loads(
            text,
            object_pairs_hook=group,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        return _Parsed(None, refused_at=error.pos)
    except (ValueError, RecursionError):
        return _Parsed(None, refused_at=0)
    if _too_deep(value) or not _all_characters(text):
        return _Parsed(None, refused_at=0)
    return _Parsed(value, repeats)


def _integer(number: str) -> int:
    if too_large(number):
        raise ValueError("a number beyond our limits")
    return int(number)


def _decimal(number: str) -> float:
    if too_large(number):
        raise ValueError("a number beyond our limits")
    return float(number)


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _too_deep(value: Any) -> bool:
    level = [value]
    for _depth in range(MAX_DEPTH):
        level = [
            member
            for outer in level
            if isinstance(outer, dict | list)
            for member in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(member, dict | list)
        ]
    return bool(level)


def _all_characters(text: str) -> bool:
    """Tell whether every escape stands for a character; true in most files, which have no suspicious escape."""
    return _SUSPICIOUS.search(text) is None or next(mistakes(text), None) is None


def _unnamed(offset: int) -> Diagnostic:
    message = _(
        "This is not JSON from here on. Look for a quotation mark, comma or bracket that is missing just before."
    )
    return fault("json-syntax", offset, message)
