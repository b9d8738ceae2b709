"""Dates as the standard writes them: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, which day it is in London, a day in words.

A partial start means its first day, a partial end its last (standard, “Rules for all fields”). Pure; used by the
rules, the marks and the aggregator.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from councilprojects_validator.wording import _

LONDON = ZoneInfo("Europe/London")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_BEGINNING = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MONTH_NAMES = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
MONTHS = len(MONTH_NAMES)


def first_day(text: object) -> date | None:
    """Return the first day of a year, month or day; None if `text` is none of them."""
    return _day(text, last=False)


def last_day(text: object) -> date | None:
    """Return the last day of a year, month or day; None if `text` is none of them."""
    return _day(text, last=True)


def in_london(moment: datetime) -> date:
    """Return the day that it is in London at `moment`; a moment without offset is London's own."""
    return (moment if moment.tzinfo is None else moment.astimezone(LONDON)).date()


def moment_day(text: object) -> date | None:
    """Return the London day of a date or a date-time with offset (RFC 3339), None if `text` is neither."""
    day = _day(text, last=False) if isinstance(text, str) and len(text) == len("2026-10-12") else None
    if day is not None or not isinstance(text, str):
        return day
    try:
        return in_london(datetime.fromisoformat(text))
    except (ValueError, OverflowError):  # year 1 or 9999 may leave the calendar when it is moved to London
        return None


def in_words(value: str | date) -> str:
    """Return a day as in a sentence: “12 October 2026”; of a partial date what there is: “October 2026”, “2026”.

    A moment is told as its day in London. What does not begin as a date does is returned as it is.
    """
    written = str(in_london(value) if isinstance(value, datetime) else value)
    found = _BEGINNING.match(written)
    month = int(found[2] or 1) if found is not None else 0
    if found is None or not 1 <= month <= MONTHS:
        return written
    name, year = _(MONTH_NAMES[month - 1]), found[1]
    if found[3] is not None:
        return _("{day} {month} {year}").format(day=int(found[3]), month=name, year=year)
    return year if found[2] is None else _("{month} {year}").format(month=name, year=year)


def now_in_london() -> date:
    """Read the clock. Only `cli` calls this, once a run."""
    return in_london(datetime.now(UTC))


def _day(text: object, *, last: bool) -> date | None:
    return _day_of(text, last=last) if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def _day_of(text: str, *, last: bool) -> date | None:
    found = _PARTIAL.match(text)
    if found is None:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    try:
        if day is not None:
            return date(year, int(month), int(day))
        if month is not None:
            return date(year, int(month), calendar.monthrange(year, int(month))[1] if last else 1)
        return date(year, MONTHS, 31) if last else date(year, 1, 1)
    except ValueError:  # the 30th of February, month 13, year 0
        return None
