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

from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.reading.decoding import WIDE_CODES, decode
from councilprojects_validator.reading.mending import Edit, Mended, mended
from councilprojects_validator.reading.repeats import repeated_keys
from councilprojects_validator.reading.slips import fault, too_large
from councilprojects_validator.reading.syntax import MAX_DEPTH, mistakes, walked
from councilprojects_validator.wording import _

MAX_SIZE = 10_000_000
"""Bytes, decompressed: some 10,000 full records. The aggregator has the same limit (contracts, “Size”)."""

MOST_FAULTS = 10_000
"""Of one kind. A file with more was not made by hand, and lists of millions would let one file exhaust a reader."""

_SUSPICIOUS = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
"""Escapes that may stand for no character: looked at again, because most are halves that belong together."""

_PARTED = re.compile(r'"[ \t\n\r]+:')
"""A key with white space between it and its colon."""

_NESTED = (dict, list)
"""As a tuple: `dict | list` takes three times as long, and this is asked of every value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Where `readable` is False, `value` means nothing and the diagnostics say why."""

    text: str
    value: Any
    readable: bool
    diagnostics: tuple[Diagnostic, ...]
    mended: Mended | None = None
    """Of a file that is not readable: what it says if its mistakes are mended, where that can be done for certain."""


def read(content: bytes, max_size: int = MAX_SIZE) -> Reading:
    """Return the JSON value of a file (RFC 8259, without NaN and Infinity), within our limits of size and depth."""
    decoded = decode(content, max_size)
    if decoded.refused and not decoded.guessed:
        return Reading(decoded.text, None, readable=False, diagnostics=decoded.diagnostics)
    text = decoded.text
    parsed = _parse(text)
    if parsed.refused_at is not None:
        walk = walked(text)
        if walk.edits is None and any(each.code in WIDE_CODES.values() for each in decoded.diagnostics):
            # A guess at two or four bytes a character that makes no sense was none.
            return Reading(text, None, readable=False, diagnostics=decoded.diagnostics)
        found = (*decoded.diagnostics, *(walk.mistakes or (_unnamed(parsed.refused_at),)))
        return Reading(text, None, readable=False, diagnostics=found, mended=_mended(text, walk.edits))
    repeats = tuple(islice(repeated_keys(text), MOST_FAULTS + 1)) if parsed.repeats else ()
    if decoded.refused:
        found = (*decoded.diagnostics, *repeats)
        return Reading(text, None, readable=False, diagnostics=found, mended=Mended(text, parsed.value))
    return Reading(text, parsed.value, readable=True, diagnostics=(*decoded.diagnostics, *repeats))


def _mended(text: str, edits: tuple[Edit, ...] | None) -> Mended | None:
    """Return what the text says after these edits; None where they do not make it JSON."""
    if edits is None:
        return None
    better, ordered, starts = mended(text, edits)
    parsed = _parse(better)
    return Mended(better, parsed.value, ordered, starts) if parsed.refused_at is None else None


@dataclass(frozen=True, slots=True)
class _Parsed:
    value: Any
    repeats: bool = False
    refused_at: int | None = None


def _parse(text: str) -> _Parsed:
    try:
        value = json.loads(text, parse_int=_integer, parse_float=_decimal, parse_constant=_constant)
        keys = _keys(value, MAX_DEPTH)
    except json.JSONDecodeError as error:
        return _Parsed(None, refused_at=error.pos)
    except (ValueError, RecursionError):
        return _Parsed(None, refused_at=0)
    if not _all_characters(text):
        return _Parsed(None, refused_at=0)
    return _Parsed(value, repeats=_may_repeat_keys(text, keys) and _repeats_keys(text))


def _keys(value: Any, depth: int) -> int:
    """Return how many keys the groups of a value have. Raises RecursionError for one deeper than `depth`."""
    count = len(value) if isinstance(value, dict) else 0
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(member, _NESTED):
            if depth == 1:
                raise RecursionError("deeper than our limit")
            count += _keys(member, depth - 1)
    return count


def _may_repeat_keys(text: str, keys: int) -> bool:
    """Tell whether the text may have more keys than the groups that were made from it: then some stood twice.

    Every key ends in `":`, unless white space parts the two. A string may begin with a colon or have the two in it,
    which only adds to the count. This takes a tenth of the time of looking at each group as it is read.
    """
    return text.count('":') != keys or _PARTED.search(text) is not None


def _repeats_keys(text: str) -> bool:
    repeats = False

    def group(pairs: list[tuple[str, Any]]) -> None:
        nonlocal repeats
        repeats = repeats or len(dict(pairs)) < len(pairs)

    json.loads(text, object_pairs_hook=group)
    return repeats


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


def _all_characters(text: str) -> bool:
    """Tell whether every escape stands for a character; true in most files, which have no suspicious escape."""
    return _SUSPICIOUS.search(text) is None or next(mistakes(text), None) is None


def _unnamed(offset: int) -> Diagnostic:
    message = _(
        "This is not JSON from here on. Look for a quotation mark, comma or bracket that is missing just before."
    )
    return fault("json-syntax", offset, message)
