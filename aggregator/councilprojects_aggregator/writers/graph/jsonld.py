"""The same quads as JSON-LD 1.1: plain nodes by graph, every value explicit, no blank node, under a context of its own.

Written from the printed terms of N-Quads, so that it cannot say anything else than `graph.nq`. The context holds
prefixes and nothing more: no term of it can change what a value means. A document is made of pieces, a node a line, so
that two dumps differ where the data does, and a large one need not be held.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from councilprojects_aggregator.writers.graph.blocks import Block
from councilprojects_aggregator.writers.graph.nquads import Term
from councilprojects_aggregator.writers.graph.terms import PREFIXES, term

BETWEEN = b",\n"
END = b"\n]}\n"
END_OF_GRAPH = b"\n]}"

_RDF_TYPE = term("rdf:type")


def begin(iri: str) -> bytes:
    """Return the beginning of a named graph."""
    return b'{"@id":%b,"@graph":[\n' % _dump(iri)


def plain_document(blocks: Iterable[Block]) -> bytes:
    """Return `blocks` as a JSON-LD document without a named graph."""
    return HEAD + nodes(blocks) + END


def nodes(blocks: Iterable[Block]) -> bytes:
    """Return a node for each block."""
    return ",\n".join(_node(subject, said) for subject, said in blocks).encode()


def _node(subject: Term, said: Iterable[str]) -> str:
    node = [f'{{"@id":"{subject[1:-1]}"']
    told = ""
    for each in said:
        predicate, _space, value = each.partition(" ")
        node.append("," if predicate == told else f'{"]" if told else ""},"{_name(predicate)}":[')
        node.append(f'"{_short(value)}"' if predicate == _RDF_TYPE else _value(value))
        told = predicate
    return "".join(node) + "]}"


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


HEAD = b'{"@context":%b,\n"@graph":[\n' % _dump(PREFIXES)
