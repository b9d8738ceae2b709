"""Whose past is whose: files that move, ids that change, councils that merge.

Stands before `events`: what a project or source was called before goes in, and its history, first day and feed id go
on under the name of today. Pure. Promises that nobody takes over another's past without being believed: the old
address must lead to the new file, or the registry must say that this source follows that one (standard, `previousUrls`,
`previousIds`, `successors`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from councilprojects_aggregator.judging.hosts import url_key
from councilprojects_aggregator.model import (
    Health,
    Project,
    ProjectHistory,
    Publication,
    Record,
    Registry,
    Source,
    State,
)

Key: TypeAlias = tuple[str, str]
"""A source's id and a project's."""

Former: TypeAlias = Mapping[Key, tuple[Key, ...]]
"""By project, what it was before, the likeliest first; every one of them believed."""


def former(registry: Registry, publications: Mapping[str, Publication], state: State) -> Former:
    """Return what each project shown was called before, in its own file or in another one.

    `state` is the one with this run's records; the registry is the whole one, sources that have ended included.
    """
    past = _past(registry, publications, state)
    found: dict[Key, tuple[Key, ...]] = {}
    for source_id, publication in sorted(publications.items()):
        here = {(source_id, each) for each in (*(each.id for each in publication.projects), *publication.not_shown)}
        # Who has ended takes over from nobody, though a successor may have its very address.
        moved = () if publication.health is Health.ENDED else tuple(_moved(publication, past))
        for project in publication.projects:
            keys = tuple(_named(publication, project, past))
            if all(own == source_id for own, _id in keys):
                keys = (*keys, *((other, each) for other in moved for each in _ids(project)))
            found[source_id, project.id] = tuple(dict.fromkeys(key for key in keys if key not in here))
    return {new: olds for new, olds in found.items() if olds}


def carried(histories: Iterable[ProjectHistory], former: Former) -> tuple[ProjectHistory, ...]:
    """Return the histories under the ids of today; one past belongs to one project, the first by id."""
    kept = {(history.source_id, history.project_id): history for history in histories}
    for new, olds in sorted(former.items()):
        for old in olds:
            history = kept.pop(old, None)
            if history is not None and new not in kept:
                kept[new] = renamed(replace(history, source_id=new[0]), new[1], known=old[0] == new[0])
    return tuple(kept[key] for key in sorted(kept))


def renamed(history: ProjectHistory, project_id: str, *, known: bool = True) -> ProjectHistory:
    """Return the history under another id; the one that it had is `known` in the same file, or was of another one."""
    had = {*history.former_ids, history.project_id} if known else set[str]()
    return replace(history, project_id=project_id, former_ids=tuple(sorted(had - {project_id})))


def handed_over(
    publications: Mapping[str, Publication], former: Former, histories: Iterable[ProjectHistory]
) -> dict[str, Publication]:
    """Return the publications without the projects that another one has taken over: they are shown there.

    Once taken over they stay so, even while that other one cannot be shown.
    """
    gone = {old for new, olds in former.items() for old in olds if old[0] != new[0]}
    owners = {history.iri: history.source_id for history in histories}

    def stays(project: Project) -> bool:
        owner = owners.get(project.iri, project.source_id)
        return (project.source_id, project.id) not in gone and owner == project.source_id

    return {
        source_id: replace(publication, projects=tuple(filter(stays, publication.projects)))
        for source_id, publication in publications.items()
    }


@dataclass(frozen=True, slots=True)
class _Past:
    """Which source an old address or IRI belongs to, and what may be believed about it."""

    sources: Mapping[str, Source]
    records: Mapping[str, Record]
    by_address: Mapping[str, frozenset[str]]
    by_iri: Mapping[str, Key]


def _past(registry: Registry, publications: Mapping[str, Publication], state: State) -> _Past:
    addresses = (
        *((record.url, source_id) for source_id, record in state.records.items()),
        *((source.url, source.id) for source in registry.sources),
        *((each.address, source_id) for source_id, each in publications.items() if each.address),
    )
    by_address: dict[str, frozenset[str]] = {}
    for url, source_id in addresses:
        by_address[url_key(url)] = by_address.get(url_key(url), frozenset()) | {source_id}
    for source in registry.sources:
        for url in source.previous_urls:
            # Whoever has the address now is not what it was before, but what went on from it.
            by_address.setdefault(url_key(url), frozenset({source.id}))
    return _Past(
        sources={source.id: source for source in registry.sources},
        records=state.records,
        by_address=by_address,
        by_iri={history.iri: (history.source_id, history.project_id) for history in state.histories},
    )


def _named(publication: Publication, project: Project, past: _Past) -> Iterator[Key]:
    """Yield what the project was by its `previousIds`: slugs of this file, or whole IRIs of another one."""
    own = publication.source.id
    for name in project.data.get("previousIds", ()):
        address, _mark, fragment = name.partition("#")
        if not fragment:
            yield own, name
            continue
        listed = ((owner, fragment) for owner in sorted(past.by_address.get(url_key(address), ())))
        for key in (past.by_iri[name],) if name in past.by_iri else listed:
            if key[0] == own or _is_believed(publication, key[0], address, past):
                yield key


def _ids(project: Project) -> tuple[str, ...]:
    """Return the ids that the project has, or had, in its file, wherever that was."""
    return project.id, *(name for name in project.data.get("previousIds", ()) if "#" not in name)


def _moved(publication: Publication, past: _Past) -> Iterator[str]:
    """Yield the sources whose whole file is this one now."""
    own = publication.source
    for url in (own.url, *own.previous_urls, *publication.file.get("previousUrls", ())):
        for other in sorted(past.by_address.get(url_key(url), frozenset()) - {own.id}):
            if _is_believed(publication, other, url, past):
                yield other


def _is_believed(publication: Publication, other: str, address: str, past: _Past) -> bool:
    """Say whether the file may be what `other`'s file at `address` was before."""
    own, record, source = publication.source, past.records.get(other), past.sources.get(other)
    if source is not None and own.id in source.successors:
        return True
    if url_key(address) in {url_key(url) for url in (own.url, *own.previous_urls)}:
        return True
    good = publication.record.good
    here = {url_key(url) for url in (own.url, good.final_url if good else own.url)}
    return record is not None and record.moved_to is not None and url_key(record.moved_to) in here
