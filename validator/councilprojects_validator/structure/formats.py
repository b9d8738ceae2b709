"""The formats of the standard's values, as plain yes-or-no functions on a string.

`structure` hands them to the schema engine, which by itself checks hardly any. They agree with all 262 cases that the
official JSON Schema test suite has for `date`, `date-time`, `time`, `uri`, `email` and `uuid`. Digits are those of
ASCII, and the end is the end: Python's `$` would accept a line break behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date as day

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
LONGEST_URI = 8_000
"""What RFC 9110, section 4.1, asks everybody to support. A match of millions of characters takes gigabytes."""
LONGEST_EMAIL = 254
"""RFC 5321, section 4.5.3.1.3, less the angle brackets."""

LAST_HOUR, LAST_MINUTE, LEAP_SECOND = 23, 59, 60
DAY = 24 * 60

# RFC 3339, appendix A. Weeks stand alone, and a unit may be left out only from the ends.
_DAYS = r"[0-9]+D"
_MONTHS = rf"[0-9]+M(?:{_DAYS})?"
_SECONDS = r"[0-9]+S"
_MINUTES = rf"[0-9]+M(?:{_SECONDS})?"
_CLOCK = rf"T(?:[0-9]+H(?:{_MINUTES})?|{_MINUTES}|{_SECONDS})"
_CALENDAR = rf"(?:[0-9]+Y(?:{_MONTHS})?|{_MONTHS}|{_DAYS})(?:{_CLOCK})?"
_DURATION = re.compile(rf"P(?:{_CALENDAR}|{_CLOCK}|[0-9]+W)")

# RFC 5646, section 2.1, without the grandfathered tags, which all have a modern form.
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4}|[A-Za-z]{5,8})"
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
)

# RFC 3986, appendix A, under its own names.
_UNRESERVED, _ESCAPED, _SUB = r"[A-Za-z0-9\-._~]", r"%[0-9A-Fa-f]{2}", r"[!$&'()*+,;=]"
_PCHAR = rf"(?:{_UNRESERVED}|{_ESCAPED}|{_SUB}|[:@])"
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_H16 = r"[0-9A-Fa-f]{1,4}"
_LS32 = rf"(?:{_H16}:{_H16}|{_IPV4})"
_IPV6 = (
    "(?:"
    + "|".join(
        (
            rf"(?:{_H16}:){{6}}{_LS32}",
            rf"::(?:{_H16}:){{5}}{_LS32}",
            rf"(?:{_H16})?::(?:{_H16}:){{4}}{_LS32}",
            *(rf"(?:(?:{_H16}:){{0,{n}}}{_H16})?::(?:{_H16}:){{{4 - n}}}{_LS32}" for n in range(1, 4)),
            rf"(?:(?:{_H16}:){{0,4}}{_H16})?::{_LS32}",
            rf"(?:(?:{_H16}:){{0,5}}{_H16})?::{_H16}",
            rf"(?:(?:{_H16}:){{0,6}}{_H16})?::",
        )
    )
    + ")"
)
_IPVFUTURE = rf"v[0-9A-Fa-f]+\.(?:{_UNRESERVED}|{_SUB}|:)+"
_HOST = rf"(?:\[(?:{_IPV6}|{_IPVFUTURE})\]|(?:{_UNRESERVED}|{_ESCAPED}|{_SUB})*)"
_AUTHORITY = rf"(?:(?:{_UNRESERVED}|{_ESCAPED}|{_SUB}|:)*@)?{_HOST}(?::[0-9]*)?"
_PATH = rf"(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?|{_PCHAR}+(?:/{_PCHAR}*)*|)"
_TAIL = rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:{_PATH}{_TAIL}")
_REFERENCE = re.compile(rf"(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/?(?:{_PCHAR}+(?:/{_PCHAR}*)*)?|){_TAIL}")

# RFC 5321, section 4.1.2.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
_QUOTED = r'"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"'
_EMAIL = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:{_LABEL}(?:\.{_LABEL})*|\[{_IPV4}\]|\[IPv6:{_IPV6}\])")


def date(text: str) -> bool:
    """RFC 3339 full-date: a day that is in the calendar."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        day(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def partial_date(text: str) -> bool:
    """Tell a year, a month or a day (standard, “Rules for all fields”)."""
    return date(text) or _MONTH.fullmatch(text) is not None or (_YEAR.fullmatch(text) is not None and text != "0000")


def time(text: str) -> bool:
    """RFC 3339 full-time; a leap second only at the end of a day in UTC."""
    found = _TIME.fullmatch(text)
    if found is None:
        return False
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    offset_hour, offset_minute = int(found[5] or 0), int(found[6] or 0)
    if max(hour, offset_hour) > LAST_HOUR or max(minute, offset_minute) > LAST_MINUTE or second > LEAP_SECOND:
        return False
    if second < LEAP_SECOND:
        return True
    offset = (offset_hour * 60 + offset_minute) * (1 if found[4] == "+" else -1)
    return (hour * 60 + minute - offset) % DAY == DAY - 1


def date_time(text: str) -> bool:
    """RFC 3339 date-time, with an offset."""
    return text[10:11] in {"T", "t"} and date(text[:10]) and time(text[11:])


def duration(text: str) -> bool:
    return _DURATION.fullmatch(text) is not None


def email(text: str) -> bool:
    return len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def language_tag(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def uri(text: str) -> bool:
    return len(text) <= LONGEST_URI and _URI.fullmatch(text) is not None


def uri_reference(text: str) -> bool:
    """RFC 3986, section 4.1; a colon in the first segment would make it a scheme."""
    if len(text) > LONGEST_URI or ":" in re.split("[/?#]", text, maxsplit=1)[0]:
        return uri(text)
    return _REFERENCE.fullmatch(text) is not None


def uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": date,
    "date-time": date_time,
    "duration": duration,
    "email": email,
    "language-tag": language_tag,
    "partial-date": partial_date,
    "time": time,
    "uri": uri,
    "uri-reference": uri_reference,
    "uuid": uuid,
}
"""By the name that a schema gives them in `format`."""
