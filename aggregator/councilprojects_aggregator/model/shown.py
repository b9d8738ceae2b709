"""What a run shows: publications, projects, and the catalogue that the writers write from. Nothing here does work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from councilprojects_aggregator.model.asked import FetchOutcome, Json, Source, Texts
from councilprojects_aggregator.model.matched import Matches
from councilprojects_aggregator.model.remembered import Event, Notice, ProjectHistory, Record
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.report import Report, SetAside

Files: TypeAlias = dict[str, bytes]
"""What a writer gives: output paths with forward slashes, relative to the output folder, and their content."""


class Health(StrEnum):
    """How a source is, in one word."""

    CURRENT = "current"
    PARTIAL = "partial"
    """Read, but something of it is set aside."""
    STALE = "stale"
    """The last attempt failed: an earlier copy is shown."""
    HELD = "held"
    """A large drop waits for confirmation: the copy before it is shown."""
    MISSING = "missing"
    """Not found for 30 days or more: an earlier copy is shown."""
    REFUSED = "refused"
    """Somebody else's file, or a host that the registry does not allow: never published."""
    UNREAD = "unread"
    """Never read successfully."""
    SUPERSEDED = "superseded"
    """A compiled file whose council now publishes its own: not shown."""
    PREVIEW = "preview"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Place:
    """What the bundled list of authorities says of a GSS code."""

    gss: str
    name: str
    nation: str | None
    region: str | None
    type: str | None


@dataclass(frozen=True, slots=True)
class Project:
    """One project, ready for the writers.

    `data` is the publisher's record in normal form: every *text* a `Texts`, codes and numbers as the standard types
    them, nothing empty, nothing added.
    """

    source_id: str
    id: str
    iri: str
    data: Json
    title: Texts
    freshness: Freshness
    due: date | None
    """The day until which it counts as fresh."""
    good_at: datetime
    first_seen: datetime
    changed_at: datetime
    oldest_iri: str
    stale_since: datetime | None = None
    """Set where an earlier copy is shown in place of one that could not be read or used."""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One source as this run shows it: what is published of it, and what its publisher should know."""

    source: Source
    record: Record
    health: Health
    verified: bool
    report: Report | None = None
    """On what the publisher sent last, good or refused; None where nothing was ever read."""
    address: str | None = None
    """The file's IRI and the name of its graph; None where nothing is published."""
    iri: str | None = None
    """The publisher's IRI."""
    name: Texts = field(default_factory=dict)
    data: Json = field(default_factory=dict)
    """The publisher object in normal form."""
    file: Json = field(default_factory=dict)
    """The file's other members in normal form: `modified`, `licence`, `language`, `compiledBy` …"""
    licence: str | None = None
    place: Place | None = None
    projects: tuple[Project, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    not_shown: tuple[str, ...] = ()
    """Ids of projects that were set aside and have no earlier copy."""
    nameless: int = 0
    """How many projects were set aside whose id cannot be told: they are there, nobody knows which they are."""
    reason: str = ""
    """Why it is refused or held, as a sentence; else empty."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the writers write from: the same catalogue gives the same bytes."""

    name: str
    home: str
    """The IRI that stands for this aggregator; its graphs and feeds are named after it."""
    site_url: str | None
    """Where the site is served, with a slash at the end, if known."""
    today: date
    started_at: datetime
    publications: tuple[Publication, ...]
    """Sorted by source id."""
    projects: tuple[Project, ...]
    """All of them, sorted by source id and id."""
    events: tuple[Event, ...]
    """Newest first."""
    tombstones: tuple[ProjectHistory, ...] = ()
    troubles: tuple[str, ...] = ()
    matches: Matches = field(default_factory=Matches)
    """What of all this belongs together; empty until the stage `match` has looked."""
    first_home: str | None = None
    """What `home` was at the first run; its feeds are named after it for ever."""


@dataclass(frozen=True, slots=True)
class Run:
    """The moving facts of one run; they stand in `status.json`, the status pages, `run.json` and `meta.nq` only."""

    now: datetime
    version: str
    outcomes: Mapping[str, FetchOutcome]
    """By source id; a source that was not asked has none."""
    durations: Mapping[str, float] = field(default_factory=dict)
    """Seconds by stage."""
    new_events: int = 0
    told: Mapping[str, Notice] = field(default_factory=dict)
    """What this run tells web teams, by source id."""
