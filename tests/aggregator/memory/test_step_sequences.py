"""Whatever a council answers, in whatever order: what is promised of its memory holds."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from council_answers import (
    DAY,
    HOUR,
    NEW,
    NOT_MODIFIED,
    NOW,
    accepted,
    failed,
    fetched,
    refused,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from councilprojects_aggregator.memory.step import step
from councilprojects_aggregator.model import Action, Answer, FetchOutcome, Record, Refusal
from councilprojects_validator.report import SetAside

IDS = st.sampled_from(["", "a", "ab", "abcd", "abcdef", "wxyz"])
ASIDE = st.sampled_from([(), (SetAside(("projects", 0, "phase"), ("code",)),)])
RETRY = st.sampled_from([None, "60", "-1", "junk", "9" * 30, "Sat, 21 Nov 2037 13:00:00 GMT"])


@st.composite
def answers(draw: st.DrawFn) -> tuple[FetchOutcome, Answer | None]:
    kind = draw(st.sampled_from(["good", "refused", "failed", "not-modified"]))
    ids = draw(IDS)
    if kind == "good":
        etag = draw(st.sampled_from([None, '"1"', '"2"']))
        return fetched(ids.encode(), etag=etag), accepted(ids, *draw(ASIDE))
    if kind == "refused":
        return fetched(b"<"), refused(draw(st.sampled_from(list(Refusal))))
    if kind == "failed":
        return failed(draw(st.sampled_from([404, 410, 429, 500, 503])), retry_after=draw(RETRY)), None
    return NOT_MODIFIED, None


STEPS = st.lists(st.tuples(answers(), st.integers(0, 40 * 24), st.booleans()), max_size=25)


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_no_sequence_of_answers_breaks_what_is_promised(steps: list[tuple[Any, int, bool]]) -> None:
    record, now = NEW, NOW
    for (outcome, answer), hours, confirmed in steps:
        now += hours * HOUR
        before = record
        record, action = step(before, outcome, answer, now, confirmed=confirmed)
        _check_attempt(before, record, action, now)
        _check_copy(before, record, action, outcome, now)
        assert step(before, outcome, answer, now, confirmed=confirmed) == (record, action)
    mended, _ = step(record, fetched(b"mended"), accepted("abcdef"), now, confirmed=True)
    assert (mended.stale_since, mended.held, mended.gone_since, mended.rejected) == (None, None, None, None)
    assert mended.good is not None
    assert mended.good.body == b"mended"


def _check_attempt(before: Record, after: Record, action: Action, now: datetime) -> None:
    attempt = after.attempt
    assert attempt is not None
    assert attempt.tried_at == now
    assert attempt.next_at is not None
    assert now + DAY <= attempt.next_at <= now + 30 * DAY
    assert attempt.retry_at is None or now < attempt.retry_at <= now + 7 * DAY
    if attempt.fails:
        assert attempt.fails == (before.attempt.fails if before.attempt else 0) + 1
        assert after.held == (None if action is Action.DROP else before.held)
    else:
        assert attempt.outcome in {"fetched", "not-modified", "held"}
    if after.good:
        confirmed = after.good.checked_at == now and attempt.outcome in {"fetched", "not-modified"}
        assert (after.stale_since is None) == confirmed


def _check_copy(before: Record, after: Record, action: Action, outcome: FetchOutcome, now: datetime) -> None:
    if after.good:
        assert after.good.good_at <= after.good.checked_at <= now
        assert after.good.sha256 == hashlib.sha256(after.good.body).hexdigest()
    if action is Action.REPLACE:
        assert after.good is not None
        assert after.good.body == outcome.body != b"<"
        assert after.held is None
    elif action is Action.DROP:
        assert outcome.status == 410
        assert after.good is None
    elif before.good:
        assert after.good is not None
        assert (after.good.body, after.good.good_at) == (before.good.body, before.good.good_at)
    assert (action is Action.HOLD) == (after.attempt is not None and after.attempt.outcome == "held")
    if action is Action.HOLD:
        assert after.good == before.good
        assert after.held is not None


@given(st.lists(st.tuples(answers(), st.integers(-400 * 24, 400 * 24)), max_size=12))
def test_a_clock_that_jumps_loses_nothing_and_leaves_no_time_to_come(steps: list[tuple[Any, int]]) -> None:
    record = NEW
    for (outcome, answer), hours in steps:
        now = NOW + hours * HOUR
        before = record
        record, action = step(before, outcome, answer, now)
        assert record.good is not None or before.good is None or action is Action.DROP
        if action is Action.REPLACE:
            assert record.good is not None
            assert record.good.good_at <= record.good.checked_at <= now
        assert record.stale_since is None or record.stale_since <= now
        assert (
            record.held is None
            or record.attempt is None
            or record.attempt.outcome != "held"
            or record.held.first_at <= now
        )
