"""The linked-data graph in all its forms, and the run's in one: catalogue in, files out.

A named graph for each publisher, called after its file; `#links` for what the aggregator worked out; `#catalogue` for
the files themselves; `#vocab` for the standard's terms and codelists. Every form is made from the same sorted lines of
N-Quads, graph by graph, so all hold the same quads.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.writers.graph import jsonld, nquads, turtle
from councilprojects_aggregator.writers.graph.datasets import describe_catalogue
from councilprojects_aggregator.writers.graph.links import describe_links
from councilprojects_aggregator.writers.graph.mapping import describe_publication
from councilprojects_aggregator.writers.graph.nquads import Blocks, Triple
from councilprojects_aggregator.writers.graph.run_graph import describe_run
from councilprojects_aggregator.writers.graph.vocabulary import describe_vocabulary
from councilprojects_aggregator.writers.graph.void import write_void

FASTEST = 1  # a country's graph in 2 s instead of 6, and a fifth larger


class Named(NamedTuple):
    """One named graph: sorted lines, and the file's name where it has files of its own."""

    iri: str
    lines: list[str]
    file: str = ""


def write_graph(catalogue: Catalogue) -> Files:
    """Return `graph.nq` and its other forms, `catalog.*`, `void.ttl`, and the files of each publisher."""
    return dict(graph_files(catalogue))


def graph_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Yield the same one by one, each as it is made."""
    blocks: Blocks = {}
    trig, linked, sizes = [turtle.HEAD], list[bytes](), dict[str, int]()
    for graph in graphs(catalogue):
        sizes[graph.iri] = len(graph.lines)
        nquads.add(blocks, graph.lines)
        body, node = turtle.body(graph.lines), jsonld.named_graph(graph.iri, graph.lines)
        trig.append(turtle.named(graph.iri, body))
        linked.append(node)
        if graph.file:
            yield f"{graph.file}.ttl", turtle.HEAD + body
            yield f"{graph.file}.jsonld", jsonld.plain_document(graph.lines)
        graph.lines.clear()
        del body, node
    yield "graph.trig", _emptied(trig)
    yield "graph.jsonld", jsonld.document(linked)
    linked.clear()
    whole = nquads.joined(blocks)
    yield "graph.nq", whole
    yield "graph.nq.gz", gzip.compress(whole, FASTEST, mtime=0)
    yield from write_void(catalogue, sizes).items()


def _emptied(parts: list[bytes]) -> bytes:
    """Return all of `parts`, which holds nothing afterwards: what is on disk need not stay in memory."""
    whole = b"".join(parts)
    parts.clear()
    return whole


def write_meta(catalogue: Catalogue, run: Run) -> Files:
    """Return `meta.nq`: the moving facts of one run."""
    return {"meta.nq": nquads.document([_lines(describe_run(catalogue, run), f"{catalogue.home}#meta")])}


def graphs(catalogue: Catalogue) -> Iterator[Named]:
    """Yield every named graph that says anything: publishers' by address, then ours."""
    sizes: dict[str, int] = {}
    publishing = {each.address: each for each in catalogue.publications if each.address is not None}
    for address, publication in sorted(publishing.items()):
        lines = _lines(describe_publication(publication), address)
        if lines:
            sizes[address] = len(lines)
            yield Named(address, lines, f"graph/{publication.source.id}")
    yield _own(catalogue, "catalogue", describe_catalogue(catalogue, sizes), "catalog")
    links = _own(catalogue, "links", describe_links(catalogue))
    if links.lines:
        yield links
    yield _own(catalogue, "vocab", describe_vocabulary())


def _own(catalogue: Catalogue, name: str, triples: Iterable[Triple], file: str = "") -> Named:
    iri = f"{catalogue.home}#{name}"
    return Named(iri, _lines(triples, iri), file)


def _lines(triples: Iterable[Triple], graph: str) -> list[str]:
    name = nquads.iri(graph)
    return nquads.lines(triples, name) if name else []
