"""A file that is gone, and one that lost most of its projects: nothing is let go at once."""

from __future__ import annotations

from council_answers import (
    DAY,
    HOUR,
    NOW,
    accepted,
    failed,
    fetched,
    good_copy,
    known,
    refused,
)

from councilprojects_aggregator.memory.step import step
from councilprojects_aggregator.model import Action, Attempt, Held, Retained

# --- Gone -------------------------------------------------------------------------------------------------------


def test_a_404_never_drops_the_copy() -> None:
    record = known()
    for day in range(400):
        record, action = step(record, failed(404), None, NOW + day * DAY)
        assert (action, record.good, record.gone_since) == (Action.KEEP, good_copy(), NOW)


def test_a_410_drops_all_text_after_thirty_days() -> None:
    full = known(rejected=b"x", held=Held(("a",), 1, NOW), retained={"b": Retained({"id": "b"}, NOW)})
    record, action = step(full, failed(410), None, NOW)
    assert (action, record.good) == (Action.KEEP, good_copy())
    record, action = step(record, failed(410), None, NOW + 30 * DAY - HOUR)
    assert action is Action.KEEP
    record, action = step(record, failed(410), None, NOW + 30 * DAY)
    assert action is Action.DROP
    assert (record.good, record.rejected, record.held, record.retained, record.stale_since) == (
        None,
        None,
        None,
        {},
        None,
    )
    assert (record.first_seen, record.gone_since) == (NOW - DAY, NOW)
    record, action = step(record, failed(410), None, NOW + 31 * DAY)
    assert action is Action.KEEP
    record, action = step(record, fetched(b"back"), accepted("a"), NOW + 32 * DAY)
    assert (action, record.first_seen, record.gone_since) == (Action.REPLACE, NOW - DAY, None)


def test_a_410_after_a_month_of_404_counts_anew() -> None:
    record, _ = step(known(), failed(404), None, NOW)
    record, action = step(record, failed(410), None, NOW + 60 * DAY)
    assert (action, record.gone_since, record.removed_since) == (Action.KEEP, NOW, NOW + 60 * DAY)
    record, _ = step(record, failed(404), None, NOW + 61 * DAY)
    assert record.removed_since is None


def test_a_failure_that_says_nothing_about_the_file_neither_continues_nor_ends_the_row() -> None:
    record, _ = step(known(), failed(410), None, NOW)
    record, action = step(record, failed(503), None, NOW + 40 * DAY)
    assert (action, record.gone_since, record.removed_since) == (Action.KEEP, NOW, NOW)


def test_a_file_that_answers_again_is_not_gone_even_if_it_is_refused() -> None:
    gone = known(gone_since=NOW - 50 * DAY, removed_since=NOW - 50 * DAY)
    after, _ = step(gone, fetched(b"<html>"), refused(), NOW)
    assert (after.gone_since, after.removed_since) == (None, None)


# --- The shrink guard -------------------------------------------------------------------------------------------


def test_a_large_drop_waits_and_the_copy_before_it_stays() -> None:
    after, action = step(known(rejected=b"x"), fetched(b"a"), accepted("a"), NOW)
    assert action is Action.HOLD
    assert after.good == good_copy()
    assert (after.held, after.stale_since, after.rejected) == (Held(("a",), 1, NOW), NOW, None)
    assert after.attempt == Attempt(NOW, "held", 200, next_at=NOW + DAY)


def test_a_drop_is_published_once_it_has_come_three_times_over_two_days() -> None:
    record = known(stale_since=NOW - DAY)
    for hours, expected in ((0, Action.HOLD), (1, Action.HOLD), (47, Action.HOLD), (48, Action.REPLACE)):
        record, action = step(record, fetched(b"a"), accepted("a"), NOW + hours * HOUR)
        assert action is expected
    assert record.held is None
    assert record.good is not None
    assert record.good.project_ids == ("a",)


def test_a_person_may_confirm_a_drop_at_once() -> None:
    after, action = step(known(), fetched(b""), accepted(""), NOW, confirmed=True)
    assert (action, after.held) == (Action.REPLACE, None)


def test_a_drop_that_is_undone_leaves_nothing_behind() -> None:
    held, _ = step(known(), fetched(b"a"), accepted("a"), NOW)
    after, action = step(held, fetched(b"abcd"), accepted("abcd"), NOW + HOUR)
    assert (action, after.held, after.stale_since) == (Action.KEEP, None, None)


def test_a_failure_in_between_does_not_forget_the_wait() -> None:
    held, _ = step(known(), fetched(b"a"), accepted("a"), NOW)
    after, _ = step(held, failed(), None, NOW + HOUR)
    assert after.held == held.held
