"""Rows kept from an earlier run: the same as worked out anew, and only those ask again who are still short."""

from __future__ import annotations

import random

import numpy as np
import pytest

from councilprojects_aggregator.matching.crowd import MOST
from councilprojects_aggregator.matching.rows import ROOM, Comparison, Standing, nearest_rows

MEMBERS = 40
ENOUGH = 40


class Table:
    """Scores of every two, and who asked."""

    def __init__(self, scores: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> None:
        self.scores = scores
        self.asked: list[int] = []

    def ask(self, position: int) -> list[tuple[int, int]]:
        self.asked.append(position)
        return self.nearest(position)

    def nearest(self, position: int) -> list[tuple[int, int]]:
        near = [(other, int(self.scores[position, other])) for other in range(MEMBERS) if other != position]
        near.sort(key=lambda one: (-one[1], (one[0] - position) % MEMBERS))
        return [one for one in near if one[1] >= ENOUGH][:MOST]

    def comparison(self) -> Comparison:
        def show(position: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
            near = np.flatnonzero((self.scores[position] >= ENOUGH) & (np.arange(MEMBERS) != position))
            return near, self.scores[position][near]

        return Comparison(
            order=range(MEMBERS),
            ask=self.ask,
            show=show,  # type: ignore[arg-type]
            why=lambda _position: lambda _member: (),
            starts=np.arange(MEMBERS),
            members=MEMBERS,
        )


def table(seed: int, most: int) -> Table:
    chance = np.random.default_rng(seed)
    half = np.triu(chance.integers(0, most, (MEMBERS, MEMBERS)))
    return Table(half + half.T)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("most", [20, 30, 45])
def test_kept_rows_give_the_very_same_and_few_ask(seed: int, most: int) -> None:
    """Of scores there are few, so that many are equal."""
    before, after = table(seed, most), table(seed, most)
    chance = random.Random(seed)  # noqa: S311 (no secret)
    new = chance.sample(range(MEMBERS), 3)
    for member in new:
        other = chance.randrange(MEMBERS)
        after.scores[member] = after.scores[:, member] = before.scores[other]
    rows = [before.nearest(position) for position in range(MEMBERS)]
    left = [[one for one in row if one[0] not in new] for row in rows]
    short = frozenset(position for position in range(MEMBERS) if len(left[position]) < len(rows[position]))
    lasts = [None if position in new else row[-1] if len(row) == MOST else ROOM for position, row in enumerate(rows)]
    changed = nearest_rows(Standing(lasts, short - set(new), left.__getitem__), sorted(new), after.comparison())
    now = {position: [near[:2] for near in row] for position, row in changed.items()}
    assert [now.get(position, rows[position]) for position in range(MEMBERS)] == [
        after.nearest(position) for position in range(MEMBERS)
    ]
    assert set(new) <= set(after.asked) <= set(new) | {each for each in short if len(rows[each]) == MOST}


def test_who_lost_one_and_is_shown_another_as_near_asks_nobody() -> None:
    """The commonest of all changes: a word of a neighbour was edited."""
    edited = table(1, 45)
    position = next(each for each in range(MEMBERS) if len(edited.nearest(each)) == MOST)
    row = edited.nearest(position)
    changed = row[2][0]
    lasts: list[tuple[int, int] | None] = [(each, 10**6) for each in range(MEMBERS)]
    lasts[position] = row[-1]
    standing = Standing(lasts, frozenset({position}), lambda _each: [one for one in row if one[0] != changed])
    assert [near[:2] for near in nearest_rows(standing, [changed], edited.comparison())[position]] == row
    assert edited.asked == []
