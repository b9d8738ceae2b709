from __future__ import annotations

from typing import Any

import pytest
from small_catalogue import MakeCatalogue, iri

from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.matching.titles import is_near, telling_words

NEAR = [
    ("Pothole detection by lorry", "POTHOLE detection, by lorries"),
    ("Pothole detection by lorry", "The pothole detection by lorry project"),
    ("Casgliadau gwastraff y cyngor", "Casgliadau gwastraff cyngor"),
    ("Shared planning register of brownfield land", "Shared planning register of brownfield land, Kent"),
    ("Prioritisation of road repairs", "Prioritization of road repairs"),
    ("Neighbourhood tree canopy survey", "Neighborhood tree canopy survey"),
]
APART = [
    ("Council tax bills", "Council tax support bills"),
    ("School admissions", "School admissions appeals"),
    ("Garden waste collection rounds", "Bulky waste collection rounds"),
    ("Pothole detection by lorry", "Pothole detection by drone"),
    ("Shared register of brownfield land, part 1", "Shared register of brownfield land, part 2"),
    ("Shared planning register of brownfield land", "Shared planning register of brownfield land 2"),
    ("Adult care assessments online", "Child care assessments online"),
    ("Recycling centre bookings", "Recycling centre permits"),
    ("Mapping of street lighting", "Mapping of street listing"),
    ("Registration of marriages", "Registrations of carriages"),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_near_titles(one: str, other: str) -> None:
    assert is_near(telling_words(one), telling_words(other))
    assert is_near(telling_words(other), telling_words(one))


@pytest.mark.parametrize(("one", "other"), APART)
def test_titles_that_only_look_alike(one: str, other: str) -> None:
    assert not is_near(telling_words(one), telling_words(other))
    assert not is_near(telling_words(other), telling_words(one))


@pytest.mark.parametrize("titles", [*NEAR, *APART])
def test_together_with_a_partner_near_titles_are_one_work(catalogue_of: MakeCatalogue, titles: tuple[str, str]) -> None:
    one: dict[str, Any] = {"id": "a", "title": titles[0]}
    partners = {"partners": [{"name": "Birch"}]}
    other = {"id": "b", "title": titles[1]}
    alone = match(catalogue_of({"alder": [one], "birch": [other]})).matches
    found = match(catalogue_of({"alder": [one | partners], "birch": [other]})).matches
    assert alone.same_work == ()
    assert [(each.project, each.other) for each in found.same_work] == (
        [(iri("alder", "a"), iri("birch", "b"))] if titles in NEAR else []
    )
