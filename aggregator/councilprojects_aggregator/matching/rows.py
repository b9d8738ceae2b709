"""Everybody's nearest few, and only what changed worked out again. A part of the `match` stage.

Those who ask are held against members: projects against projects, wants against offers. Promises the very rows that
working out everything anew would give, for a score depends on two alone: whoever is new is shown to everybody, and only
those who changed ask again, and those who lost one of their row and were shown nobody as near in its place.
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

Places: TypeAlias = Sequence[tuple[int, int]]
"""A row by positions and scores alone, in the same order."""

Why: TypeAlias = Callable[[int], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How those who ask are held against members; both are positions."""

    order: Sequence[int]
    """Those who ask, all that say the same one after the other."""
    ask: Callable[[int], Places]
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
"""The position and the score of the last in a full row; `ROOM` where there was room for more."""

ROOM: Last = (-1, -1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an earlier run's rows still tell, by who asks. Whoever is not in a full one comes after its last."""

    lasts: Sequence[Last | None]
    """As they were; None where there was no row, or nobody can say where its last would stand today."""
    short: Collection[int]
    """Whose row lost somebody, who changed or is gone."""
    row: Callable[[int], Places]
    """Who is left of a row; looked up only where it changes, which is seldom."""


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
    """Return, by who asks, the rows that are others than before.

    The `new` members are shown to all; that fills most rows that lost one who was but edited. Those still short ask.
    """
    rows = {position: standing.row(position) for position in standing.short if standing.lasts[position]}
    again = frozenset(position for position, last in enumerate(standing.lasts) if last is None)
    if len(again) < len(standing.lasts):
        _show(rows, new, standing, comparison)
        again |= {position for position, row in rows.items() if standing.lasts[position] != ROOM and len(row) < MOST}
    for position in comparison.order if again else ():
        if position in again:
            rows[position] = comparison.ask(position)
    return {position: _with_reasons(row, comparison.why(position)) for position, row in rows.items()}


def _with_reasons(row: Places, why: Why) -> Row:
    return tuple(Near(member, score, why(member)) for member, score in row)


def _show(rows: dict[int, Places], new: Iterable[int], standing: Standing, comparison: Comparison) -> None:
    """Put each of the `new` into the rows where it belongs; those who have no row ask for it later."""
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
            rows[met] = sorted((*row, (member, score)), key=_place(met, comparison))[:MOST]


def _place(asker: int, comparison: Comparison) -> Callable[[tuple[int, int]], tuple[int, int]]:
    start = int(comparison.starts[asker])
    return lambda near: (-near[1], (near[0] - start) % comparison.members)
