"""How long ago somebody stood by a record, to the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from councilprojects_validator.freshness import Freshness, Standing, later, standing


@pytest.mark.parametrize(
    ("day", "duration", "times", "then"),
    [
        ("2026-01-31", "P1M", 1, "2026-02-28"),
        ("2024-01-31", "P1M", 1, "2024-02-29"),
        ("2026-08-31", "P6M", 1, "2027-02-28"),
        ("2026-01-31", "P1M", 2, "2026-03-31"),
        ("2026-01-31", "P2W", 1, "2026-02-14"),
        ("2024-02-29", "P1Y", 1, "2025-02-28"),
        ("2026-01-01", "P1Y2M3D", 2, "2028-05-07"),
        ("2026-01-01", "P10D", 1, "2026-01-11"),
        ("2026-01-01", "P999W", 1, "2045-02-23"),
        ("2026-01-01", "P9999Y", 1, "9999-12-31"),
        ("2026-01-01", "P99999999999D", 1, "9999-12-31"),
        ("2026-01-01", "P", 1, "2026-07-01"),
        ("2026-01-01", "soon", 2, "2027-01-01"),
    ],
)
def test_a_duration_after_a_day(day: str, duration: str, times: int, then: str) -> None:
    assert later(date.fromisoformat(day), duration, times) == date.fromisoformat(then)


REVIEWED = {"reviewed": "2026-01-31"}


@pytest.mark.parametrize(
    ("project", "every", "today", "freshness", "due"),
    [
        (REVIEWED, "P1M", "2026-02-28", Freshness.FRESH, "2026-02-28"),
        (REVIEWED, "P1M", "2026-03-01", Freshness.AGEING, "2026-02-28"),
        (REVIEWED, "P1M", "2026-03-31", Freshness.AGEING, "2026-02-28"),
        (REVIEWED, "P1M", "2026-04-01", Freshness.STALE, "2026-02-28"),
        (REVIEWED, None, "2026-07-31", Freshness.FRESH, "2026-07-31"),
        (REVIEWED, None, "2027-01-31", Freshness.AGEING, "2026-07-31"),
        (REVIEWED, None, "2025-01-01", Freshness.FRESH, "2026-07-31"),
        (REVIEWED | {"reviewBy": "2026-05-01"}, "P1M", "2026-05-01", Freshness.FRESH, "2026-05-01"),
        (REVIEWED | {"reviewBy": "2026-05-01"}, "P9M", "2026-05-02", Freshness.STALE, "2026-05-01"),
        (REVIEWED | {"status": "completed"}, None, "2030-01-01", Freshness.DONE, None),
        (REVIEWED | {"status": "stopped", "reviewBy": "2026-05-01"}, None, "2030-01-01", Freshness.DONE, None),
        ({}, None, "2026-01-01", Freshness.STALE, None),
    ],
)
def test_a_records_standing(project: Any, every: str | None, today: str, freshness: Freshness, due: str | None) -> None:
    found = standing(project, every, compiled=False, today=date.fromisoformat(today))
    assert found == Standing(freshness, None if due is None else date.fromisoformat(due))


def test_a_compiled_record_is_never_the_councils_own_word() -> None:
    compiled = standing({"status": "completed"} | REVIEWED, None, compiled=True, today=date(2026, 2, 1))
    assert compiled == Standing(Freshness.COMPILED)
