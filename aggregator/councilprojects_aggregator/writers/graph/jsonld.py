"""The same quads as JSON-LD 1.1: plain nodes by graph, every value explicit, no blank node, under a context of its own.

Written from the lines of N-Quads, so that it cannot say anything else than `graph.nq`. The context holds prefixes and
nothing more: no term of it can change what a value means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from councilprojects_aggregator.writers.graph.nquads import Term
from councilprojects_aggregator.writers.graph.terms import PREFIXES, term

Whole: TypeAlias = tuple[Term, Term, Term]
"""A triple of which nothing is missing."""

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
    return document_of(map(_parted, lines))


def document_of(triples: Iterable[Whole]) -> bytes:
    """Return the same of sorted triples."""
    return b"%b%b\n]}\n" % (_HEAD, ",\n".join(_nodes(triples)).encode())


def _rows(lines: Iterable[str]) -> bytes:
    return ",\n".join(_nodes(map(_parted, lines))).encode()


def _parted(line: str) -> Whole:
    subject, predicate, rest = line.split(" ", 2)
    # What follows the object: the graph's IRI and the full stop, neither of which holds a space.
    return subject, predicate, rest.rsplit(" ", 2)[0]


def _nodes(triples: Iterable[Whole]) -> Iterator[str]:
    """Yield each node as JSON, from triples that are sorted: so all of a subject, and of its predicate, follow."""
    node: list[str] = []
    told: tuple[str, str] = "", ""
    for subject, predicate, value in triples:
        if (subject, predicate) == told:
            node.append(",")
        elif subject == told[0]:
            node.append(f'],"{_name(predicate)}":[')
        else:
            if node:
                yield "".join(node) + "]}"
            node = [f'{{"@id":"{subject[1:-1]}","{_name(predicate)}":[']
        node.append(f'"{_short(value)}"' if predicate == _RDF_TYPE else _value(value))
        told = subject, predicate
    if node:
        yield "".join(node) + "]}"


def _value(printed: str) -> str:
    """Return a printed term as a value object (JSON-LD 1.1 section 9.5) or a reference to a node.

    It goes over as it is written: our N-Quads uses no escape that JSON has not, in the same spelling, and no IRI holds
    a character that JSON would escape (RFC 3987 section 2.2).
    """
    if printed[0] == "<":
        return f'{{"@id":"{printed[1:-1]}"}}'
    end = printed.rindex('"') + 1
    return f'{{"@value":{printed[:end]}{_kind(printed[end:])}}}'


@lru_cache(maxsize=1024)
def _kind(suffix: str) -> str:
    """Return what a literal's language or datatype adds to its value object."""
    if suffix.startswith("@"):
        return f',"@language":"{suffix[1:]}"'
    return f',"@type":"{_short(suffix[2:])}"' if suffix else ""


@lru_cache(maxsize=1024)
def _name(predicate: str) -> str:
    return "@type" if predicate == _RDF_TYPE else _short(predicate)


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
