"""Similar projects of other councils, at most five each, with what they have in common. A part of the `match` stage.

What was worked out before is used again for records that did not change. Promises that this gives the very matches
that working out everything anew would give: a score depends on two records alone, so only what changed, and those who
had a changed one among their five, are looked at again.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
import numpy as np

from councilprojects_aggregator.matching.nearest import Index, Ints, best, index
from councilprojects_aggregator.matching.reasons import shared_reasons
from councilprojects_aggregator.matching.terms import Terms, project_terms, project_words
from councilprojects_aggregator.model import Project, Similar

MOST = 5
THRESHOLD = 350
"""Thousandths. Below it as much is wrong as right on the real texts (docs/decisions/matching.md)."""

COMPARED = ("title", "summary", "problem", "services", "topics")
"""The members of a project that matching reads."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a run leaves of a project for the next: tens of thousands are read at once, so as a bare list."""

    digest: str
    """Of all that its terms and its own exclusions are made from, and of the edition of these programs."""
    terms: tuple[Terms, ...]
    similar: tuple[Similar, ...]


Apart = Mapping[str, frozenset[str]]
"""By a project's IRI, those that are told in another way: the same work, and what one is built on."""

_KEPT = msgspec.msgpack.Decoder(Kept)


@dataclass(frozen=True, slots=True)
class _Field:
    """Everything that rows are worked out from; projects stand in the order of their IRIs."""

    projects: Sequence[Project]
    numbers: Mapping[str, int]
    """Positions by IRI."""
    terms: Sequence[tuple[Terms, ...]]
    index: Index
    sources: Ints
    apart: Apart


def similar_projects(
    projects: Iterable[Project], apart: Apart, edition: str = "", kept: Mapping[str, bytes] | None = None
) -> tuple[Mapping[str, tuple[Similar, ...]], Mapping[str, bytes]]:
    """Return the similar ones of each project, by IRI, and what to keep for the next run."""
    with _without_collection():
        ordered = sorted(projects, key=lambda project: project.iri)
        digests = [_digest(project, apart, edition) for project in ordered]
        before = _before(ordered, digests, kept or {})
        terms = [was.terms if was else project_terms(one.data) for one, was in zip(ordered, before, strict=True)]
        rows = _rows(ordered, terms, apart, before)
    packed = {
        project.iri: (kept or {})[project.iri]
        if was is not None and row is was.similar
        else msgspec.msgpack.encode(Kept(digest, each, row))
        for project, digest, was, each, row in zip(ordered, digests, before, terms, rows, strict=True)
    }
    return {project.iri: row for project, row in zip(ordered, rows, strict=True) if row}, packed


@contextmanager
def _without_collection() -> Iterator[None]:
    """Make no search for garbage: it would look through a million new objects ten times over, and find none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _digest(project: Project, apart: Apart, edition: str) -> str:
    compared = {name: project.data[name] for name in COMPARED if name in project.data}
    parts = [edition, project.source_id, compared, sorted(apart.get(project.iri, ()))]
    # `surrogatepass`, as in `keys`: whatever JSON can hold has a digest.
    content = json.dumps(parts, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


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


def _rows(
    projects: Sequence[Project], terms: Sequence[tuple[Terms, ...]], apart: Apart, before: Sequence[Kept | None]
) -> list[tuple[Similar, ...]]:
    """Return everybody's similar ones."""
    changed = [position for position, was in enumerate(before) if was is None]
    as_before = {project.iri for project, was in zip(projects, before, strict=True) if was}
    again = {
        position
        for position, was in enumerate(before)
        if was is None or any(each.other not in as_before for each in was.similar)
    }
    rows = [was.similar if was else () for was in before]
    if not again:
        return rows
    numbers = {project.iri: position for position, project in enumerate(projects)}
    place = _Field(projects, numbers, terms, index(terms), _source_numbers(projects), apart)
    least = _least(rows)
    for position in sorted(again):
        scores = _scores(place, position)
        rows[position] = _row(place, position, best(scores, MOST, THRESHOLD))
        if before[position] is None and len(changed) < len(rows):
            for met in np.flatnonzero(scores >= np.maximum(least, THRESHOLD)):
                if int(met) not in again:
                    rows[met] = _with(place, int(met), rows[met], position, int(scores[met]))
    return rows


def _least(rows: Sequence[tuple[Similar, ...]]) -> Ints:
    """Return the score that a new one must at least have to be among each project's five."""
    return np.array([row[-1].score if len(row) == MOST else 0 for row in rows], dtype=np.int64)


def _scores(place: _Field, position: int) -> Ints:
    """Return what a project has in common with each that may stand among its similar ones."""
    scores = place.index.scores(place.terms[position])
    scores[place.sources == place.sources[position]] = 0
    for iri in place.apart.get(place.projects[position].iri, ()):
        scores[place.numbers[iri]] = 0
    return scores


def _row(place: _Field, position: int, found: Iterable[tuple[int, int]]) -> tuple[Similar, ...]:
    written = project_words(place.projects[position].data)
    return tuple(_similar(place, position, other, score, written) for other, score in found)


def _similar(place: _Field, position: int, other: int, score: int, written: Mapping[str, str]) -> Similar:
    reasons = shared_reasons(place.terms[position], place.terms[other], written)
    return Similar(place.projects[position].iri, place.projects[other].iri, score, reasons)


def _with(place: _Field, position: int, row: tuple[Similar, ...], other: int, score: int) -> tuple[Similar, ...]:
    """Return `row` with one more in its place, cut to length."""
    written = project_words(place.projects[position].data)
    more = (*row, _similar(place, position, other, score, written))
    return tuple(sorted(more, key=lambda each: (-each.score, each.other)))[:MOST]
