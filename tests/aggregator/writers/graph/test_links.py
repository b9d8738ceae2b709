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


def reasons(catalogue: Catalogue, kind: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return, by what they are about, the reasons of findings of one kind: in a word, and as a sentence."""
    triples = [(str(subject), predicate, str(value)) for subject, predicate, value in describe_links(catalogue)]
    nodes = [node for node, predicate, value in triples if (predicate, value) == (term("v:findingKind"), f'"{kind}"')]

    def said(node: str, name: str) -> list[str]:
        return [value for subject, predicate, value in triples if (subject, predicate) == (node, term(name))]

    return {
        tuple(each.strip("<>") for each in said(node, "v:about")): (
            said(node, "v:because")[0].strip('"'),
            said(node, "rdfs:comment")[0].removesuffix("@en-gb").strip('"'),
        )
        for node in nodes
    }


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
    ((pair, (because, _words)),) = reasons(catalogue, "same-record").items()
    assert (pair, because) == (("https://new.example/p.json#biniau", f"{HELYG}#biniau"), "succession")


def test_where_a_publisher_is_and_what_its_area_is_called(valley: Catalogue) -> None:
    assert of(valley, f"{AMBRIDGE}#_publisher") == {
        (f"<{AMBRIDGE}#_publisher>", term("dct:spatial"), f"<{GEOGRAPHY}E07000223>"),
        (f"<{AMBRIDGE}#_publisher>", term("v:nation"), '"England"'),
        (f"<{AMBRIDGE}#_publisher>", term("v:region"), '"West Midlands"'),
        (f"<{AMBRIDGE}#_publisher>", term("dct:type"), "<http://purl.org/adms/publishertype/LocalAuthority>"),
    }
    area = f"<{GEOGRAPHY}E07000223>"
    assert of(valley, f"{GEOGRAPHY}E07000223") == {
        (area, term("rdf:type"), term("dct:Location")),
        (area, term("rdfs:label"), '"Ambridge"'),
    }
    reason = "The registry or a compiler gives the code E07000223; the list of councils says where that is."
    assert reasons(valley, "place")[f"{AMBRIDGE}#_publisher", f"{GEOGRAPHY}E07000223"] == ("registry", reason)


def test_a_publisher_s_own_word_on_where_and_what_it_is_goes_first(valley: Catalogue) -> None:
    first = valley.publications[0]
    own = dataclasses.replace(first, data={**first.data, "gss": "E07000223", "type": "other"})
    catalogue = dataclasses.replace(valley, publications=(own,))
    reason = "The publisher gives the code E07000223; the list of councils says where that is."
    assert reasons(catalogue, "place") == {(f"{AMBRIDGE}#_publisher", f"{GEOGRAPHY}E07000223"): ("publisher", reason)}
    assert term("dct:type") not in {predicate for _, predicate, _ in of(catalogue, f"{AMBRIDGE}#_publisher")}


def test_a_former_area_is_replaced_by_its_successor(
    publish: Callable[..., Publication], gather: Callable[..., Catalogue]
) -> None:
    poole = Place("E06000029", "Borough of Poole", "England", None, "unitary")
    catalogue = gather(publish("poole", "https://www.poole.example/projects.json", place=poole))
    replaced = (f"<{GEOGRAPHY}E06000029>", term("dct:isReplacedBy"), f"<{GEOGRAPHY}E06000058>")
    assert replaced in of(catalogue, f"{GEOGRAPHY}E06000029")
    assert reasons(catalogue, "successor-area") == {
        (f"{GEOGRAPHY}E06000029", f"{GEOGRAPHY}E06000058"): (
            "reference-list",
            "The list of former councils says so: Borough of Poole ended on 2019-03-31.",
        )
    }


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
    catalogue = dataclasses.replace(valley, publications=changed)
    assert of(catalogue, f"{HOME}#source-unregistered") == {
        (f"<{HOME}#source-unregistered>", term("rdf:type"), term("org:Organization")),
        (f"<{HOME}#source-unregistered>", term("foaf:name"), '"unregistered"'),
    }
    assert of(catalogue, f"{HOME}#change-ambridge") == {
        (change, term("v:because"), '"registry"'),
        (change, term("rdfs:comment"), '"The registry says who took over."@en-gb'),
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
