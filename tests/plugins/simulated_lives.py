"""What councils of a simulated year do: change things, or words, or nothing; move, merge, and write their files."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from simulated_councils import (
    ACTIONS,
    FEWEST,
    LISTS,
    PHASES,
    PLACES,
    QUIET_SPAN,
    START,
    STATUSES,
    TOPICS,
    WORDS,
    Council,
    Item,
    Thing,
)

from councilprojects_aggregator.model import Registry


@dataclass
class Lives:
    """Councils, and the registry that lists them. All that happens comes from `random`."""

    random: random.Random
    clerk: random.Random | None
    """Puts projects under topics and councils on the map, if anybody does."""
    councils: list[Council] = field(default_factory=list)
    former: list[Council] = field(default_factory=list)
    day: int = 0
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
