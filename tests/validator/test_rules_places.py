"""Where in a file the rules look: everywhere that the schema has a text, an address, a code or a span."""

from __future__ import annotations

from typing import Any

from rule_documents import TODAY, codes, document

from councilprojects_validator import standard
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import pointer
from councilprojects_validator.document import Document
from councilprojects_validator.report import Kind
from councilprojects_validator.rules import (
    dates,
    reference,
)
from councilprojects_validator.rules.fields import addresses, coded, links, texts
from councilprojects_validator.rules.places import Holds
from councilprojects_validator.rules.technologies import TECHNOLOGIES


def every_place(schema: dict[str, Any], name: str) -> set[tuple[str, ...]]:
    """Return every pattern under which an object of this definition's members may stand."""
    found = set()

    def walk(node: dict[str, Any], path: tuple[str, ...], seen: tuple[str, ...]) -> None:
        for part in [node, *node.get("allOf", ())]:
            if "$ref" in part:
                definition = part["$ref"].rsplit("/", 1)[-1]
                if definition in seen:
                    continue
                if definition == name:
                    found.add(path)
                walk(schema["$defs"][definition], path, (*seen, definition))
            for key, member in part.get("properties", {}).items():
                if name == f".{key}":
                    found.add(path)
                walk(member, (*path, key), seen)
            if "items" in part:
                walk(part["items"], (*path, "*"), seen)

    walk(schema, (), ())
    return found


def test_spans_are_everywhere_that_the_schema_has_an_end() -> None:
    assert set(dates.SPANS) == every_place(standard.load_schema("projects"), ".end")


def test_timed_offers_are_everywhere_that_the_schema_has_until() -> None:
    assert set(dates.TIMED_OFFERS) == every_place(standard.load_schema("projects"), ".until")


def test_contracts_are_everywhere_that_the_schema_has_them() -> None:
    assert set(dates.CONTRACTS) == every_place(standard.load_schema("projects"), ".extensionEnd")


def test_organisations_are_everywhere_that_the_schema_has_them() -> None:
    # Below `members` and `memberOf` organisations nest without end; those of the publisher are looked at.
    places = every_place(standard.load_schema("projects"), ".gss")
    direct = {place for place in places if not {"members", "memberOf"} & set(place)}
    nested = {("publisher", "members", "*"), ("publisher", "memberOf", "*")}
    assert set(reference.ORGANISATIONS) == direct | nested | {("sources", "*")}


def test_technologies_are_everywhere_that_the_schema_has_them() -> None:
    assert set(TECHNOLOGIES) == every_place(standard.load_schema("projects"), "technology")


def test_fields_are_found_by_the_schema_wherever_they_stand() -> None:
    project = {
        "title": {"en": "Bins", "cy": "Biniau"},
        "users": ["Crews"],
        "x_ambridge_text": "Not ours",
        "technologies": [{"name": "Drupal", "role": "CMS", "uri": "https://www.drupal.org/"}],
        "openTo": ["talking"],
        "lead": {"name": "Ambridge", "members": [{"name": "Felpersham", "type": "unitary"}]},
    }
    found = document(project)
    assert [(pointer(each.path), each.name, each.value) for each in texts(found)] == [
        ("/publisher/name", "name", "Ambridge Borough Council"),
        ("/projects/0/title/en", "title", "Bins"),
        ("/projects/0/title/cy", "title", "Biniau"),
        ("/projects/0/users/0", "users", "Crews"),
        ("/projects/0/technologies/0/role", "role", "CMS"),
        ("/projects/0/lead/name", "name", "Ambridge"),
        ("/projects/0/lead/members/0/name", "name", "Felpersham"),
    ]
    assert [pointer(each.path) for each in links(found)] == ["/publisher/url", "/projects/0/url"]
    assert [each.holds for each in addresses(found)] == [Holds.URL, Holds.URL, Holds.URI]
    assert [(pointer(path), name, value) for path, name, value in coded(found)] == [
        ("/projects/0/openTo/0", "open-to", "talking"),
        ("/projects/0/lead/members/0/type", "organisation-type", "unitary"),
    ]


def test_fields_of_a_registry_are_found_by_its_own_schema() -> None:
    value = {"sources": [{"name": "Ambridge", "url": "http://www.ambridge.example/projects.json"}]}
    found = Document(Contents(value), "", TODAY, kind=Kind.REGISTRY)
    assert codes(found) == ["insecure-link"]
