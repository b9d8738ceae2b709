"""All open offers, or all open wants, and who of one side is near whom of the other. A part of the `match` stage.

Between `openings` and `wanted`. What an earlier run kept gives the same again, but sooner (`rows`): where nothing is
new and nothing gone nobody is compared, and no terms are unpacked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import msgspec
import numpy as np

from councilprojects_aggregator.matching.crowd import MOST, Asker, Crowd, crowd
from councilprojects_aggregator.matching.nearest import Found, Ints
from councilprojects_aggregator.matching.openings import Item
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.rows import (
    ROOM,
    Comparison,
    Last,
    Places,
    Row,
    Standing,
    Why,
    nearest_rows,
)
from councilprojects_aggregator.matching.terms import Terms
from councilprojects_aggregator.model import Because, Opening, Reason

# Where both are of one kind, less in common tells as much.
SAME_KIND, ANY_KIND = 300, 450

ANYTHING = ("", "other")
"""Kinds that may be the same as any: not said, or said in words."""

Named: TypeAlias = tuple[tuple[str, int, tuple[Reason, ...]], ...]
"""A row, of which each is named by its digest: with its score, and the reasons."""

NOWHERE = -1
"""The position of what is no longer open."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a run leaves of an offer or want for the next, by its digest; an offer has no rows."""

    terms: msgspec.Raw
    offers: Named = ()
    wants: Named = ()


_KEPT = msgspec.msgpack.Decoder(Kept)
_TERMS = msgspec.msgpack.Decoder(tuple[Terms, ...])
_pack = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True)
class Side:
    """All offers, or all wants. What is worked out of them, is so when somebody asks for it."""

    items: Sequence[Item]
    before: Sequence[Kept | None]
    """None of those that are new or changed."""
    packed: Sequence[msgspec.Raw]
    """Terms."""
    positions: Mapping[str, int]
    """By digest."""

    @cached_property
    def new(self) -> frozenset[int]:
        return frozenset(position for position, was in enumerate(self.before) if was is None)

    @cached_property
    def terms(self) -> Sequence[tuple[Terms, ...]]:
        return [_TERMS.decode(each) for each in self.packed]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return those of sources and kinds; a string may be as long as its publisher likes, and no array has it."""
        names = (*ANYTHING, *(each.opening.source_id for each in self.items), *(each.resource for each in self.items))
        return {name: number for number, name in enumerate(dict.fromkeys(names))}

    @cached_property
    def crowd(self) -> Crowd:
        """Return the items by what they say; a group is of one kind of help as well."""
        keys = [(item.resource, bytes(each)) for item, each in zip(self.items, self.packed, strict=True)]
        sources = [self.numbers[item.opening.source_id] for item in self.items]
        return crowd(keys, self.terms, np.array(sources, dtype=np.int64))

    @cached_property
    def kinds(self) -> Ints:
        """Return the kind of help by group."""
        firsts = (self.crowd.members[start] for start in self.crowd.starts[:-1])
        return np.array([self.numbers[self.items[first].resource] for first in firsts], dtype=np.int64)


def side(items: Sequence[Item], kept: Mapping[str, bytes]) -> Side:
    before = [_unpacked(kept.get(item.digest)) for item in items]
    return Side(
        items,
        before,
        [
            was.terms if was else msgspec.Raw(_pack(item.reading().terms))
            for item, was in zip(items, before, strict=True)
        ],
        {item.digest: position for position, item in enumerate(items)},
    )


def _unpacked(packed: bytes | None) -> Kept | None:
    """Return what is kept; None where there is nothing, or nothing that can be read."""
    try:
        return _KEPT.decode(packed) if packed else None
    except msgspec.MsgspecError:
        return None


def rows(wants: Side, members: Side, before: Sequence[Named | None]) -> Sequence[Named]:
    """Return the nearest members of each want; `before` has them as an earlier run left them, None where none did."""
    left = [
        None if row is None else [members.positions.get(digest, NOWHERE) for digest, _score, _why in row]
        for row in before
    ]
    short = frozenset(position for position, row in enumerate(left) if row and _is_short(row, members))
    if None not in before and not members.new and not short:
        return [row or () for row in before]

    def row(position: int) -> Places:
        scores = (score for _digest, score, _reasons in before[position] or ())
        return [
            (other, score)
            for other, score in zip(left[position] or (), scores, strict=True)
            if other != NOWHERE and other not in members.new
        ]

    lasts = [None if row is None else _last(row, places) for row, places in zip(before, left, strict=True)]
    changed = nearest_rows(Standing(lasts, short, row), sorted(members.new), _comparison(wants, members, before))
    return [
        _named(changed[position], members) if position in changed else was or () for position, was in enumerate(before)
    ]


def _is_short(row: Sequence[int], members: Side) -> bool:
    return NOWHERE in row or not members.new.isdisjoint(row)


def _last(row: Named, places: Sequence[int] | None) -> Last | None:
    """Return the last of a row; None where nobody can say where it would stand."""
    if len(row) < MOST or not places:
        return ROOM
    return None if places[-1] == NOWHERE else (places[-1], row[-1][1])


def _named(row: Row, members: Side) -> Named:
    return tuple((members.items[near.position].digest, near.score, near.reasons) for near in row)


def _comparison(wants: Side, members: Side, before: Sequence[Named | None]) -> Comparison:
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
        return _why(wants, members, position, before[position] or ())

    return Comparison(wants.crowd.members, ask, show, why, starts, len(members.items))


def _why(wants: Side, members: Side, position: int, before: Named) -> Why:
    """Return what tells a want's reasons; those of an earlier run hold, for they are named by what the items say."""
    want = wants.items[position]
    told = {digest: reasons for digest, _score, reasons in before}
    written: Mapping[str, str] | None = None

    def reasons(other: int) -> tuple[Reason, ...]:
        nonlocal written
        member = members.items[other]
        if member.digest in told:
            return told[member.digest]
        if written is None:
            written = want.wording()
        kind = (Reason(Because.RESOURCE, (want.resource,)),) if _same_kind(want, member) else ()
        return (*kind, *shared_reasons(wants.terms[position], members.terms[other], written))

    return reasons


def _starts(asking: Sequence[Item], members: Sequence[Item]) -> Ints:
    """Return by who asks where it would stand among the members."""
    places = [_place(item.opening) for item in members]
    return np.array([bisect_left(places, _place(item.opening)) for item in asking], dtype=np.int64)


def _place(opening: Opening) -> tuple[str, str, str]:
    return opening.source_id, opening.iri, opening.key


def _source(item: Item, among: Side) -> int:
    return among.numbers.get(item.opening.source_id, NOWHERE)


def _near(asking: Side, position: int, among: Side) -> Found:
    """Return the groups of a side that have enough in common with an item, and are of no other kind of help."""
    kind = asking.items[position].resource
    groups, scores = among.crowd.index.above(asking.terms[position], min(SAME_KIND, ANY_KIND))
    kinds = among.kinds[groups]
    open_to_any = (kinds < len(ANYTHING)) | (kind in ANYTHING)
    same_kind = (scores >= SAME_KIND) & (kinds == among.numbers.get(kind, NOWHERE))
    fits = np.where(open_to_any, scores >= ANY_KIND, same_kind)
    return groups[fits], scores[fits]


def _same_kind(one: Item, other: Item) -> bool:
    return one.resource == other.resource and one.resource not in ANYTHING
