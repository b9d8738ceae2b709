from __future__ import annotations

from councilprojects_aggregator.writers.graph.vocabulary import describe_vocabulary
from councilprojects_validator.standard import codelist, codelists

V = "https://w3id.org/councilprojects/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def test_a_code_is_a_concept_with_its_titles_in_the_scheme_of_its_list() -> None:
    triples = set(describe_vocabulary())
    beta = f"<{V}phase-beta>"
    assert triples >= {
        (beta, TYPE, f"<{SKOS}Concept>"),
        (beta, f"<{SKOS}inScheme>", f"<{V}codelist-phase>"),
        (beta, f"<{SKOS}notation>", '"beta"'),
        (beta, f"<{SKOS}prefLabel>", '"Beta"@en-gb'),
        (f"<{V}codelist-phase>", TYPE, f"<{SKOS}ConceptScheme>"),
    }


def test_every_listed_code_has_a_concept_of_its_own() -> None:
    told = {subject for subject, predicate, _ in describe_vocabulary() if predicate == f"<{SKOS}notation>"}
    listed = {f"<{code.uri}>" for name in codelists().values() for code in codelist(name).values()}
    assert told == listed
    assert len(listed) > 150


def test_every_triple_is_whole() -> None:
    assert not [triple for triple in describe_vocabulary() if None in triple]
