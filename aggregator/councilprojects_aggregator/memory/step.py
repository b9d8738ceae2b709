"""What one answer does to what is remembered of a source: the stage between fetching and `publication`.

Pure: the clock is an argument. Promises that no failure ever loses the last good copy; that a source mends itself,
without anybody's doing, by the next good answer; and that a large drop waits for confirmation. Only a file that its
publisher declares gone (410) for thirty days is dropped.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.judging.hosts import url_key
from councilprojects_aggregator.memory.retain import retain
from councilprojects_aggregator.memory.shrink import hold
from councilprojects_aggregator.memory.waits import (
    INTERVAL,
    LONGEST_RETRY_AFTER,
    Pace,
    back_off,
    is_due,
    retry_after,
)
from councilprojects_aggregator.model import Action, Answer, Attempt, FetchOutcome, GoodCopy, Record, Source

# Servers exist that answer 304 for ever: once a week the file is asked for without conditions.
FULL_EVERY = timedelta(days=7)

# So long a file may be lost by a mistake that nobody has noticed yet.
GONE_FOR = timedelta(days=30)

HELD = "held"
"""The outcome of an attempt whose answer has to wait."""

NOT_FOUND, GONE = 404, 410
PERMANENT = frozenset({301, 308})


def ask(record: Record, source: Source, now: datetime) -> Ask:
    """Return what to ask of `source`: conditionally (RFC 9110 section 13) only where a 304 can be believed.

    That is where there is a good copy from this very URL, its validators were stored (not if anything of it was set
    aside), and an unconditional answer was had within a week.
    """
    good = record.good
    if good is None or good.full_at is None or source.url != record.url:
        return Ask(source.id, source.url, None, None)
    # A clock that was wrong once may have left a time that is yet to come.
    if not timedelta(0) <= now - good.full_at <= FULL_EVERY:
        return Ask(source.id, source.url, None, None)
    return Ask(source.id, source.url, good.etag, good.last_modified)


def asked_to_wait(record: Record, now: datetime) -> bool:
    """Say whether the server has asked (`Retry-After`) not to be asked again before some later time than `now`."""
    until = record.attempt.retry_at if record.attempt else None
    return until is not None and now < until <= now + LONGEST_RETRY_AFTER


def is_in_turn(record: Record, source: Source, now: datetime, pace: Pace) -> bool:
    """Say whether `source` is to be asked at this pace; one whose address is new is."""
    return not pace.due_only or source.url != record.url or is_due(record.attempt, now, pace.interval)


def step(  # noqa: PLR0913 (the last two are settings, by name only)
    record: Record,
    outcome: FetchOutcome,
    answer: Answer | None,
    now: datetime,
    *,
    confirmed: bool = False,
    interval: timedelta = INTERVAL,
) -> tuple[Record, Action]:
    """Return `record` as it stands after `outcome`, and what that did to the good copy.

    `answer` is the verdict on the body of a `fetched` outcome; a refusing one counts whatever the outcome. `confirmed`
    says that a person has looked at a large drop (`--accept`), so that it need not wait. `interval` is how often
    sources are asked.
    """
    after, action = _step(_at(record, outcome.url), outcome, answer, now, confirmed=confirmed)
    return _paced(after, interval), action


def _step(
    before: Record, outcome: FetchOutcome, answer: Answer | None, now: datetime, *, confirmed: bool
) -> tuple[Record, Action]:
    if answer is not None and answer.refusal is not None:
        return _refused(before, outcome, answer, now)
    if outcome.code == Code.NOT_MODIFIED:
        return _not_modified(before, outcome, now)
    if outcome.code != Code.FETCHED or answer is None or outcome.body is None:
        return _failed(before, outcome, now)
    held = None if confirmed else hold(before, answer, now)
    if held is not None:
        waiting = replace(_answered(before, outcome, now, code=HELD), held=held, rejected=None)
        return replace(waiting, stale_since=_earlier(before.stale_since, now)), Action.HOLD
    return _accepted(before, outcome, answer, now)


def _paced(record: Record, interval: timedelta) -> Record:
    """Return `record` with the time of the next request by `interval`, where another one than usual was asked for."""
    attempt = record.attempt
    if attempt is None or interval == INTERVAL:
        return record
    gap = back_off(attempt.fails, interval) if attempt.fails else interval
    next_at = max(attempt.tried_at + gap, attempt.retry_at or attempt.tried_at)
    return replace(record, attempt=replace(attempt, next_at=next_at))


def _at(record: Record, url: str) -> Record:
    """Return `record` for the URL that was asked: what an earlier URL answered is no part of this one's row."""
    if record.url == url:
        return record
    good = replace(record.good, etag=None, last_modified=None, full_at=None) if record.good else None
    return replace(record, url=url, good=good, gone_since=None, removed_since=None, moved_to=None)


def _refused(record: Record, outcome: FetchOutcome, answer: Answer, now: datetime) -> tuple[Record, Action]:
    refused = replace(outcome, code=answer.refusal or outcome.code, detail=answer.reason)
    after, action = _failed(record, refused, now)
    return replace(after, rejected=outcome.body or record.rejected), action


def _not_modified(record: Record, outcome: FetchOutcome, now: datetime) -> tuple[Record, Action]:
    good = record.good
    if good is None or not (good.etag or good.last_modified) or url_key(outcome.final_url) != url_key(good.final_url):
        # Nothing was there to confirm, or another address confirms it: ask without conditions next time.
        return _failed(record, replace(outcome, code=Code.UNASKED_NOT_MODIFIED), now)
    after = replace(_answered(record, outcome, now), good=_confirmed(good, now), held=None, rejected=None)
    return replace(after, stale_since=None), Action.KEEP


def _failed(record: Record, outcome: FetchOutcome, now: datetime) -> tuple[Record, Action]:
    fails = (record.attempt.fails if record.attempt else 0) + 1
    wait = retry_after(outcome.retry_after, now)
    attempt = Attempt(
        tried_at=now,
        outcome=str(outcome.code),
        status=outcome.status,
        detail=outcome.detail,
        fails=fails,
        next_at=now + max(wait, back_off(fails)),
        retry_at=now + wait if wait else None,
    )
    good = record.good
    if good is not None and outcome.code == Code.UNASKED_NOT_MODIFIED:
        good = replace(good, etag=None, last_modified=None, full_at=None)
    stale_since = _earlier(record.stale_since, now) if good else None
    return _dropped(_gone(replace(record, attempt=attempt, good=good, stale_since=stale_since), outcome, now), now)


def _gone(record: Record, outcome: FetchOutcome, now: datetime) -> Record:
    """Count a 404 or 410. A failure that says nothing about the file neither continues the row nor ends it."""
    if outcome.status == GONE:
        since, removed = _earlier(record.gone_since, now), _earlier(record.removed_since, now)
        return replace(record, gone_since=since, removed_since=removed)
    if outcome.status == NOT_FOUND:
        return replace(record, gone_since=_earlier(record.gone_since, now), removed_since=None)
    if outcome.body is not None:
        return replace(record, gone_since=None, removed_since=None, moved_to=_moved_to(outcome))
    return record


def _dropped(record: Record, now: datetime) -> tuple[Record, Action]:
    """Drop all that a publisher declared gone, thirty days after the first 410 (standard, principle 7)."""
    says_gone = record.attempt is not None and record.attempt.status == GONE
    if record.good is None or not says_gone or now - (record.removed_since or now) < GONE_FOR:
        return record, Action.KEEP
    return replace(record, good=None, retained={}, held=None, rejected=None, stale_since=None), Action.DROP


def _accepted(record: Record, outcome: FetchOutcome, answer: Answer, now: datetime) -> tuple[Record, Action]:
    body = outcome.body or b""
    sha256 = hashlib.sha256(body).hexdigest()
    same = record.good if record.good and record.good.sha256 == sha256 else None
    good = GoodCopy(
        body=body,
        sha256=sha256,
        good_at=_earlier(same.good_at if same else None, now),
        checked_at=now,
        final_url=outcome.final_url,
        project_ids=answer.project_ids,
        redirects=tuple(hop.url for hop in outcome.hops),
        full_at=now,
        **_validators(outcome, answer, same),
    )
    after = replace(
        _answered(record, outcome, now, detail=" ".join(answer.notes)),
        first_seen=_earlier(record.first_seen, now),
        good=good,
        retained=retain(record, answer, now),
        stale_since=None,
        held=None,
        rejected=None,
    )
    return after, Action.KEEP if same else Action.REPLACE


def _validators(outcome: FetchOutcome, answer: Answer, same: GoodCopy | None) -> dict[str, str | None]:
    """Return the validators to send back, byte for byte; none where something of the file was set aside.

    `same` is the copy of the same bytes that is held already. A validator that changes while the bytes stay says
    nothing, and to keep it would make every run differ from the one before.
    """
    if answer.report.acceptance.set_aside:
        return {}
    return {
        "etag": outcome.etag if same is None or same.etag == outcome.etag else None,
        "last_modified": outcome.last_modified if same is None or same.last_modified == outcome.last_modified else None,
    }


def _answered(record: Record, outcome: FetchOutcome, now: datetime, *, code: str = "", detail: str = "") -> Record:
    """Return `record` after an answer that is no failure."""
    attempt = Attempt(
        tried_at=now,
        outcome=code or outcome.code,
        status=outcome.status,
        detail=detail,
        next_at=now + INTERVAL,
        certificate=outcome.certificate,
    )
    return replace(record, attempt=attempt, gone_since=None, removed_since=None, moved_to=_moved_to(outcome))


def _moved_to(outcome: FetchOutcome) -> str | None:
    """Return where permanent redirects, and no other, lead: a proposal to the registry."""
    permanent = outcome.hops and all(hop.status in PERMANENT for hop in outcome.hops)
    return outcome.final_url if permanent else None


def _confirmed(good: GoodCopy, now: datetime) -> GoodCopy:
    return replace(good, good_at=min(good.good_at, now), checked_at=now)


def _earlier(since: datetime | None, now: datetime) -> datetime:
    """Return when something began: `since`, or now. A clock that was wrong may have left a time yet to come."""
    return min(since, now) if since else now
