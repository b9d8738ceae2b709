"""Councils over a year of days: what they really change, what they publish of it, and what the web makes of that.

Everything comes from one seed, so a year can be repeated. `World.truth` is kept by the councils' own numbers of things,
which no file shows: it owes nothing to the program that it judges.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from simulated_councils import HELPS, LISTS, Council, Fact, Snapshot, Thing, differences, groups, numbers
from simulated_lives import Lives

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, Hop

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
class World(Lives):
    """Councils, their truth, and the web between them and the crawler."""

    truth: list[Fact] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Every IRI that a thing ever had, with its number."""
    first_iris: dict[str, str] = field(default_factory=dict)
    first_days: dict[str, datetime] = field(default_factory=dict)
    faults_met: set[str] = field(default_factory=set)
    asked: int = 0

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
