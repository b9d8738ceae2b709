"""Which records have most in common: the arithmetic of the `match` stage, with numpy.

An inverted index: for each term who has it, and with which weight. A record is scored against all others by adding up
the products for its terms, in whole numbers that a float holds exactly, so that no order of adding changes a sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from councilprojects_aggregator.matching.terms import SCALE, Terms

Ints = NDArray[np.int64]


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
        if not len(self.first_rows):
            return np.zeros(0, dtype=np.int64)
        best = np.zeros(self.row_count)
        for terms in record:
            np.maximum(best, self._sums(terms), out=best)
        by_record = best if self.row_count == len(self.first_rows) else np.maximum.reduceat(best, self.first_rows)
        thousandths: Ints = np.minimum(by_record.astype(np.int64) // SCALE, SCALE)
        return thousandths

    def _sums(self, terms: Terms) -> NDArray[np.float64]:
        sums = np.zeros(self.row_count)
        for term, weight in terms.items():
            number = self.numbers.get(term)
            if number is not None:
                part = slice(self.starts[number], self.starts[number + 1])
                # No row has a term twice: adding in place adds each product once.
                sums[self.rows[part]] += self.weights[part] * weight
        return sums


def index(records: Sequence[Sequence[Terms]]) -> Index:
    """Return the index of `records`, each with its terms in every language: at least one, perhaps empty."""
    numbers: dict[str, int] = {}
    columns: list[int] = []
    weights: list[int] = []
    lengths: list[int] = []
    for record in records:
        for terms in record:
            columns.extend([numbers.setdefault(term, len(numbers)) for term in terms])
            weights.extend(terms.values())
            lengths.append(len(terms))
    column = np.array(columns, dtype=np.int64)
    order = np.argsort(column, kind="stable")
    first = np.cumsum([0, *(len(record) for record in records)])[:-1]
    return Index(
        numbers=numbers,
        starts=[0, *np.cumsum(np.bincount(column, minlength=len(numbers))).tolist()],
        rows=np.repeat(np.arange(len(lengths)), lengths)[order].astype(np.int64),
        weights=np.array(weights, dtype=np.float64)[order],
        first_rows=first.astype(np.int64),
        row_count=len(lengths),
    )


def best(scores: Ints, most: int, threshold: int) -> list[tuple[int, int]]:
    """Return the positions with the highest scores and these, at most so many; of equal ones the first go before."""
    candidates = np.flatnonzero(scores >= threshold)
    if len(candidates) > most:
        least = np.partition(scores[candidates], len(candidates) - most)[len(candidates) - most]
        candidates = candidates[scores[candidates] >= least]
    order = np.argsort(-scores[candidates], kind="stable")[:most]
    return [(int(candidates[each]), int(scores[candidates[each]])) for each in order]
