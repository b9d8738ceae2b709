"""Dates as the standard writes them, and which day it is in London."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from councilprojects_validator.days import first_day, in_london, in_words, last_day, moment_day, now_in_london


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-10-12", date(2026, 10, 12), date(2026, 10, 12)),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "value", ["2026-13", "2026-02-30", "0000", "2025-26", "2026-1", "2026-10-12\n", "", "today", 2026, None]
)
def test_what_is_no_date_has_no_days(value: object) -> None:
    assert first_day(value) is None
    assert last_day(value) is None


def test_a_summer_evening_in_utc_is_the_next_day_in_london() -> None:
    assert in_london(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert in_london(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)


def test_a_moment_without_offset_is_londons_own() -> None:
    assert in_london(datetime(2026, 7, 1, 23, 30)) == date(2026, 7, 1)  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-12", date(2026, 10, 12)),
        ("2026-07-01T23:30:00Z", date(2026, 7, 2)),
        ("2026-07-01T23:30:00+01:00", date(2026, 7, 1)),
        ("9999-12-31T23:59:59-12:00", None),
        ("2026-10", None),
        ("yesterday", None),
        ("2026-02-30", None),
        (20261012, None),
    ],
)
def test_a_day_or_moment_has_a_day_in_london(text: object, day: date | None) -> None:
    assert moment_day(text) == day


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 10, 12), "12 October 2026"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=timezone(timedelta(0))), "2 July 2026"),
        ("2026-01-02", "2 January 2026"),
        ("2026-10-12T09:30:00+01:00", "12 October 2026"),
        ("2026-12", "December 2026"),
        ("2026", "2026"),
        ("2026-13", "2026-13"),
        ("soon", "soon"),
    ],
)
def test_a_day_in_words(value: str | date, words: str) -> None:
    assert in_words(value) == words


def test_the_clock_is_read_in_london() -> None:
    now = datetime.now(timezone(timedelta(0)))
    assert in_london(now) <= now_in_london() <= in_london(now + timedelta(minutes=1))
