"""The linked-data graph in three forms, and the run's in one: catalogue in, files out.

A named graph for each publisher, called after its file; `#links` for what the aggregator worked out; `#catalogue` for
the files themselves; `#vocab` for the codelists. `graph.trig` and `graph.jsonld` are made from the lines of `graph.nq`,
so all three hold the same quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO

import pyoxigraph

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.datasets import describe_catalogue
from councilprojects_aggregator.writers.graph.jsonld import json_ld
from councilprojects_aggregator.writers.graph.links import describe_links
from councilprojects_aggregator.writers.graph.mapping import describe_publication
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.run_graph import describe_run
from councilprojects_aggregator.writers.graph.terms import PREFIXES
from councilprojects_aggregator.writers.graph.vocabulary import describe_vocabulary


def write_graph(catalogue: Catalogue) -> Files:
    """Return `graph.nq`, `graph.trig` and `graph.jsonld`."""
    graphs = graph_lines(catalogue)
    return {
        "graph.nq": nquads.document(graphs.values()),
        "graph.trig": _trig(graphs),
        "graph.jsonld": json_ld(graphs),
    }


def write_meta(catalogue: Catalogue, run: Run) -> Files:
    """Return `meta.nq`: the moving facts of one run."""
    return {"meta.nq": nquads.document([_lines(describe_run(catalogue, run), f"{catalogue.home}#meta")])}


def graph_lines(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the sorted lines of every named graph by its IRI, in order of IRIs; a graph without any is left out."""
    graphs = {
        publication.address: _lines(describe_publication(publication), publication.address)
        for publication in catalogue.publications
        if publication.address is not None
    }
    sizes = {address: len(lines) for address, lines in graphs.items()}
    own = {
        f"{catalogue.home}#vocab": describe_vocabulary(),
        f"{catalogue.home}#links": describe_links(catalogue),
        f"{catalogue.home}#catalogue": describe_catalogue(catalogue, sizes),
    }
    graphs |= {iri: _lines(triples, iri) for iri, triples in own.items()}
    return {iri: lines for iri, lines in sorted(graphs.items()) if lines}


def _lines(triples: Iterable[Triple], graph: str) -> list[str]:
    name = nquads.iri(graph)
    return nquads.lines(triples, name) if name else []


def _trig(graphs: Mapping[str, list[str]]) -> bytes:
    # Graph by graph, or the serializer would open a new block at each change of graph.
    one_after_another = "".join("".join(lines) for lines in graphs.values()).encode()
    quads = pyoxigraph.parse(one_after_another, format=pyoxigraph.RdfFormat.N_QUADS)
    file = BytesIO()
    pyoxigraph.serialize(quads, file, format=pyoxigraph.RdfFormat.TRIG, prefixes=dict(PREFIXES))
    return file.getvalue()
