"""The standard's vocabulary as the graph `#vocab`: a query finds what a term means, and a code's title, beside its use.

Reads packaged data, once: the triples are those of `schema/vocabulary.ttl`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, RdfFormat, parse

from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term, Triple


@cache
def describe_vocabulary() -> tuple[Triple, ...]:
    """Return every triple of the vocabulary."""
    content = (files("councilprojects_schema") / "vocabulary.ttl").read_bytes()
    quads = parse(content, format=RdfFormat.TURTLE)
    return tuple((str(quad.subject), str(quad.predicate), _object(quad.object)) for quad in quads)


def _object(value: object) -> Term | None:
    """Return a term in our own spelling; the vocabulary's literals have a language or no type."""
    return nquads.text(value.value, value.language) if isinstance(value, Literal) else str(value)
