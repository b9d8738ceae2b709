"""Mends of dates that can only be one day, whatever order their writer is used to. Never `03/04/2026`."""

from __future__ import annotations

import re
from datetime import date

from councilprojects_validator.fixing.forms import bare
from councilprojects_validator.fixing.model import Edit, Fault, text_as
from councilprojects_validator.fixing.registry import mends

LAST_MONTH = 12

DAYS = frozenset({"reviewed", "reviewBy", "until", "retrieved"})
"""Fields of which a month is not enough: the schema's `day`."""

_MONTHS = (
    ("january", "jan", "ionawr"),
    ("february", "feb", "chwefror"),
    ("march", "mar", "mawrth"),
    ("april", "apr", "ebrill"),
    ("may", "mai"),
    ("june", "jun", "mehefin"),
    ("july", "jul", "gorffennaf"),
    ("august", "aug", "awst"),
    ("september", "sep", "sept", "medi"),
    ("october", "oct", "hydref"),
    ("november", "nov", "tachwedd"),
    ("december", "dec", "rhagfyr"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}

_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_BRITISH = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? )?([A-Za-z]{3,10})\.?,? ([0-9]{4})")
_AMERICAN = re.compile(r"([A-Za-z]{3,10})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_CLOCK = re.compile(
    r"(?<=[0-9])[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\Z|(?<=[0-9])T00:00(?::00(?:\.0+)?)?Z\Z"
)
"""A time without an offset, and midnight in winter or summer: the day in London is as written."""


@mends("not-a-date")
def plain_date(fault: Fault) -> Edit | None:
    """A date that can only be one day is written year first."""
    found = certain_date(_CLOCK.sub("", bare(fault.value)))
    if found is None or (fault.field in DAYS and len(found) < len("2026-10-12")):
        return None
    return text_as(fault, found)


@mends("not-a-date-time")
def plain_moment(fault: Fault) -> Edit | None:
    """A day that stands for a moment is written year first."""
    found = certain_date(bare(fault.value)) or bare(fault.value)
    return None if found == fault.value else text_as(fault, found)


def certain_date(text: str) -> str | None:
    """Return what `text` means as YYYY-MM-DD, YYYY-MM or YYYY, if it can mean nothing else."""
    text = " ".join(text.split())
    if re.fullmatch(r"[0-9]{4}", text):
        return text
    for pattern, read in ((_YEAR_FIRST, _year_first), (_DAY_FIRST, _day_first), (_BRITISH, _named)):
        found = pattern.fullmatch(text)
        if found is not None:
            return read(*found.groups())
    american = _AMERICAN.fullmatch(text)
    return None if american is None else _named(american[2], american[1], american[3])


def _year_first(year: str, _mark: str, month: str, day: str | None) -> str | None:
    if day is None and int(month) == (int(year) + 1) % 100:
        return None  # 2010/11: November, or the financial year?
    return _written(year, int(month), day)


def _day_first(day: str, _mark: str, month: str, year: str) -> str | None:
    # 13/10 has one reading, and 10/10 has two that are the same day. 10/13 may be American, or a slip.
    return _written(year, int(month), day) if int(day) > LAST_MONTH or int(day) == int(month) else None


def _named(day: str | None, month: str, year: str) -> str | None:
    number = _MONTH.get(month.casefold())
    return None if number is None else _written(year, number, day)


def _written(year: str, month: int, day: str | None) -> str | None:
    try:
        found = date(int(year), month, int(day or 1)).isoformat()
    except ValueError:  # the 30th of February
        return None
    return found if day is not None else found[: len("2026-10")]
