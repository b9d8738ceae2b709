"""A large drop waits; an ordinary one, or a file that only went wrong, does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from councilprojects_aggregator.memory.shrink import hold, shrinks
from councilprojects_aggregator.model import Answer, GoodCopy, Held, Record
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report

NOW = datetime(2026, 11, 21, tzinfo=UTC)
REPORT = Report("x", Kind.PROJECTS, Outcome.VALID, (), Acceptance({}))


def answer(ids: str, nameless: int = 0, renamed: str = "") -> Answer:
    return Answer(REPORT, project_ids=tuple(ids), nameless=nameless, renamed_from=tuple(renamed))


@pytest.mark.parametrize(
    ("earlier", "now", "held"),
    [
        ("", answer(""), False),
        ("", answer("abc"), False),
        ("a", answer(""), True),
        ("a", answer("", nameless=1), False),
        ("ab", answer("a"), False),
        ("abc", answer("ab"), False),
        ("abc", answer("a"), True),
        ("abcd", answer("ab"), False),
        ("abcd", answer("a"), True),
        ("abcd", answer("awxyz"), True),
        ("abcd", answer("awxyz", renamed="bcd"), False),
        ("abcd", answer("a", nameless=2), False),
        ("abcd", answer("a", nameless=1), False),
        ("abcdef", answer("a", nameless=1), True),
        ("abcd", answer("abcd"), False),
        ("abcd", answer("abcdefgh"), False),
    ],
)
def test_nothing_left_or_more_than_half_and_at_least_two_gone_looks_like_a_mistake(
    earlier: str,
    now: Answer,
    held: bool,  # noqa: FBT001 (a table)
) -> None:
    assert shrinks(tuple(earlier), now) is held


def record(held: Held | None = None) -> Record:
    good = GoodCopy(b"", "", NOW, NOW, "https://a.example/", tuple("abcd"))
    return Record("a", "https://a.example/", good=good, held=held)


def test_a_first_file_is_never_held() -> None:
    assert hold(Record("a", "https://a.example/"), answer(""), NOW) is None


def test_the_first_small_answer_begins_the_wait() -> None:
    assert hold(record(), answer("a"), NOW) == Held(("a",), 1, NOW)


@pytest.mark.parametrize(
    ("answers", "hours", "released"),
    [(1, 48, False), (2, 47, False), (2, 48, True), (9, 47, False), (9, 480, True)],
)
def test_three_answers_over_48_hours_release_it(answers: int, hours: int, released: bool) -> None:  # noqa: FBT001 (a table)
    first = NOW - timedelta(hours=hours)
    held = hold(record(Held(("a",), answers, first)), answer("a"), NOW)
    assert held == (None if released else Held(("a",), min(answers + 1, 3), first))


def test_another_set_of_projects_starts_anew() -> None:
    assert hold(record(Held(("b",), 9, NOW - timedelta(days=9))), answer("a"), NOW) == Held(("a",), 1, NOW)


def test_a_clock_that_was_wrong_makes_the_wait_begin_now() -> None:
    held = hold(record(Held(("a",), 5, NOW + timedelta(days=365))), answer("a"), NOW)
    assert held == Held(("a",), 3, NOW)
