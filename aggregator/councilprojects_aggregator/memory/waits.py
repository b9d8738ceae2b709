"""How long to leave a publisher's server in peace: after an answer, after failures, and at its own wish. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from councilprojects_aggregator.model import Attempt

INTERVAL = timedelta(days=1)
"""How often a source is asked when all is well."""

# A timer starts some minutes earlier or later each day; who is missed by a minute would wait for another day.
EARLY = 10
"""The part of the interval by which a source may be asked before its time."""

# A publisher who mends a file after months is found within a month; a dead host is asked a dozen times a year.
LONGEST_BACK_OFF = timedelta(days=30)
MOST_DOUBLINGS = 10

# A longer one is a slip more often than a wish (seen: ten years).
LONGEST_RETRY_AFTER = timedelta(days=7)
RETRY_AFTER_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Pace:
    """How often sources are asked."""

    interval: timedelta = INTERVAL
    due_only: bool = False
    """Leave those in peace whose time has not come; else everybody is asked."""


EVERYBODY = Pace()


def is_due(attempt: Attempt | None, now: datetime, interval: timedelta) -> bool:
    """Say whether a source is to be asked, by what came of the last time."""
    if attempt is None or attempt.next_at is None:
        return True
    # A clock that was wrong once may have left a time that is years away.
    return not now < attempt.next_at - interval / EARLY <= now + max(LONGEST_BACK_OFF, interval)


def back_off(fails: int, interval: timedelta = INTERVAL) -> timedelta:
    """Return how long to wait after `fails` failures in a row, 1 or more: a day, two, four … at most thirty."""
    return min(interval * (1 << min(fails - 1, MOST_DOUBLINGS)), max(LONGEST_BACK_OFF, interval))


def retry_after(value: str | None, now: datetime) -> timedelta:
    """Return how long a `Retry-After` header asks to wait, at most a week; nothing if it is absent or junk.

    Seconds or an HTTP date (RFC 9110 section 10.2.3).
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:RETRY_AFTER_DIGITS])), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
        wait = moment.replace(tzinfo=moment.tzinfo or UTC) - now
    except (ValueError, OverflowError):
        return timedelta(0)
    return max(timedelta(0), min(wait, LONGEST_RETRY_AFTER))
