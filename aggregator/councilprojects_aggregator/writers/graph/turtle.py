"""Blocks as Turtle and TriG, by pyoxigraph: prefixes once at the top, subjects in the order of the blocks."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import RdfFormat, parse, serialize

from councilprojects_aggregator.writers.graph.blocks import Block, text
from councilprojects_aggregator.writers.graph.terms import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES)).encode()
END = b"}\n"
"""Of a named graph in a TriG document."""


def begin(iri: str) -> bytes:
    """Return the beginning of a named graph in a TriG document."""
    return b"<" + iri.encode() + b"> {\n"


def body(blocks: Iterable[Block]) -> bytes:
    """Return `blocks` as Turtle that stands below `HEAD`; those of a graph may come in several calls."""
    file = BytesIO()
    triples = parse(text(blocks).encode(), format=RdfFormat.N_TRIPLES)
    serialize(triples, file, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    turtle = file.getvalue()
    # A line for each prefix comes first. None of ours can begin so: a line end in a literal is escaped.
    end = turtle.rfind(b"\n@prefix ")
    start = turtle.find(b"\n", end + 1) + 1 if turtle.startswith(b"@prefix ") else 0
    return turtle[start:]
