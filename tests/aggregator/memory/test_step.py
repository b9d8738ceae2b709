"""What one answer does to what is remembered, by tables and by random sequences of answers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.memory.step import ask, asked_to_wait, step
from councilprojects_aggregator.model import (
    Action,
    Answer,
    Attempt,
    FetchOutcome,
    GoodCopy,
    Held,
    Hop,
    Record,
    Refusal,
    Retained,
    Source,
)
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report, SetAside

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
URL = "https://ambridge.example/projects.json"
SOURCE = Source(id="ambridge", name="Ambridge", url=URL)
NEW = Record("ambridge", URL)


def report(*set_aside: SetAside) -> Report:
    return Report(URL, Kind.PROJECTS, Outcome.VALID, (), Acceptance({"projects": []}, set_aside))


def accepted(ids: str, *set_aside: SetAside, notes: tuple[str, ...] = ()) -> Answer:
    return Answer(report(*set_aside), project_ids=tuple(ids), value={"projects": []}, notes=notes)


def refused(refusal: Refusal = Refusal.INVALID, reason: str = "It is broken.") -> Answer:
    return Answer(report(), refusal, reason)


def fetched(body: bytes, **more: Any) -> FetchOutcome:
    return FetchOutcome("fetched", URL, more.pop("final_url", URL), status=200, body=body, **more)


def failed(status: int = 500, **more: Any) -> FetchOutcome:
    return FetchOutcome(f"http-{status}", more.pop("url", URL), URL, status=status, **more)


NOT_MODIFIED = FetchOutcome("not-modified", URL, URL, status=304)


def good_copy(body: bytes = b"abcd", ids: str = "abcd", at: datetime = NOW - DAY, **more: Any) -> GoodCopy:
    values = {"full_at": at, "etag": '"1"', "last_modified": "Fri", **more}
    return GoodCopy(body, hashlib.sha256(body).hexdigest(), at, at, URL, tuple(ids), **values)


def known(**more: Any) -> Record:
    attempt = Attempt(NOW - DAY, "fetched", 200, next_at=NOW)
    return replace(NEW, **{"first_seen": NOW - DAY, "attempt": attempt, "good": good_copy(), **more})


# --- Success ----------------------------------------------------------------------------------------------------


def test_a_first_answer_is_remembered_whole() -> None:
    outcome = fetched(b"abcd", etag='W/"1"', last_modified="Fri", hops=(Hop(301, URL),))
    after, action = step(NEW, outcome, accepted("ab", notes=("One.", "Two.")), NOW)
    assert action is Action.REPLACE
    assert after == Record(
        source_id="ambridge",
        url=URL,
        first_seen=NOW,
        attempt=Attempt(NOW, "fetched", 200, "One. Two.", 0, NOW + DAY),
        good=GoodCopy(
            body=b"abcd",
            sha256=hashlib.sha256(b"abcd").hexdigest(),
            good_at=NOW,
            checked_at=NOW,
            final_url=URL,
            project_ids=("a", "b"),
            redirects=(URL,),
            full_at=NOW,
            etag='W/"1"',
            last_modified="Fri",
        ),
        moved_to=URL,
    )


def test_a_first_file_without_projects_is_accepted() -> None:
    after, action = step(NEW, fetched(b"{}"), accepted(""), NOW)
    assert (action, after.good is not None) == (Action.REPLACE, True)


def test_the_same_bytes_again_move_the_day_of_checking_alone() -> None:
    after, action = step(known(), fetched(b"abcd", etag='"1"', last_modified="Fri"), accepted("abcd"), NOW)
    assert action is Action.KEEP
    assert after.good == replace(good_copy(), checked_at=NOW, full_at=NOW)


def test_an_etag_that_changes_while_the_bytes_stay_is_forgotten() -> None:
    after, _ = step(known(), fetched(b"abcd", etag='"2"', last_modified="Fri"), accepted("abcd"), NOW)
    assert after.good == replace(good_copy(), checked_at=NOW, full_at=NOW, etag=None)
    again, _ = step(after, fetched(b"abcd", etag='"3"', last_modified="Fri"), accepted("abcd"), NOW)
    assert again.good == after.good


def test_validators_are_not_stored_where_something_was_set_aside() -> None:
    aside = SetAside(("projects", 0, "phase"), ("code",))
    after, _ = step(NEW, fetched(b"x", etag='"1"', last_modified="Fri"), accepted("a", aside), NOW)
    assert after.good is not None
    assert (after.good.etag, after.good.last_modified) == (None, None)


def test_a_success_mends_everything() -> None:
    broken = known(
        attempt=Attempt(NOW, "http-500", 500, fails=7, next_at=NOW + 30 * DAY, retry_at=NOW),
        stale_since=NOW - 3 * DAY,
        gone_since=NOW - 3 * DAY,
        removed_since=NOW - 3 * DAY,
        held=Held(("a",), 2, NOW),
        rejected=b"<",
    )
    after, action = step(broken, fetched(b"new"), accepted("abcde"), NOW)
    assert action is Action.REPLACE
    assert after.attempt == Attempt(NOW, "fetched", 200, next_at=NOW + DAY)
    assert (after.stale_since, after.gone_since, after.removed_since) == (None, None, None)
    assert (after.held, after.rejected) == (None, None)


def test_not_modified_confirms_the_copy() -> None:
    before = known(stale_since=NOW - DAY, held=Held(("a",), 1, NOW), rejected=b"<", gone_since=NOW)
    after, action = step(before, NOT_MODIFIED, None, NOW)
    assert action is Action.KEEP
    assert after.good == replace(good_copy(), checked_at=NOW)
    assert (after.stale_since, after.held, after.rejected, after.gone_since) == (None, None, None, None)


# --- Failures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "outcome",
    [
        failed(500),
        FetchOutcome("dns-failure", URL, URL, detail="ambridge.example"),
        FetchOutcome("fetched", URL, URL, status=200, body=b"x"),  # nobody has judged it
        FetchOutcome("fetched", URL, URL, status=200),
    ],
)
def test_a_failure_keeps_the_copy_and_says_since_when_it_is_stale(outcome: FetchOutcome) -> None:
    after, action = step(known(), outcome, None, NOW)
    assert action is Action.KEEP
    assert (after.good, after.stale_since) == (good_copy(), NOW)
    assert after.attempt == Attempt(NOW, outcome.code, outcome.status, outcome.detail, 1, NOW + DAY)
    later, _ = step(after, outcome, None, NOW + DAY)
    assert later.stale_since == NOW
    assert later.attempt == replace(after.attempt, tried_at=NOW + DAY, fails=2, next_at=NOW + 3 * DAY)


def test_what_was_never_read_is_not_stale() -> None:
    after, action = step(NEW, failed(), None, NOW)
    assert (after.good, after.stale_since, action) == (None, None, Action.KEEP)


def test_retry_after_lengthens_the_wait_and_is_told_apart_from_back_off() -> None:
    after, _ = step(known(), failed(503, retry_after="172800"), None, NOW)
    assert after.attempt is not None
    assert (after.attempt.next_at, after.attempt.retry_at) == (NOW + 2 * DAY, NOW + 2 * DAY)
    after, _ = step(known(), failed(429, retry_after="60"), None, NOW)
    assert after.attempt is not None
    assert (after.attempt.next_at, after.attempt.retry_at) == (NOW + DAY, NOW + timedelta(minutes=1))


@pytest.mark.parametrize("refusal", list(Refusal))
def test_a_refused_answer_keeps_the_copy_and_the_refused_bytes_for_the_report(refusal: Refusal) -> None:
    after, action = step(known(), fetched(b"<html>"), refused(refusal, "Why."), NOW)
    assert (action, after.good, after.rejected) == (Action.KEEP, good_copy(), b"<html>")
    assert after.attempt == Attempt(NOW, str(refusal), 200, "Why.", 1, NOW + DAY)
    unreachable, _ = step(after, failed(), None, NOW)
    assert unreachable.rejected == b"<html>"
    mended, _ = step(after, fetched(b"new"), accepted("abcd"), NOW)
    assert mended.rejected is None


def test_a_copy_confirmed_for_two_sources_is_refused_by_the_same_way() -> None:
    after, _ = step(known(rejected=b"<"), NOT_MODIFIED, refused(Refusal.SAME_FILE_TWICE), NOW)
    assert after.attempt is not None
    assert (after.attempt.outcome, after.good, after.rejected) == ("same-file-twice", good_copy(), b"<")


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        (known(good=good_copy(etag=None, last_modified=None)), NOT_MODIFIED),
        (known(), replace(NOT_MODIFIED, final_url="https://ambridge.example/other.json")),
        (known(), FetchOutcome("unasked-not-modified", URL, URL, status=304)),
    ],
)
def test_a_304_that_nobody_asked_for_is_a_failure_that_clears_the_validators(
    record: Record, outcome: FetchOutcome
) -> None:
    after, action = step(record, outcome, None, NOW)
    assert action is Action.KEEP
    assert after.good == good_copy(etag=None, last_modified=None, full_at=None)
    assert after.attempt is not None
    assert (after.attempt.outcome, after.attempt.fails) == ("unasked-not-modified", 1)
    assert ask(after, SOURCE, NOW) == Ask("ambridge", URL)


def test_a_304_without_any_copy_is_a_failure() -> None:
    after, action = step(NEW, NOT_MODIFIED, None, NOW)
    assert (after.good, action) == (None, Action.KEEP)


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


# --- Moving -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((), False)]
)
def test_permanent_redirects_alone_are_a_proposal_to_the_registry(statuses: tuple[int, ...], moved: bool) -> None:  # noqa: FBT001 (a table)
    final = "https://new.example/p.json"
    outcome = fetched(b"abcd", final_url=final, hops=tuple(Hop(status, final) for status in statuses))
    for answer in (accepted("abcd"), refused(Refusal.HOST_NOT_ALLOWED)):
        after, _ = step(known(), outcome, answer, NOW)
        assert after.moved_to == (final if moved else None)


def test_a_new_url_in_the_registry_starts_a_new_row_and_keeps_the_copy() -> None:
    before = known(gone_since=NOW - 29 * DAY, removed_since=NOW - 29 * DAY, moved_to="https://x.example/")
    new = "https://ambridge.example/new.json"
    after, action = step(before, failed(410, url=new), None, NOW + DAY)
    assert action is Action.KEEP
    assert (after.url, after.gone_since, after.moved_to) == (new, NOW + DAY, None)
    assert after.good == good_copy(etag=None, last_modified=None, full_at=None)


def test_a_new_url_for_a_source_without_a_copy_is_no_trouble() -> None:
    after, _ = step(replace(NEW, url="https://old.example/"), failed(), None, NOW)
    assert (after.url, after.good) == (URL, None)


# --- Asking -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "source", "conditional"),
    [
        (known(), SOURCE, True),
        (NEW, SOURCE, False),
        (known(), replace(SOURCE, url="https://ambridge.example/new.json"), False),
        (known(good=good_copy(full_at=None)), SOURCE, False),
        (known(good=good_copy(full_at=NOW - 7 * DAY)), SOURCE, True),
        (known(good=good_copy(full_at=NOW - 7 * DAY - HOUR)), SOURCE, False),
        (known(good=good_copy(full_at=NOW + 365 * DAY)), SOURCE, False),
    ],
)
def test_conditions_are_sent_only_where_a_304_can_be_believed(
    record: Record,
    source: Source,
    conditional: bool,  # noqa: FBT001 (a table)
) -> None:
    expected = ('"1"', "Fri") if conditional else (None, None)
    asked = ask(record, source, NOW)
    assert (asked.source_id, asked.url, asked.etag, asked.last_modified) == ("ambridge", source.url, *expected)


@pytest.mark.parametrize(
    ("until", "waits"),
    [
        (None, False),
        (NOW - HOUR, False),
        (NOW, False),
        (NOW + HOUR, True),
        (NOW + 7 * DAY, True),
        (NOW + 365 * DAY, False),  # a clock was wrong
    ],
)
def test_a_server_that_asked_for_time_is_left_alone(until: datetime | None, waits: bool) -> None:  # noqa: FBT001 (a table)
    assert asked_to_wait(known(attempt=Attempt(NOW, "http-503", 503, retry_at=until)), NOW) is waits


def test_a_source_that_was_never_asked_may_be_asked() -> None:
    assert not asked_to_wait(NEW, NOW)


# --- Any sequence -----------------------------------------------------------------------------------------------

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
