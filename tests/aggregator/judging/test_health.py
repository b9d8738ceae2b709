"""Every publisher is told how their file is, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from councilprojects_aggregator.judging.health import judge
from councilprojects_aggregator.model import Attempt, GoodCopy, Health, Held, Lane, Record, Refusal, Source
from councilprojects_validator.days import in_words
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report, SetAside

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://ambridge.example/projects.json"
SOURCE = Source(id="ambridge", name="Ambridge", url=URL)
COPY = GoodCopy(b"", "", NOW - 2 * DAY, NOW - DAY, URL, ("a", "b", "c"))
NEW = Record("ambridge", URL)
READ = replace(NEW, attempt=Attempt(NOW, "fetched", 200), good=COPY)
FAILING = replace(READ, attempt=Attempt(NOW, "http-404", 404, fails=1), stale_since=NOW, gone_since=NOW)


def report(*set_aside: SetAside) -> Report:
    return Report(URL, Kind.PROJECTS, Outcome.VALID, (), Acceptance({}, set_aside))


WHOLE = report()
PARTS = report(SetAside(("projects", 0), ("x",)), SetAside(("projects", 1, "phase"), ("x",)))


def failing(outcome: str, detail: str = "") -> Record:
    return replace(READ, attempt=Attempt(NOW, outcome, None, detail, fails=1), stale_since=NOW)


@pytest.mark.parametrize(
    ("record", "checked", "expected"),
    [
        (READ, WHOLE, Health.CURRENT),
        (READ, None, Health.CURRENT),
        (replace(READ, attempt=None), WHOLE, Health.CURRENT),
        (READ, PARTS, Health.PARTIAL),
        (FAILING, WHOLE, Health.STALE),
        (replace(FAILING, attempt=None), WHOLE, Health.STALE),
        (failing("invalid", "It is broken."), PARTS, Health.STALE),
        (failing("host-not-allowed", "It moved."), WHOLE, Health.STALE),
        (replace(FAILING, gone_since=NOW - 29 * DAY), WHOLE, Health.STALE),
        (replace(FAILING, gone_since=NOW - 30 * DAY), WHOLE, Health.MISSING),
        (replace(FAILING, gone_since=NOW - 30 * DAY, attempt=None), WHOLE, Health.MISSING),
        (replace(READ, held=Held(("a",), 1, NOW), stale_since=NOW), WHOLE, Health.HELD),
        (replace(READ, held=Held(("a",), 1, NOW), stale_since=NOW, attempt=None), WHOLE, Health.HELD),
        (replace(FAILING, held=Held(("a",), 1, NOW)), WHOLE, Health.STALE),
        (NEW, None, Health.UNREAD),
        (replace(FAILING, good=None, stale_since=None), None, Health.UNREAD),
        (replace(FAILING, good=None, gone_since=NOW - 30 * DAY), None, Health.MISSING),
        (replace(failing("invalid", "It is broken."), good=None), None, Health.UNREAD),
        *((replace(failing(code, "Not theirs."), good=None), None, Health.REFUSED) for code in (
            "host-not-allowed", "another-publishers-file", "same-file-twice")),
    ],
)  # fmt: skip
def test_the_health_of_a_source_follows_from_its_record(
    record: Record, checked: Report | None, expected: Health
) -> None:
    health, sentence = judge(SOURCE, record, checked, TODAY)
    assert health is expected
    assert sentence


@pytest.mark.parametrize("record", [READ, FAILING, NEW])
def test_a_copy_that_may_no_longer_be_published_is_refused_whatever_else(record: Record) -> None:
    assert judge(SOURCE, record, WHOLE, TODAY, refused="It is Felpersham’s.") == (
        Health.REFUSED,
        "It is Felpersham’s. Nothing of it is shown.",
    )


@pytest.mark.parametrize(
    ("ended", "expected"),
    [("2026-11-20", Health.ENDED), ("2026-11-21", Health.STALE), ("2026-11", Health.STALE), ("2025", Health.ENDED)],
)
def test_a_source_has_ended_after_its_last_day_and_not_before(ended: str, expected: Health) -> None:
    assert judge(replace(SOURCE, ended=ended), FAILING, WHOLE, TODAY)[0] is expected


def test_a_source_on_trial_is_told_what_is_wrong_all_the_same() -> None:
    trial = replace(SOURCE, lane=Lane.PREVIEW)
    health, sentence = judge(trial, failing("invalid", "It is broken."), WHOLE, TODAY)
    assert health is Health.PREVIEW
    assert "on trial" in sentence
    assert "It is broken." in sentence
    assert judge(trial, READ, WHOLE, TODAY) == (
        Health.PREVIEW,
        "This file is on trial: it is read and reported on, and not published yet.",
    )


def test_a_failure_is_told_with_what_is_shown_meanwhile() -> None:
    sentence = judge(SOURCE, FAILING, WHOLE, TODAY)[1]
    assert sentence.startswith("We last read this file on 20 November 2026. ")
    assert "404" in sentence
    assert sentence.endswith(" The copy of 19 November 2026 is shown meanwhile.")


def test_a_restored_failure_is_told_without_what_is_not_known() -> None:
    assert judge(SOURCE, replace(FAILING, attempt=None), WHOLE, TODAY)[1] == (
        "We last read this file on 20 November 2026. The copy of 19 November 2026 is shown meanwhile."
    )


@pytest.mark.parametrize("refusal", list(Refusal))
def test_a_refusal_is_told_in_its_own_words(refusal: Refusal) -> None:
    assert "{Because}." in judge(SOURCE, failing(refusal, "{Because}."), WHOLE, TODAY)[1]


def test_a_held_drop_is_told_with_both_counts() -> None:
    held = replace(READ, held=Held(("a",), 1, NOW))
    assert judge(SOURCE, held, WHOLE, TODAY)[1].startswith("The file now lists 1 project instead of 3. In case ")


def test_what_is_left_out_is_counted_and_notes_are_added() -> None:
    noted = replace(READ, attempt=Attempt(NOW, "fetched", 200, "A note."))
    assert judge(SOURCE, noted, PARTS, TODAY)[1] == (
        "2 parts of the file have faults and are left out; the findings say which. The rest is shown. A note."
    )
    assert judge(SOURCE, noted, WHOLE, TODAY)[1] == "A note."


def test_a_day_in_a_sentence_is_londons() -> None:
    summer = replace(COPY, checked_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert "on 1 July 2026." in judge(SOURCE, replace(FAILING, good=summer), WHOLE, TODAY)[1]
    assert in_words(date(2026, 1, 2)) == "2 January 2026"
