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


Last: TypeAlias = tuple[int, int]
"""The position and the score of the last in a full row; `ROOM` where there is room for more."""

ROOM: Last = (-1, -1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of an earlier run that stand but for who is new, by who asks."""

    lasts: Sequence[Last | None]
    """None where a row does not stand, and must be worked out."""
    row: Callable[[int], Row]
    """A row that stands; looked up only where somebody new belongs into it, which is seldom."""


# Made once, for tens of thousands are asked for.
_deterministic = msgspec.json.Encoder(order="deterministic").encode


def digest_of(content: Any) -> str:
    """Return a digest of what somebody's row is worked out from."""
    try:
        written = _deterministic(content)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can hold and UTF-8 cannot
        written = json.dumps(content, sort_keys=True).encode()
    return hashlib.blake2b(written, digest_size=16).hexdigest()


def nearest_rows(standing: Standing, new: Iterable[int], comparison: Comparison) -> dict[int, Row]:
    """Return, by who asks, the rows that do not stand, and those into which one of the `new` members belongs."""
    again = frozenset(position for position, last in enumerate(standing.lasts) if last is None)
    rows: dict[int, Row] = {}
    for position in comparison.order if again else ():
        if position in again:
            why = comparison.why(position)
            rows[position] = tuple(Near(member, score, why(member)) for member, score in comparison.ask(position))
    if len(again) < len(standing.lasts):
        _show(rows, new, standing, comparison)
    return rows


def _show(rows: dict[int, Row], new: Iterable[int], standing: Standing, comparison: Comparison) -> None:
    """Put each of the `new` into the rows where it belongs; those worked out again have it already."""
    last, lowest = np.array([each or ROOM for each in standing.lasts], dtype=np.int64).T
    stands = np.array([each is not None for each in standing.lasts])
    for member in new:
        found, scores = comparison.show(member)
        starts = comparison.starts[found]
        before_last = (member - starts) % comparison.members < (last[found] - starts) % comparison.members
        is_nearer = (scores > lowest[found]) | ((scores == lowest[found]) & before_last)
        is_nearer &= stands[found]
        for met, score in zip(found[is_nearer].tolist(), scores[is_nearer].tolist(), strict=True):
            row = rows[met] if met in rows else standing.row(met)
            near = Near(member, score, comparison.why(met)(member))
            rows[met] = tuple(sorted((*row, near), key=_place(met, comparison)))[:MOST]


def _place(asker: int, comparison: Comparison) -> Callable[[Near], tuple[int, int]]:
    start = int(comparison.starts[asker])
    return lambda near: (-near.score, (near.position - start) % comparison.members)
