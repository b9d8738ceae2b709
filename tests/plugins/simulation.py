"""Councils over a year of days: what they really change, what they publish of it, and what the web makes of that.

Everything comes from one seed, so a year can be repeated. `World.truth` is kept by the councils' own numbers of things,
which no file shows: it owes nothing to the program that it judges.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, Hop, Registry, Source

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
    "E06000001": ("england", "north-east"),
    "E09000007": ("england", "london"),
    "W06000015": ("wales",),
    "S12000033": ("scotland",),
    "": (),
}
"""By the code of a boundary, the nation and region that it is in."""

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


FAULTS = (
    "http-500",
    "retry-after",
    "http-404",
    "dns-failure",
    "web-page",
    "truncated",
    "empty",
    "wrong-host",
    "anothers-file",
    "no-projects",
    "shrunk",
    "old-copy",
    "one-missing",
    "one-faulty",
    "one-without-lists",
)
LASTS = {"old-copy": 1, "one-missing": 1, "one-faulty": 4, "shrunk": 2, "no-projects": 2, "one-without-lists": 2}
"""Days at most; any other fault lasts up to ten."""


@dataclass
class World:
    """Councils, their truth, and the web between them and the crawler."""

    random: random.Random
    clerk: random.Random | None
    """Puts projects under topics and councils on the map, if anybody does."""
    councils: list[Council] = field(default_factory=list)
    former: list[Council] = field(default_factory=list)
    day: int = 0
    truth: list[Fact] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Every IRI that a thing ever had, with its number."""
    first_iris: dict[str, str] = field(default_factory=dict)
    first_days: dict[str, datetime] = field(default_factory=dict)
    faults_met: set[str] = field(default_factory=set)
    asked: int = 0
    _numbers: count[int] = field(default_factory=count)

    @property
    def now(self) -> datetime:
        return START + timedelta(days=self.day, minutes=self.day * 7 % 50)

    def registry(self) -> Registry:
        sources = (council.source() for council in (*self.councils, *self.former))
        return Registry("Borsetshire", "https://registry.example/", tuple(sorted(sources, key=lambda each: each.id)))

    # --- What councils do ---------------------------------------------------------------------------------------

    def found(self, name: str, projects: int) -> Council:
        council = Council(name, f"www.{name}.example", own=Thing(f"publisher of {name}"))
        council.restamps, council.shuffles = self.random.random() < 0.3, self.random.random() < 0.3
        council.registered_url = council.url
        council.gss = tuple(PLACES)[len(self.councils) % len(PLACES)] if self.clerk else ""
        council.projects = [self.new_project() for _ in range(projects)]
        self.councils.append(council)
        return council

    def new_project(self) -> Thing:
        number = next(self._numbers)
        thing = Thing(f"project {number}", f"{self.random.choice(WORDS)}-{number}")
        thing.value = {
            "title": self.sentence(3),
            "summary": self.sentence(12),
            "phase": self.random.choice(PHASES[:3]),
            "status": "active",
            **({"topics": self.clerk.sample(TOPICS, self.clerk.randrange(3))} if self.clerk else {}),
        }
        for name in LISTS:
            thing.lists[name] = [self.new_item(name) for _ in range(self.random.choice((0, 0, 1)))]
        return thing

    def new_item(self, name: str) -> Item:
        number = f"item {next(self._numbers)}"
        value: dict[str, Any]
        if name == "partners":
            value = {"name": f"{self.random.choice(WORDS).title()} {number} Council", "role": "partner"}
            if self.random.random() < 0.5:
                value["url"] = f"https://www.partner-{number.split()[1]}.example/"
            return Item(number, value)
        if name == "outputs":
            value = {"type": "report", "title": self.sentence(6)}
        else:
            kinds = {"type": "knowledge-sharing", "resource": self.random.choice(("code", "data", "skills"))}
            value = {**kinds, "description": self.sentence(14), "until": "2027-12-31"}
        if self.random.random() < 0.4:
            value["url"] = f"https://www.somewhere.example/{number.split()[1]}"
        return Item(number, value)

    def sentence(self, words: int) -> str:
        chosen = (f"{self.random.choice(ACTIONS)} {self.random.choice(WORDS)}" for _ in range(words // 2 + 1))
        return " ".join(chosen).capitalize()

    def live(self) -> None:
        """Let a day pass: everybody changes something, or nothing."""
        for council in self.councils:
            if council.frozen_until <= self.day:
                self.change(council)
            council.today = self.file(council)

    def chance(self, days: float) -> bool:
        return self.random.random() < 1 / days

    def change(self, council: Council) -> None:
        if self.chance(60):
            council.projects.append(self.new_project())
        removable = len(council.projects) > FEWEST and self.day - council.removed_on > QUIET_SPAN
        if removable and self.chance(60):
            council.projects.remove(self.random.choice(council.projects))
            council.removed_on = self.day
        for thing in (council.own, *council.projects):
            self.change_lists(thing)
            self.edit(thing)
            self.file_anew(council, thing)
            if thing.id:
                self.change_codes(thing)
            if thing.id and self.chance(500):
                thing.previous_ids.insert(0, thing.id)
                thing.id = f"{self.random.choice(WORDS)}-{next(self._numbers)}"

    def change_codes(self, thing: Thing) -> None:
        at = PHASES.index(thing.value["phase"])
        if at + 1 < len(PHASES) and self.chance(120):
            thing.value["phase"] = PHASES[at + 1]
        if self.day - thing.status_since > QUIET_SPAN and self.chance(120):
            thing.value["status"] = self.random.choice([each for each in STATUSES if each != thing.value["status"]])
            thing.status_since = self.day

    def change_lists(self, thing: Thing) -> None:
        for name in LISTS if thing.id else ("offers", "wants"):
            if self.chance(200):
                thing.lists[name].append(self.new_item(name))
                if name == "partners" and self.random.random() < 0.5:
                    thing.lists[name][-1].value["status"] = "invited"
            if thing.lists[name] and self.chance(400):
                thing.lists[name].remove(self.random.choice(thing.lists[name]))
        for partner in thing.lists["partners"]:
            if partner.value.get("status") == "invited" and self.chance(20):
                partner.value["status"] = "active"

    def edit(self, thing: Thing) -> None:
        """Change words and dates, not facts: nobody needs to hear of it."""
        if thing.id and self.chance(60):
            thing.value["summary"] = self.sentence(12)
        for name in LISTS:
            for item in thing.lists[name]:
                if self.chance(90):
                    self.edit_item(name, item)

    def file_anew(self, council: Council, thing: Thing) -> None:
        """Put a project under other topics: nobody hears of that either, but some hear of what comes next."""
        if self.clerk and thing.id and council.fault_until < self.day and self.clerk.random() < 1 / 60:
            thing.value["topics"] = self.clerk.sample(TOPICS, self.clerk.randrange(3))
            council.filed_on = self.day

    def edit_item(self, name: str, item: Item) -> None:
        text = {"outputs": "title", "partners": "name"}.get(name, "description")
        choice = self.random.randrange(4)
        words = item.value[text]["en"] if isinstance(item.value[text], dict) else item.value[text]
        if choice == 0 and name in {"offers", "wants"}:
            item.value["until"] = f"2028-{self.random.randrange(1, 13):02}-01"
        elif choice == 1 and len(words) > 15:
            place = self.random.randrange(1, len(words) - 1)
            words = words[:place] + words[place + 1] + words[place] + words[place + 2 :]
            item.value[text] = {**item.value[text], "en": words} if isinstance(item.value[text], dict) else words
        elif choice == 2 and isinstance(item.value[text], str):
            item.value[text] = {"en": words, "cy": f"Cymraeg {words[::-1]}"}
        elif choice == 3 and name == "partners":
            item.value["role"] = self.random.choice(("funder", "observer", "partner"))

    # --- What happens to some of them ---------------------------------------------------------------------------

    def freeze(self, council: Council, days: int) -> None:
        """Let nothing change and nothing break for some days."""
        council.frozen_until, council.fault_until = self.day + days, -1

    def shrink(self, council: Council) -> None:
        """Let a council take most of its projects out, and mean it."""
        council.projects = council.projects[:2]
        self.freeze(council, 15)

    def register_anew(self, council: Council, source_id: str) -> None:
        """Let the registry list the council with the address that its file has by now, perhaps under another id."""
        old = council.registered_url
        council.id, council.registered_url = source_id, council.url
        if old != council.url:
            council.previous_urls = (*council.previous_urls, old)

    def merge(self, olds: Sequence[Council], name: str) -> Council:
        """Let councils end, and a new one go on with most of their projects."""
        new = self.found(name, 0)
        for old in olds:
            for thing in old.projects[1:]:
                thing.previous_ids = [
                    f"{old.source().url}#{thing.id}",
                    *(f"{old.source().url}#{x}" for x in thing.previous_ids),
                ]
                thing.id = f"{thing.id}-{next(self._numbers)}"
                new.projects.append(thing)
            old.ended, old.successors = f"{self.now - timedelta(days=1):%Y-%m-%d}", (name,)
            self.councils.remove(old)
            self.former.append(old)
        self.freeze(new, 5)
        return new

    # --- What they publish --------------------------------------------------------------------------------------

    def file(self, council: Council) -> bytes:
        things = [self.project(council, thing) for thing in council.projects]
        publisher = {
            "name": council.id.title(),
            "url": f"https://{council.host}/",
            "contact": {"email": "digital@council.example"},
            **self.items(council.own),
        }
        value: dict[str, Any] = {"councilProjects": "1.0", "publisher": publisher, "projects": things}
        if council.restamps:
            value["modified"] = f"{self.now:%Y-%m-%d}"
        if council.shuffles:
            self.random.shuffle(things)
            value = dict(self.random.sample(list(value.items()), len(value)))
        return json.dumps(value).encode()

    def project(self, council: Council, thing: Thing) -> dict[str, Any]:
        reviewed = self.now if council.restamps else START
        value = {"id": thing.id, **thing.value, **self.items(thing), "reviewed": f"{reviewed:%Y-%m-%d}"}
        if thing.previous_ids:
            value["previousIds"] = thing.previous_ids
        if council.shuffles:
            return dict(self.random.sample(list(value.items()), len(value)))
        return value

    def items(self, thing: Thing) -> dict[str, Any]:
        return {name: [item.value for item in items] for name, items in thing.lists.items() if items}

    # --- What the web makes of it -------------------------------------------------------------------------------

    def fetch(self, asks: Sequence[Ask]) -> Mapping[str, FetchOutcome]:
        councils = {council.id: council for council in self.councils}
        self.asked += len(asks)
        return {each.source_id: self.answer(each, councils[each.source_id]) for each in asks}

    def answer(self, ask: Ask, council: Council) -> FetchOutcome:
        fault = council.fault if council.fault_until >= self.day else ""
        if fault:
            self.faults_met.add(fault)
        sent = self.broken(fault, council)
        if isinstance(sent, str):
            status = 500 if sent == "retry-after" else int(sent[-3:]) if sent.startswith("http-") else None
            waits = "200000" if sent == "retry-after" else None
            code = "http-500" if sent == "retry-after" else sent
            return FetchOutcome(code, ask.url, ask.url, status, retry_after=waits)
        hops: tuple[Hop, ...] = ()
        final = council.url
        if final != ask.url:
            hops = (Hop(301, final),)
        if fault == "wrong-host":
            final, hops = "https://parked.example/", (Hop(302, "https://parked.example/"),)
        etag = f'"{zlib.crc32(sent):x}"'
        if ask.etag == etag and not fault:
            outcome = FetchOutcome("not-modified", ask.url, final, 304, hops=hops)
        else:
            outcome = FetchOutcome(
                "fetched", ask.url, final, 200, hops=hops, etag=etag, content_type="application/json", body=sent
            )
        self.observe(council, fault)
        if not fault:
            council.before_last, council.last, council.last_on = council.last, council.today, self.day
        return outcome

    def broken(self, fault: str, council: Council) -> bytes | str:
        """Return what comes instead of the file, or the code of the failure."""
        good = council.today
        if fault in {"http-500", "retry-after", "http-404", "dns-failure"}:
            return fault
        if fault in {"no-projects", "shrunk", "one-missing", "one-faulty", "one-without-lists"}:
            return self.mutilated(fault, council)
        return {
            "web-page": b"<!doctype html><title>Sorry</title>",
            "truncated": good[: len(good) // 2],
            "empty": b"",
            "anothers-file": next(each for each in self.councils if each is not council).today,
            "old-copy": (council.before_last if self.day - council.last_on <= 1 else council.last) or good,
        }.get(fault, good)

    def mutilated(self, fault: str, council: Council) -> bytes:
        value = json.loads(council.today)
        projects = sorted(value["projects"], key=lambda each: str(each["id"]))
        victim = projects[0]
        if fault == "one-faulty":
            victim["title"] = 7
        if fault == "one-without-lists":
            for name in LISTS:
                victim.pop(name, None)
        kept = {"no-projects": 0, "shrunk": 1}.get(fault, len(projects))
        value["projects"] = projects[1:] if fault == "one-missing" else projects[:kept]
        return json.dumps(value).encode()

    # --- The truth ----------------------------------------------------------------------------------------------

    def observe(self, council: Council, fault: str) -> None:
        """Note what a reader who never errs learns from today's answer."""
        partly = {"one-missing", "one-faulty", "one-without-lists"}
        if fault and fault not in partly:
            return
        hidden = min(council.projects, key=lambda thing: thing.id).number if fault else ""
        now = self.snapshot(council)
        address = council.source().url
        for thing in council.projects:
            if thing.number != hidden or fault == "one-without-lists":
                self.name(thing, address)
        self.names[f"{address}#_publisher"] = council.own.number
        if council.seen is None:
            self.truth.append(("source-joined", council.own.number))
        else:
            if hidden:
                now.pop(hidden)
                if hidden in council.seen:
                    now[hidden] = council.seen[hidden]
            self.truth += differences(council.seen, now)
        council.seen = now

    def name(self, thing: Thing, address: str) -> None:
        iri = f"{address}#{thing.id}"
        self.names[iri] = thing.number
        self.first_iris.setdefault(thing.number, iri)
        self.first_days.setdefault(thing.number, self.now)

    def snapshot(self, council: Council) -> Snapshot:
        return {
            thing.number: {
                **{code: thing.value.get(code) for code in ("phase", "status")},
                **{name: numbers(name, items) for name, items in thing.lists.items()},
                "groups": groups(council, thing),
                "helps": {
                    item.number: frozenset({f"{kind}/all", f"{kind}/{item.value['resource']}"})
                    for name, kind in HELPS.items()
                    for item in thing.lists[name]
                },
            }
            for thing in (council.own, *council.projects)
        }

    def break_something(self) -> None:
        """Let faults begin, now and then; several in one place never overlap, and none is there from the first."""
        for council in self.councils:
            if council.seen and council.fault_until < self.day and council.frozen_until <= self.day and self.chance(25):
                if council.filed_on == self.day:
                    continue
                council.fault = self.random.choice(FAULTS)
                longest = LASTS.get(council.fault, 10)
                council.fault_until = self.day + self.random.randrange(longest)


def groups(council: Council, thing: Thing) -> frozenset[str]:
    """Return what a project, or a publisher as a whole, is to be found under, help apart."""
    spelt = {"Open data": "open-data", "Coed a gwrychoedd": "coed-a-gwrychoedd", "日本語": "77710aedc74e"}
    return frozenset(
        {
            *(f"topic/{spelt.get(topic, topic)}" for topic in thing.value.get("topics", ())),
            *(f"place/{place}" for place in PLACES[council.gss]),
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
