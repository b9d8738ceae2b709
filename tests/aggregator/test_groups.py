"""Which groups a project belongs to, and that an event keeps those that it had when it was told."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from catalogues import made_project

from councilprojects_aggregator.events import Remembered, remember
from councilprojects_aggregator.groups import COUNCILS, key, keys, of_help, of_place, of_project
from councilprojects_aggregator.model import (
    EventKind,
    GoodCopy,
    Health,
    Json,
    Place,
    Project,
    Publication,
    Record,
    Source,
)

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
ADDRESS = "https://www.ambridge.example/projects.json"
PLACE = Place("W06000015", "Cardiff", "Wales", None, "welsh-council")
WALES = ("place/wales", "kind/welsh-council")
WANT: Json = {"type": "delivery", "resource": "code", "description": {"en": "Somebody to build it"}}


def project(project_id: str, **data: object) -> Project:
    texts = {"en": project_id}
    return made_project("ambridge", ADDRESS, {"id": project_id, "title": texts, "summary": texts, **data}, START)


def publication(now: datetime, *projects: Project, good: bool = True, **data: object) -> Publication:
    copy = GoodCopy(b"{}", "", now, now, ADDRESS, ())
    return Publication(
        Source("ambridge", "Ambridge", ADDRESS),
        Record("ambridge", ADDRESS, good=copy if good else None),
        Health.CURRENT,
        verified=True,
        address=ADDRESS if good else None,
        iri=f"{ADDRESS}#_publisher",
        name={"en": "Ambridge"},
        data={"url": "https://www.ambridge.example/", **data},
        place=PLACE,
        projects=projects,
    )


class Council:
    """One council, looked at once a day."""

    def __init__(self) -> None:
        self.remembered = Remembered((), ())
        self.told: tuple[object, ...] = ()
        self.now = START

    def shows(self, *projects: Project, good: bool = True, **data: object) -> list[tuple[EventKind, tuple[str, ...]]]:
        after = publication(self.now, *projects, good=good, **data)
        known = self.remembered.publishers.get("ambridge")
        after = dataclasses.replace(after, record=dataclasses.replace(after.record, known=known))
        self.remembered = remember({"ambridge": after}, self.remembered.histories, self.told, self.now)  # type: ignore[arg-type]
        self.told += self.remembered.events
        self.now += timedelta(days=1)
        return [(event.kind, event.groups) for event in self.remembered.events]


def test_a_project_belongs_to_what_it_says_and_to_where_its_publisher_is() -> None:
    data: Json = {
        "phase": "beta",
        "topics": ["Waste", "waste", "日本語"],
        "services": [{"lgsl": 524}, {"name": {"en": "Crew app"}}, {"uri": "https://x.example/"}],
        "technologies": [{"name": "Rounds-Wise"}, {"name": "!"}],
    }
    england = Place("E1", "X", "England", "West Midlands", None)
    council = dataclasses.replace(publication(START, type="district"), place=england)
    assert list(of_project(data, council)) == [
        *("phase/beta", "topic/waste", "topic/waste", "topic/77710aedc74e", "topic/all"),
        *("service/524", "service/crew-app", "service/37714a195c1b", "service/all"),
        *("technology/roundswise", "technology/all"),
        *("place/england", "place/west-midlands", "kind/district"),
    ]
    assert list(of_place(None)) == list(of_project({}, None)) == []


def test_help_belongs_to_all_help_and_to_its_kind() -> None:
    offer = {"type": "networking"}
    assert list(of_help({"wants": [WANT], "offers": [offer]})) == [
        *("wanted/all", "wanted/code"),
        *("offered/all", "offered/networking"),
    ]


def test_a_key_tells_no_word() -> None:
    assert keys(["topic/waste", "phase/beta", "topic/waste"]) == tuple(sorted({key("topic/waste"), key("phase/beta")}))
    assert "waste" not in key("topic/waste")
    assert len(key("topic/\ud800")) == 12


def test_a_first_file_is_in_the_feeds_of_all_that_it_holds() -> None:
    told = Council().shows(project("a", topics=["waste"], wants=[WANT]), project("b", phase="beta"), offers=[WANT])
    names = ["topic/waste", "phase/beta", "wanted/all", "wanted/code", "offered/all", "offered/code", *WALES]
    names += ["topic/all", COUNCILS]
    assert told == [(EventKind.SOURCE_JOINED, keys(names))]


def test_a_later_topic_brings_in_no_earlier_entry() -> None:
    council = Council()
    council.shows()
    assert council.shows(project("a", topics=["waste"])) == [
        (EventKind.PROJECT_ADDED, keys(["topic/waste", "topic/all", *WALES]))
    ]
    assert council.shows(project("a", topics=["trees"])) == []
    assert council.told[-1].groups == keys(["topic/waste", "topic/all", *WALES])  # type: ignore[attr-defined]
    assert council.shows(project("a", topics=["trees"], phase="beta")) == [
        (EventKind.PHASE_CHANGED, keys(["topic/trees", "topic/all", "phase/beta", *WALES]))
    ]


def test_whoever_follows_a_phase_hears_who_comes_and_who_leaves() -> None:
    council = Council()
    council.shows(project("a", phase="alpha"))
    assert council.shows(project("a", phase="beta")) == [
        (EventKind.PHASE_CHANGED, keys(["phase/alpha", "phase/beta", *WALES]))
    ]


@pytest.mark.parametrize("of_publisher", [True, False])
def test_a_new_want_is_in_the_feeds_of_its_kind(*, of_publisher: bool) -> None:
    council = Council()
    council.shows(project("a", phase="alpha", offers=[WANT]))
    with_want = project("a", phase="alpha", offers=[WANT], **({} if of_publisher else {"wants": [WANT]}))
    told = council.shows(with_want, **({"wants": [WANT]} if of_publisher else {}))
    own = [] if of_publisher else ["phase/alpha"]
    assert told == [(EventKind.WANT_ADDED, keys(["wanted/all", "wanted/code", *WALES, *own]))]


def test_what_is_gone_was_in_the_feeds_of_what_it_last_was() -> None:
    council = Council()
    council.shows(project("a", topics=["waste"]), project("b", phase="live"))
    for _ in range(2):
        assert council.shows(project("a", topics=["waste"])) == []
    assert council.shows(project("a", topics=["waste"])) == [(EventKind.PROJECT_GONE, keys(["phase/live", *WALES]))]
    ((kind, groups),) = council.shows(good=False)
    assert kind is EventKind.SOURCE_GONE
    assert set(groups) == {*keys(["topic/waste", "topic/all", "phase/live", COUNCILS, *WALES])}
