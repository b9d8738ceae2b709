from __future__ import annotations

import csv

import pytest

from councilprojects_aggregator.matching.said import said
from councilprojects_aggregator.matching.words import stem, stop_stems, vocabulary


def terms(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.written, each.subjects) for each in said(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("repairs", "repairing"),
        ("licence", "licences"),
        ("bookings", "booking"),
        ("policies", "policy"),
        ("bins", "bin"),
    ],
)
def test_inflections_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("business", "busy"), ("class", "clas"), ("send", "sender"), ("bus", "bu")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_the_longest_phrase_is_found_whatever_joins_its_words() -> None:
    assert terms("The Missed-Bin service") == [("Missed Bin", ("missed-bins", "waste-collection"))]
    assert terms("garden waste and waste") == [
        ("garden waste", ("garden-waste", "waste-collection")),
        ("waste", ("waste-collection",)),
    ]


def test_words_with_one_stem_and_several_meanings_are_told_apart_by_their_endings() -> None:
    assert terms("Parks and parking") == [("Parks", ("parks",)), ("parking", ("parking",))]
    assert terms("Planned planning") == [("Planned", ()), ("planning", ("planning",))]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("a star rating", "pests"),
        ("teachers and parents", "early-help"),
        ("a library of components", "libraries"),
        ("the police", "community-safety"),
        ("the route to zero", "routing"),
        ("who was refused", "waste-collection"),
        ("strips of paper", "payments"),
        ("letting staff answer", "lettings"),
        ("the waiting list for a beach hut", "lettings"),
    ],
)
def test_a_word_that_only_looks_like_one_of_a_subject_stands_for_none(text: str, subject: str) -> None:
    assert subject not in {code for _written, codes in terms(text) for code in codes}


def test_numbers_and_single_letters_tell_nothing_but_in_phrases() -> None:
    assert terms("1,900 of 38k on the 5th") == []
    assert "early-years" in terms("30 hours")[0][1]


def test_a_word_of_many_meanings_is_a_hint_and_no_more() -> None:
    (badge,) = said("badge")
    assert badge.subjects == ()
    assert set(badge.hints) == {"blue-badge", "taxi-licensing"}


def test_apostrophes_and_case_make_no_difference() -> None:
    assert terms("CHILDREN’S services") == [("CHILDREN’S services", ("childrens-social-care",))]
    assert terms("children's social care") == [("children's social care", ("childrens-social-care",))]


def test_words_of_the_language_and_of_the_sector_tell_nothing() -> None:
    assert terms("The council is developing a digital service for residents, with its partners.") == []
    assert terms("Mae'r cyngor yn datblygu gwasanaeth newydd")[-1:] != [("newydd", ())]


def test_welsh_words_stand_for_the_same_subject() -> None:
    assert terms("Casgliadau gwastraff")[0][1] == ("waste-collection",)


def test_an_abbreviation_that_is_a_word_counts_in_capitals_alone() -> None:
    assert terms("A SEND website")[0] == ("SEND", ("send",))
    assert terms("it sends letters") == [("letters", ("notifications",))]


@pytest.mark.parametrize("text", ["", "…", "\ud800", "\x00\u202e", "'", "a" * 100_000, "é" * 10, "\uff11\uff12"])
def test_any_text_can_be_read(text: str) -> None:
    assert all(each.written for each in said(text))


def test_every_line_of_the_synonyms_is_sound() -> None:
    known = vocabulary()
    assert len(known.subjects) >= 60
    assert all(subject.title and subject.title_cy for subject in known.subjects.values())
    assert {subject.weight for subject in known.subjects.values()} == {1, 2, 3}


def test_no_synonym_is_a_word_that_tells_nothing() -> None:
    single = {phrase[0] for phrase in vocabulary().phrases if len(phrase) == 1}
    assert sorted((single & stop_stems()) - vocabulary().capitals) == []


def test_one_phrase_stands_for_one_subject_or_two_at_most() -> None:
    """What these are within is not counted."""
    subjects = vocabulary().subjects
    for phrase, codes in vocabulary().phrases.items():
        assert len(set(codes) - {subjects[code].within for code in codes}) <= 2, phrase


def test_a_subject_is_within_one_that_is_there_and_never_within_itself() -> None:
    subjects = vocabulary().subjects
    for subject in subjects.values():
        seen = [subject.code]
        while subjects[seen[-1]].within:
            seen.append(subjects[seen[-1]].within)
            assert len(seen) == len(set(seen)) <= 3


def test_the_file_of_synonyms_has_the_columns_that_are_documented() -> None:
    from importlib.resources import files  # noqa: PLC0415 (for this test alone)

    text = files("councilprojects_aggregator.matching").joinpath("synonyms.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert list(rows[0]) == ["Code", "Weight", "Within", "Title", "Title_cy", "Words"]
    assert len({row["Code"] for row in rows}) == len(rows)
