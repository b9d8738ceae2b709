"""Everybody's nearest few, and only what changed worked out again. A part of the `match` stage.

Those who ask are held against members: projects against projects, wants against offers. Promises the very rows that
working out everything anew would give, for a score depends on two alone: so only those who changed, and those who had
a changed one in their row, ask again; and whoever is new is shown to everybody else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from councilprojects_aggregator.matching.nearest import Ints, best
from councilprojects_aggregator.model import Reason

MOST = 5


class Near(NamedTuple):
    """One in somebody's row."""

    position: int
    """Among the members."""
    score: int
    reasons: tuple[Reason, ...]


Row: TypeAlias = tuple[Near, ...]
"""The highest score first; of equal ones the first member."""

Why: TypeAlias = Callable[[int], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How those who ask are held against members; both are positions. A score below `least` puts nobody in a row."""

    ask: Callable[[int], Ints]
    """From one who asks to the scores of all members."""
    show: Callable[[int], Ints]
    """From a member to its scores with all who ask: the same scores."""
    why: Callable[[int], Why]
    """From one who asks, and a member, to their reasons."""
    least: int


# Made once, for tens of thousands are asked for. In ASCII, so that whatever JSON can hold has a digest.
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def digest_of(content: Any) -> str:
    """Return a digest of what somebody's row is worked out from."""
    return hashlib.blake2b(_canonical(content).encode(), digest_size=16).hexdigest()


def nearest_rows(before: Sequence[Row | None], new: Iterable[int], comparison: Comparison) -> list[Row]:
    """Return everybody's row.

    `before` has each one's row if it stands but for the `new` members, None where it must be worked out.
    """
    again = {position for position, row in enumerate(before) if row is None}
    rows = [row or () for row in before]
    lowest = np.array([row[-1].score if len(row) == MOST else comparison.least for row in rows], dtype=np.int64)
    for position in sorted(again):
        why = comparison.why(position)
        found = best(comparison.ask(position), MOST, comparison.least)
        rows[position] = tuple(Near(member, score, why(member)) for member, score in found)
    for member in new if len(again) < len(rows) else ():
        scores = comparison.show(member)
        for met in map(int, np.flatnonzero(scores >= lowest)):
            if met not in again:
                near = Near(member, int(scores[met]), comparison.why(met)(member))
                rows[met] = tuple(sorted((*rows[met], near), key=_place))[:MOST]
    return rows


def _place(near: Near) -> tuple[int, int]:
    return -near.score, near.position
