from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from federation import Federation, project
from small_catalogue import SEEN, MakeCatalogue, iri

from councilprojects_aggregator.matching.for_you import with_for_you
from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.model import Catalogue, ForYou, Kind, Known, KnownItem, ProjectHistory, State

DAY = timedelta(days=1)
BINS = {"id": "bins", "title": "Missed bins"}
EMPTY = State(SEEN, {})


def run(catalogue: Catalogue, state: State, now: datetime) -> tuple[Mapping[str, tuple[ForYou, ...]], State]:
    told, after = with_for_you(replace(catalogue, matches=match(catalogue).matches), state, now)
    return told.matches.for_you, after


def test_each_council_hears_of_the_other_since_it_was_first_found(catalogue_of: MakeCatalogue) -> None:
    two = {"alder": [BINS], "birch": [BINS]}
    first, state = run(catalogue_of(two), EMPTY, SEEN)
    assert {source: [each.kind for each in entries] for source, entries in first.items()} == {
        "alder": [Kind.SIMILAR],
        "birch": [Kind.SIMILAR],
    }
    later, after = run(catalogue_of({**two, "cedar": [BINS]}), state, SEEN + DAY)
    assert [each.since for each in later["alder"]] == [SEEN + DAY, SEEN]
    assert first["alder"][0] in later["alder"]
    assert state.noticed.items() < after.noticed.items()


def test_what_vanishes_and_returns_is_told_once(catalogue_of: MakeCatalogue) -> None:
    both = catalogue_of({"alder": [BINS], "birch": [BINS]})
    first, state = run(both, EMPTY, SEEN)
    gone, state = run(catalogue_of({"alder": [BINS]}), state, SEEN + DAY)
    assert gone == {}
    assert run(both, state, SEEN + 2 * DAY)[0] == first


def test_a_new_address_makes_nothing_new(catalogue_of: MakeCatalogue) -> None:
    catalogue = catalogue_of({"alder": [BINS], "birch": [BINS]})
    first, state = run(catalogue, EMPTY, SEEN)
    moved = tuple(replace(each, iri=each.iri.replace("projects.json", "new.json")) for each in catalogue.projects)
    again, _state = run(replace(catalogue, projects=moved), state, SEEN + DAY)
    assert [each.id for each in again["alder"]] == [each.id for each in first["alder"]]


def test_an_edited_offer_makes_nothing_new(catalogue_of: MakeCatalogue) -> None:
    def councils(words: str) -> Catalogue:
        want = {"type": "delivery", "resource": "code", "description": "Code for missed bins"}
        return catalogue_of(
            {"alder": [{**BINS, "wants": [want]}], "birch": [{**BINS, "offers": [{**want, "description": words}]}]}
        )

    def offers(entries: Mapping[str, tuple[ForYou, ...]]) -> list[ForYou]:
        return [each for each in entries["alder"] if each.kind is Kind.OFFER_FOR_YOUR_WANT]

    def knows(catalogue: Catalogue, first: str) -> State:
        (met,) = match(catalogue).matches.wants_met
        known = Known(items=(KnownItem("offers", first, met.offer.key),))
        return State(SEEN, {}, (ProjectHistory("birch", "bins", iri("birch", "bins"), SEEN, known=known),))

    one, other = councils("Our code for missed bins"), councils("Our code for bins that were missed")
    first = offers(run(one, knows(one, "k"), SEEN)[0])
    again = offers(run(other, knows(other, "k"), SEEN)[0])
    assert [each.id for each in first] == [each.id for each in again]


def test_all_kinds_reach_whom_they_concern(catalogue_of: MakeCatalogue) -> None:
    contract = {"system": "Assure", "end": "2027-03"}
    want = {"type": "delivery", "resource": "code", "description": "Code for missed bins"}
    one: dict[str, Any] = {**BINS, "wants": [want], "contracts": [contract]}
    other = {
        "id": "b",
        "title": "Bins",
        "wants": [want],
        "offers": [want],
        "basedOn": [iri("alder", "bins")],
        "contracts": [contract],
    }
    third = {**BINS, "alsoListedAt": [iri("alder", "bins")]}
    told = run(catalogue_of({"alder": [one], "birch": [other], "cedar": [third]}), EMPTY, SEEN)[0]
    assert {each.kind for each in told["alder"]} == {
        Kind.BUILT_ON,
        Kind.SAME_WORK,
        Kind.OFFER_FOR_YOUR_WANT,
        Kind.ALIKE_WANT,
        Kind.CONTRACTS,
    }
    assert {each.kind for each in told["birch"]} == {
        Kind.SIMILAR,
        Kind.WANT_FOR_YOUR_OFFER,
        Kind.ALIKE_WANT,
        Kind.CONTRACTS,
    }


def test_a_run_that_lost_its_state_tells_nothing_twice(federation: Federation) -> None:
    federation.publish("ambridge", project("bins", title="Missed bins"))
    federation.publish("felpersham", project("refuse", title="Missed bin reports"))
    first = federation.run(DAY).built.catalogue.matches.for_you
    assert first.keys() == {"ambridge", "felpersham"}
    federation.order().state.unlink()
    restored = federation.run(DAY, restore=str(federation.output)).built.catalogue.matches.for_you
    assert restored == first


def test_the_second_run_uses_what_the_first_has_kept(federation: Federation) -> None:
    federation.publish("ambridge", project("bins", title="Missed bins"))
    federation.publish("felpersham", project("refuse", title="Missed bin reports"))
    hour = timedelta(hours=1)
    first, again = federation.run(hour).built, federation.run(hour).built
    assert again.stands
    assert again.matched == first.matched
    assert len(first.matched) == 2
