"""A subscriber is told once, about real changes only: two runs' publications in, events out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from runs_in_a_row import DAY, NOW, OFFER, OUTPUT, PARTNER, SOURCE, WANT, Runs, project, published

from councilprojects_aggregator.events import remember
from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import (
    EventKind,
    Record,
)


def test_a_first_crawl_is_one_event_with_its_count() -> None:
    remembered = remember(published(project("bins"), project("bees")), (), (), NOW)
    (event,) = remembered.events
    assert event.id == "tag:www.ambridge.example,2026-11-21:ambridge_publisher/joined"
    assert event.kind is EventKind.SOURCE_JOINED
    assert event.detail == {"projects": 2}
    assert [history.project_id for history in remembered.histories] == ["bees", "bins"]


def test_an_unchanged_file_is_no_event() -> None:
    runs = Runs()
    runs.run(published(project("bins", phase="alpha")))
    assert runs.run(published(project("bins", phase="alpha"))) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"phase": "alpha"}, {"phase": "beta"}, ["bins/phase-beta"]),
        ({}, {"phase": "beta"}, ["bins/phase-beta"]),
        ({"phase": "beta"}, {}, []),
        ({"status": "active"}, {"status": "paused"}, ["bins/status-paused"]),
        ({}, {"outputs": [OUTPUT]}, [f"bins/output-{item_key(OUTPUT)}"]),
        ({"outputs": [OUTPUT]}, {}, []),
        ({}, {"wants": [WANT]}, [f"bins/want-{item_key(WANT)}"]),
        ({}, {"offers": [WANT]}, [f"bins/offer-{item_key(WANT)}"]),
        ({"wants": [WANT, OUTPUT]}, {"wants": [OUTPUT, WANT]}, []),
        ({}, {"partners": [PARTNER]}, [f"bins/partner-{partner_key(PARTNER)}"]),
        ({}, {"partners": [PARTNER | {"status": "invited"}]}, []),
        (
            {"partners": [PARTNER | {"status": "invited"}]},
            {"partners": [PARTNER | {"status": "active"}]},
            [f"bins/partner-{partner_key(PARTNER)}"],
        ),
        ({"partners": [PARTNER]}, {"partners": [PARTNER | {"role": "funder"}]}, []),
        ({"reviewed": "2026-10-01"}, {"reviewed": "2026-11-01"}, []),
    ],
)
def test_what_counts_as_a_change(before: dict[str, Any], after: dict[str, Any], told: list[str]) -> None:
    runs = Runs()
    runs.run(published(project("bins", **before)))
    assert runs.run(published(project("bins", **after))) == told


def test_a_phase_names_where_it_came_from() -> None:
    runs = Runs()
    runs.run(published(project("bins", phase="alpha")))
    runs.run(published(project("bins", phase="beta")))
    assert runs.remembered.events[0].detail == {"from": "alpha", "to": "beta"}


def test_gone_is_told_after_48_hours_once() -> None:
    runs = Runs()
    runs.run(published(project("bins"), project("bees")))
    empty = published(project("bees"))
    assert [runs.run(empty) for _ in range(4)] == [[], [], ["bins/gone"], []]


def test_what_cannot_be_confirmed_is_not_told() -> None:
    runs = Runs()
    runs.run(published(project("bins"), project("bees", phase="alpha")))
    runs.run(published(project("bins"), project("bees", phase="beta")))
    after = published(project("bees", phase="alpha"))
    assert runs.run(after) == []
    runs.fails = True
    assert [runs.run(after) for _ in range(9)] == [[]] * 9
    runs.fails = False
    assert runs.run(after) == ["bees/phase-alpha", "bins/gone"]


def test_a_return_within_48_hours_is_no_event() -> None:
    runs = Runs()
    both = published(project("bins"), project("bees"))
    runs.run(both)
    runs.run(published(project("bees")))
    assert runs.run(both) == []
    assert all(history.gone_since is None for history in runs.remembered.histories)


def test_a_return_after_it_was_told_is_new_again() -> None:
    runs = Runs()
    both = published(project("bins"), project("bees"))
    for after in (both, *[published(project("bees"))] * 3):
        runs.run(after)
    assert runs.run(both) == ["bins/added"]


def test_a_project_set_aside_is_not_gone() -> None:
    runs = Runs()
    runs.run(published(project("bins"), project("bees")))
    faulty = published(project("bees"), not_shown=("bins",))
    assert [runs.run(faulty) for _ in range(4)] == [[]] * 4


def test_nobody_is_gone_while_a_project_without_a_name_may_be_them() -> None:
    runs = Runs()
    runs.run(published(project("bins"), project("bees")))
    faulty = published(project("bees"), nameless=1)
    assert [runs.run(faulty) for _ in range(4)] == [[]] * 4
    assert [runs.run(published(project("bees"))) for _ in range(3)] == [[], [], ["bins/gone"]]


def test_an_id_that_was_renamed_keeps_its_history() -> None:
    runs = Runs()
    runs.run(published(project("bins", phase="alpha")))
    runs.former = {("ambridge", "missed-bins"): (("ambridge", "bins"),)}
    assert runs.run(published(project("missed-bins", previousIds=["bins"], phase="beta"))) == ["missed-bins/phase-beta"]
    (history,) = runs.remembered.histories
    assert (history.project_id, history.iri, history.first_seen) == ("missed-bins", f"{SOURCE.url}#bins", NOW)


def test_a_file_that_moved_is_no_event() -> None:
    runs = Runs()
    runs.run(published(project("bins")))
    moved = replace(project("bins"), iri="https://new.ambridge.example/p.json#bins")
    assert runs.run(published(moved, address="https://new.ambridge.example/p.json")) == []
    assert runs.remembered.histories[0].iri == f"{SOURCE.url}#bins"


def test_a_dropped_source_is_one_event_and_its_return_another() -> None:
    runs = Runs()
    there = published(project("bins"), project("bees"))
    runs.run(there)
    dropped = published(record=Record(SOURCE.id, SOURCE.url), address=None)
    told = [runs.run(each) for each in (dropped, dropped, there)]
    assert told == [["ambridge_publisher/gone"], [], ["ambridge_publisher/joined"]]


def test_the_same_change_twice_in_one_day_has_two_ids() -> None:
    runs = Runs()
    there = published(project("bees"))
    dropped = published(record=Record(SOURCE.id, SOURCE.url), address=None)
    again = [runs.run(each, timedelta(minutes=1)) for each in (there, dropped, there, dropped)]
    assert again == [
        ["ambridge_publisher/joined"],
        ["ambridge_publisher/gone"],
        ["ambridge_publisher/joined-2"],
        ["ambridge_publisher/gone-2"],
    ]


def test_a_change_while_a_project_was_away_is_told_when_it_returns() -> None:
    runs = Runs()
    runs.run(published(project("bins", phase="alpha"), project("bees")))
    runs.run(published(project("bees")))
    assert runs.run(published(project("bins", phase="beta"), project("bees"))) == ["bins/phase-beta"]


def test_a_month_without_a_run_tells_each_change_once() -> None:
    runs = Runs()
    runs.run(published(project("bins", phase="alpha", offers=[OFFER])), 30 * DAY)
    told = runs.run(published(project("bins", phase="live", offers=[OFFER | {"until": "2027-02-01"}], wants=[WANT])))
    assert told == ["bins/phase-live", f"bins/want-{item_key(WANT)}"]


def test_the_publishers_own_offers_and_wants_are_told() -> None:
    runs = Runs()
    runs.run(published(data={"url": "https://www.ambridge.example/"}))
    data = {"url": "https://www.ambridge.example/", "wants": [WANT]}
    assert runs.run(published(data=data)) == [f"ambridge_publisher/want-{item_key(WANT)}"]
    assert runs.remembered.events[0].iri == f"{SOURCE.url}#_publisher"
    assert runs.run(published(data=data)) == []


def test_an_old_copy_with_the_old_id_is_no_new_project() -> None:
    runs = Runs()
    runs.run(published(project("bins")))
    runs.former = {("ambridge", "missed-bins"): (("ambridge", "bins"),)}
    new = published(project("missed-bins", previousIds=["bins"]))
    assert runs.run(new) == []
    runs.former = {}
    assert runs.run(published(project("bins"))) == []
    runs.former = {("ambridge", "missed-bins"): (("ambridge", "bins"),)}
    assert [runs.run(new) for _ in range(4)] == [[]] * 4
    (history,) = runs.remembered.histories
    assert (history.project_id, history.iri, history.former_ids) == ("missed-bins", f"{SOURCE.url}#bins", ("bins",))


def test_an_id_that_is_used_again_is_another_project_in_the_feeds() -> None:
    runs = Runs()
    runs.run(published(project("bins")))
    runs.former = {("ambridge", "missed-bins"): (("ambridge", "bins"),)}
    runs.run(published(project("missed-bins")))
    runs.former = {}
    assert runs.run(published(project("missed-bins"), project("bins"))) == ["bins/added"]
    oldest = {history.project_id: history.iri for history in runs.remembered.histories}
    assert oldest == {"missed-bins": f"{SOURCE.url}#bins", "bins": f"{SOURCE.url}#bins_2"}


def test_a_state_that_knows_nothing_of_a_project_yet_learns_in_silence() -> None:
    runs = Runs()
    runs.run(published(project("bins", phase="alpha")))
    histories = tuple(replace(history, known=None) for history in runs.remembered.histories)
    runs.remembered = replace(runs.remembered, histories=histories)
    assert runs.run(published(project("bins", phase="beta"))) == []
    assert runs.run(published(project("bins", phase="live"))) == ["bins/phase-live"]
