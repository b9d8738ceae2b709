"""Lines of N-Quads as Turtle and TriG, by pyoxigraph: prefixes once at the top, subjects in the order of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from pyoxigraph import RdfFormat, parse, serialize

from councilprojects_aggregator.writers.graph.terms import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES)).encode()


MOST_LINES = 20_000
"""So many are parsed at a time: the matches of a country are two million."""


def body(lines: Sequence[str]) -> bytes:
    """Return the triples of sorted `lines`, whatever graph they are in, as Turtle that stands below `HEAD`."""
    return b"".join(_body(part) for part in _parts(lines))


def _parts(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `lines` in parts that end where a subject does, for Turtle says it once."""
    start = 0
    while start < len(lines):
        end = min(start + MOST_LINES, len(lines))
        while end < len(lines) and lines[end].split(" ", 1)[0] == lines[end - 1].split(" ", 1)[0]:
            end += 1
        yield lines[start:end]
        start = end


def _body(lines: Sequence[str]) -> bytes:
    quads = parse("".join(lines).encode(), format=RdfFormat.N_QUADS)
    file = BytesIO()
    serialize((quad.triple for quad in quads), file, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    turtle = file.getvalue()
    # A line for each prefix comes first. None of ours can begin so: a line end in a literal is escaped.
    end = turtle.rfind(b"\n@prefix ")
    start = turtle.find(b"\n", end + 1) + 1 if turtle.startswith(b"@prefix ") else 0
    return turtle[start:]


def named(iri: str, turtle: bytes) -> bytes:
    """Return a `body` as a named graph of a TriG document."""
    return b"<" + iri.encode() + b"> {\n" + turtle + b"}\n"
