"""What projects belong to, as readers choose: phase, topics, services, technologies, place, kind of council, help.

Used by `changes` and `events`, which write down to which groups an event belongs when it is told, and by the feeds.
That is thereby settled for ever: a project that gets another topic later brings no old entries into its feed.
A group is named `topic/waste`; remembered is a digest of that (`key`), because a topic is a publisher's own word, and
what a publisher has removed can be read nowhere (standard, principle 7).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.model import Json, Place, ProjectHistory, Publication
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.texts import ENGLISH, pick

HELP = {"wants": "wanted", "offers": "offered"}
"""By list, the kind of group that its items belong to."""

ALL = "all"
"""In place of a kind of help, or of one topic, service or technology, every one."""

COUNCILS = "list/councils"
"""The group of whoever begins to publish, or ends."""
CONTRACTS = "list/contracts"
"""The group of records with a contract that runs; no event is in it (`matching.ending`)."""

# 48 bits: of ten thousand topics no two share a key, but once in five million federations.
KEY_LENGTH = 12
# More than there are topics and services in a large federation; each key is worked out from a few bytes.
MOST_KEPT = 20_000


@lru_cache(maxsize=MOST_KEPT)
def key(name: str) -> str:
    """Return the digest by which a group is remembered."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def keys(names: Iterable[str]) -> tuple[str, ...]:
    """Return the digests of groups, sorted, each once."""
    return tuple(sorted({key(name) for name in names}))


def of_project(data: Json, publication: Publication | None) -> Iterator[str]:
    """Yield the groups of a project in normal form, help apart; `publication` is its publisher's."""
    if "phase" in data:
        yield f"phase/{slug(data['phase'])}"
    yield from of_subjects(data)
    if publication:
        yield from of_publisher(publication)


def of_subjects(data: Json) -> Iterator[str]:
    """Yield the groups of what a project, or a publisher as a whole, is about and runs."""
    names = {
        "topic": map(slug, data.get("topics", ())),
        "service": map(service_slug, data.get("services", ())),
        "technology": filter(None, (technology_slug(each["name"]) for each in data.get("technologies", ()))),
    }
    for kind, slugs in names.items():
        found = tuple(f"{kind}/{each}" for each in slugs)
        yield from (*found, f"{kind}/{ALL}") if found else ()


def service_slug(part: Mapping[str, Any]) -> str:
    """Return what names a service in addresses: its number in the Local Government Service List, else its own."""
    if part.get("lgsl") is not None:
        return slug(str(part["lgsl"]))
    return slug(part.get("uri") or pick(part.get("name", {}), ENGLISH)[1])


def technology_slug(name: str) -> str:
    """Return what names a technology in addresses; nothing of a name without letters."""
    return slug(plain_name(name)) if plain_name(name) else ""


def of_publisher(publication: Publication) -> Iterator[str]:
    """Yield the groups of where a publisher is, and of what kind it is."""
    yield from of_place(publication.place)
    code = kind_of_council(publication)
    if code:
        yield f"kind/{slug(code)}"


def kind_of_council(publication: Publication) -> str | None:
    """Return a code of the kind of body that publishes: as the list of authorities says, else as it says itself."""
    listed = publication.place.type if publication.place else None
    found: str | None = listed or publication.source.type or publication.data.get("type")
    return found


def of_place(place: Place | None) -> Iterator[str]:
    """Yield the groups of a nation and a region."""
    for name in (place.nation, place.region) if place else ():
        if name:
            yield f"place/{slug(name)}"


def of_help(data: Json) -> Iterator[str]:
    """Yield the groups of everything that a project, or a publisher as a whole, wants or offers."""
    for name in HELP:
        for item in data.get(name, ()):
            yield from of_item(name, item)


def of_item(name: str, item: Json) -> tuple[str, str]:
    """Return the groups of one item of the list `name`: all help, and its resource, else how closely to work."""
    return f"{HELP[name]}/{ALL}", f"{HELP[name]}/{slug(item.get('resource') or item['type'])}"


def of_source(publication: Publication) -> Iterator[str]:
    """Yield the groups of everything that a source publishes: its first file is one event in all of them."""
    yield COUNCILS
    yield from of_publisher(publication)
    yield from of_subjects(publication.data)
    yield from of_help(publication.data)
    for project in publication.projects:
        yield from of_project(project.data, publication)
        yield from of_help(project.data)


def grouped(history: ProjectHistory, data: Json, publication: Publication) -> ProjectHistory:
    """Return the history with the groups that the project belongs to now."""
    now = keys(of_project(data, publication))
    return history if now == history.groups else dataclasses.replace(history, groups=now)
