"""What is remembered between runs: of each source and project, and what has been told. Nothing here does work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from councilprojects_aggregator.model.asked import Json
from councilprojects_aggregator.model.known import Known
from councilprojects_validator.hosting.served import Certificate


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
    certificate: Certificate | None = None
    """Of the website, where it answered with the file and by https."""


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
class Notice:
    """What a publisher's web team was told: that a trouble began, or that all of it is over. Codes, no text of theirs.

    Its words are made when it is shown. It never changes: `memory.told` adds the next one.
    """

    id: str
    """A urn:uuid: (RFC 9562), never changed or used again."""
    published: datetime
    cause: str
    """One of `memory.told.Cause`: who has to do what."""
    since: datetime
    """When the trouble began; of a recovery, when the first of the troubles that it ends began."""
    outcome: str | None = None
    """The code of the answer: `http-503`, `tls-expired`, `invalid` …"""
    status: int | None = None
    detail: str = ""
    """What the network said: a host, a certificate's fault. Never a part of a file."""
    findings: tuple[str, ...] = ()
    """Codes of what was found in the file, sorted."""
    ends: tuple[str, ...] = ()
    """Of a recovery alone: the ids of the notices whose trouble is over."""


@dataclass(frozen=True, slots=True)
class Registered:
    """How a source has been registered: by this it is known again under another id, and its feeds keep their names."""

    first_id: str
    """The id that it had first, numbered if it had been another's: its feeds are named after it for ever."""
    former_ids: tuple[str, ...] = ()
    """The other ids that it had and nobody has had since, sorted: its feeds stand there too."""
    codes: tuple[str, ...] = ()
    """What registers call it, as the registry said last (`registrations.codes`)."""
    iri: str | None = None
    """The publisher's oldest IRI."""


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
    told: tuple[Notice, ...] = ()
    """What its web team was told, oldest first."""
    known: Known | None = None
    """What subscribers know of the publisher's own offers and wants."""
    registered: Registered | None = None
    """None until a run has seen it in the registry."""


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
    groups: tuple[str, ...] = ()
    """Keys of the groups that it belonged to when it was told, sorted (`groups.key`): whose feeds it is in."""


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
    known: Known | None = None
    """What subscribers know of it; None once it was told as gone."""
    former_ids: tuple[str, ...] = ()
    """Ids that it had in this source's file, sorted: an old copy of the file may come back for a day."""
    groups: tuple[str, ...] = ()
    """Keys of the groups that it belonged to when it was last seen, sorted (`groups.key`)."""


@dataclass(frozen=True, slots=True)
class RobotsCopy:
    """What a website's robots.txt said of us."""

    read_at: datetime
    rules: str | None
    """The lines about us; None where there is no such file."""


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
    home: str | None = None
    """The IRI that the aggregator had at its first run: its feeds are named after it, wherever it is served since."""
    robots: Mapping[str, RobotsCopy] = field(default_factory=dict)
    """By origin, those of the last day. Nobody would miss them: they are in no output."""
    noticed: Mapping[str, datetime] = field(default_factory=dict)
    """When each match was first found, by the id of its entry in “for you”: told once, and never again."""
