"""The neighbours of those projects whose five are others than before. A part of the `match` stage, below `similar`.

It makes of projects, and of what an earlier run kept of them, what `rows` works with.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import msgspec
import numpy as np

from councilprojects_aggregator.matching.crowd import MOST, Asker, Crowd, crowd
from councilprojects_aggregator.matching.nearest import Found, Ints
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.rows import ROOM, Comparison, Last, Near, Places, Standing, Why, nearest_rows
from councilprojects_aggregator.matching.terms import Reading, Terms, project_wording
from councilprojects_aggregator.model import Project, Reason, Similar

THRESHOLD = 370
"""Thousandths. Below it as much is wrong as right on the real texts (docs/decisions/matching.md)."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a run leaves of a project for the next: tens of thousands are read at once, so as a bare list."""

    digest: str
    """Of all that its terms and its own exclusions are made from, and of the edition of these programs."""
    terms: msgspec.Raw
    """Packed: where nothing changed nobody looks at them."""
    similar: tuple[Similar, ...]


Apart = Mapping[str, frozenset[str]]
"""By a project's IRI, those that are told in another way: the same work, and what one is built on."""

_TERMS = msgspec.msgpack.Decoder(tuple[Terms, ...])


@dataclass(frozen=True, slots=True)
class _Field:
    """Everything that rows are worked out from; projects stand in the order of their IRIs."""

    projects: Sequence[Project]
    numbers: Mapping[str, int]
    """Positions by IRI."""
    terms: Sequence[tuple[Terms, ...]]
    crowd: Crowd
    apart: Apart
    before: Sequence[Kept | None]
    """None of those that are new or changed."""
    read: Mapping[int, Reading]
    """Of those that are new or changed; the others are read again if somebody new comes near them."""


def changed_rows(
    projects: Sequence[Project],
    packed: Sequence[msgspec.Raw],
    apart: Apart,
    before: Sequence[Kept | None],
    read: Mapping[int, Reading],
) -> dict[int, tuple[Similar, ...]]:
    """Return the similar ones of those whose five are others than before, or were never worked out."""
    numbers = {project.iri: position for position, project in enumerate(projects)}
    as_before = frozenset(project.iri for project, was in zip(projects, before, strict=True) if was)
    short = frozenset(
        position
        for position, was in enumerate(before)
        if was is not None and not all(each.other in as_before for each in was.similar)
    )
    if not read and not short:
        return {}
    terms = [read[position].terms if position in read else _TERMS.decode(each) for position, each in enumerate(packed)]
    everyone = crowd(list(map(bytes, packed)), terms, _source_numbers(projects))
    place = _Field(projects, numbers, terms, everyone, apart, before, read)
    rows = nearest_rows(_standing(place, short), sorted(read), _comparison(place))
    return {position: tuple(_similar(place, position, near) for near in row) for position, row in rows.items()}


def _standing(place: _Field, short: Collection[int]) -> Standing:
    def last(was: Kept | None) -> Last | None:
        if was is None:
            return None
        if len(was.similar) < MOST:
            return ROOM
        end = was.similar[-1]
        return (place.numbers[end.other], end.score) if end.other in place.numbers else None

    def row(position: int) -> Places:
        was = place.before[position]
        found = [(place.numbers.get(each.other, 0), each) for each in was.similar] if was else []
        return [(other, each.score) for other, each in found if each.other in place.numbers and place.before[other]]

    return Standing([last(was) for was in place.before], short, row)


def _comparison(place: _Field) -> Comparison:
    everyone = place.crowd

    @lru_cache(maxsize=1)
    def alike(group: int) -> Found:
        """Return the groups that are near enough to one; those that say the same ask one after the other."""
        return everyone.index.above(place.terms[everyone.members[everyone.starts[group]]], THRESHOLD)

    def ask(position: int) -> list[tuple[int, int]]:
        return everyone.nearest(alike(int(everyone.groups[position])), _asker(place, position))

    def show(position: int) -> Found:
        found, scores = everyone.everyone(alike(int(everyone.groups[position])))
        asker = _asker(place, position)
        may_see = (everyone.sources[found] != asker.source) & ~np.isin(found, list(asker.apart))
        return found[may_see], scores[may_see]

    return Comparison(
        everyone.members, ask, show, partial(_why, place), np.arange(len(place.projects)), len(place.projects)
    )


def _why(place: _Field, position: int) -> Why:
    """Return what tells a project's reasons; those of an earlier run hold where neither of the two has changed."""
    was = place.before[position]
    told = {place.numbers.get(each.other): each.reasons for each in was.similar} if was else {}
    of_new = place.read.get(position)
    written: Mapping[str, str] | None = of_new.written if of_new else None

    def reasons(other: int) -> tuple[Reason, ...]:
        nonlocal written
        if other in told and place.before[other]:
            return told[other]
        if written is None:
            written = project_wording(place.projects[position].data)
        return shared_reasons(place.terms[position], place.terms[other], written)

    return reasons


def _asker(place: _Field, position: int) -> Asker:
    apart = place.apart.get(place.projects[position].iri, ())
    return Asker(position, int(place.crowd.sources[position]), {place.numbers[iri] for iri in apart})


def _similar(place: _Field, position: int, near: Near) -> Similar:
    return Similar(place.projects[position].iri, place.projects[near.position].iri, near.score, near.reasons)


def _source_numbers(projects: Sequence[Project]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(each.source_id, len(numbers)) for each in projects], dtype=np.int64)
