"""The values that pass between the aggregator's stages, in the order in which they come to be.

registry → Source → fetch → FetchOutcome → step → Record → publication → Publication → merge → Catalogue → writers

Every time is an aware UTC `datetime`; every day is a `date` in Europe/London. Nothing here does work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from councilprojects_validator.freshness import Freshness
from councilprojects_validator.report import Report, SetAside

Json: TypeAlias = dict[str, Any]
Texts: TypeAlias = dict[str, str]
"""Human-readable text by lower-case BCP 47 tag, never empty."""
Files: TypeAlias = dict[str, bytes]
"""What a writer gives: output paths with forward slashes, relative to the output folder, and their content."""


# --- Who is asked -----------------------------------------------------------------------------------------------


class Lane(StrEnum):
    """`preview` sources are crawled and reported, and not published."""

    LIVE = "live"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of a registry: a publisher, and where its file is."""

    id: str
    name: str
    url: str
    homepage: str | None = None
    gss: str | None = None
    org_ids: tuple[str, ...] = ()
    type: str | None = None
    hosts: tuple[str, ...] = ()
    format: str = "projects.json"
    licence: str | None = None
    compiled_by: Json | None = None
    lane: Lane = Lane.LIVE
    added: str | None = None
    ended: str | None = None
    successors: tuple[str, ...] = ()
    previous_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry with all that it includes, sources sorted by id."""

    name: str
    url: str | None
    sources: tuple[Source, ...]
    troubles: tuple[str, ...] = ()
    """Sentences: an included registry that could not be read, a source listed twice."""


# --- What the web answered --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its status, and the URL it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """The answer to one request, or why there is none; a value, never an exception.

    `code` is stable: `fetched` (a 200 with its whole body), `not-modified` (a 304 that was asked for), else the name
    of the failure (`http-404`, `dns-failure`, `too-big`, `forbidden-address` …; all in `outcomes.py`).
    """

    code: str
    url: str
    final_url: str
    status: int | None = None
    detail: str = ""
    hops: tuple[Hop, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    retry_after: str | None = None
    """The header as it came; `step` reads it."""
    body: bytes | None = None


class Refusal(StrEnum):
    """Why an answer that came whole is not published. A stable code, as those of `FetchOutcome` are."""

    HOST_NOT_ALLOWED = "host-not-allowed"
    ANOTHER_PUBLISHERS_FILE = "another-publishers-file"
    SAME_FILE_TWICE = "same-file-twice"
    HTML_INSTEAD_OF_JSON = "html-instead-of-json"
    INVALID = "invalid"
    UNKNOWN_VERSION = "unknown-version"
    UNSUPPORTED_FORMAT = "unsupported-format"


@dataclass(frozen=True, slots=True)
class Answer:
    """What to think of a body that was fetched: whose it is, and what of it may be published."""

    report: Report
    refusal: Refusal | None = None
    reason: str = ""
    """Why it is refused, as a sentence."""
    project_ids: tuple[str, ...] = ()
    """Every id that the file lists, sorted, those set aside included."""
    nameless: int = 0
    """Projects set aside whose id cannot be told: they are there, nobody knows which they are."""
    renamed_from: tuple[str, ...] = ()
    """Former ids of its projects, sorted: they did not vanish."""
    value: Json | None = None
    """What may be published; None if refused."""
    verified: bool = False
    notes: tuple[str, ...] = ()
    """Sentences for the publisher, on what does not hinder publication."""


# --- What is remembered of a source -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last time that a source was asked."""

    tried_at: datetime
    outcome: str
    status: int | None = None
    detail: str = ""
    fails: int = 0
    """Failures in a row, this one included."""
    next_at: datetime | None = None
    retry_at: datetime | None = None
    """Until when the server asked not to be asked again (RFC 9110 section 10.2.3)."""


@dataclass(frozen=True, slots=True)
class GoodCopy:
    """The last answer that could be published; no failure ever overwrites it."""

    body: bytes
    sha256: str
    good_at: datetime
    """When these very bytes first came."""
    checked_at: datetime
    """When the publisher last confirmed them, by sending them again or by a 304."""
    final_url: str
    """Where the registered URL led, redirects followed."""
    project_ids: tuple[str, ...]
    """Every id that the file lists, sorted, those set aside included: what the shrink guard counts."""
    redirects: tuple[str, ...] = ()
    """All URLs that it was redirected to on the way, in order: the file may call any of them its own address."""
    full_at: datetime | None = None
    """The last unconditional answer."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A suspicious drop that waits for confirmation (`contracts.md`: three answers, 48 hours apart)."""

    project_ids: tuple[str, ...]
    answers: int
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Retained:
    """A project's own last good copy, kept while the one in the file is faulty."""

    value: Json
    good_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """All that the state remembers of one source: the last attempt and the last good copy, kept apart."""

    source_id: str
    url: str
    first_seen: datetime | None = None
    """When a file of this source was first accepted."""
    attempt: Attempt | None = None
    good: GoodCopy | None = None
    stale_since: datetime | None = None
    """The first answer since the good copy was last confirmed that failed, was refused or is held."""
    gone_since: datetime | None = None
    """The first 404 or 410 in a row."""
    removed_since: datetime | None = None
    """The first 410 in a row: the publisher says that it took the file away for good."""
    held: Held | None = None
    retained: Mapping[str, Retained] = field(default_factory=dict)
    """By project id."""
    moved_to: str | None = None
    """Where permanent redirects lead: a proposal to the registry, never followed silently."""
    rejected: bytes | None = None
    """The bytes of the last attempt where they were refused, so that its report can be shown; None once mended."""


class Action(StrEnum):
    """What a step does to the last good copy."""

    KEEP = "keep"
    REPLACE = "replace"
    HOLD = "hold"
    DROP = "drop"


class EventKind(StrEnum):
    """What a changes feed tells."""

    SOURCE_JOINED = "source-joined"
    PROJECT_ADDED = "project-added"
    PHASE_CHANGED = "phase-changed"
    STATUS_CHANGED = "status-changed"
    OUTPUT_ADDED = "output-added"
    OFFER_ADDED = "offer-added"
    WANT_ADDED = "want-added"
    PARTNER_JOINED = "partner-joined"
    PROJECT_GONE = "project-gone"
    SOURCE_GONE = "source-gone"


@dataclass(frozen=True, slots=True)
class Event:
    """One real change at a publisher. It holds codes and keys, no text of theirs.

    Its words are made when it is shown, from the record as it stands: what a publisher has removed is thereby gone
    from every feed and archive at once (standard, principle 7).
    """

    id: str
    """A tag: URI (RFC 4151), never changed or used again."""
    published: datetime
    source_id: str
    kind: EventKind
    iri: str
    """The project's oldest IRI, or the publisher's."""
    project_id: str | None = None
    detail: Mapping[str, str | int] = field(default_factory=dict)
    """`from`, `to` (codes), `projects` (count), `item` (key of the output, offer, want or partner)."""


@dataclass(frozen=True, slots=True)
class ProjectHistory:
    """What must outlive any one file: when a project was first seen, and the IRI that it had then."""

    source_id: str
    project_id: str
    iri: str
    """The oldest one."""
    first_seen: datetime
    gone_since: datetime | None = None
    """When it vanished from an accepted file; after 48 hours it is told as gone."""
    gone_told: bool = False
    changed_at: datetime | None = None
    """When its content last changed, as we saw it."""
    content_hash: str | None = None
    """SHA-256 of its canonical publisher-owned content."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything remembered between runs."""

    started_at: datetime
    records: Mapping[str, Record]
    """By source id."""
    histories: tuple[ProjectHistory, ...] = ()
    events: tuple[Event, ...] = ()
    registries: Mapping[str, bytes] = field(default_factory=dict)
    """The last good copy of each registry that was read from a URL, by that URL: one that is down loses no source."""


# --- What is published ------------------------------------------------------------------------------------------


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
