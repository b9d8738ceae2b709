"""Everybody's nearest few, and only what changed worked out again. A part of the `match` stage.

Those who ask are held against members: projects against projects, wants against offers. Promises the very rows that
working out everything anew would give, for a score depends on two alone: so only those who changed, and those who had
a changed one in their row, ask again; and whoever is new is shown to everybody else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import msgspec
import numpy as np

from councilprojects_aggregator.matching.crowd import MOST
from councilprojects_aggregator.matching.nearest import Found, Ints
from councilprojects_aggregator.model import Reason


class Near(NamedTuple):
    """One in somebody's row."""

    position: int
    """Among the members."""
    score: int
    reasons: tuple[Reason, ...]


Row: TypeAlias = tuple[Near, ...]
"""The highest score first; of equal ones the first after the one who asks (`crowd`)."""

Why: TypeAlias = Callable[[int], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How those who ask are held against members; both are positions."""

    order: Sequence[int]
    """Those who ask, all that say the same one after the other."""
    ask: Callable[[int], list[tuple[int, int]]]
    """From one who asks to the nearest members and their scores, at most `MOST`."""
    show: Callable[[int], Found]
    """From a member to those who ask and are near enough: with the same scores."""
    why: Callable[[int], Why]
    """From one who asks, and a member, to their reasons."""
    starts: Ints
    """By who asks, from where equal members are counted (`crowd`)."""
    members: int
    """How many there are."""


# Made once, for tens of thousands are asked for.
_deterministic = msgspec.json.Encoder(order="deterministic").encode


def digest_of(content: Any) -> str:
    """Return a digest of what somebody's row is worked out from."""
    try:
        written = _deterministic(content)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can hold and UTF-8 cannot
        written = json.dumps(content, sort_keys=True).encode()
    return hashlib.blake2b(written, digest_size=16).hexdigest()


def nearest_rows(before: Sequence[Row | None], new: Iterable[int], comparison: Comparison) -> list[Row]:
    """Return everybody's row.

    `before` has each one's row if it stands but for the `new` members, None where it must be worked out.
    """
    rows = [row or () for row in before]
    again = [position for position in comparison.order if before[position] is None]
    for position in again:
        why = comparison.why(position)
        rows[position] = tuple(Near(member, score, why(member)) for member, score in comparison.ask(position))
    if len(again) < len(rows):
        _show(rows, new, frozenset(again), comparison)
    return rows


def _show(rows: list[Row], new: Iterable[int], again: Collection[int], comparison: Comparison) -> None:
    """Put each of the `new` into the rows where it belongs; those worked out `again` have it already."""
    lowest = np.array([row[-1].score if len(row) == MOST else -1 for row in rows], dtype=np.int64)
    last = np.array([row[-1].position if len(row) == MOST else -1 for row in rows], dtype=np.int64)
    for member in new:
        found, scores = comparison.show(member)
        starts = comparison.starts[found]
        before_last = (member - starts) % comparison.members < (last[found] - starts) % comparison.members
        is_nearer = (scores > lowest[found]) | ((scores == lowest[found]) & before_last)
        for met, score in zip(found[is_nearer].tolist(), scores[is_nearer].tolist(), strict=True):
            if met not in again:
                near = Near(member, score, comparison.why(met)(member))
                rows[met] = tuple(sorted((*rows[met], near), key=_place(met, comparison)))[:MOST]


def _place(asker: int, comparison: Comparison) -> Callable[[Near], tuple[int, int]]:
    start = int(comparison.starts[asker])
    return lambda near: (-near.score, (near.position - start) % comparison.members)
