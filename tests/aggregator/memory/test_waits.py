"""A publisher's server is left in peace for as long as it asks, within reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from councilprojects_aggregator.memory.waits import back_off, retry_after

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(("fails", "days"), [(1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (10_000, 30)])
def test_each_failure_doubles_the_wait_up_to_thirty_days(fails: int, days: int) -> None:
    assert back_off(fails) == timedelta(days=days)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta(0)),
        ("604801", timedelta(days=7)),
        ("9" * 5000, timedelta(days=7)),
        ("Sat, 21 Nov 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Sat, 21 Nov 2026 13:00:00 -0000", timedelta(hours=1)),
        ("Sat, 21 Nov 2037 13:00:00 GMT", timedelta(days=7)),
        ("Sat, 21 Nov 2015 13:00:00 GMT", timedelta(0)),
        ("Sat, 99 Nov 99999 13:00:00 GMT", timedelta(0)),
        ("Sat, 01 Jan 0001 00:00:00 +2359", timedelta(0)),
        ("-5", timedelta(0)),
        ("1e5", timedelta(0)),
        ("٣", timedelta(0)),
        ("soon", timedelta(0)),
        ("", timedelta(0)),
        (None, timedelta(0)),
    ],
)
def test_retry_after_is_heeded_for_at_most_a_week_and_junk_not_at_all(header: str | None, expected: timedelta) -> None:
    assert retry_after(header, NOW) == expected
