"""Wants that offers may meet, and wants that are alike. A part of the `match` stage.

Only what is open on the day counts. What is wanted and what is offered have to be of one kind where both say which, and
about one subject: the item's own words say most; the title, services and topics of its project say where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.nearest import Index, Ints, best, index
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.terms import OF_TEXT, OF_TITLE, Terms, by_language, written_words
from councilprojects_aggregator.model import (
    AlikeWants,
    Because,
    Catalogue,
    Json,
    Opening,
    Publication,
    Reason,
    Texts,
    WantMet,
)

MOST = 5
# Where both are of one kind, less in common tells as much.
SAME_KIND, ANY_KIND = 300, 450

ANYTHING = ("", "other")
"""Kinds that may be the same as any: not said, or said in words."""


@dataclass(frozen=True, slots=True)
class _Item:
    opening: Opening
    resource: str
    terms: tuple[Terms, ...]
    texts: tuple[Texts, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """All offers, or all wants, as they are looked through."""

    items: Sequence[_Item]
    index: Index
    sources: Ints
    """Numbers of `items`' sources, as `numbers` has them; a string may be as long as its publisher likes."""
    kinds: Ints
    numbers: Mapping[str, int]


def is_open(item: Mapping[str, Any], today: date) -> bool:
    """Say whether `today` is not after `until`, the last day that an offer or want is open."""
    return "until" not in item or str(item["until"]) >= today.isoformat()


def wants_met(catalogue: Catalogue) -> tuple[WantMet, ...]:
    """Return the open wants with the open offers of others that may meet them, the best five each."""
    offers = _side(_items(catalogue, "offers"))
    return tuple(
        WantMet(want.opening, offer.opening, score, reasons, _until(want, offer))
        for want in _items(catalogue, "wants")
        for offer, score, reasons in _fitting(want, offers)
    )


def alike_wants(catalogue: Catalogue) -> tuple[AlikeWants, ...]:
    """Return every two open wants, of two publishers, that are after the same thing."""
    wants = _side(_items(catalogue, "wants"))
    found: dict[tuple[Opening, Opening], AlikeWants] = {}
    for want in wants.items:
        for other, score, reasons in _fitting(want, wants):
            pair = (want.opening, other.opening)
            if (other.opening, want.opening) not in found:
                found[pair] = AlikeWants(*pair, score, reasons, _until(want, other))
    return tuple(found.values())


def _items(catalogue: Catalogue, kind: str) -> list[_Item]:
    """Return the open items of a kind, by source, IRI and key."""
    found = {
        (item.opening.source_id, item.opening.iri, item.opening.key): item
        for publication in catalogue.publications
        for item in _of(publication, kind, catalogue.today)
    }
    return [found[key] for key in sorted(found)]


def _of(publication: Publication, kind: str, today: date) -> Iterator[_Item]:
    if publication.address and publication.iri:
        for item in _open(publication.data, kind, today):
            yield _item(publication.source.id, publication.iri, item, {})
    for project in publication.projects:
        for item in _open(project.data, kind, today):
            yield _item(project.source_id, project.iri, item, project.data)


def _open(record: Json, kind: str, today: date) -> Iterator[Json]:
    yield from (item for item in record.get(kind, ()) if is_open(item, today))


def _item(source_id: str, iri: str, item: Json, project: Json) -> _Item:
    title = project.get("title", {})
    return _Item(
        opening=Opening(source_id, iri, item_key(item), item.get("until")),
        resource=item.get("resource", ""),
        terms=by_language([(item["description"], OF_TITLE), (title, OF_TEXT)], project),
        texts=(item["description"], title),
    )


def _side(items: Sequence[_Item]) -> _Side:
    numbers: dict[str, int] = {name: number for number, name in enumerate(ANYTHING)}
    sources = [numbers.setdefault(f"source {item.opening.source_id}", len(numbers)) for item in items]
    kinds = [numbers.setdefault(item.resource, len(numbers)) for item in items]
    terms = index([item.terms for item in items])
    return _Side(items, terms, np.array(sources, dtype=np.int64), np.array(kinds, dtype=np.int64), numbers)


def _fitting(want: _Item, side: _Side) -> Iterator[tuple[_Item, int, tuple[Reason, ...]]]:
    """Yield the items of others that fit a want best, and why."""
    written = written_words(want.texts)
    for position, score in best(_scores(want, side), MOST, SAME_KIND):
        found = side.items[position]
        kind = (Reason(Because.RESOURCE, (want.resource,)),) if _same_kind(want, found) else ()
        yield found, score, (*kind, *shared_reasons(want.terms, found.terms, written))


def _scores(want: _Item, side: _Side) -> Ints:
    scores = side.index.scores(want.terms)
    kind, source = (side.numbers.get(name, -1) for name in (want.resource, f"source {want.opening.source_id}"))
    open_to_any = (side.kinds < len(ANYTHING)) | (want.resource in ANYTHING)
    least = np.where(open_to_any, ANY_KIND, SAME_KIND)
    scores[(scores < least) | (side.sources == source) | ~(open_to_any | (side.kinds == kind))] = 0
    return scores


def _same_kind(one: _Item, other: _Item) -> bool:
    return one.resource == other.resource and one.resource not in ANYTHING


def _until(one: _Item, other: _Item) -> str | None:
    return min((each.opening.until for each in (one, other) if each.opening.until), default=None)
