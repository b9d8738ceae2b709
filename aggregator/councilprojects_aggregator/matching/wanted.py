"""Wants that offers may meet, and wants that are alike. A part of the `match` stage.

Only what is open on the day counts. What is wanted and what is offered have to be of one kind where both say which,
and about one subject. What an earlier run kept gives the same again, but sooner (`rows`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec
import numpy as np

from councilprojects_aggregator.matching.nearest import Index, Ints, index
from councilprojects_aggregator.matching.openings import Item, open_items
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.rows import Comparison, Near, Row, Why, nearest_rows
from councilprojects_aggregator.matching.terms import Terms, written_words
from councilprojects_aggregator.model import AlikeWants, Because, Catalogue, Opening, Reason, WantMet

# Where both are of one kind, less in common tells as much.
SAME_KIND, ANY_KIND = 300, 450

ANYTHING = ("", "other")
"""Kinds that may be the same as any: not said, or said in words."""

_Named: TypeAlias = tuple[tuple[str, int, tuple[Reason, ...]], ...]
"""A row, of which each is named by its digest."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a run leaves of an offer or want for the next, by its digest; an offer has no rows."""

    terms: tuple[Terms, ...]
    offers: _Named = ()
    wants: _Named = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What this part of the stage comes to."""

    met: tuple[WantMet, ...]
    alike: tuple[AlikeWants, ...]
    kept: Mapping[str, bytes] = field(default_factory=dict)
    """For the next run, by digest."""


@dataclass(frozen=True, slots=True)
class _Side:
    """All offers, or all wants, as they are looked through."""

    items: Sequence[Item]
    before: Sequence[Kept | None]
    terms: Sequence[tuple[Terms, ...]]
    index: Index
    numbers: Mapping[str, int]
    """Of sources and kinds; a string may be as long as its publisher likes, and no array has it."""
    sources: Ints
    kinds: Ints
    positions: Mapping[str, int]
    """By digest."""


_KEPT = msgspec.msgpack.Decoder(Kept)


def wanted(catalogue: Catalogue, edition: str = "", kept: Mapping[str, bytes] | None = None) -> Wanted:
    """Return the open wants with the open offers of others that may meet them, the best five each, and alike wants."""
    offers = _side(open_items(catalogue, "offers", edition), kept or {})
    wants = _side(open_items(catalogue, "wants", edition), kept or {})
    met = _rows(wants, offers, [was.offers if was else None for was in wants.before])
    alike = _rows(wants, wants, [was.wants if was else None for was in wants.before])
    packed = {
        item.digest: msgspec.msgpack.encode(Kept(terms, _named(with_offers, offers), _named(with_wants, wants)))
        for item, terms, with_offers, with_wants in zip(wants.items, wants.terms, met, alike, strict=True)
    }
    bare = {
        item.digest: msgspec.msgpack.encode(Kept(terms)) for item, terms in zip(offers.items, offers.terms, strict=True)
    }
    return Wanted(_met(wants.items, offers.items, met), _alike(wants.items, alike), {**bare, **packed})


def _met(wants: Sequence[Item], offers: Sequence[Item], rows: Sequence[Row]) -> tuple[WantMet, ...]:
    return tuple(
        WantMet(want.opening, offer, near.score, near.reasons, _until(want.opening, offer))
        for want, row in zip(wants, rows, strict=True)
        for near in row
        for offer in (offers[near.position].opening,)
    )


def _alike(wants: Sequence[Item], rows: Sequence[Row]) -> tuple[AlikeWants, ...]:
    """Return every two once, though either may be in the other's row."""
    found: dict[tuple[int, int], AlikeWants] = {}
    for position, row in enumerate(rows):
        for near in row:
            if (near.position, position) not in found:
                one, other = wants[position].opening, wants[near.position].opening
                alike = AlikeWants(one, other, near.score, near.reasons, _until(one, other))
                found[position, near.position] = alike
    return tuple(found.values())


def _side(items: Sequence[Item], kept: Mapping[str, bytes]) -> _Side:
    before = [_unpacked(kept.get(item.digest)) for item in items]
    terms = [was.terms if was else item.terms() for item, was in zip(items, before, strict=True)]
    numbers: dict[str, int] = {name: number for number, name in enumerate(ANYTHING)}
    sources = [numbers.setdefault(item.opening.source_id, len(numbers)) for item in items]
    kinds = [numbers.setdefault(item.resource, len(numbers)) for item in items]
    return _Side(
        items,
        before,
        terms,
        index(terms),
        numbers,
        np.array(sources, dtype=np.int64),
        np.array(kinds, dtype=np.int64),
        {item.digest: position for position, item in enumerate(items)},
    )


def _unpacked(packed: bytes | None) -> Kept | None:
    """Return what is kept; None where there is nothing, or nothing that can be read."""
    try:
        return _KEPT.decode(packed) if packed else None
    except msgspec.MsgspecError:
        return None


def _rows(wants: _Side, members: _Side, before: Sequence[_Named | None]) -> list[Row]:
    new = frozenset(position for position, was in enumerate(members.before) if was is None)
    standing = [_standing(row, members, new) for row in before]

    def why(position: int) -> Why:
        want = wants.items[position]
        written = written_words(want.texts)

        def reasons(other: int) -> tuple[Reason, ...]:
            kind = (Reason(Because.RESOURCE, (want.resource,)),) if _same_kind(want, members.items[other]) else ()
            return (*kind, *shared_reasons(wants.terms[position], members.terms[other], written))

        return reasons

    return nearest_rows(
        standing,
        sorted(new),
        Comparison(
            ask=lambda position: _scores(wants, position, members),
            show=lambda position: _scores(members, position, wants),
            why=why,
            least=SAME_KIND,
        ),
    )


def _standing(row: _Named | None, members: _Side, new: frozenset[int]) -> Row | None:
    """Return a row as positions; None if there is none, or one of it is another than it was."""
    if row is None:
        return None
    found = tuple(Near(members.positions.get(digest, -1), score, reasons) for digest, score, reasons in row)
    return None if any(near.position in new or near.position < 0 for near in found) else found


def _named(row: Row, members: _Side) -> _Named:
    return tuple((members.items[near.position].digest, near.score, near.reasons) for near in row)


def _scores(asking: _Side, position: int, side: _Side) -> Ints:
    """Return what an item has in common with each of a side; nothing with its own source's, or of another kind."""
    item = asking.items[position]
    scores = side.index.scores(asking.terms[position])
    kind, source = (side.numbers.get(name, -1) for name in (item.resource, item.opening.source_id))
    open_to_any = (side.kinds < len(ANYTHING)) | (item.resource in ANYTHING)
    least = np.where(open_to_any, ANY_KIND, SAME_KIND)
    scores[(scores < least) | (side.sources == source) | ~(open_to_any | (side.kinds == kind))] = 0
    return scores


def _same_kind(one: Item, other: Item) -> bool:
    return one.resource == other.resource and one.resource not in ANYTHING


def _until(one: Opening, other: Opening) -> str | None:
    return min((each.until for each in (one, other) if each.until), default=None)
