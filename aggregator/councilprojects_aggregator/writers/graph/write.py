"""The linked-data graph in all its forms, and the run's in one: catalogue in, files out.

A named graph for each publisher, called after its file; `#links` for what the aggregator worked out; `#catalogue` for
the files themselves; `#vocab` for the standard's terms and codelists. Every form is made from the same blocks, graph by
graph, so all hold the same quads; no file of the whole is ever in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.runs import Runs
from councilprojects_aggregator.streams import opened, scratch
from councilprojects_aggregator.writers.graph import blocks, nquads
from councilprojects_aggregator.writers.graph.datasets import describe_catalogue
from councilprojects_aggregator.writers.graph.dump import Dumps, Named, put_whole
from councilprojects_aggregator.writers.graph.links import describe_links
from councilprojects_aggregator.writers.graph.mapping import describe_publication
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.run_graph import describe_run
from councilprojects_aggregator.writers.graph.vocabulary import describe_vocabulary
from councilprojects_aggregator.writers.graph.void import write_void


def write_graph(catalogue: Catalogue) -> Files:
    """Return `graph.nq` and its other forms, `catalog.*`, `void.ttl`, and the files of each publisher."""
    files: dict[str, bytes] = {}
    put_graph(catalogue, files)
    return files


def put_graph(catalogue: Catalogue, files: MutableMapping[str, bytes]) -> None:
    """Put the same into `files`, each as it is made; the large ones in pieces, where `files` can take these."""
    sizes: dict[str, int] = {}
    aside = scratch(files)
    with Runs(aside) as whole:
        with opened(files, "graph.trig") as trig, opened(files, "graph.jsonld") as linked:
            dumps = Dumps(trig, linked, whole)
            for graph in graphs(catalogue, aside):
                sizes[graph.iri], own = dumps.put(graph)
                files.update(own)
            dumps.close()
        with opened(files, "graph.nq") as plain, opened(files, "graph.nq.gz") as packed:
            put_whole(whole, plain, packed)
    files.update(write_void(catalogue, sizes))


def write_meta(catalogue: Catalogue, run: Run) -> Files:
    """Return `meta.nq`: the moving facts of one run."""
    said = blocks.in_order(blocks.told(describe_run(catalogue, run)))
    return {"meta.nq": blocks.text(said, nquads.iri(f"{catalogue.home}#meta")).encode()}


def graphs(catalogue: Catalogue, aside: Callable[[], BinaryIO] = BytesIO) -> Iterator[Named]:
    """Yield every named graph that says anything: publishers' by address, then ours.

    Each has to be read before the next is asked for. What is too much to be sorted at once is put into files that
    `aside` opens.
    """
    sizes: dict[str, int] = {}
    publishing = {each.address: each for each in catalogue.publications if each.address is not None}
    for address, publication in sorted(publishing.items()):
        said = blocks.in_order(describe_publication(publication))
        if said:
            sizes[address] = sum(len(each) for _, each in said)
            yield Named(address, said, f"graph/{publication.source.id}")
    ours: tuple[tuple[str, Iterable[Triple], str], ...] = (
        ("catalogue", describe_catalogue(catalogue, sizes), "catalog"),
        ("links", describe_links(catalogue), ""),
        ("vocab", describe_vocabulary(), ""),
    )
    for name, triples, file in ours:
        with Runs(aside) as runs:
            found = blocks.sorted_apart(triples, runs)
            for first in found:
                yield Named(f"{catalogue.home}#{name}", chain((first,), found), file)
