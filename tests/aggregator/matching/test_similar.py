from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from labelled import Labelled, real, written
from small_catalogue import MakeCatalogue, iri

from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.matching.neighbours import THRESHOLD
from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.matching.rows import MOST
from councilprojects_aggregator.model import Because, Reason

BINS = {"id": "bins", "title": "Missed bin reporting", "summary": "Crews see in the cab which bins they missed."}
WASTE = {"id": "waste", "title": "Refuse collection faults", "summary": "Residents say which bin was not emptied."}
TREES = {"id": "trees", "title": "Tree inspections", "summary": "Surveyors record dangerous branches."}


def councils(projects: list[Labelled]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for number, one in enumerate(projects):
        name = "".join(letter for letter in one.council.casefold() if letter.isascii() and letter.isalpha())
        found.setdefault(name, []).append({"id": f"p{number}", **one.data})
    return found


def test_another_councils_project_is_shown_with_the_reason_in_words(catalogue_of: MakeCatalogue) -> None:
    similar = match(catalogue_of({"alder": [BINS, TREES], "birch": [WASTE]})).matches.similar
    assert {key: [each.other for each in row] for key, row in similar.items()} == {
        iri("alder", "bins"): [iri("birch", "waste")],
        iri("birch", "waste"): [iri("alder", "bins")],
    }
    row = similar[iri("alder", "bins")][0]
    assert [sentence(reason) for reason in row.reasons] == ["Both: missed bins and collection days."]
    assert row.score == similar[iri("birch", "waste")][0].score >= THRESHOLD


def test_never_a_project_of_the_same_council(catalogue_of: MakeCatalogue) -> None:
    assert match(catalogue_of({"alder": [BINS, WASTE]})).matches.similar == {}


def test_five_at_most_the_nearest_first_and_equal_ones_by_their_address(catalogue_of: MakeCatalogue) -> None:
    near = {f"council{number}": [BINS] for number in range(8)}
    row = match(catalogue_of({"alder": [BINS], **near})).matches.similar[iri("alder", "bins")]
    assert [each.other for each in row] == [iri(f"council{number}", "bins") for number in range(MOST)]


def test_of_a_crowd_of_equals_each_is_shown_those_that_follow_it(catalogue_of: MakeCatalogue) -> None:
    """The first after the last: nobody is shown to all, and a crowd is a ring that can be walked round."""
    names = [f"council{number}" for number in range(8)]
    similar = match(catalogue_of({name: [BINS, {**BINS, "id": "bins-too"}] for name in names})).matches.similar
    ring = [iri(name, each) for name in names for each in ("bins", "bins-too")]
    for place, name in enumerate(names):
        following = ring[2 * place + 2 :] + ring[: 2 * place]
        assert [each.other for each in similar[iri(name, "bins")]] == following[:MOST]
        assert [each.other for each in similar[iri(name, "bins-too")]] == following[:MOST]


@pytest.mark.parametrize("seed", range(4))
def test_in_a_crowd_of_equals_too_what_is_kept_gives_the_very_same(catalogue_of: MakeCatalogue, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    texts = [BINS, WASTE, TREES]
    shown = {f"council{number:02}": chance.choices(texts, k=2) for number in range(20)}
    kept: dict[str, bytes] = {}
    for _run in range(5):
        published = {
            name: [
                {
                    **each,
                    "id": f"p{at}",
                    "wants" if at else "offers": [{"type": "delivery", "description": each["summary"]}],
                }
                for at, each in enumerate(chosen)
            ]
            for name, chosen in shown.items()
        }
        before, fresh = match(catalogue_of(published), "1", kept), match(catalogue_of(published), "1")
        assert (before.matches, before.kept) == (fresh.matches, fresh.kept)
        kept = dict(before.kept)
        for name in chance.sample(sorted(shown), 4):
            shown[name] = chance.choices(texts, k=2)
        shown.pop(chance.choice(sorted(shown)))


def test_a_shared_service_and_topic_count_and_are_named(catalogue_of: MakeCatalogue) -> None:
    more = {"services": [{"lgsl": 524}], "topics": ["Allotment Life", "data-sharing"]}
    one, other = {**TREES, **more}, {**BINS, **more, "topics": ["allotment-life", "data-sharing"]}
    row = match(catalogue_of({"alder": [one], "birch": [other]})).matches.similar[iri("alder", "trees")][0]
    assert row.reasons[0] == Reason(Because.SERVICES, ("524",))
    assert row.reasons[1] == Reason(Because.TOPICS, ("Allotment Life", "data-sharing"))


def test_of_texts_in_two_languages_the_nearest_two_count(catalogue_of: MakeCatalogue) -> None:
    both = {
        **WASTE,
        "title": {"en": "Paths", "cy": "Casgliadau gwastraff"},
        "summary": {"en": "Walks.", "cy": "Biniau."},
    }
    assert iri("alder", "bins") in match(catalogue_of({"alder": [BINS], "birch": [both]})).matches.similar


def test_what_is_said_to_be_the_same_is_not_listed_as_similar_too(catalogue_of: MakeCatalogue) -> None:
    named = {**BINS, "alsoListedAt": [iri("birch", "waste")]}
    matches = match(catalogue_of({"alder": [named], "birch": [WASTE]})).matches
    assert matches.similar == {}
    assert [(each.project, each.other) for each in matches.same_work] == [(iri("alder", "bins"), iri("birch", "waste"))]


def test_the_order_of_projects_changes_nothing(catalogue_of: MakeCatalogue) -> None:
    catalogue = catalogue_of(councils(written()))
    shuffled = list(catalogue.projects)
    random.Random(1).shuffle(shuffled)  # noqa: S311 (no secret)
    again = match(replace(catalogue, projects=tuple(shuffled)))
    assert (again.matches.similar, again.kept) == (match(catalogue).matches.similar, match(catalogue).kept)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_gives_the_very_same_as_working_it_out_anew(catalogue_of: MakeCatalogue, seed: int) -> None:
    """Over some runs in each of which projects are edited, added and taken away."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    pool = [*real(), *written()]
    shown = [replace(one) for one in pool[:120]]
    kept: dict[str, bytes] = {}
    for _run in range(6):
        catalogue = catalogue_of(councils(shown))
        before, fresh = match(catalogue, "1", kept), match(catalogue, "1")
        assert before.matches == fresh.matches
        assert before.kept == fresh.kept
        kept = dict(before.kept)
        for _edit in range(chance.randrange(8)):
            position = chance.randrange(len(shown))
            shown[position] = replace(shown[position], data=chance.choice(pool).data)
        shown = shown[chance.randrange(2) :] if chance.random() < 0.5 else [*shown, chance.choice(pool)]


def test_what_another_edition_kept_or_nobody_can_read_is_not_used(catalogue_of: MakeCatalogue) -> None:
    catalogue = catalogue_of({"alder": [BINS], "birch": [WASTE]})
    fresh = match(catalogue, "2")
    older = match(catalogue, "1").kept
    assert match(catalogue, "2", older).kept == fresh.kept != older
    assert match(catalogue, "2", dict.fromkeys(older, b"junk")).kept == fresh.kept


def test_hostile_texts_are_compared_as_any_other(catalogue_of: MakeCatalogue) -> None:
    hostile = {
        "id": "bad",
        "title": "\u202e" * 50,
        "summary": "bin " * 100_000,
        "topics": ["\ud800", "", *map(str, range(500))],
    }
    matches = match(catalogue_of({"alder": [hostile], "birch": [WASTE], "cedar": [{**hostile, "id": "bad2"}]})).matches
    assert all(0 < each.score <= 1000 for row in matches.similar.values() for each in row)


def test_nothing_is_matched_in_an_empty_catalogue(catalogue_of: MakeCatalogue) -> None:
    assert match(catalogue_of({})).matches.similar == {}
    assert match(catalogue_of({"alder": []})).kept == {}
