"""How long ago somebody stood by a record: the one rule for the validator's marks and the aggregator's pages.

Contracts, “Time, sameness, loss”. Pure: the day is an argument.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from councilprojects_validator.days import last_day

HALF_A_YEAR = "P6M"
"""How often records are reviewed where the file does not say (contracts)."""

FINISHED = frozenset({"completed", "stopped"})
"""Nobody reviews work that is over (standard, `reviewBy`)."""

MONTHS = 12

_DURATION = re.compile(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?")


class Freshness(StrEnum):
    """How long ago somebody stood by a record."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    COMPILED = "compiled"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """A record's freshness, and the day until which it counts as fresh, where there is one."""

    freshness: Freshness
    due: date | None = None


def standing(project: Mapping[str, Any], review_every: str | None, *, compiled: bool, today: date) -> Standing:
    """Return how fresh a project is that the schema accepts; `review_every` is the file's `reviewEvery`.

    A compiled record is never the council's own word, so that comes first; then whether the work is over.
    """
    if compiled:
        return Standing(Freshness.COMPILED)
    if project.get("status") in FINISHED:
        return Standing(Freshness.DONE)
    review_by, reviewed = last_day(project.get("reviewBy")), last_day(project.get("reviewed"))
    return _of_review(review_by, reviewed, review_every or HALF_A_YEAR, today)


@lru_cache(maxsize=4096)
def _of_review(review_by: date | None, reviewed: date | None, every: str, today: date) -> Standing:
    if review_by is not None:
        return Standing(Freshness.FRESH if today <= review_by else Freshness.STALE, review_by)
    if reviewed is None:
        return Standing(Freshness.STALE)
    due = later(reviewed, every)
    if today <= due:
        return Standing(Freshness.FRESH, due)
    return Standing(Freshness.AGEING if today <= later(reviewed, every, times=2) else Freshness.STALE, due)


def later(day: date, duration: str, times: int = 1) -> date:
    """Return the day a duration (ISO 8601: years, months, weeks, days) after `day`; half a year if it is none.

    Months keep the day of the month, or take the last one there is: 31 August and six months is 28 February. What
    goes beyond the calendar ends on its last day.
    """
    found = _DURATION.fullmatch(duration)
    if found is None or duration == "P":
        return later(day, HALF_A_YEAR, times)
    years, months, weeks, days = (int(number or 0) * times for number in found.groups())
    return _plus_days(_plus_months(day, years * MONTHS + months), weeks * 7 + days)


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _plus_days(day: date, days: int) -> date:
    return date.max if days > (date.max - day).days else day + timedelta(days=days)
