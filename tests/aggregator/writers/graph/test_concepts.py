from __future__ import annotations

from councilprojects_aggregator.writers.graph.concepts import describe_concepts

V = "https://w3id.org/councilprojects/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


def test_a_code_is_a_concept_with_its_titles_in_the_scheme_of_its_list() -> None:
    triples = set(describe_concepts())
    beta = f"<{V}phase-beta>"
    assert triples >= {
        (beta, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{SKOS}Concept>"),
        (beta, f"<{SKOS}inScheme>", f"<{V}phase>"),
        (beta, f"<{SKOS}notation>", '"beta"'),
        (beta, f"<{SKOS}prefLabel>", '"Beta"@en-gb'),
    }


def test_every_listed_code_has_a_concept_of_its_own() -> None:
    notations = [
        (subject, value) for subject, predicate, value in describe_concepts() if predicate == f"<{SKOS}notation>"
    ]
    assert len(notations) > 150
    assert len({subject for subject, _ in notations}) == len(notations)
    assert not [subject for subject, _ in notations if subject is None]
