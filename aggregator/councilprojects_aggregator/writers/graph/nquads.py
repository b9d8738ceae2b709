"""RDF terms as strings in strict N-Quads: the ground that the graph's writers stand on.

Every term is made ready to print, or `None` where it would be ill-formed; a triple with a `None` in it is left out,
alone (`blocks`). What comes out parses in any conforming reader and holds no blank node. Source: RDF 1.1 N-Quads, with
the escapes of RDF Dataset Canonicalization 1.0, section 5 (canonical N-Quads).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TypeAlias

from councilprojects_aggregator.writers.iris import is_iri

XSD = "http://www.w3.org/2001/XMLSchema#"

Term: TypeAlias = str
Triple: TypeAlias = tuple[Term | None, Term | None, Term | None]

_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_TO_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_SURROGATE = re.compile("[\ud800-\udfff]")

# RFC 5646 section 2.1, well-formed tags without the irregular ones. Some parsers refuse a file for less.
_LANGUAGE_TAG = re.compile(
    "(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)

_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")
_DURATION = re.compile(
    r"P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?"
)
_WEEKS = re.compile("P([0-9]{1,6})W")
_DAYS_IN_A_WEEK = 7


# A run names the same few codes, places and services tens of thousands of times.
@lru_cache(maxsize=65_536)
def iri(value: object) -> Term | None:
    """Return `<value>`, or None where it is not an absolute IRI of an allowed scheme."""
    return f"<{value}>" if is_iri(value) else None


def text(value: object, tag: str | None = None) -> Term | None:
    """Return a string literal, with its language `tag` if that is well-formed; None for anything but clean text."""
    if not isinstance(value, str):
        return None
    if value.isprintable() and '"' not in value and "\\" not in value:  # most are: no need to look further
        literal = f'"{value}"'
    elif _SURROGATE.search(value):
        return None
    else:
        literal = f'"{_TO_ESCAPE.sub(_escape, value)}"'
    return f"{literal}@{tag}" if tag and is_language_tag(tag) else literal


@lru_cache(maxsize=1024)
def is_language_tag(tag: str) -> bool:
    return bool(_LANGUAGE_TAG.fullmatch(tag))


def typed(lexical: str, datatype: str) -> Term:
    """Return a literal whose `lexical` form is ours: it needs no escapes."""
    return f'"{lexical}"^^<{XSD}{datatype}>'


def number(value: object) -> Term | None:
    """Return an `xsd:integer`, `xsd:decimal` or, beyond what a decimal writes plainly, `xsd:double`."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, int):
        return typed(str(value), "integer")
    lexical = repr(value)
    if "n" in lexical:  # nan, inf, -inf: JSON has none, so these cannot have come from a file
        return None
    return typed(lexical, "double" if "e" in lexical else "decimal")


def boolean(value: object) -> Term | None:
    return typed(str(value).lower(), "boolean") if isinstance(value, bool) else None


def day(value: object) -> Term | None:
    """Return a date of the precision that it has: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`."""
    return _day(value) if isinstance(value, str) else None


def moment(value: object) -> Term | None:
    """Return an `xsd:dateTime`, or a date where `value` is only that; None for any other text."""
    if isinstance(value, datetime):
        return typed(value.isoformat().replace("+00:00", "Z"), "dateTime")
    if isinstance(value, str) and "T" in value:
        try:
            moment_in_time = datetime.fromisoformat(value)
        except ValueError:
            return None
        return moment(moment_in_time)
    return day(value.isoformat() if isinstance(value, date) else value)


def duration(value: object) -> Term | None:
    """Return an `xsd:duration`, which has no weeks: `P2W` is told as fourteen days."""
    if not isinstance(value, str):
        return None
    if weeks := _WEEKS.fullmatch(value):
        return typed(f"P{int(weeks[1]) * _DAYS_IN_A_WEEK}D", "duration")
    return typed(value, "duration") if _DURATION.fullmatch(value) else None


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


@lru_cache(maxsize=16_384)
def _day(value: str) -> Term | None:
    if not _DATE.fullmatch(value):
        return None
    padded = value + "-01-01"[len(value) - 4 :]
    try:
        date.fromisoformat(padded)
    except ValueError:
        return None
    return typed(value, _DATE_TYPES[len(value)])
