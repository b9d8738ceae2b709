"""What has really changed: what subscribers know and this run's publications in, events and histories out.

Promises that only a publisher's own change makes an event, each one once: not a failure, a held drop, a record that
was set aside, an edit, a moved file or a new order. A project that vanishes is told as gone only when its publisher has
left it out for 48 hours, for many such drops are undone within a day; what is told is remembered, so neither a gap in
the file nor one in our own runs makes anything new.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlsplit

from councilprojects_aggregator.changes import LASTING, Change, compare, is_settled, learn
from councilprojects_aggregator.content import content_hash
from councilprojects_aggregator.groups import COUNCILS, grouped, keys, of_help, of_publisher, of_source
from councilprojects_aggregator.model import Event, EventKind, Known, Project, ProjectHistory, Publication
from councilprojects_aggregator.succession import Former, carried, renamed

GONE_AFTER = LASTING

Left: TypeAlias = Mapping[str, Mapping[EventKind, Collection[str]]]
"""By IRI and kind, the codes that a project was told to have left."""

Told: TypeAlias = tuple[ProjectHistory | None, Change]
"""A change, and the project that it is in; None for the publisher as a whole."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What goes into the state."""

    histories: tuple[ProjectHistory, ...]
    """Every one, as it stands after this run."""
    events: tuple[Event, ...]
    """Those of this run alone."""
    publishers: Mapping[str, Known] = dataclasses.field(default_factory=dict)
    """What is known of each publisher as a whole, by source id."""


def remember(
    after: Mapping[str, Publication],
    histories: Iterable[ProjectHistory],
    told: Iterable[Event],
    now: datetime,
    former: Former | None = None,
) -> Remembered:
    """Return the histories as they stand after this run, and the events that it adds.

    `after` is what this run shows, by source id; `told` are all earlier events; `former` is what
    `succession.former` found. A source's first publication is one event, whatever it holds.
    """
    own: dict[str, dict[str, ProjectHistory]] = {}
    for history in carried(histories, former or {}):
        own.setdefault(history.source_id, {})[history.project_id] = history
    earlier = tuple(told)
    joined, left = _joined(earlier), _left(earlier)
    taken = {event.id for event in earlier}
    events: list[Event] = []
    publishers: dict[str, Known] = {}
    for source_id, publication in sorted(after.items()):
        compared = _compare(publication, own.get(source_id, {}), left, source_id in joined, now)
        own[source_id] = compared.histories
        if compared.known:
            publishers[source_id] = compared.known
        for subject, change in compared.changes:
            events.append(_event(publication, subject, change, now, taken))
            taken.add(events[-1].id)
    return Remembered(
        histories=tuple(kept[key] for _, kept in sorted(own.items()) for key in sorted(kept)),
        events=tuple(events),
        publishers=publishers,
    )


@dataclass(frozen=True, slots=True)
class Moments:
    """The time of the run, and when the publisher last said what is shown."""

    now: datetime
    confirmed: datetime


@dataclass(slots=True)
class _Compared:
    """What a run comes to for one source."""

    histories: dict[str, ProjectHistory]
    changes: list[Told]
    known: Known | None = None


def _joined(told: Iterable[Event]) -> set[str]:
    """Return the sources that have been announced, and not told as gone since."""
    joined: set[str] = set()
    for event in sorted(told, key=lambda event: (event.published, event.id)):
        if event.kind is EventKind.SOURCE_JOINED:
            joined.add(event.source_id)
        elif event.kind is EventKind.SOURCE_GONE:
            joined.discard(event.source_id)
    return joined


def _left(told: Iterable[Event]) -> Left:
    left: dict[str, dict[EventKind, set[str]]] = {}
    for event in told:
        if "from" in event.detail:
            left.setdefault(event.iri, {}).setdefault(event.kind, set()).add(str(event.detail["from"]))
    return left


def _compare(
    after: Publication,
    own: Mapping[str, ProjectHistory],
    left: Left,
    joined: bool,  # noqa: FBT001 (a fact, not a switch)
    now: datetime,
) -> _Compared:
    if after.record.good is None and joined:
        return _source_gone(own, now)
    if after.address is None:
        return _Compared(dict(own), [], after.record.known)
    present, changes = _present(after, own, left, now)
    absent, departures = _absent(after, own, {history.iri for history in present.values()}, now)
    publisher = _publisher(after, now)
    changes = [*publisher.changes, *changes]
    if not joined:
        changes = [
            (None, Change(EventKind.SOURCE_JOINED, "joined", {"projects": len(after.projects)}, keys(of_source(after))))
        ]
    return _Compared({**absent, **present}, [*changes, *departures], publisher.known)


def _confirmed(after: Publication, now: datetime) -> datetime:
    """Return when the publisher last said what is shown: what lasts must last with them, not in our copy of it."""
    return after.record.good.checked_at if after.record.good else now


def _source_gone(own: Mapping[str, ProjectHistory], now: datetime) -> _Compared:
    gone = {
        key: dataclasses.replace(history, gone_since=history.gone_since or now, gone_told=True, known=None)
        for key, history in own.items()
    }
    groups = tuple(sorted({*keys([COUNCILS]), *(group for history in own.values() for group in history.groups)}))
    return _Compared(gone, [(None, Change(EventKind.SOURCE_GONE, "gone", groups=groups))])


def _publisher(after: Publication, now: datetime) -> _Compared:
    """Return what is new of the publisher's own offers and wants."""
    known = after.record.known
    if known is None:
        return _Compared({}, [], learn(after.data, _confirmed(after, now)))
    compared = compare(known, after.data, {}, _confirmed(after, now))
    return _Compared({}, [(None, change) for change in compared.changes], compared.known)


def _present(
    after: Publication, own: Mapping[str, ProjectHistory], left: Left, now: datetime
) -> tuple[dict[str, ProjectHistory], list[Told]]:
    """Return the histories of the projects that are there, and what is new in them."""
    histories: dict[str, ProjectHistory] = {}
    changes: list[Told] = []
    taken = {history.iri for history in own.values()}
    by_id = {**_by_former_id(after, own), **own}
    for project in after.projects:
        history, news = _seen(project, by_id.get(project.id), taken, left, Moments(now, _confirmed(after, now)))
        history = grouped(history, project.data, after)
        taken.add(history.iri)
        histories[project.id] = history
        changes += [(history, change) for change in news]
    return histories, changes


def _by_former_id(after: Publication, own: Mapping[str, ProjectHistory]) -> dict[str, ProjectHistory]:
    """Return, by ids that they had before, the histories of projects that are not there under the last one."""
    here = {project.id for project in after.projects} | set(after.not_shown)
    return {
        former: renamed(history, former)
        for key, history in sorted(own.items())
        if key not in here
        for former in history.former_ids
    }


def _seen(
    project: Project, earlier: ProjectHistory | None, taken: Collection[str], left: Left, moments: Moments
) -> tuple[ProjectHistory, tuple[Change, ...]]:
    """Return the history of a project that is there, and what is new in it."""
    content, now, confirmed = content_hash(project.data), moments.now, moments.confirmed
    if earlier is None or earlier.gone_told:
        first = earlier or ProjectHistory(project.source_id, project.id, _unused(project.iri, taken), first_seen=now)
        added = Change(EventKind.PROJECT_ADDED, "added", groups=keys(of_help(project.data)))
        return _dated(first, content, learn(project.data, confirmed), now), (added,)
    if earlier.known is None:
        return _dated(earlier, content, learn(project.data, confirmed), now), ()
    if earlier.content_hash == content and is_settled(earlier.known):
        return (_dated(earlier, content, earlier.known, now) if earlier.gone_since else earlier), ()
    compared = compare(earlier.known, project.data, left.get(earlier.iri, {}), confirmed)
    return _dated(earlier, content, compared.known, now), compared.changes


def _dated(history: ProjectHistory, content: str, known: Known, now: datetime) -> ProjectHistory:
    return dataclasses.replace(
        history,
        gone_since=None,
        gone_told=False,
        changed_at=now if history.content_hash != content else history.changed_at,
        content_hash=content,
        known=known,
    )


def _unused(iri: str, taken: Collection[str]) -> str:
    """Return `iri`, numbered if it is the oldest one of a project that has another id now: feeds name both by it.

    Ids are never to be used again, but some will be. No id has a `_` (standard, principle 5).
    """
    number, free = 1, iri
    while free in taken:
        number += 1
        free = f"{iri}_{number}"
    return free


def _absent(
    after: Publication, own: Mapping[str, ProjectHistory], present: Collection[str], now: datetime
) -> tuple[dict[str, ProjectHistory], list[Told]]:
    """Return the histories of the projects that are not there, and those now gone for good.

    A project that was set aside is not gone, whether an earlier copy of it is shown or not; and where it cannot be told
    which one was set aside, it may be any.
    """
    histories: dict[str, ProjectHistory] = {}
    changes: list[Told] = []
    for key, history in sorted(own.items()):
        if history.iri in present:
            continue
        if key in after.not_shown or after.nameless or history.gone_told:
            histories[key] = history
            continue
        since = history.gone_since or now
        told = _confirmed(after, now) - since >= GONE_AFTER
        known = None if told else history.known
        histories[key] = dataclasses.replace(history, gone_since=since, gone_told=told, known=known)
        if told:
            changes.append((histories[key], Change(EventKind.PROJECT_GONE, "gone")))
    return histories, changes


def _event(
    publication: Publication, subject: ProjectHistory | None, change: Change, now: datetime, taken: Collection[str]
) -> Event:
    return Event(
        id=_free(_tag(publication, subject, change, now), taken),
        published=now,
        source_id=publication.source.id,
        kind=change.kind,
        iri=subject.iri if subject else publication.iri or publication.source.url,
        project_id=subject.project_id if subject else None,
        detail=dict(change.detail),
        groups=tuple(sorted({*(subject.groups if subject else keys(of_publisher(publication))), *change.groups})),
    )


def _tag(publication: Publication, subject: ProjectHistory | None, change: Change, now: datetime) -> str:
    """Return a tag: URI (RFC 4151): the publisher's host, the day, and what has changed."""
    host = urlsplit(publication.data.get("url", publication.source.url)).hostname or publication.source.id
    name = subject.project_id if subject else f"{publication.source.id}_publisher"
    return f"tag:{host},{now:%Y-%m-%d}:{name}/{change.name}"


def _free(tag: str, taken: Collection[str]) -> str:
    """Return `tag`, numbered if it was used before: the same change twice on one day, or in two files of a host."""
    number, free = 1, tag
    while free in taken:
        number += 1
        free = f"{tag}-{number}"
    return free
