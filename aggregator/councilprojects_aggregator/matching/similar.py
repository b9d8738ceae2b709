"""Similar projects of other councils, at most five each, with what they have in common. A part of the `match` stage.

What was worked out before is used again for records that did not change. Promises that this gives the very matches
that working out everything anew would give: a score depends on two records alone, so only what changed, and those who
lost one of their five, are looked at again (`rows`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import msgspec
import numpy as np

from councilprojects_aggregator.matching.crowd import MOST, Asker, Crowd, crowd
from councilprojects_aggregator.matching.nearest import Found, Ints
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.rows import (
    ROOM,
    Comparison,
    Last,
    Near,
    Places,
    Standing,
    Why,
    digest_of,
    nearest_rows,
)
from councilprojects_aggregator.matching.terms import Reading, Terms, project_reading, project_wording
from councilprojects_aggregator.model import Project, Reason, Similar

THRESHOLD = 370
"""Thousandths. Below it as much is wrong as right on the real texts (docs/decisions/matching.md)."""

COMPARED = ("title", "summary", "problem", "services", "topics")
"""The members of a project that matching reads."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a run leaves of a project for the next: tens of thousands are read at once, so as a bare list."""

    digest: str
    """Of all that its terms and its own exclusions are made from, and of the edition of these programs."""
    terms: msgspec.Raw
    """Packed: where nothing changed nobody looks at them."""
    similar: tuple[Similar, ...]


Apart = Mapping[str, frozenset[str]]
"""By a project's IRI, those that are told in another way: the same work, and what one is built on."""

_KEPT = msgspec.msgpack.Decoder(Kept)
_TERMS = msgspec.msgpack.Decoder(tuple[Terms, ...])
_pack = msgspec.msgpack.Encoder().encode


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


def similar_projects(
    projects: Iterable[Project], apart: Apart, edition: str = "", kept: Mapping[str, bytes] | None = None
) -> tuple[Mapping[str, tuple[Similar, ...]], Mapping[str, bytes]]:
    """Return the similar ones of each project, by IRI, and what to keep for the next run."""
    ordered = sorted(projects, key=lambda project: project.iri)
    digests = [_digest(project, apart, edition) for project in ordered]
    before = _before(ordered, digests, kept or {})
    read = {position: project_reading(ordered[position].data) for position, was in enumerate(before) if was is None}
    packed = [was.terms if was else msgspec.Raw(_pack(read[at].terms)) for at, was in enumerate(before)]
    changed = _changed(ordered, packed, apart, before, read)
    rows = [
        was.similar if was is not None and position not in changed else changed[position]
        for position, was in enumerate(before)
    ]
    to_keep = {
        project.iri: (kept or {})[project.iri]
        if position not in changed
        else _pack(Kept(digests[position], packed[position], rows[position]))
        for position, project in enumerate(ordered)
    }
    return {project.iri: row for project, row in zip(ordered, rows, strict=True) if row}, to_keep


def _digest(project: Project, apart: Apart, edition: str) -> str:
    compared = {name: project.data[name] for name in COMPARED if name in project.data}
    return digest_of([edition, project.source_id, compared, sorted(apart.get(project.iri, ()))])


def _before(projects: Sequence[Project], digests: Sequence[str], kept: Mapping[str, bytes]) -> list[Kept | None]:
    """Return what is kept of each project, None for those that are new or changed."""
    found: list[Kept | None] = []
    for project, digest in zip(projects, digests, strict=True):
        was = _unpacked(kept.get(project.iri))
        found.append(was if was and was.digest == digest else None)
    return found


def _unpacked(packed: bytes | None) -> Kept | None:
    """Return what is kept; None where there is nothing, or what another edition wrote in another form."""
    try:
        return _KEPT.decode(packed) if packed else None
    except msgspec.MsgspecError:
        return None


def _source_numbers(projects: Sequence[Project]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(each.source_id, len(numbers)) for each in projects], dtype=np.int64)


def _changed(
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
