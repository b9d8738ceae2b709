from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from councilprojects_aggregator.matching.partnerships import confirmed_partnerships
from councilprojects_aggregator.model import Catalogue, Place, Publication
from councilprojects_aggregator.writers.graph.links import describe_links
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_validator.freshness import Freshness

AMBRIDGE = "https://www.ambridge.example/projects.json"
HELYG = "https://www.brohelyg.example/projects.json"
GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
HOME = "https://projects.example/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def of(catalogue: Catalogue, subject: str) -> set[Triple]:
    return {triple for triple in describe_links(catalogue) if triple[0] == f"<{subject}>" and None not in triple}


def test_a_partnership_that_both_sides_name_is_confirmed_both_ways_round(valley: Catalogue) -> None:
    pairs = [(one.id, other.id) for one, other in confirmed_partnerships(valley.projects)]
    assert pairs == [("missed-bins", "biniau"), ("biniau", "missed-bins")]
    assert (f"<{AMBRIDGE}#missed-bins>", term("v:confirmedPartnership"), f"<{HELYG}#biniau>") in set(
        describe_links(valley)
    )


@pytest.mark.parametrize(
    "change", [{"status": "invited"}, {"status": "left"}, {"project": f"{HELYG}#other"}, {"project": 7}]
)
def test_a_partnership_that_one_side_does_not_name_is_not_confirmed(
    valley: Catalogue, change: dict[str, object]
) -> None:
    next(project for project in valley.projects if project.id == "missed-bins").data["partners"][0].update(change)
    assert confirmed_partnerships(valley.projects) == []


def test_a_compiled_file_confirms_nothing_for_its_council(valley: Catalogue) -> None:
    compiled = tuple(
        dataclasses.replace(publication, file={"compiledBy": {"name": {"en": "Compilers"}}})
        if publication.source.id == "bro-helyg"
        else publication
        for publication in valley.publications
    )
    found = describe_links(dataclasses.replace(valley, publications=compiled))
    assert term("v:confirmedPartnership") not in {predicate for _, predicate, _ in found}


def test_two_records_of_one_source_confirm_nothing(valley: Catalogue) -> None:
    projects = [dataclasses.replace(project, source_id="ambridge") for project in valley.projects]
    assert confirmed_partnerships(projects) == []


def test_a_moved_record_answers_to_its_oldest_iri(valley: Catalogue) -> None:
    moved = tuple(
        dataclasses.replace(project, iri="https://new.example/p.json#biniau", oldest_iri=project.iri)
        if project.id == "biniau"
        else project
        for project in valley.projects
    )
    assert len(confirmed_partnerships(moved)) == 2
    catalogue = dataclasses.replace(valley, projects=moved)
    replaced = ("<https://new.example/p.json#biniau>", term("dct:replaces"), f"<{HELYG}#biniau>")
    assert replaced in of(catalogue, "https://new.example/p.json#biniau")


def test_where_a_publisher_is_and_what_its_area_is_called(valley: Catalogue) -> None:
    assert of(valley, f"{AMBRIDGE}#_publisher") == {
        (f"<{AMBRIDGE}#_publisher>", term("dct:spatial"), f"<{GEOGRAPHY}E07000223>"),
        (f"<{AMBRIDGE}#_publisher>", term("v:nation"), '"England"'),
        (f"<{AMBRIDGE}#_publisher>", term("v:region"), '"West Midlands"'),
    }
    label = (f"<{GEOGRAPHY}E07000223>", term("rdfs:label"), '"Ambridge"')
    assert of(valley, f"{GEOGRAPHY}E07000223") == {label}


def test_a_former_area_is_replaced_by_its_successor(
    publish: Callable[..., Publication], gather: Callable[..., Catalogue]
) -> None:
    poole = Place("E06000029", "Borough of Poole", "England", None, "unitary")
    found = of(
        gather(publish("poole", "https://www.poole.example/projects.json", place=poole)), f"{GEOGRAPHY}E06000029"
    )
    assert (f"<{GEOGRAPHY}E06000029>", term("dct:isReplacedBy"), f"<{GEOGRAPHY}E06000058>") in found


def test_a_reorganisation_that_the_registry_tells_of_is_an_event(valley: Catalogue) -> None:
    changed = tuple(
        dataclasses.replace(
            publication,
            source=dataclasses.replace(
                publication.source, ended="2026-03-31", successors=("bro-helyg", "unregistered")
            ),
        )
        if publication.source.id == "ambridge"
        else publication
        for publication in valley.publications
    )
    change = f"<{HOME}#change-ambridge>"
    assert of(dataclasses.replace(valley, publications=changed), f"{HOME}#change-ambridge") == {
        (change, term("rdf:type"), term("org:ChangeEvent")),
        (change, term("dct:date"), f'"2026-03-31"^^<{XSD}date>'),
        (change, term("org:originalOrganization"), f"<{AMBRIDGE}#_publisher>"),
        (change, term("org:resultingOrganization"), f"<{HELYG}#_publisher>"),
        (change, term("org:resultingOrganization"), f"<{HOME}#source-unregistered>"),
    }


def test_how_a_record_stands(valley: Catalogue) -> None:
    since = datetime(2026, 11, 1, tzinfo=UTC)
    projects = tuple(
        dataclasses.replace(project, freshness=Freshness.DONE, due=None, stale_since=since)
        for project in valley.projects
    )
    subject = f"<{HELYG}#biniau>"
    assert of(dataclasses.replace(valley, projects=projects), f"{HELYG}#biniau") == {
        (subject, term("v:freshness"), '"done"'),
        (subject, term("v:firstSeen"), f'"2026-10-01T09:00:00Z"^^<{XSD}dateTime>'),
        (subject, term("dct:modified"), f'"2026-11-02T09:30:00Z"^^<{XSD}dateTime>'),
        (subject, term("v:goodAt"), f'"2026-10-01T09:00:00Z"^^<{XSD}dateTime>'),
        (subject, term("v:staleSince"), f'"2026-11-01T00:00:00Z"^^<{XSD}dateTime>'),
        (subject, term("v:mark"), '"listed"'),
        (subject, term("v:confirmedPartnership"), f"<{AMBRIDGE}#missed-bins>"),
    }
    until = (subject, term("v:freshUntil"), f'"2027-04-12"^^<{XSD}date>')
    assert until in of(valley, f"{HELYG}#biniau")
