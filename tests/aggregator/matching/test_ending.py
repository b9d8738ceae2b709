"""A contract that ends within a year is told once: not again for an edit, again for another day."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from small_catalogue import SEEN, MakeCatalogue

from councilprojects_aggregator.matching.ending import with_ending
from councilprojects_aggregator.model import Catalogue, EndsSoon, Record, Registered, State
from councilprojects_aggregator.writers.feeds.contracts import contract_items

TODAY = date(2026, 11, 21)
CONTRACT: dict[str, Any] = {"system": "Assure", "title": "Back office", "end": "2027-03"}
EMPTY = State(SEEN, {})


def of(make: MakeCatalogue, *contracts: dict[str, Any]) -> Catalogue:
    made = make({"alder": [{"id": "bins", "title": "Missed bins", "contracts": list(contracts)}]})
    return dataclasses.replace(made, today=TODAY)


def told(catalogue: Catalogue, state: State = EMPTY, days: int = 0) -> tuple[tuple[EndsSoon, ...], State]:
    after, state = with_ending(catalogue, state, SEEN + timedelta(days=days))
    return after.matches.ending, state


def test_only_what_ends_within_a_year_is_told(catalogue_of: MakeCatalogue) -> None:
    ends = ("2026-11-20", "2026-11-21", "2027", "2027-11-22", "2027-11-23")
    found, _state = told(of(catalogue_of, *({"system": end, "end": end} for end in ends)))
    assert [each.contract.end.isoformat() for each in found] == ["2026-11-21", "2027-11-22"]
    assert told(of(catalogue_of, CONTRACT | {"status": "ended"}, {"system": "Endless"}))[0] == ()


def test_it_is_told_as_its_time_comes(catalogue_of: MakeCatalogue) -> None:
    catalogue = of(catalogue_of, CONTRACT)
    earlier = dataclasses.replace(catalogue, today=date(2026, 3, 29))
    assert told(earlier)[0] == ()
    assert len(told(dataclasses.replace(catalogue, today=date(2026, 3, 30)))[0]) == 1


def test_an_edit_tells_nothing_and_another_day_does(catalogue_of: MakeCatalogue) -> None:
    (first,), state = told(of(catalogue_of, CONTRACT))
    edited = of(catalogue_of, CONTRACT | {"title": "The back office", "system": "assure"})
    assert [(each.id, each.since) for each in told(edited, state, 3)[0]] == [(first.id, SEEN)]
    extended = told(of(catalogue_of, CONTRACT | {"end": "2027-09"}), state, 3)[0]
    assert [each.since - SEEN for each in extended] == [timedelta(days=3)]
    assert told(of(catalogue_of), state, 4)[0] == ()
    assert told(of(catalogue_of, CONTRACT), state, 5)[0][0].since == SEEN


def test_a_publishers_own_contract_keeps_its_name_when_its_file_moves(catalogue_of: MakeCatalogue) -> None:
    def at(iri: str) -> str:
        made = of(catalogue_of)
        (publication,) = made.publications
        own = dataclasses.replace(publication, iri=iri, data={**publication.data, "contracts": [CONTRACT]})
        record = Record(
            "alder", "https://a.example/", registered=Registered("alder", iri="https://a.example/#_publisher")
        )
        (found,), _state = told(dataclasses.replace(made, publications=(own,)), State(SEEN, {"alder": record}))
        return found.id

    assert at("https://a.example/#_publisher") == at("https://b.example/#_publisher")


def test_an_entry_says_what_ends_when_and_at_whom(catalogue_of: MakeCatalogue) -> None:
    supplier = {"name": "Softly Ltd"}
    catalogue = of(catalogue_of, {**CONTRACT, "supplier": supplier, "extensionEnd": "2028-03-31"}, {"end": "2027-02"})
    items = contract_items(with_ending(catalogue, EMPTY, SEEN)[0])
    assert [(item.title, item.text) for item in items] == [
        (
            "Alder: the contract for a system ends February 2027",
            "Councils whose contracts for the same end near it could buy together.",
        ),
        (
            "Alder: the contract for Assure ends March 2027",
            "Supplier: Softly Ltd. It can be extended to 31 March 2028.",
        ),
    ]
