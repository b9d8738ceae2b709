"""The table of terms is held to the schema: every field of the standard is told, and none that is not there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from councilprojects_aggregator.writers.graph.shapes import NO_TERMS, SHAPES
from councilprojects_aggregator.writers.graph.terms import PREFIXES, Field, Value, terms
from councilprojects_validator.standard import codelist, codelists, load_schema

TERMS = Path(__file__).parents[4] / "schema/terms.csv"
# The context of a publisher's own file says the nearest thing it can; where the graph can be exacter it differs.
OTHERWISE = {
    ("file", "language"): "dc:language",  # a tag is a literal: the range of dct:language is a class of things
    ("organisation", "uri"): "rdfs:seeAlso",  # nobody makes statements under an IRI that may not be theirs
    ("usedStandard", "uri"): "rdfs:seeAlso",
}


def definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every kind of object of the schema with its properties, those of what it extends included."""
    schema = load_schema("projects")
    yield "file", schema["properties"]
    for name, definition in schema["$defs"].items():
        extended = [part["$ref"].removeprefix("#/$defs/") for part in definition.get("allOf", ()) if "$ref" in part]
        properties = {key: value for base in extended for key, value in properties_of(schema, base).items()}
        properties |= definition.get("properties", {})
        if properties:
            yield name, properties


def properties_of(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return schema["$defs"][name].get("properties", {})


def fields(shape: str) -> dict[str, Field]:
    """Return the fields of a shape, those that it tells aside included."""
    table = SHAPES[shape]
    aside = SHAPES[table.aside.shape].fields if table.aside else {}
    return {**aside, **table.fields}


def test_every_field_of_the_standard_has_a_term_and_no_other_has() -> None:
    seen = dict(definitions())
    assert set(SHAPES) - {"membership"} == set(seen)
    for name, properties in seen.items():
        assert set(fields(name)) == set(properties) - NO_TERMS, name


def test_every_name_has_a_known_prefix_and_every_shape_exists() -> None:
    count = 0
    for shape in SHAPES.values():
        assert terms(shape.types)
        for field in shape.fields.values():
            count += len(terms(field.predicates))
            assert all(term.startswith("<http") for term in terms(f"{field.predicates} {field.types}"))
            assert (field.value is Value.NODE) == (field.shape in SHAPES) == bool(field.name)
    assert count > 200


def test_coded_fields_name_the_codelists_that_the_standard_says() -> None:
    told = {
        (shape, name): field.codes or "topics"
        for shape in SHAPES
        if shape != "membership"
        for name, field in fields(shape).items()
        if field.value is Value.CODE or field.also
    }
    of_organisations = {
        (shape, "type"): "organisation-type" for shape in ("publisher", "compiler", "partner", "organisation")
    }
    of_projects = {place: name for place, name in codelists().items() if place[0] in SHAPES}
    assert told == {**of_projects, **of_organisations}
    for name in set(told.values()):
        assert codelist(name)


def test_the_terms_are_those_of_the_standard() -> None:
    rows = list(csv.DictReader(TERMS.read_text("utf-8").splitlines()))
    assert len(rows) > 100
    for row in rows:
        place = (row["Definition"], row["Field"])
        if row["Term"] != "@id" or place in OTHERWISE:
            assert OTHERWISE.get(place, row["Term"]) in fields(place[0])[place[1]].predicates.split(), place


@pytest.mark.parametrize("prefix", ["schema", "dcat", "v"])
def test_the_namespaces_are_the_vocabularies_own(prefix: str) -> None:
    assert (
        PREFIXES[prefix]
        == {
            "schema": "http://schema.org/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "v": "https://w3id.org/councilprojects/ns#",
        }[prefix]
    )
