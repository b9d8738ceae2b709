"""Says why a value is not in its form, where that can be told better than by the form alone.

Stands behind `messages`: a day that the calendar does not have, a financial year, a character that no address may
have. Each function returns a sentence and what was probably meant, or None where the form's own sentence says all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from councilprojects_validator.days import first_day
from councilprojects_validator.quoting import clipped
from councilprojects_validator.wording import _


@dataclass(frozen=True, slots=True)
class Cause:
    """A sentence with `{name}`, `{found}` and `{detail}` still to be filled in, and what was probably meant."""

    message: str
    suggestion: str | None = None
    detail: str = ""


ENDS = frozenset({"end", "extensionEnd", "until"})
"""Fields of which a year means its last month."""

APRIL, MARCH = 4, 3
"""The months in which the financial year of British councils begins and ends."""

_FINANCIAL_YEAR = re.compile(r"((?:19|20)[0-9]{2})[-/]((?:19|20)?[0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})(?![0-9]).*", re.DOTALL)
_SCHEME = re.compile(r"https?://[^ ]", re.IGNORECASE)
_NOT_IN_ADDRESSES = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EVERY = re.compile(r"(?:every |each )?([0-9]{1,3}) ?(day|week|month|year)s?", re.IGNORECASE)

_SAFE = "-._~:/?#[]@!$&'()*+,;=%"
"""What an address may hold besides letters and digits (RFC 3986, section 2)."""


def cause(code: str, text: str, field: str) -> Cause | None:
    """Return why `text` in `field` has the fault `code`, if more can be said than that it has."""
    find = _BY_CODE.get(code)
    return None if find is None else find(text, field)


def _date(text: str, field: str) -> Cause | None:
    years = _FINANCIAL_YEAR.fullmatch(text.strip())
    if years is not None and int(years[2]) % 100 == (int(years[1]) + 1) % 100:
        month = f"{int(years[1]) + 1}-{MARCH:02}" if field in ENDS else f"{years[1]}-{APRIL:02}"
        message = _("{name} is {found}, a financial year. Write a month instead: {detail}.")
        return Cause(message, month, month)
    day = _DAY.fullmatch(text)
    if day is None or first_day(text[:10]) is not None:
        return None
    message = _("{name} is {found}, but the calendar has no such day. Correct the month or the day.")
    if int(day[1]) > 12 >= int(day[2]) > 0:  # noqa: PLR2004 - months
        message += " " + _("Are the two the wrong way round?")
    return Cause(message)


def _address(text: str, _field: str) -> Cause | None:
    if _SCHEME.match(text) is None or " " in text:
        return None
    odd = _NOT_IN_ADDRESSES.search(text) or _LOOSE_PERCENT.search(text)
    if odd is None:
        return None
    message = _("{name} is {found}, in which “{detail}” cannot stand. Open the page and copy its address again.")
    return Cause(message, _encoded(text), clipped(odd[0]))


def _encoded(text: str) -> str | None:
    """Return an address without the brackets and quotation marks around it, and with all else as `%` writes it."""
    bare = text.strip("<>\"'`“”‘’")
    return None if _LOOSE_PERCENT.search(bare) else quote(bare, safe=_SAFE)


def _host(text: str, _field: str) -> Cause | None:
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return None
    if not host:
        return None
    return Cause(
        _("{name} is {found}, a whole address. Write only the name of the host, without https:// and /."), host
    )


def _duration(text: str, _field: str) -> Cause | None:
    found = _EVERY.fullmatch(text.strip())
    if found is None:
        return None
    length = f"P{int(found[1])}{found[2][0].upper()}"
    return Cause(_("{name} is {found}. Write {detail} for that."), length, length)


_BY_CODE: Mapping[str, Callable[[str, str], Cause | None]] = {
    "not-a-date": _date,
    "not-a-date-time": _date,
    "not-a-url": _address,
    "not-a-uri": _address,
    "not-a-host": _host,
    "not-a-duration": _duration,
}
