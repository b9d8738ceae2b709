"""How long to leave a publisher's server in peace: after an answer, after failures, and at its own wish. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

INTERVAL = timedelta(days=1)
"""How often a source is asked when all is well."""

# A publisher who mends a file after months is found within a month; a dead host is asked a dozen times a year.
LONGEST_BACK_OFF = timedelta(days=30)
MOST_DOUBLINGS = 10

# A longer one is a slip more often than a wish (seen: ten years).
LONGEST_RETRY_AFTER = timedelta(days=7)
RETRY_AFTER_DIGITS = 9


def back_off(fails: int) -> timedelta:
    """Return how long to wait after `fails` failures in a row, 1 or more: a day, two, four … at most thirty."""
    return min(INTERVAL * (1 << min(fails - 1, MOST_DOUBLINGS)), LONGEST_BACK_OFF)


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
