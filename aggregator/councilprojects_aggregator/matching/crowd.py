"""Those among whom the nearest are looked for, all that say the same held together. A part of the `match` stage.

Thousands of councils may publish one text. It is compared once, and of those that bear it only as many are looked at
as can stand in a row: so a crowd of equals costs no more than a crowd of others. Of equal ones those go first that
follow the one who asks in the order of all, the first after the last: nobody is shown to everyone for having an
address that begins with an a, and whoever changes is missed by a few and not by all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from councilprojects_aggregator.matching.nearest import Found, Index, Ints, index
from councilprojects_aggregator.matching.terms import Terms

MOST = 5
"""In a row: what a person reads through."""

# Of thousands that are near enough so many are put in order first; rarely more are wanted.
FIRST = 64


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks for the nearest."""

    start: int
    """The place in the order of all from which equals are counted."""
    source: int
    """Its own source's are never among them."""
    apart: Collection[int] = ()
    """Nor are these."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Records by what they say: each group says the same."""

    index: Index
    """Of groups."""
    groups: Ints
    """By record, its group."""
    members: Sequence[int]
    """The records by group; within a group in their order."""
    starts: Sequence[int]
    """By group, where its part of `members` begins; one more at the end."""
    run_ends: Sequence[int]
    """Beside each of `members`, where those of one source and group end that stand together."""
    sources: Ints
    """By record."""
    order: Ints
    bounds: Ints
    """`members` and `starts` again: whole parts of them are taken from arrays sooner, single ones from lists."""

    def nearest(self, found: Found, asker: Asker) -> list[tuple[int, int]]:
        """Return, of the groups `found`, the nearest records and their scores, at most `MOST`."""
        groups, scores = found
        if len(groups) > FIRST:
            first = scores >= np.partition(scores, len(scores) - FIRST)[len(scores) - FIRST]
            nearest = self._nearest((groups[first], scores[first]), asker)
            if len(nearest) == MOST:
                return nearest
        return self._nearest(found, asker)

    def _nearest(self, found: Found, asker: Asker) -> list[tuple[int, int]]:
        nearest: list[tuple[int, int]] = []
        for score, groups in _levels(found):
            equal = [record for group in groups for record in self._of(group, asker)]
            equal.sort(key=lambda record: (record - asker.start) % len(self.groups))
            nearest += [(record, score) for record in equal[: MOST - len(nearest)]]
            if len(nearest) == MOST:
                break
        return nearest

    def _of(self, group: int, asker: Asker) -> Iterator[int]:
        """Yield the first few of a group that `asker` may be shown, beginning where it stands itself."""
        first, end = self.starts[group], self.starts[group + 1]
        middle = bisect_left(self.members, asker.start, first, end)
        left = MOST
        for at, stop in ((middle, end), (first, middle)):
            while at < stop and left:
                record = self.members[at]
                if self.sources[record] == asker.source:
                    at = self.run_ends[at]  # noqa: PLW2901 (all of its own at once: they may be thousands)
                    continue
                if record not in asker.apart:
                    left -= 1
                    yield record
                at += 1  # noqa: PLW2901

    def everyone(self, found: Found) -> Found:
        """Return all records of the groups `found`, and their scores."""
        groups, scores = found
        firsts = self.bounds[groups]
        sizes = self.bounds[groups + 1] - firsts
        # Each group's first place once for each of its members, and how far on from it each of them stands.
        further = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self.order[np.repeat(firsts, sizes) + further], np.repeat(scores, sizes)


def crowd(keys: Sequence[object], terms: Sequence[tuple[Terms, ...]], sources: Ints) -> Crowd:
    """Return the crowd of all records; those with the same key have the same terms."""
    numbers: dict[object, int] = {}
    groups = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    members = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups, minlength=len(numbers))
    firsts = np.cumsum(sizes) - sizes
    return Crowd(
        index([terms[first] for first in members[firsts].tolist()]),
        groups,
        members.tolist(),
        [*firsts.tolist(), len(keys)],
        _run_ends(groups[members], sources[members]).tolist(),
        sources,
        members,
        np.append(firsts, len(keys)),
    )


def _run_ends(groups: Ints, sources: Ints) -> Ints:
    """Return, by place, where the places that have the same group and source as it end."""
    if not len(groups):
        return groups
    changes = np.flatnonzero((np.diff(groups) != 0) | (np.diff(sources) != 0)) + 1
    ends = np.append(changes, len(groups))
    return np.repeat(ends, np.diff(ends, prepend=0))


def _levels(found: Found) -> Iterator[tuple[int, list[int]]]:
    """Yield the groups that have the same score, the highest first."""
    groups, scores = found
    order = np.argsort(-scores, kind="stable")
    level: list[int] = []
    score = -1
    for group, its_score in zip(groups[order].tolist(), scores[order].tolist(), strict=True):
        if its_score != score and level:
            yield score, level
            level = []
        score = its_score
        level.append(group)
    if level:
        yield score, level
