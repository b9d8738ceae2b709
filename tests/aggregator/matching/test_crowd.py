"""The nearest of many who are near enough: the same as by looking at each of them."""

from __future__ import annotations

import numpy as np
import pytest

from councilprojects_aggregator.matching.crowd import FIRST, MOST, Asker, crowd
from councilprojects_aggregator.matching.terms import project_terms

MANY = FIRST * 2
TERMS = [
    project_terms(
        {"title": {"en": "Missed bins"}, "summary": {"en": " ".join(f"w{each}" for each in range(number % 90))}}
    )
    for number in range(MANY)
]


@pytest.mark.parametrize("apart", [frozenset(), frozenset(range(FIRST))])
@pytest.mark.parametrize("position", [0, 7, MANY - 1])
def test_of_many_the_nearest_are_found(position: int, apart: frozenset[int]) -> None:
    sources = np.arange(MANY) // 2
    everyone = crowd([str(each) for each in TERMS], TERMS, sources)
    found = everyone.index.above(TERMS[position], 100)
    assert len(found[0]) > FIRST
    scores = dict(zip(*(each.tolist() for each in everyone.everyone(found)), strict=True))
    others = [each for each in scores if sources[each] != sources[position] and each not in apart]
    others.sort(key=lambda each: (-scores[each], (each - position) % MANY))
    nearest = everyone.nearest(found, Asker(position, int(sources[position]), apart))
    assert nearest == [(each, scores[each]) for each in others[:MOST]]
