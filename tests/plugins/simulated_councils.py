"""Councils of a simulated year as values: what there is of each, and what a reader who never errs sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from councilprojects_aggregator.model import Source

START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)

PHASES = ("idea", "discovery", "alpha", "beta", "live", "retired")
STATUSES = ("planned", "active", "paused", "stopped")
LISTS = ("outputs", "offers", "wants", "partners")
HELPS = {"wants": "wanted", "offers": "offered"}
WORDS = (
    "bins",
    "bees",
    "parking",
    "housing",
    "libraries",
    "payments",
    "permits",
    "planning",
    "potholes",
    "licences",
    "benefits",
    "adoption",
    "booking",
    "consent",
    "damp",
    "drainage",
    "energy",
    "fostering",
    "graves",
    "hedges",
    "homelessness",
    "inspections",
    "kennels",
    "lettings",
    "markets",
    "museums",
    "noise",
    "pests",
    "playgrounds",
    "recycling",
    "registrars",
    "schools",
    "sensors",
    "streetlights",
    "taxis",
    "tenants",
    "theatres",
    "trees",
    "wardens",
)
ACTIONS = ("report", "track", "renew", "cancel", "map", "measure", "compare", "translate", "rehearse", "question")

TOPICS = ("waste", "housing", "planning", "Open data", "open-data", "Coed a gwrychoedd", "日本語")
"""Two of them are one topic, in two spellings."""

PLACES = {
    "E06000001": ("place/england", "place/north-east", "kind/unitary"),
    "E09000007": ("place/england", "place/london", "kind/london-borough"),
    "W06000015": ("place/wales", "kind/welsh-council"),
    "S12000033": ("place/scotland", "kind/scottish-council"),
    "": (),
}
"""By the code of a boundary, the nation and region that it is in, and what kind of council has it."""

QUIET_SPAN = 40
"""Days between two removals, or two changes of status, in one council: longer than any outage."""
FEWEST = 5
"""Projects that a council keeps, so that one of them removed and one mislaid is no large drop."""

Fact = tuple[str, ...]
"""A change: kind, number of what it is in, and the code or the number of the item."""


@dataclass
class Item:
    number: str
    value: dict[str, Any]


@dataclass
class Thing:
    """A project, or (without an id) a publisher as a whole."""

    number: str
    id: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Item]] = field(default_factory=lambda: {name: [] for name in LISTS})
    previous_ids: list[str] = field(default_factory=list)
    status_since: int = -QUIET_SPAN


Snapshot = dict[str, dict[str, Any]]
"""By number of a thing, its codes, its topics, and the numbers of its items."""


@dataclass
class Council:
    id: str
    host: str
    path: str = "/projects.json"
    own: Thing = field(default_factory=lambda: Thing(""))
    projects: list[Thing] = field(default_factory=list)
    restamps: bool = False
    shuffles: bool = False
    removed_on: int = -QUIET_SPAN
    frozen_until: int = 0
    fault: str = ""
    fault_until: int = -1
    today: bytes = b""
    before_last: bytes = b""
    last: bytes = b""
    last_on: int = -1
    """The last two files that a reader could see, and the day of the last one."""
    seen: Snapshot | None = None
    """What a reader who never errs has seen of it."""
    registered_url: str = ""
    previous_urls: tuple[str, ...] = ()
    ended: str | None = None
    successors: tuple[str, ...] = ()
    gss: str = ""
    filed_on: int = -1
    """The day on which one of its projects was last put under other topics."""

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    def source(self) -> Source:
        return Source(
            id=self.id,
            name=self.id.title(),
            url=self.registered_url or self.url,
            homepage=f"https://{self.host}/",
            ended=self.ended,
            successors=self.successors,
            previous_urls=self.previous_urls,
            gss=self.gss or None,
        )


def groups(council: Council, thing: Thing) -> frozenset[str]:
    """Return what a project, or a publisher as a whole, is to be found under, help apart."""
    spelt = {"Open data": "open-data", "Coed a gwrychoedd": "coed-a-gwrychoedd", "日本語": "77710aedc74e"}
    return frozenset(
        {
            *(f"topic/{spelt.get(topic, topic)}" for topic in thing.value.get("topics", ())),
            *(["topic/all"] if thing.value.get("topics") else []),
            *PLACES[council.gss],
            *([f"phase/{thing.value['phase']}"] if thing.id else []),
        }
    )


def numbers(name: str, items: Sequence[Item]) -> frozenset[str]:
    """Return the numbers of what is in a list; somebody who was only invited is no partner yet."""
    return frozenset(item.number for item in items if name != "partners" or item.value.get("status") != "invited")


def differences(old: Snapshot, new: Snapshot) -> list[Fact]:
    """Return what has really changed between two looks at a council."""
    facts: list[Fact] = [("project-added", number) for number in new.keys() - old.keys()]
    facts += [("project-gone", number) for number in old.keys() - new.keys()]
    for number in new.keys() & old.keys():
        before, after = old[number], new[number]
        facts += [
            (f"{code}-changed", number, after[code]) for code in ("phase", "status") if after[code] != before[code]
        ]
        kinds = {name: f"{name.removesuffix('s')}-{'joined' if name == 'partners' else 'added'}" for name in LISTS}
        facts += [(kinds[name], number, item) for name in LISTS for item in after[name] - before[name]]
    return facts
