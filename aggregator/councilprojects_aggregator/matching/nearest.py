"""Which records have most in common: the arithmetic of the `match` stage, with numpy.

An inverted index: for each term who has it, and with which weight. A record is scored against all others by adding up
the products for its terms, in whole numbers that a float holds exactly, so that no order of adding changes a sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from councilprojects_aggregator.matching.terms import SCALE, Terms

Ints = NDArray[np.int64]

Found: TypeAlias = tuple[Ints, Ints]
"""Positions and, beside each, its score in thousandths."""


@dataclass(frozen=True, slots=True)
class Index:
    """Who has which term. A record with texts in several languages has a row for each, one after the other."""

    numbers: Mapping[str, int]
    """Of terms."""
    starts: Sequence[int]
    """By term, where its part of the next two begins; one more at the end."""
    rows: Ints
    weights: NDArray[np.float64]
    first_rows: Ints
    """By record."""
    row_count: int

    def scores(self, record: Sequence[Terms]) -> Ints:
        """Return how much a record has in common with each, in thousandths, in those languages in which it is most."""
        thousandths: Ints = np.minimum(self._best(record).astype(np.int64) // SCALE, SCALE)
        return thousandths

    def above(self, record: Sequence[Terms], least: int) -> Found:
        """Return those with which a record has so much in common, and how much."""
        sums = self._best(record)
        positions = np.flatnonzero(sums >= least * SCALE)
        return positions, np.minimum(sums[positions].astype(np.int64) // SCALE, SCALE)

    def _best(self, record: Sequence[Terms]) -> NDArray[np.float64]:
        if not len(self.first_rows):
            return np.zeros(0)
        best = self._sums(record[0]) if len(record) == 1 else np.maximum.reduce([self._sums(each) for each in record])
        return best if self.row_count == len(self.first_rows) else np.maximum.reduceat(best, self.first_rows)

    def _sums(self, terms: Terms) -> NDArray[np.float64]:
        known = [(self.numbers[term], weight) for term, weight in terms.items() if term in self.numbers]
        if not known:
            return np.zeros(self.row_count)
        parts = [slice(self.starts[number], self.starts[number + 1]) for number, _weight in known]
        products = [self.weights[part] * weight for part, (_number, weight) in zip(parts, known, strict=True)]
        rows = np.concatenate([self.rows[part] for part in parts])
        return np.bincount(rows, np.concatenate(products), self.row_count).astype(np.float64, copy=False)


def index(records: Sequence[Sequence[Terms]]) -> Index:
    """Return the index of `records`, each with its terms in every language: at least one, perhaps empty."""
    rows = [terms for record in records for terms in record]
    names = list(chain.from_iterable(rows))
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    column = np.fromiter(map(numbers.__getitem__, names), np.int64, len(names))
    weights = np.fromiter(chain.from_iterable(terms.values() for terms in rows), np.float64, len(names))
    order = np.argsort(column, kind="stable")
    first = np.cumsum([0, *(len(record) for record in records)])[:-1]
    return Index(
        numbers=numbers,
        starts=[0, *np.cumsum(np.bincount(column, minlength=len(numbers))).tolist()],
        rows=np.repeat(np.arange(len(rows)), list(map(len, rows)))[order].astype(np.int64),
        weights=weights[order],
        first_rows=first.astype(np.int64),
        row_count=len(rows),
    )
