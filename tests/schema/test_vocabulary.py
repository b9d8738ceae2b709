"""The vocabulary is in step with the schema, codelists and graph, and names nothing that is not there."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib import namespace
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from councilprojects_aggregator.writers.graph.shapes import SHAPES
from councilprojects_aggregator.writers.graph.terms import PREFIXES

V = "https://w3id.org/councilprojects/ns#"
ONTOLOGIES = {
    "dc": namespace.DC,
    "dcat": namespace.DCAT,
    "dct": namespace.DCTERMS,
    "doap": namespace.DOAP,
    "foaf": namespace.FOAF,
    "org": namespace.ORG,
    "owl": namespace.OWL,
    "prov": namespace.PROV,
    "rdf": namespace.RDF,
    "rdfs": namespace.RDFS,
    "schema": namespace.SDO,
    "skos": namespace.SKOS,
    "vann": namespace.VANN,
    "void": namespace.VOID,
}
# Newer than rdflib's copies of these ontologies. Seen in schema.org 15 of 2022, as the npm package
# @zazuko/rdf-vocabularies 2023.1.19 holds it.
NEWER = {"schema:funding"}
NAME = re.compile(r'"((?:[a-z]+:[A-Za-z0-9]+ ?)+)"')


@pytest.fixture(scope="module")
def graph(root: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(root / "schema/vocabulary.ttl", format="turtle")


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def used(root: Path) -> set[str]:
    """Return every term that the standard, the graph's writers and the vocabulary itself name."""
    names = {row["Term"] for row in table(root / "schema/terms.csv")} - {"@id"}
    for shape in SHAPES.values():
        names |= set(" ".join((shape.types, *shape.kinds.values())).split())
    sources = [*(root / "aggregator/councilprojects_aggregator/writers/graph").glob("*.py")]
    sources += [root / "scripts/generators/vocabulary.py"]
    for source in sources:
        names |= {name for found in NAME.findall(source.read_text("utf-8")) for name in found.split()}
    for row in table(root / "schema/vocabulary.csv"):
        names |= set(row["SubOf"].split())
    names |= {f"skos:{row['Match']}Match" for row in table(root / "schema/close-matches.csv")}
    return {name for name in names if name.partition(":")[0] in PREFIXES}


def test_every_term_of_ours_that_is_used_is_in_the_vocabulary_and_no_other(root: Path) -> None:
    own = {f"v:{row['Term']}" for row in table(root / "schema/vocabulary.csv")}
    assert {name for name in used(root) if name.startswith("v:")} == own


def test_every_term_of_others_is_in_the_list_of_those_checked(root: Path) -> None:
    checked = {row["Term"] for row in table(root / "tests/data/ontology-terms.csv")}
    assert {name for name in used(root) if not name.startswith(("v:", "xsd:"))} == checked


def test_every_checked_term_exists_in_its_ontology(root: Path) -> None:
    """In rdflib's copies; of those that it lacks, in the list of names that a copy of each defines."""
    names = {(row["Prefix"], row["Name"]) for row in table(root / "tests/data/ontology-names.csv")}
    assert {prefix for prefix, _name in names} == {"adms", "cpsv", "vcard"}
    rows = table(root / "tests/data/ontology-terms.csv")
    assert len(rows) > 110
    for row in rows:
        prefix, _, local = row["Term"].partition(":")
        assert row["Source"].startswith("http"), row
        if row["Term"] not in NEWER:
            assert local in ONTOLOGIES[prefix] if prefix in ONTOLOGIES else (prefix, local) in names, row


def test_each_term_has_one_kind_a_label_and_a_definition(root: Path, graph: rdflib.Graph) -> None:
    rows = table(root / "schema/vocabulary.csv")
    assert len({row["Term"] for row in rows}) == len(rows) > 100
    for row in rows:
        term = rdflib.URIRef(V + row["Term"])
        assert len(set(graph.objects(term, RDF.type))) == 1
        assert [str(label) for label in graph.objects(term, RDFS.label)] == [row["Label"]]
        assert str(graph.value(term, RDFS.comment)).endswith("."), row
        below = set(graph.objects(term, RDFS.subClassOf)) | set(graph.objects(term, RDFS.subPropertyOf))
        assert len(below) == len(row["SubOf"].split())


def test_properties_lead_to_things_or_to_values_as_the_writers_have_them(graph: rdflib.Graph) -> None:
    """The kinds in the table of the writers and in the vocabulary are two statements: they must agree."""
    values = {"TEXT", "STRING", "NUMBER", "BOOLEAN", "DATE", "MOMENT", "DURATION", "ORG_ID"}
    seen = 0
    for shape in SHAPES.values():
        for field in shape.fields.values():
            for name in (name for name in field.predicates.split() if name.startswith("v:")):
                kind = OWL.DatatypeProperty if field.value.name in values else OWL.ObjectProperty
                kind = RDF.Property if name in {"v:lgsl", "v:lgil"} else kind
                assert (rdflib.URIRef(V + name[2:]), RDF.type, kind) in graph, name
                seen += 1
    assert seen > 80


def test_each_codelist_is_a_scheme_with_its_codes(graph: rdflib.Graph, codelists: dict[str, Any]) -> None:
    schemes = {rdflib.URIRef(f"{V}codelist-{name}"): rows for name, rows in codelists.items()}
    assert {scheme for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme) if scheme.startswith(V)} == set(schemes)
    for scheme, rows in schemes.items():
        concepts = {rdflib.URIRef(row["URI"]): row for row in rows}
        assert set(graph.subjects(SKOS.inScheme, scheme)) == set(concepts)
        assert set(graph.objects(scheme, SKOS.hasTopConcept)) == set(concepts)
        for concept, row in concepts.items():
            labels = {label.language: str(label) for label in graph.objects(concept, SKOS.prefLabel)}
            assert labels == {"en-gb": row["Title"]} | ({"cy": row["Title_cy"]} if row["Title_cy"] else {})
            assert [str(code) for code in graph.objects(concept, SKOS.notation)] == [row["Code"]]
            assert rdflib.Literal(row["Description"], "en-gb") in set(graph.objects(concept, SKOS.definition))


def test_no_two_of_terms_schemes_and_concepts_share_a_name(root: Path, codelists: dict[str, Any]) -> None:
    names = [V + row["Term"] for row in table(root / "schema/vocabulary.csv")]
    names += [f"{V}codelist-{name}" for name in codelists]
    names += [row["URI"] for rows in codelists.values() for row in rows]
    assert len(set(names)) == len(names)


def test_matches_are_of_codes_that_there_are(root: Path, codelists: dict[str, Any], graph: rdflib.Graph) -> None:
    rows = table(root / "schema/close-matches.csv")
    assert len(rows) > 10
    for row in rows:
        assert row["Code"] in {code["Code"] for code in codelists[row["Codelist"]]}, row
        concept = rdflib.URIRef(f"{V}{row['Codelist']}-{row['Code']}")
        assert (concept, SKOS[f"{row['Match']}Match"], rdflib.URIRef(row["Concept"])) in graph


def test_what_is_matched_is_described_by_its_own_name(root: Path, graph: rdflib.Graph) -> None:
    rows = table(root / "schema/matched-concepts.csv")
    matches = {row["Concept"] for row in table(root / "schema/close-matches.csv")}
    assert {row["Concept"] for row in rows} == matches
    for row in rows:
        concept, scheme = rdflib.URIRef(row["Concept"]), rdflib.URIRef(row["Scheme"])
        assert (concept, RDF.type, SKOS.Concept) in graph
        assert (concept, SKOS.inScheme, scheme) in graph
        assert (concept, SKOS.prefLabel, rdflib.Literal(row["Label"], "en")) in graph
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph


def test_the_three_forms_say_the_same(root: Path, graph: rdflib.Graph) -> None:
    content = (root / "schema/vocabulary.jsonld").read_bytes()
    as_json = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.JSON_LD)
    turtle = pyoxigraph.parse((root / "schema/vocabulary.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    assert {str(quad) for quad in as_json} == {str(quad) for quad in turtle}
    page = (root / "schema/vocabulary.html").read_text("utf-8")
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(set(anchors)) == len(anchors)
    named = {str(subject).removeprefix(V) for subject in graph.subjects() if str(subject).startswith(V)} - {""}
    assert set(anchors) == named


def test_there_are_no_blank_nodes(graph: rdflib.Graph) -> None:
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]


def test_no_json_ld_of_ours_needs_the_web(root: Path) -> None:
    assert "@context" not in json.dumps(json.loads((root / "schema/vocabulary.jsonld").read_text("utf-8")))
