"""Who is due: by the pace that was chosen, some minutes early if need be, and never lost by a wrong clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from councilprojects_aggregator.memory.step import is_in_turn, step
from councilprojects_aggregator.memory.waits import EVERYBODY, Pace, back_off, is_due
from councilprojects_aggregator.model import Attempt, FetchOutcome, Record, Source

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
URL = "https://www.ambridge.example/projects.json"
SOURCE = Source("ambridge", "Ambridge", URL)


@pytest.mark.parametrize(
    ("next_at", "due"),
    [
        (None, True),
        (NOW - DAY, True),
        (NOW, True),
        (NOW + HOUR, True),
        (NOW + 3 * HOUR, False),
        (NOW + 20 * DAY, False),
        (NOW + 400 * DAY, True),
    ],
)
def test_who_is_due_may_be_asked_a_little_early(next_at: datetime | None, *, due: bool) -> None:
    assert is_due(Attempt(NOW, "fetched", next_at=next_at), NOW, DAY) is due


def test_who_was_never_asked_or_has_a_new_address_is_in_turn() -> None:
    pace = Pace(due_only=True)
    waiting = Record("ambridge", URL, attempt=Attempt(NOW, "fetched", next_at=NOW + DAY))
    assert is_due(None, NOW, DAY)
    assert not is_in_turn(waiting, SOURCE, NOW, pace)
    assert is_in_turn(waiting, SOURCE, NOW, EVERYBODY)
    assert is_in_turn(waiting, Source("ambridge", "Ambridge", URL + "?new"), NOW, pace)


def test_failures_wait_longer_by_the_same_pace() -> None:
    assert [back_off(fails, 6 * HOUR) for fails in (1, 2, 3, 20)] == [6 * HOUR, 12 * HOUR, DAY, 30 * DAY]
    assert back_off(5, 40 * DAY) == 40 * DAY


@pytest.mark.parametrize(("fails", "hours"), [(0, 6), (1, 12)])
def test_an_answer_says_when_to_ask_next(fails: int, hours: int) -> None:
    record = Record("ambridge", URL, attempt=Attempt(NOW, "http-503", 503, fails=fails))
    after, _action = step(record, FetchOutcome("http-503", URL, URL, 503), None, NOW, interval=6 * HOUR)
    assert after.attempt is not None
    assert after.attempt.next_at == NOW + hours * HOUR


def test_a_servers_own_wish_counts_before_the_pace() -> None:
    outcome = FetchOutcome("http-503", URL, URL, 503, retry_after="172800")
    after, _action = step(Record("ambridge", URL), outcome, None, NOW, interval=HOUR)
    assert after.attempt is not None
    assert after.attempt.next_at == NOW + 2 * DAY
