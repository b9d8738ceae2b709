"""One file that two sources deliver counts once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from councilprojects_aggregator.judging.repeats import repeated
from councilprojects_aggregator.model import Answer, FetchOutcome, GoodCopy, Record, Refusal, Registry, Source
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report

NOW = datetime(2026, 11, 21, tzinfo=UTC)
REPORT = Report("x", Kind.PROJECTS, Outcome.VALID, (), Acceptance({}))
GOOD, BAD = Answer(REPORT), Answer(REPORT, Refusal.HTML_INSTEAD_OF_JSON)
NO_OUTCOMES: Mapping[str, FetchOutcome] = {}
NO_ANSWERS: Mapping[str, Answer] = {}
NO_RECORDS: Mapping[str, Record] = {}


def registry(*ids: str) -> Registry:
    return Registry("R", None, tuple(Source(id=each, name=each, url=f"https://{each}.example/") for each in ids))


def fetched(final_url: str, body: bytes) -> FetchOutcome:
    return FetchOutcome("fetched", final_url, final_url, status=200, body=body)


def record(source_id: str, final_url: str, body: bytes) -> Record:
    good = GoodCopy(body, hashlib.sha256(body).hexdigest(), NOW, NOW, final_url, ())
    return Record(source_id, f"https://{source_id}.example/", good=good)


def test_different_files_of_all_are_published() -> None:
    outcomes = {"a": fetched("https://a.example/", b"1"), "b": fetched("https://b.example/", b"2")}
    assert repeated(registry("a", "b"), outcomes, {"a": GOOD, "b": GOOD}, NO_RECORDS) == {}


def test_the_same_bytes_belong_to_the_first_by_id_whatever_the_order() -> None:
    outcomes = {"b": fetched("https://b.example/", b"1"), "a": fetched("https://a.example/", b"1")}
    answers = {"b": GOOD, "a": GOOD}
    assert repeated(registry("a", "b"), outcomes, answers, NO_RECORDS) == {"b": "a"}
    assert repeated(registry("b", "a"), outcomes, answers, NO_RECORDS) == {"b": "a"}


def test_the_same_final_url_is_the_same_file_however_it_is_spelt() -> None:
    outcomes = {"a": fetched("https://x.example/p#a", b"1"), "b": fetched("https://X.example:443/p", b"2")}
    assert repeated(registry("a", "b"), outcomes, {"a": GOOD, "b": GOOD}, NO_RECORDS) == {"b": "a"}


def test_a_newcomer_with_an_earlier_id_takes_nothing_from_whom_it_belongs_to() -> None:
    outcomes = {"a": fetched("https://a.example/", b"1"), "b": fetched("https://b.example/", b"1")}
    records = {"b": record("b", "https://b.example/", b"1")}
    assert repeated(registry("a", "b"), outcomes, {"a": GOOD, "b": GOOD}, records) == {"a": "b"}


def test_of_two_councils_whose_files_were_exchanged_neither_is_believed() -> None:
    outcomes = {"a": fetched("https://a.example/", b"2"), "b": fetched("https://b.example/", b"1")}
    records = {"a": record("a", "https://a.example/", b"1"), "b": record("b", "https://b.example/", b"2")}
    assert repeated(registry("a", "b"), outcomes, {"a": GOOD, "b": GOOD}, records) == {"a": "b", "b": "a"}


def test_a_source_that_did_not_answer_stands_with_its_good_copy() -> None:
    outcomes = {"a": fetched("https://a.example/", b"1")}
    records = {"b": record("b", "https://b.example/", b"1")}
    assert repeated(registry("a", "b"), outcomes, {"a": GOOD}, records) == {"a": "b"}


def test_a_refused_answer_claims_nothing() -> None:
    maintenance = fetched("https://platform.example/maintenance", b"<html>")
    outcomes = {"a": maintenance, "b": maintenance}
    assert repeated(registry("a", "b"), outcomes, {"a": BAD, "b": BAD}, NO_RECORDS) == {}


def test_an_address_that_a_source_has_left_is_free_for_another() -> None:
    outcomes = {"a": fetched("https://new.example/", b"1"), "b": fetched("https://old.example/", b"2")}
    records = {"a": record("a", "https://old.example/", b"1")}
    assert repeated(registry("a", "b"), outcomes, {"a": GOOD, "b": GOOD}, records) == {}


def test_two_good_copies_of_one_file_count_once_even_if_nobody_is_asked() -> None:
    records = {"a": record("a", "https://x.example/", b"1"), "b": record("b", "https://x.example/", b"1")}
    assert repeated(registry("a", "b"), NO_OUTCOMES, NO_ANSWERS, records) == {"b": "a"}


def test_a_source_without_copy_or_answer_is_no_trouble() -> None:
    assert repeated(registry("a", "b"), NO_OUTCOMES, NO_ANSWERS, {"a": Record("a", "https://a.example/")}) == {}
