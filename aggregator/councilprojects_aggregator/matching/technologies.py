"""Who runs the same technology. A part of the `match` stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.model import Catalogue, Json, SameTechnology, TechnologyUse


def same_technologies(catalogue: Catalogue) -> tuple[SameTechnology, ...]:
    """Return what two publishers or more say that they run; what most run comes first."""
    spellings: dict[str, Counter[str]] = {}
    users: dict[str, set[TechnologyUse]] = {}
    for use, name in _named(catalogue):
        key = plain_name(name)
        if key:
            spellings.setdefault(key, Counter())[name] += 1
            users.setdefault(key, set()).add(use)
    found = (
        SameTechnology(key, commonest(spellings[key]), tuple(sorted(each, key=lambda use: (use.source_id, use.iri))))
        for key, each in users.items()
        if len({use.source_id for use in each}) > 1
    )
    return tuple(sorted(found, key=lambda one: (-len({use.source_id for use in one.users}), one.key)))


def commonest(spellings: Counter[str]) -> str:
    """Return the spelling that is used most; of several the first of the alphabet."""
    return min(spellings, key=lambda name: (-spellings[name], name), default="")


def _named(catalogue: Catalogue) -> Iterator[tuple[TechnologyUse, str]]:
    for publication in catalogue.publications:
        source_id = publication.source.id
        if publication.address and publication.iri:
            yield from _of(TechnologyUse(source_id, publication.iri), publication.data.get("technologies", ()))
        for project in publication.projects:
            yield from _of(TechnologyUse(source_id, project.iri), project.data.get("technologies", ()))


def _of(use: TechnologyUse, technologies: Iterable[Json]) -> Iterator[tuple[TechnologyUse, str]]:
    for technology in technologies:
        yield use, technology["name"]
