"""A subscriber is told once, about real changes only: two runs' publications in, events out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from councilprojects_aggregator.content import content_hash
from councilprojects_aggregator.events import Remembered, remember
from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import (
    EventKind,
    GoodCopy,
    Health,
    Known,
    Project,
    Publication,
    Record,
    Source,
)
from councilprojects_aggregator.succession import Former
from councilprojects_validator.freshness import Freshness

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCE = Source("ambridge", "Ambridge Borough Council", "https://www.ambridge.example/projects.json")


def project(project_id: str, **data: Any) -> Project:
    iri = f"{SOURCE.url}#{project_id}"
    content = {"id": project_id, "title": {"en-gb": project_id.title()}, **data}
    return Project(
        source_id=SOURCE.id,
        id=project_id,
        iri=iri,
        data=content,
        title=content["title"],
        freshness=Freshness.FRESH,
        due=date(2027, 5, 1),
        good_at=NOW,
        first_seen=NOW,
        changed_at=NOW,
        oldest_iri=iri,
    )


def published(*projects: Project, **changes: Any) -> dict[str, Publication]:
    copy = GoodCopy(b"{}", "0" * 64, NOW, NOW, SOURCE.url, tuple(each.id for each in projects))
    publication = Publication(
        source=SOURCE,
        record=Record(SOURCE.id, SOURCE.url, good=copy),
        health=Health.CURRENT,
        verified=True,
        address=SOURCE.url,
        iri=f"{SOURCE.url}#_publisher",
        data={"url": "https://www.ambridge.example/"},
        projects=projects,
    )
    return {SOURCE.id: replace(publication, **changes)}


class Runs:
    """Several runs in a row, each remembering the ones before."""

    def __init__(self) -> None:
        self.now = NOW
        self.remembered = Remembered((), ())
        self.told: tuple[Any, ...] = ()
        self.former: Former = {}
        self.fails = False
        """The source does not answer: what is shown is an earlier copy."""
        self.checked_at = NOW

    def run(self, after: dict[str, Publication], later: timedelta = DAY) -> list[str]:
        """Return the ends of the ids of the new events."""
        known = self.remembered.publishers
        after = {source_id: self.confirmed(each, known.get(source_id)) for source_id, each in after.items()}
        self.remembered = remember(after, self.remembered.histories, self.told, self.now, self.former)
        self.told += self.remembered.events
        self.now += later
        return [event.id.partition(":")[2].partition(":")[2] for event in self.remembered.events]

    def confirmed(self, publication: Publication, known: Known | None) -> Publication:
        good = publication.record.good
        if good is not None and not self.fails:
            self.checked_at = self.now
        good = replace(good, checked_at=self.checked_at) if good else None
        return replace(publication, record=replace(publication.record, good=good, known=known))


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


WANT = {"type": "networking", "description": {"en-gb": "Who else does this?"}}
OUTPUT = {"type": "report", "title": {"en-gb": "What we found"}}
PARTNER = {"name": {"en-gb": "Borsetshire"}, "url": "https://www.borsetshire.example/"}


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


def phases(*codes: str | None, later: timedelta = DAY) -> list[list[str]]:
    """Return what each of several runs tells, in which one project has these phases."""
    runs = Runs()
    return [runs.run(published(project("bins", **({"phase": code} if code else {}))), later) for code in codes]


def test_a_phase_that_goes_forth_and_back_is_told_once() -> None:
    assert (
        phases("alpha", "beta", "alpha", "beta", "alpha", "beta", "beta", "beta")[1:]
        == [["bins/phase-beta"]] + [[]] * 6
    )


def test_a_phase_that_goes_back_and_stays_there_is_told_after_48_hours() -> None:
    assert phases("alpha", "beta", "alpha", "alpha", "alpha", "alpha")[1:] == [
        ["bins/phase-beta"],
        [],
        [],
        ["bins/phase-alpha"],
        [],
    ]


def test_a_phase_that_was_never_left_is_told_at_once() -> None:
    assert phases("alpha", "beta", "alpha", "live")[1:] == [["bins/phase-beta"], [], ["bins/phase-live"]]


def test_an_old_copy_from_two_phases_ago_tells_nothing() -> None:
    assert phases("alpha", "beta", "live", "alpha", "live")[3:] == [[], []]


def test_a_phase_that_is_left_out_for_a_while_tells_nothing() -> None:
    assert phases("alpha", None, "alpha", None, "beta")[1:] == [[], [], [], ["bins/phase-beta"]]


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


OFFER = {"type": "resource-sharing", "resource": "code", "description": {"en-gb": "Our booking code, ready for reuse"}}


@pytest.mark.parametrize(
    "edited",
    [
        OFFER | {"until": "2027-02-01"},
        OFFER | {"description": {"en-gb": "Our booking code, ready to reuse"}},
        OFFER | {"description": {**OFFER["description"], "cy": "Ein cod archebu"}},  # type: ignore[dict-item]
        OFFER | {"type": "delivery"},
        OFFER | {"url": "https://www.ambridge.example/code"},
    ],
)
def test_an_edited_offer_is_no_new_offer(edited: dict[str, Any]) -> None:
    runs = Runs()
    runs.run(published(project("bins")))
    assert runs.run(published(project("bins", offers=[OFFER]))) == [f"bins/offer-{item_key(OFFER)}"]
    assert runs.run(published(project("bins", offers=[edited]))) == []
    assert runs.run(published(project("bins", offers=[OFFER]))) == []
    (known,) = runs.remembered.histories[0].known.items  # type: ignore[union-attr]
    assert known.key == item_key(OFFER)


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


def test_content_is_the_same_in_any_order_and_under_any_stamp() -> None:
    one = {"id": "a", "topics": ["x", "y"], "reviewed": "2026-01-01"}
    other = {"reviewed": "2026-02-02", "topics": ["y", "x"], "id": "a"}
    assert content_hash(one) == content_hash(other)
    assert content_hash(one) != content_hash(one | {"topics": ["x"]})
