"""What one answer does to what is remembered: successes, failures, moves."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from council_answers import (
    DAY,
    NEW,
    NOT_MODIFIED,
    NOW,
    SOURCE,
    URL,
    accepted,
    failed,
    fetched,
    good_copy,
    known,
    refused,
)

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.memory.step import ask, step
from councilprojects_aggregator.model import (
    Action,
    Attempt,
    FetchOutcome,
    GoodCopy,
    Held,
    Hop,
    Record,
    Refusal,
)
from councilprojects_validator.hosting.served import Certificate
from councilprojects_validator.report import SetAside

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


def test_the_certificate_is_that_of_the_last_answer() -> None:
    good_for = Certificate(NOW - DAY, NOW + DAY)
    for outcome, answer in ((fetched(b"abcd"), accepted("abcd")), (NOT_MODIFIED, None), (fetched(b"a"), accepted("a"))):
        after, _ = step(known(), replace(outcome, certificate=good_for), answer, NOW)
        assert after.attempt is not None
        assert after.attempt.certificate == good_for
        failing, _ = step(after, failed(), None, NOW + DAY)
        assert failing.attempt is not None
        assert failing.attempt.certificate is None


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
