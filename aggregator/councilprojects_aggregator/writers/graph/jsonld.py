"""The same quads as JSON-LD 1.1: plain nodes by graph, every value explicit, no blank node, under a context of its own.

Written from the lines of N-Quads, so that it cannot say anything else than `graph.nq`. The context holds prefixes and
nothing more: no term of it can change what a value means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from councilprojects_aggregator.writers.graph.terms import PREFIXES, term

_LITERAL = re.compile(r'"(?P<body>.*)"(?:@(?P<tag>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_RDF_TYPE = term("rdf:type")


def json_ld(graphs: Mapping[str, Iterable[str]]) -> bytes:
    """Return named graphs, given as sorted lines of N-Quads by the graph's IRI, as one JSON-LD document.

    A node a line, so that two dumps differ where the data does.
    """
    return document(named_graph(iri, lines) for iri, lines in graphs.items())


def document(named: Iterable[bytes]) -> bytes:
    """Return `named_graph`s as one JSON-LD document."""
    every = b",\n".join(named)
    return b"%b%b\n]}\n" % (_HEAD, every)


def named_graph(iri: str, lines: Iterable[str]) -> bytes:
    """Return one named graph as a JSON object, without a context."""
    return b'{"@id":%b,"@graph":[\n%b\n]}' % (_dump(iri), _rows(lines))


def plain_document(lines: Iterable[str]) -> bytes:
    """Return the triples of `lines`, whatever graph they are in, as a JSON-LD document without a named graph."""
    return b"%b%b\n]}\n" % (_HEAD, _rows(lines))


def _rows(lines: Iterable[str]) -> bytes:
    return b",\n".join(_dump(node) for node in _nodes(lines))


def _nodes(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    node: dict[str, Any] = {}
    told = ""
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        # What follows the object: the graph's IRI and the full stop, neither of which holds a space.
        value = rest.rsplit(" ", 2)[0]
        if subject != told:
            if node:
                yield node
            node, told = {"@id": subject[1:-1]}, subject
        if predicate == _RDF_TYPE:
            node.setdefault("@type", []).append(_short(value))
        else:
            node.setdefault(_short(predicate), []).append(_value(value))
    if node:
        yield node


def _value(printed: str) -> dict[str, str]:
    """Return a printed term as a value object (JSON-LD 1.1 section 9.5) or a reference to a node."""
    found = _LITERAL.fullmatch(printed)
    if found is None:
        return {"@id": printed[1:-1]}
    # Our N-Quads uses no escape that JSON has not, in the same spelling.
    value = {"@value": json.loads(f'"{found["body"]}"')}
    if found["tag"]:
        value["@language"] = found["tag"]
    if found["datatype"]:
        value["@type"] = _short(f"<{found['datatype']}>")
    return value


@lru_cache(maxsize=1024)
def _short(printed: str) -> str:
    """Return a term's IRI with its prefix, where it has one of ours."""
    iri = printed[1:-1]
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _dump(value: object) -> bytes:
    # As bytes: one quotation mark in a country's graph would make its text twice as large in memory.
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


_HEAD = b'{"@context":%b,\n"@graph":[\n' % _dump(PREFIXES)
