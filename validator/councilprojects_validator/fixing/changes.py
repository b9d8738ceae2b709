"""Changes of a text, made by offset: everything between them stays as it is, byte for byte.

Several rounds of changes are kept as one list against the text as it came, so that lines can be named and a
difference be shown without comparing the two texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from councilprojects_validator.fixing.model import Change


def changed(text: str, changes: Iterable[Change]) -> str:
    """Return the text with all changes made; they must be in order and apart."""
    parts, offset = [], 0
    for change in changes:
        parts += [text[offset : change.start], change.text]
        offset = change.end
    return "".join([*parts, text[offset:]])


@dataclass(frozen=True, slots=True)
class Origins:
    """Where what now stands at an offset stood before some changes. Made once, it answers for thousands of offsets."""

    changes: Sequence[Change]
    starts: tuple[int, ...]
    """Where each change begins in the text that it leads to."""

    def of(self, offset: int) -> int:
        """Return the offset as it was; of what is new, where the change began."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return offset
        change, behind = self.changes[number], offset - self.starts[number] - len(self.changes[number].text)
        return change.start if behind < 0 else change.end + behind


def origins(changes: Sequence[Change]) -> Origins:
    return Origins(changes, tuple(piece.start for piece in _firsts(changes)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """An extent of the text between two rounds that one of them changed; `before` is its length before."""

    start: int
    end: int
    before: int
    later: Change | None


def joined(middle: str, first: Sequence[Change], second: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that do what `first` and then `second` do; `middle` is the text between the two."""
    pieces = sorted((*_firsts(first), *(_Piece(c.start, c.end, 0, c) for c in second)), key=lambda p: (p.start, p.end))
    found: list[Change] = []
    grown = 0
    for cluster in _touching(pieces):
        found.append(_one(middle, cluster, grown))
        grown += _growth(cluster)
    return tuple(found)


def _touching(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces in order, together where they touch or overlap."""
    cluster: list[_Piece] = []
    end = 0
    for piece in pieces:
        if cluster and piece.start > end:
            yield cluster
            cluster = []
        cluster.append(piece)
        end = max(end, piece.end)
    if cluster:
        yield cluster


def _firsts(changes: Iterable[Change]) -> Iterator[_Piece]:
    grown = 0
    for change in changes:
        start = change.start + grown
        yield _Piece(start, start + len(change.text), change.end - change.start, None)
        grown += len(change.text) - (change.end - change.start)


def _growth(cluster: Iterable[_Piece]) -> int:
    return sum(piece.end - piece.start - piece.before for piece in cluster if piece.later is None)


def _one(middle: str, cluster: Sequence[_Piece], grown: int) -> Change:
    start, end = cluster[0].start, max(piece.end for piece in cluster)
    moved = [
        Change(piece.later.start - start, piece.later.end - start, piece.later.text)
        for piece in cluster
        if piece.later is not None
    ]
    before = start - grown
    return Change(before, before + (end - start) - _growth(cluster), changed(middle[start:end], moved))
