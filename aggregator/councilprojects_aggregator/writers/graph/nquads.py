"""RDF terms as strings, and strict N-Quads made of them: the ground that the graph's writers stand on.

Every term is made ready to print, or `None` where it would be ill-formed; a triple with a `None` in it is left out,
alone. What comes out parses in any conforming reader, holds no blank node and is sorted, so that two dumps differ line
by line exactly where the data does. Source: RDF 1.1 N-Quads, with the escapes of RDF Dataset Canonicalization 1.0,
section 5 (canonical N-Quads).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
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

_BEGINNING = re.compile("<[^#>]*[#>]")

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
    if isinstance(value, str) and _DATE.fullmatch(value) and _in_calendar(value):
        return typed(value, _DATE_TYPES[len(value)])
    return None


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


def lines(triples: Iterable[Triple], graph: Term) -> list[str]:
    """Return the lines of a named graph: each whole triple once, sorted by code point, which is by UTF-8 byte."""
    tail = f" {graph} .\n"
    return sorted({f"{s} {p} {o}{tail}" for s, p, o in triples if s is not None and p is not None and o is not None})


def whole(triples: Iterable[Triple]) -> list[tuple[Term, Term, Term]]:
    """Return each whole triple once, in the order of `lines`: no term is the beginning of another's print."""
    return sorted({(s, p, o) for s, p, o in triples if s is not None and p is not None and o is not None})


def document(graphs: Iterable[list[str]]) -> bytes:
    """Return graphs' lines as one sorted N-Quads file, holding the lines of one graph at a time."""
    blocks: Blocks = {}
    for graph in graphs:
        add(blocks, graph)
    return joined(blocks)


Blocks: TypeAlias = dict[str, list[bytes]]
"""Sorted lines by the beginning that they share: `<` and their subject up to its fragment or its end.

No such beginning is the beginning of another, so blocks in order are lines in order, and no two need be merged.
"""


def add(blocks: Blocks, graph: list[str]) -> None:
    """Add a graph's sorted lines to `blocks`."""
    start = 0
    while start < len(graph):
        found = _BEGINNING.match(graph[start])
        beginning = found[0] if found else graph[start]
        end = bisect_left(graph, beginning[:-1] + chr(ord(beginning[-1]) + 1), start)
        blocks.setdefault(beginning, []).append("".join(graph[start:end]).encode())
        start = end


def joined(blocks: Blocks) -> bytes:
    """Return all lines of `blocks`, sorted, and empty it: a country's graph is not held twice."""
    file = BytesIO()
    for beginning in sorted(blocks):
        file.write(_merged(blocks.pop(beginning)))
    return file.getvalue()


def _merged(parts: list[bytes]) -> bytes:
    # Two graphs speak of one document where our own say something of a publisher's.
    return parts[0] if len(parts) == 1 else b"".join(sorted(b"".join(parts).splitlines(keepends=True)))


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


@lru_cache(maxsize=65_536)
def _in_calendar(value: str) -> bool:
    padded = value + "-01-01"[len(value) - 4 :]
    try:
        date.fromisoformat(padded)
    except ValueError:
        return False
    return True
