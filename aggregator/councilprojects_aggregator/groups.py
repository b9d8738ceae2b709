"""What a project belongs to, as subscribers choose: its phase, topics, services, nation and region, and help.

Used by `changes` and `events`, which write down to which groups an event belongs when it is told, and by the feeds.
That is thereby settled for ever: a project that gets another topic later brings no old entries into its feed.
A group is named `topic/waste`; remembered is a digest of that (`key`), because a topic is a publisher's own word, and
what a publisher has removed can be read nowhere (standard, principle 7).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from councilprojects_aggregator.model import Json, Place, ProjectHistory, Publication
from councilprojects_aggregator.slugs import slug

HELP = {"wants": "wanted", "offers": "offered"}
"""By list, the kind of group that its items belong to."""

ALL = "all"
"""In place of a kind of help, every kind."""

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


def of_project(data: Json, place: Place | None) -> Iterator[str]:
    """Yield the groups of a project in normal form, help apart; `place` is where its publisher is."""
    if "phase" in data:
        yield f"phase/{slug(data['phase'])}"
    for topic in data.get("topics", ()):
        yield f"topic/{slug(topic)}"
    for service in data.get("services", ()):
        if "lgsl" in service:
            yield f"service/{service['lgsl']}"
    yield from of_place(place)


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
    yield from of_help(publication.data)
    for project in publication.projects:
        yield from of_project(project.data, publication.place)
        yield from of_help(project.data)


def grouped(history: ProjectHistory, data: Json, place: Place | None) -> ProjectHistory:
    """Return the history with the groups that the project belongs to now."""
    now = keys(of_project(data, place))
    return history if now == history.groups else dataclasses.replace(history, groups=now)
