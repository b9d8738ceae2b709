"""All publications and what is remembered of them in, one catalogue out: the last stages before the writers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from councilprojects_aggregator.changes import LISTS
from councilprojects_aggregator.groups import key
from councilprojects_aggregator.model import (
    Catalogue,
    Event,
    Health,
    Known,
    Project,
    ProjectHistory,
    Publication,
    Registry,
    State,
)
from councilprojects_validator.wording import _

LISTS_BY_KIND = {kind: name for name, kind in LISTS.items()}


def give_way(publications: Mapping[str, Publication]) -> dict[str, Publication]:
    """Return the publications with each compiled file emptied whose council now publishes its own.

    Only a verified file counts as the council's own: nobody else can silence a compiler.
    """
    own = {
        identity: publication
        for publication in publications.values()
        if publication.address and publication.verified and not _is_compiled(publication)
        for identity in _identities(publication)
    }
    return {
        source_id: _superseded(publication, own) if _is_compiled(publication) else publication
        for source_id, publication in publications.items()
    }


def _superseded(publication: Publication, own: Mapping[str, Publication]) -> Publication:
    successor = next((own[identity] for identity in _identities(publication) if identity in own), None)
    if successor is None:
        return publication
    return dataclasses.replace(
        publication,
        health=Health.SUPERSEDED,
        reason=_("{name} now publishes its own file, so this compiled one is not shown.").format(
            name=successor.source.name
        ),
        address=None,
        projects=(),
        not_shown=(),
    )


def _is_compiled(publication: Publication) -> bool:
    return "compiledBy" in publication.file


def _identities(publication: Publication) -> tuple[str, ...]:
    """Return what tells that two files speak of one council: its boundary's code and its web domain."""
    host = urlsplit(publication.data.get("url", "")).hostname or ""
    known = (publication.data.get("gss"), host.removeprefix("www."))
    return tuple(identity for identity in known if identity)


def merge(
    registry: Registry,
    publications: Iterable[Publication],
    state: State,
    today: date,
    site_url: str | None = None,
) -> Catalogue:
    """Return the catalogue that all writers write from, in an order that depends on ids alone.

    `state` is as it stands after this run. `site_url` is where the site will be served, ending with a slash.
    """
    histories = {(history.source_id, history.project_id): history for history in state.histories}
    complete = tuple(
        dataclasses.replace(publication, projects=tuple(_dated(project, histories) for project in publication.projects))
        for publication in sorted(publications, key=lambda publication: publication.source.id)
    )
    registered = {publication.source.id for publication in complete}
    return Catalogue(
        name=registry.name,
        home=home(registry, site_url),
        site_url=site_url,
        today=today,
        started_at=state.started_at,
        publications=complete,
        projects=tuple(project for publication in complete for project in publication.projects),
        events=_newest_first(event for event in _today(state) if event.source_id in registered),
        tombstones=tuple(history for history in state.histories if history.gone_told),
        troubles=registry.troubles,
        first_home=state.home,
    )


def home(registry: Registry, site_url: str | None) -> str:
    """Return the IRI that stands for an aggregator that is served at `site_url`, if that is known."""
    return site_url or registry.url or f"urn:uuid:{uuid5(NAMESPACE_URL, registry.name)}"


def _today(state: State) -> Iterator[Event]:
    """Yield the events with what they are about as it is called today: project, source, and the item's key.

    Whose feed an event is in stays as it was told, also where another council has taken the project over since.
    """
    histories = {history.iri: history for history in state.histories}
    for told in state.events:
        event = dataclasses.replace(told, groups=(*told.groups, key(f"publisher/{told.source_id}")))
        if event.project_id is None:
            record = state.records.get(event.source_id)
            yield _pointed(event, record.known if record else None)
        elif event.iri in histories:
            history = histories[event.iri]
            known = dataclasses.replace(event, source_id=history.source_id, project_id=history.project_id)
            yield _pointed(known, history.known)
        else:
            yield event


def _pointed(event: Event, known: Known | None) -> Event:
    """Return the event with the key that its item has today: publishers edit."""
    items = known.items if known else ()
    told, name = event.detail.get("item"), LISTS_BY_KIND.get(event.kind)
    now = next((item.now for item in items if (item.list, item.key) == (name, told)), told)
    return event if now == told or now is None else dataclasses.replace(event, detail={**event.detail, "item": now})


def _newest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(sorted(events, key=lambda event: event.id), key=lambda event: event.published, reverse=True))


def _dated(project: Project, histories: Mapping[tuple[str, str], ProjectHistory]) -> Project:
    history = histories[project.source_id, project.id]
    return dataclasses.replace(
        project,
        first_seen=history.first_seen,
        changed_at=history.changed_at or history.first_seen,
        oldest_iri=history.iri,
    )
