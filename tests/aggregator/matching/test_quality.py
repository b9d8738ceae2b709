"""How well similar work is found, in two labelled sets: floors under the figures of docs/decisions/matching.md."""

from __future__ import annotations

import pytest
from labelled import Quality, real, written

LEAST_QUERIES = 60


@pytest.mark.parametrize(
    ("name", "average", "first"),
    [
        ("real", 0.82, 0.79),
        ("real, services", 0.87, 0.84),
        ("written", 0.95, 0.95),
        ("written, services", 0.95, 0.95),
    ],
)
def test_what_belongs_together_comes_first(
    quality: dict[str, Quality], name: str, average: float, first: float
) -> None:
    found = quality[name]
    assert found.queries >= LEAST_QUERIES
    assert found.mean_average_precision >= average
    assert found.precision_at_3 >= first


def test_most_of_what_is_shown_is_right(quality: dict[str, Quality]) -> None:
    assert quality["real"].right_of_shown >= 0.68
    assert quality["written"].right_of_shown >= 0.83


def test_for_most_projects_without_an_equivalent_nothing_is_shown(quality: dict[str, Quality]) -> None:
    assert quality["real"].shown_for_nothing <= 0.33
    assert quality["written"].shown_for_nothing <= 0.26


def test_the_sets_are_what_they_should_be() -> None:
    labels = {label for one in written() for label in one.labels}
    assert len(written()) >= 60
    assert len(labels) >= 15
    assert len(real()) == 98
