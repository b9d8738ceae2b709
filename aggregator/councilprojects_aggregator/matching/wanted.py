"""Wants that offers may meet, and wants that are alike. A part of the `match` stage.

Only what is open on the day counts. What is wanted and what is offered have to be of one kind where both say which,
and about one subject. What an earlier run kept gives the same again, but sooner (`rows`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import msgspec
import numpy as np

from councilprojects_aggregator.matching.crowd import Asker, Crowd, crowd
from councilprojects_aggregator.matching.nearest import Found, Ints
from councilprojects_aggregator.matching.openings import Item, open_items
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.rows import Comparison, Near, Row, Why, nearest_rows
from councilprojects_aggregator.matching.terms import Terms
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
    crowd: Crowd
    """A group is of one kind of help as well."""
    numbers: Mapping[str, int]
    """Of sources and kinds; a string may be as long as its publisher likes, and no array has it."""
    kinds: Ints
    """By group."""
    positions: Mapping[str, int]
    """By digest."""


_KEPT = msgspec.msgpack.Decoder(Kept)


def wanted(catalogue: Catalogue, edition: str = "", kept: Mapping[str, bytes] | None = None) -> Wanted:
    """Return the open wants with the open offers of others that may meet them, the best five each, and alike wants."""
    offers = _side(open_items(catalogue, "offers", edition), kept or {})
    wants = _side(open_items(catalogue, "wants", edition), kept or {})
    met = _rows(wants, offers, [was.offers if was else None for was in wants.before])
    alike = _rows(wants, wants, [was.wants if was else None for was in wants.before])
    packed = [
        (item.digest, was, Kept(item_terms, _named(with_offers, offers), _named(with_wants, wants)))
        for item, was, item_terms, with_offers, with_wants in zip(
            wants.items, wants.before, wants.terms, met, alike, strict=True
        )
    ]
    bare = [
        (item.digest, was, Kept(item_terms))
        for item, was, item_terms in zip(offers.items, offers.before, offers.terms, strict=True)
    ]
    to_keep = {
        digest: (kept or {})[digest] if was == now else msgspec.msgpack.encode(now)
        for digest, was, now in (*bare, *packed)
    }
    return Wanted(_met(wants.items, offers.items, met), _alike(wants.items, alike), to_keep)


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
    terms = [was.terms if was else item.reading().terms for item, was in zip(items, before, strict=True)]
    numbers: dict[str, int] = {name: number for number, name in enumerate(ANYTHING)}
    sources = [numbers.setdefault(item.opening.source_id, len(numbers)) for item in items]
    kinds = np.array([numbers.setdefault(item.resource, len(numbers)) for item in items], dtype=np.int64)
    keys = [(item.resource, msgspec.msgpack.encode(each)) for item, each in zip(items, terms, strict=True)]
    everyone = crowd(keys, terms, np.array(sources, dtype=np.int64))
    return _Side(
        items,
        before,
        terms,
        everyone,
        numbers,
        kinds[np.array(everyone.members, dtype=np.int64)[np.array(everyone.starts[:-1], dtype=np.int64)]],
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
    starts = _starts(wants.items, members.items)

    @lru_cache(maxsize=1)
    def alike(group: int) -> Found:
        return _near(wants, wants.crowd.members[wants.crowd.starts[group]], members)

    def ask(position: int) -> list[tuple[int, int]]:
        asker = Asker(int(starts[position]), _source(wants.items[position], members))
        return members.crowd.nearest(alike(int(wants.crowd.groups[position])), asker)

    def show(position: int) -> Found:
        found, scores = wants.crowd.everyone(_near(members, position, wants))
        is_anothers = wants.crowd.sources[found] != _source(members.items[position], wants)
        return found[is_anothers], scores[is_anothers]

    def why(position: int) -> Why:
        want = wants.items[position]
        written = want.reading().written

        def reasons(other: int) -> tuple[Reason, ...]:
            kind = (Reason(Because.RESOURCE, (want.resource,)),) if _same_kind(want, members.items[other]) else ()
            return (*kind, *shared_reasons(wants.terms[position], members.terms[other], written))

        return reasons

    return nearest_rows(
        standing, sorted(new), Comparison(wants.crowd.members, ask, show, why, starts, len(members.items))
    )


def _starts(asking: Sequence[Item], members: Sequence[Item]) -> Ints:
    """Return by who asks where it would stand among the members."""
    places = [_place(item.opening) for item in members]
    return np.array([bisect_left(places, _place(item.opening)) for item in asking], dtype=np.int64)


def _place(opening: Opening) -> tuple[str, str, str]:
    return opening.source_id, opening.iri, opening.key


def _source(item: Item, side: _Side) -> int:
    return side.numbers.get(item.opening.source_id, -1)


def _standing(row: _Named | None, members: _Side, new: frozenset[int]) -> Row | None:
    """Return a row as positions; None if there is none, or one of it is another than it was."""
    if row is None:
        return None
    found = tuple(Near(members.positions.get(digest, -1), score, reasons) for digest, score, reasons in row)
    return None if any(near.position in new or near.position < 0 for near in found) else found


def _named(row: Row, members: _Side) -> _Named:
    return tuple((members.items[near.position].digest, near.score, near.reasons) for near in row)


def _near(asking: _Side, position: int, side: _Side) -> Found:
    """Return the groups of a side that have enough in common with an item, and are of no other kind of help."""
    kind = asking.items[position].resource
    groups, scores = side.crowd.index.above(asking.terms[position], min(SAME_KIND, ANY_KIND))
    kinds = side.kinds[groups]
    open_to_any = (kinds < len(ANYTHING)) | (kind in ANYTHING)
    fits = np.where(open_to_any, scores >= ANY_KIND, (scores >= SAME_KIND) & (kinds == side.numbers.get(kind, -1)))
    return groups[fits], scores[fits]


def _same_kind(one: Item, other: Item) -> bool:
    return one.resource == other.resource and one.resource not in ANYTHING


def _until(one: Opening, other: Opening) -> str | None:
    return min((each.until for each in (one, other) if each.until), default=None)
