"""The codelists as SKOS concepts, in the graph `#vocab`: a query finds a code's title beside its use."""

from __future__ import annotations

from collections.abc import Iterator

from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import PREFIXES, term
from councilprojects_validator.codelists import Code
from councilprojects_validator.standard import codelist, codelists

ENGLISH, WELSH = "en-gb", "cy"


def describe_concepts() -> Iterator[Triple]:
    """Yield every code of every codelist, with its titles and definitions, in a scheme named after the list."""
    for name in sorted(set(codelists().values())):
        scheme = nquads.iri(f"{PREFIXES['v']}{name}")
        yield scheme, term("rdf:type"), term("skos:ConceptScheme")
        for code in codelist(name).values():
            yield from _concept(scheme, code)


def _concept(scheme: Term | None, code: Code) -> Iterator[Triple]:
    concept = nquads.iri(code.uri)
    yield concept, term("rdf:type"), term("skos:Concept")
    yield concept, term("skos:inScheme"), scheme
    yield concept, term("skos:notation"), nquads.text(code.code)
    for tag, title, definition in (
        (ENGLISH, code.title, code.description),
        (WELSH, code.title_cy, code.description_cy),
    ):
        yield concept, term("skos:prefLabel"), nquads.text(title, tag) if title else None
        yield concept, term("skos:definition"), nquads.text(definition, tag) if definition else None
