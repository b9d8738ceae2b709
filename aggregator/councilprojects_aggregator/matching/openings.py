"""The offers and wants that are open on the day, as they are compared. A part of the `match` stage.

The item's own words say most of what is wanted; the title, services and topics of its project say where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.rows import digest_of
from councilprojects_aggregator.matching.terms import OF_TEXT, OF_TITLE, Part, Reading, reading, wording
from councilprojects_aggregator.model import Catalogue, Json, Opening, Publication

OF_PROJECT = ("title", "services", "topics")
"""The members of an item's project that are compared with it."""


@dataclass(frozen=True, slots=True)
class Item:
    """An open offer or want."""

    opening: Opening
    item: Json
    project: Json
    """What of its project is compared; nothing where a publisher speaks for itself."""
    digest: str
    """Of all this, and of the edition of these programs."""

    @property
    def resource(self) -> str:
        kind: str = self.item.get("resource", "")
        return kind

    def reading(self) -> Reading:
        """Return what is compared, and how it is written."""
        return reading(self._parts(), self.project)

    def wording(self) -> Mapping[str, str]:
        """Return how it is written: what `reading` says of it, sooner."""
        return wording(self._parts())

    def _parts(self) -> list[Part]:
        return [(self.item["description"], OF_TITLE), (self.project.get("title", {}), OF_TEXT)]


def is_open(item: Mapping[str, Any], today: date) -> bool:
    """Say whether `today` is not after `until`, the last day that an offer or want is open."""
    return "until" not in item or str(item["until"]) >= today.isoformat()


def open_items(catalogue: Catalogue, kind: str, edition: str) -> list[Item]:
    """Return the open items of a kind, `offers` or `wants`, by source, IRI and key."""
    found = {
        (each.opening.source_id, each.opening.iri, each.opening.key): each
        for publication in catalogue.publications
        for each in _of(publication, kind, catalogue.today, edition)
    }
    return [found[key] for key in sorted(found)]


def _of(publication: Publication, kind: str, today: date, edition: str) -> Iterator[Item]:
    if publication.address and publication.iri:
        for item in _open(publication.data, kind, today):
            yield _item(publication.source.id, publication.iri, item, {}, edition)
    for project in publication.projects:
        compared = {name: project.data[name] for name in OF_PROJECT if name in project.data}
        for item in _open(project.data, kind, today):
            yield _item(project.source_id, project.iri, item, compared, edition)


def _open(record: Json, kind: str, today: date) -> Iterator[Json]:
    yield from (item for item in record.get(kind, ()) if is_open(item, today))


def _item(source_id: str, iri: str, item: Json, project: Json, edition: str) -> Item:
    digest = digest_of([edition, source_id, iri, item, project])
    return Item(Opening(source_id, iri, item_key(item), item.get("until")), item, project, digest)
