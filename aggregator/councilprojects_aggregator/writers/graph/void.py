"""`void.ttl`: what the graph holds, how much of it, in which vocabularies, and where to get it (W3C VoID)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import rdflib

from councilprojects_aggregator.model import Catalogue, Files
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.blocks import in_order, text, told
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import PREFIXES, term
from councilprojects_validator.wording import _

FORMATS = "http://www.w3.org/ns/formats/"
DUMPS = {
    "graph.nq": f"{FORMATS}N-Quads",
    "graph.nq.gz": f"{FORMATS}N-Quads",
    "graph.trig": f"{FORMATS}TriG",
    "graph.jsonld": f"{FORMATS}JSON-LD",
}
ENGLISH = "en-gb"


def write_void(catalogue: Catalogue, sizes: Mapping[str, int]) -> Files:
    """Return the description of the whole graph; `sizes` are the numbers of triples of each named graph, by IRI."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data=text(in_order(told(describe_void(catalogue, sizes)))), format="nt")
    return {"void.ttl": graph.serialize(format="turtle", encoding="utf-8")}


def describe_void(catalogue: Catalogue, sizes: Mapping[str, int]) -> Iterator[Triple]:
    # Not `#catalogue`: that is the name of one of the graphs in it.
    whole = nquads.iri(f"{catalogue.home}#graph")
    yield whole, term("rdf:type"), term("void:Dataset")
    yield whole, term("dct:title"), nquads.text(catalogue.name, ENGLISH)
    yield whole, term("foaf:homepage"), nquads.iri(catalogue.site_url)
    yield whole, term("void:triples"), nquads.number(sum(sizes.values()))
    yield whole, term("void:entities"), nquads.number(len(catalogue.projects))
    for file, form in DUMPS.items():
        if catalogue.site_url:
            yield whole, term("void:dataDump"), nquads.iri(catalogue.site_url + file)
        yield whole, term("void:feature"), nquads.iri(form)
    for namespace in PREFIXES.values():
        yield whole, term("void:vocabulary"), nquads.iri(namespace)
    for project in catalogue.projects[:1]:
        yield whole, term("void:exampleResource"), nquads.iri(project.iri)
    for name, triples in sizes.items():
        yield from _subset(whole, name, triples)


def _subset(whole: Term | None, name: str, triples: int) -> Iterator[Triple]:
    graph = nquads.iri(name)
    yield whole, term("void:subset"), graph
    yield graph, term("rdf:type"), term("void:Dataset")
    yield graph, term("void:triples"), nquads.number(triples)
    yield graph, term("dct:description"), nquads.text(_("The named graph of this name"), ENGLISH)
