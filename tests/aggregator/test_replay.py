"""A year of daily files of fifty councils, with all that goes wrong: each real change is told once, and no other."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import cache

import pytest
from simulation import FAULTS, Fact, World

from councilprojects_aggregator import build as pipeline
from councilprojects_aggregator.build import build
from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import Catalogue, Event, State
from councilprojects_aggregator.normalise import normalise

COUNCILS = 50
DAYS = 365
OFF = range(200, 230)
"""Days on which nobody runs the crawler."""
CALM = 5
"""Days at the end on which nothing changes: what waits 48 hours is told by then."""


class Year:
    """The world, the crawler beside it, and everything that was told."""

    def __init__(self, seed: int) -> None:
        self.world = World(random.Random(seed))  # noqa: S311 (a repeatable year, no secret)
        self.state = State(self.world.now, {})
        self.told: list[Fact] = []
        self.runs = 0
        self.items: dict[tuple[str, str], str] = {}
        self.catalogue: Catalogue | None = None
        for number in range(COUNCILS):
            self.world.found(f"council-{number:02}", self.world.random.randrange(5, 8))

    def crawl(self) -> None:
        built = build(self.world.registry(), self.state, self.world.fetch, self.world.now, clock=lambda: 0.0)
        new = built.state.events[len(self.state.events) :]
        self.told += [self.fact(event) for event in new]
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


def replay(seed: int) -> Year:
    year = Year(seed)
    world = year.world
    for world.day in range(DAYS + CALM):
        story(year)
        if world.day == DAYS:
            for council in world.councils:
                world.freeze(council, CALM)
        world.live()
        world.break_something()
        year.learn_keys()
        if world.day not in OFF and (world.random.random() < 0.95 or world.day >= DAYS):
            year.crawl()
    return year


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_a_year_is_told_as_it_was(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # The stages before the writers decide what is told; a year of the writers' work would take an hour.
    for writers in ("write", "write_moving"):
        monkeypatch.setattr(pipeline, writers, lambda *_: {})
    year = replay(seed)
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
