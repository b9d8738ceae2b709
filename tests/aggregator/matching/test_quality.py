"""How well similar work is found, in five labelled sets: floors under the figures of docs/decisions/matching.md."""

from __future__ import annotations

import pytest
from labelled import Quality, best, blind, fresh, real, unseen, written

from councilprojects_aggregator.matching.nearest import index
from councilprojects_aggregator.matching.neighbours import THRESHOLD
from councilprojects_aggregator.matching.terms import project_terms

LEAST_QUERIES = 60


@pytest.mark.parametrize(
    ("name", "average", "first"),
    [
        ("real", 0.92, 0.9),
        ("real, services", 0.95, 0.94),
        ("written", 0.96, 0.95),
        ("written, services", 0.96, 0.95),
        ("blind", 0.88, 0.85),
        ("blind, services", 0.93, 0.9),
        ("unseen", 0.9, 0.9),
        ("unseen, services", 0.9, 0.9),
        ("fresh", 0.92, 0.9),
        ("fresh, services", 0.94, 0.92),
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
    assert quality["real"].right_of_shown >= 0.9
    assert quality["written"].right_of_shown >= 0.95
    assert quality["blind"].right_of_shown >= 0.88
    assert quality["unseen"].right_of_shown >= 0.82
    assert quality["fresh"].right_of_shown >= 0.92


def test_for_most_projects_without_an_equivalent_nothing_is_shown(quality: dict[str, Quality]) -> None:
    assert quality["real"].shown_for_nothing <= 0.11
    assert quality["written"].shown_for_nothing <= 0.15
    assert quality["blind"].shown_for_nothing <= 0.2
    assert quality["unseen"].shown_for_nothing <= 0.11
    assert quality["fresh"].shown_for_nothing <= 0.15


def test_the_sets_are_what_they_should_be() -> None:
    labels = {label for one in written() for label in one.labels}
    assert len(written()) >= 60
    assert len(labels) >= 15
    assert len(real()) == 98
    assert len(blind()) == 110
    assert len(unseen()) == 90
    assert len(fresh()) == 71


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stockportgov Design System", "Pattern library"),
        ("OpenCommunity: data standards for local community-based services", "Sutton Information Hub"),
        ("BOBi chatbot", "Intranet chatbot"),
        ("essex.gov.uk on LocalGov Drupal", "LocalGov Drupal"),
        ("Digital Waste Service", "Report a missed bin"),
        ("Sonic Brief", "Sonic Brief Community Edition"),
        ("Improving code-sharing between councils", "Exploring the value of open-source practices and communities"),
        ("Public Facing Planning Documents", "Digital planning improvement"),
    ],
)
def test_the_known_clusters_name_their_neighbours(one: str, other: str) -> None:
    """What several councils have each built, unnoticed by one another, is what this project began with."""
    titles = [each.data["title"]["en"] for each in real()]
    terms = [project_terms(each.data) for each in real()]
    assert index(terms).scores(terms[titles.index(one)])[titles.index(other)] >= THRESHOLD


def test_whom_the_records_mention_does_not_make_them_about_children() -> None:
    """Recordings for social workers stand beside other recordings alone."""
    terms = [project_terms(each.data) for each in real()]
    position = [each.data["title"]["en"] for each in real()].index("Sonic Brief")
    shown = [real()[other] for other, _score in best(index(terms).scores(terms[position]).tolist(), 6, THRESHOLD)]
    assert all("transcription" in each.labels for each in shown)
