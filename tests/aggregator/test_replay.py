"""A year of daily files of fifty councils, with all that goes wrong: each real change is told once, and no other."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from simulated_councils import Fact, Snapshot
from simulation import FAULTS, World

from councilprojects_aggregator.build import build
from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import Catalogue, Event, State
from councilprojects_aggregator.normalise import normalise
from councilprojects_aggregator.writers.feeds.changes import changes_feeds
from councilprojects_aggregator.writers.feeds.channels import channels

COUNCILS = 50
DAYS = 365
OFF = range(200, 230)
"""Days on which nobody runs the crawler."""
SEASON, SEASON_COUNCILS = 130, 10
"""What is enough to put projects under other topics hundreds of times."""
CALM = 5
"""Days at the end on which nothing changes: what waits 48 hours is told by then."""


class Year:
    """The world, the crawler beside it, and everything that was told."""

    def __init__(self, seed: int, councils: int, clerk: random.Random | None) -> None:
        self.world = World(random.Random(seed), clerk)  # noqa: S311 (a repeatable year, no secret)
        self.state = State(self.world.now, {})
        self.told: list[Fact] = []
        self.runs = 0
        self.items: dict[tuple[str, str], str] = {}
        self.catalogue: Catalogue | None = None
        self.membership = Membership(self.world)
        for number in range(councils):
            self.world.found(f"council-{number:02}", self.world.random.randrange(5, 8))

    def crawl(self) -> None:
        built = build(self.world.registry(), self.state, self.world.fetch, self.world.now, clock=lambda: 0.0)
        new = built.state.events[len(self.state.events) :]
        facts = [self.fact(event) for event in new]
        self.told += facts
        if self.world.clerk:
            self.membership.note(new, facts)
        self.state, self.catalogue = built.state, built.catalogue
        self.runs += 1

    def learn_keys(self) -> None:
        """Note which item each key stands for: the simulation alone knows them by number."""
        for council in self.world.councils:
            for thing in (council.own, *council.projects):
                for name, items in thing.lists.items():
                    for item in items:
                        self.items[thing.number, key_of(name, json.dumps(item.value))] = item.number

    def fact(self, event: Event) -> Fact:
        number = self.world.names[event.iri]
        if "item" in event.detail:
            return (event.kind.value, number, self.items.get((number, str(event.detail["item"])), "?"))
        return (
            (event.kind.value, number, str(event.detail["to"])) if "to" in event.detail else (event.kind.value, number)
        )


class Membership:
    """In which feeds each entry has to be, by what the councils say of themselves when it is told."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.was: dict[str, frozenset[str]] = {}
        """By number of a thing, what it was last seen under."""
        self.expected: dict[str, frozenset[str]] = {}
        """By id of an entry, the groups whose feeds it has to be in."""

    def note(self, events: Sequence[Event], facts: Sequence[Fact]) -> None:
        """Note it for the entries of one run, then what is seen now."""
        seen = [(council, council.seen) for council in self.world.councils if council.seen]
        now = {number: thing for _council, snapshot in seen for number, thing in snapshot.items()}
        whole = {council.own.number: snapshot for council, snapshot in seen}
        for event, fact in zip(events, facts, strict=True):
            self.expected[event.id] = self.groups(fact, now, whole)
        self.was |= {number: thing["groups"] for number, thing in now.items()}

    def groups(self, fact: Fact, now: Snapshot, whole: Mapping[str, Snapshot]) -> frozenset[str]:
        kind, number = fact[0], fact[1]
        if kind == "project-gone":
            return self.was[number]
        if kind == "source-joined":
            held = union(group for thing in whole[number].values() for group in (thing["groups"], *helps(thing)))
            return held | {"list/councils"}
        thing = now[number]
        if kind == "project-added":
            return thing["groups"] | union(helps(thing))
        if kind == "phase-changed":
            return thing["groups"] | {each for each in self.was[number] if each.startswith("phase/")}
        return thing["groups"] | thing["helps"].get(fact[2], frozenset()) if kind in HELP_ADDED else thing["groups"]


HELP_ADDED = {"want-added", "offer-added"}


def helps(thing: dict[str, Any]) -> list[frozenset[str]]:
    return list(thing["helps"].values())


def union(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(name for each in groups for name in each)


def subscribed(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return the ids of all entries of each feed, its archive included, by the name of its group."""
    found = channels(catalogue)
    by_folder = {channel.folder: channel.group for channel in found}
    entries: dict[str, set[str]] = {channel.group: set() for channel in found}
    for feed in changes_feeds(catalogue, found):
        entries[by_folder[feed.folder]] |= {item.id for item in feed.items}
    return entries


@cache
def key_of(name: str, item: str) -> str:
    """Return the key of an item as it stands in a file."""
    (normal,) = normalise({"publisher": {}, "projects": [{name: [json.loads(item)]}]})["projects"][0][name]
    return partner_key(normal) if name == "partners" else item_key(normal)


def story(year: Year) -> None:
    """Let some things happen that do not come by chance."""
    world, day = year.world, year.world.day
    by_id = {council.id: council for council in world.councils}
    if day == 60:
        by_id["council-01"].path = by_id["council-02"].path = "/data/our-projects.json"
    if day == 67:
        world.register_anew(by_id["council-01"], "council-01")
        world.register_anew(by_id["council-02"], "council-02-anew")
    if day == 80:
        world.register_anew(by_id["council-03"], "council-03-anew")
    if day == 100:
        world.shrink(by_id["council-04"])
    if day == 110:
        for name in ("council-05", "council-06"):
            world.freeze(by_id[name], 20)
    if day == 120:
        world.merge([by_id["council-05"], by_id["council-06"]], "council-56")


def replay(seed: int, councils: int, days: int, clerk: random.Random | None = None) -> Year:
    year = Year(seed, councils, clerk)
    world = year.world
    for world.day in range(days + CALM):
        story(year)
        if world.day == days:
            for council in world.councils:
                world.freeze(council, CALM)
        world.live()
        world.break_something()
        year.learn_keys()
        if world.day not in OFF and (world.random.random() < 0.95 or world.day >= days):
            year.crawl()
    return year


pytestmark = pytest.mark.usefixtures("only_events")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_a_year_is_told_as_it_was(seed: int) -> None:
    year = replay(seed, COUNCILS, DAYS)
    world, told, truth = year.world, Counter(year.told), Counter(year.world.truth)
    print(f"{year.runs} runs, {world.asked} requests, {truth.total()} true changes, {told.total()} entries")  # noqa: T201
    assert sorted((truth - told).elements()) == [], "missed"
    assert sorted((told - truth).elements()) == [], "false"
    assert world.faults_met == set(FAULTS)
    assert truth.total() > 1000
    things = {thing.number for council in world.councils for thing in council.projects}
    histories = {world.names[history.iri]: history for history in year.state.histories}
    assert {each: histories[each].iri for each in things} == {each: world.first_iris[each] for each in things}
    assert {each: histories[each].first_seen for each in things} == {each: world.first_days[each] for each in things}


@pytest.mark.slow
def test_each_entry_is_in_the_feeds_of_what_it_was_about_when_it_was_told_and_in_no_other() -> None:
    year = replay(1, SEASON_COUNCILS, SEASON, random.Random(1))  # noqa: S311 (a repeatable season, no secret)
    assert sorted(year.told) == sorted(year.world.truth)
    assert year.catalogue is not None
    shown, expected = subscribed(year.catalogue), year.membership.expected
    assert shown.pop("/") == expected.keys()
    publishers = {name: ids for name, ids in shown.items() if name.startswith("publisher/")}
    assert sorted(entry for ids in publishers.values() for entry in ids) == sorted(expected)
    for name in shown.keys() - publishers.keys():
        assert shown[name] == {entry for entry, groups in expected.items() if name in groups}, name
    assert {name for groups in expected.values() for name in groups} <= shown.keys()
    assert len(expected) > 200
