"""What has really changed: the last run's publications and this one's in, events and histories out.

Promises that only a publisher's own change makes an event, each one once: not a failure, a held drop, a record that
was set aside, a moved file or a new order. A project that vanishes is told as gone only after 48 hours, for many such
drops are undone within a day.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import Event, EventKind, Json, Project, ProjectHistory, Publication

GONE_AFTER = timedelta(hours=48)

STAMPS = frozenset({"reviewed", "reviewBy"})
"""Re-stamping a record changes nothing in it."""

CODES = (("phase", EventKind.PHASE_CHANGED), ("status", EventKind.STATUS_CHANGED))
ITEMS = (
    ("outputs", EventKind.OUTPUT_ADDED),
    ("offers", EventKind.OFFER_ADDED),
    ("wants", EventKind.WANT_ADDED),
)
NOT_JOINED = frozenset({"invited", "left"})
"""Statuses of somebody who is no partner yet, or no longer; without a status a partner is one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, before it is given its id and time."""

    kind: EventKind
    subject: ProjectHistory | None
    """The project, or None for the publisher as a whole."""
    name: str
    """The end of the event's id."""
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What goes into the state: every history, and the events of this run alone."""

    histories: tuple[ProjectHistory, ...]
    events: tuple[Event, ...]


def remember(
    before: Mapping[str, Publication],
    after: Mapping[str, Publication],
    histories: Iterable[ProjectHistory],
    told: Iterable[Event],
    now: datetime,
) -> Remembered:
    """Return the histories as they stand after this run, and the events that it adds.

    `before` and `after` are the last run's publications and this one's, by source id; `told` are all earlier events.
    A source's first publication is one event, whatever it holds.
    """
    own: dict[str, dict[str, ProjectHistory]] = {}
    for history in histories:
        own.setdefault(history.source_id, {})[history.project_id] = history
    earlier = tuple(told)
    joined = _joined(earlier)
    taken = {event.id for event in earlier}
    events: list[Event] = []
    for source_id, publication in sorted(after.items()):
        kept, changes = _compare(before.get(source_id), publication, own.get(source_id, {}), source_id in joined, now)
        own[source_id] = kept
        for change in changes:
            events.append(_event(publication, change, now, taken))
            taken.add(events[-1].id)
    return Remembered(
        histories=tuple(kept[key] for _, kept in sorted(own.items()) for key in sorted(kept)),
        events=tuple(events),
    )


def _joined(told: Iterable[Event]) -> set[str]:
    """Return the sources that have been announced, and not told as gone since."""
    joined: set[str] = set()
    for event in sorted(told, key=lambda event: (event.published, event.id)):
        if event.kind is EventKind.SOURCE_JOINED:
            joined.add(event.source_id)
        elif event.kind is EventKind.SOURCE_GONE:
            joined.discard(event.source_id)
    return joined


def _compare(
    before: Publication | None,
    after: Publication,
    own: Mapping[str, ProjectHistory],
    joined: bool,  # noqa: FBT001 (a fact, not a switch)
    now: datetime,
) -> tuple[dict[str, ProjectHistory], list[Change]]:
    if after.record.good is None and joined:
        return _source_gone(own, now)
    if after.address is None:
        return dict(own), []
    present, changes = _present(before, after, own, now)
    absent, departures = _absent(after, own, {history.iri for history in present.values()}, now)
    if not joined:
        changes = [Change(EventKind.SOURCE_JOINED, None, "joined", {"projects": len(after.projects)})]
    return {**absent, **present}, [*changes, *departures]


def _source_gone(own: Mapping[str, ProjectHistory], now: datetime) -> tuple[dict[str, ProjectHistory], list[Change]]:
    gone = {
        key: dataclasses.replace(history, gone_since=history.gone_since or now, gone_told=True)
        for key, history in own.items()
    }
    return gone, [Change(EventKind.SOURCE_GONE, None, "gone")]


def _present(
    before: Publication | None, after: Publication, own: Mapping[str, ProjectHistory], now: datetime
) -> tuple[dict[str, ProjectHistory], list[Change]]:
    """Return the histories of the projects that are there, and what is new in them."""
    earlier = {project.id: project for project in before.projects} if before else {}
    histories: dict[str, ProjectHistory] = {}
    changes: list[Change] = []
    for project in after.projects:
        known = _known(project, own)
        history = _seen(project, known, now)
        histories[project.id] = history
        if known is None or known.gone_told:
            changes.append(Change(EventKind.PROJECT_ADDED, history, "added"))
        elif known.project_id in earlier:
            changes += _differences(history, earlier[known.project_id].data, project.data)
    return histories, changes


def _known(project: Project, own: Mapping[str, ProjectHistory]) -> ProjectHistory | None:
    """Return the project's history, by its id or by one that it had before."""
    ids = (project.id, *project.data.get("previousIds", ()))
    return next((own[former] for former in ids if former in own), None)


def _seen(project: Project, known: ProjectHistory | None, now: datetime) -> ProjectHistory:
    content = content_hash(project.data)
    if known is None:
        known = ProjectHistory(project.source_id, project.id, project.iri, first_seen=now)
    changed = known.content_hash != content
    return dataclasses.replace(
        known,
        project_id=project.id,
        gone_since=None,
        gone_told=False,
        changed_at=now if changed else known.changed_at,
        content_hash=content,
    )


def _absent(
    after: Publication, own: Mapping[str, ProjectHistory], present: set[str], now: datetime
) -> tuple[dict[str, ProjectHistory], list[Change]]:
    """Return the histories of the projects that are not there, and those now gone for good.

    A project that was set aside is not gone, whether an earlier copy of it is shown or not.
    """
    histories: dict[str, ProjectHistory] = {}
    changes: list[Change] = []
    for key, history in sorted(own.items()):
        if history.iri in present:
            continue
        if key in after.not_shown or history.gone_told:
            histories[key] = history
            continue
        since = history.gone_since or now
        told = now - since >= GONE_AFTER
        histories[key] = dataclasses.replace(history, gone_since=since, gone_told=told)
        if told:
            changes.append(Change(EventKind.PROJECT_GONE, histories[key], "gone"))
    return histories, changes


def _differences(history: ProjectHistory, old: Json, new: Json) -> Iterator[Change]:
    for name, kind in CODES:
        if new.get(name) is not None and new.get(name) != old.get(name):
            detail = {key: code for key, code in (("from", old.get(name)), ("to", new[name])) if code}
            yield Change(kind, history, f"{name}-{new[name]}", detail)
    for name, kind in ITEMS:
        for key in sorted(_keys(new.get(name, ())) - _keys(old.get(name, ()))):
            yield Change(kind, history, f"{name.removesuffix('s')}-{key}", {"item": key})
    for key in sorted(_partners(new) - _partners(old)):
        yield Change(EventKind.PARTNER_JOINED, history, f"partner-{key}", {"item": key})


def _keys(items: Iterable[Any]) -> set[str]:
    return {item_key(item) for item in items}


def _partners(data: Json) -> set[str]:
    return {partner_key(partner) for partner in data.get("partners", ()) if partner.get("status") not in NOT_JOINED}


def content_hash(data: Json) -> str:
    """Return the SHA-256 of what a publisher says of a project: not its stamps, nor the order of keys or lists."""
    content = {key: value for key, value in data.items() if key not in STAMPS}
    return hashlib.sha256(_canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted(map(_canonical, value))) + "]"
    return json.dumps(value)


def _event(publication: Publication, change: Change, now: datetime, taken: set[str]) -> Event:
    iri = change.subject.iri if change.subject else publication.iri or publication.source.url
    return Event(
        id=_free(_tag(publication, change, now), taken),
        published=now,
        source_id=publication.source.id,
        kind=change.kind,
        iri=iri,
        project_id=change.subject.project_id if change.subject else None,
        detail=dict(change.detail),
    )


def _tag(publication: Publication, change: Change, now: datetime) -> str:
    """Return a tag: URI (RFC 4151): the publisher's host, the day, and what has changed."""
    host = urlsplit(publication.data.get("url", publication.source.url)).hostname or publication.source.id
    subject = change.subject.project_id if change.subject else f"{publication.source.id}_publisher"
    return f"tag:{host},{now:%Y-%m-%d}:{subject}/{change.name}"


def _free(tag: str, taken: set[str]) -> str:
    """Return `tag`, numbered if it was used before: the same change twice on one day, or in two files of a host."""
    number, free = 1, tag
    while free in taken:
        number += 1
        free = f"{tag}-{number}"
    return free
