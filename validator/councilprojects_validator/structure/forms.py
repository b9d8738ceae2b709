"""How each kind of value is written, and what to say when it is not: dates, addresses, codes of other lists.

Stands behind `messages`. A form belongs to a definition of the schema, or to a field that has its own pattern; a test
sees that every pattern and format of the schemas has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from councilprojects_validator.diagnostics import Path
from councilprojects_validator.suggestions import as_date, as_id, as_url
from councilprojects_validator.wording import _


@dataclass(frozen=True, slots=True)
class Form:
    """The code of the fault, its sentence (with `{name}` and `{found}`), and a guess at what was meant."""

    code: str
    message: Callable[[], str]
    suggest: Callable[[str], str | None] = lambda _text: None


def form_of(definition: str, path: Path) -> Form:
    """Return the form that the value at `path` breaks; every value has one."""
    field = next((key for key in reversed(path) if isinstance(key, str)), "")
    return _BY_DEFINITION.get(definition) or _BY_FIELD.get(field) or _ANY


def _gss(text: str) -> str | None:
    upper = text.strip().upper()
    return upper if re.fullmatch(r"[EKNSW][0-9]{8}", upper) else None


def _currency(text: str) -> str | None:
    return {"£": "GBP", "GBP": "GBP", "€": "EUR", "EUR": "EUR"}.get(text.strip().upper())


_URL = Form(
    "not-a-url",
    lambda: _("{name} is {found}, which is not a whole web address. Begin it with https:// and leave no spaces in it."),
    as_url,
)
_DAY = Form(
    "not-a-date",
    lambda: _("{name} is {found}, which is not a day. Write year, month and day with hyphens: 2026-10-12."),
    lambda text: as_date(text, day_needed=True),
)
_PARTIAL_DATE = Form(
    "not-a-date",
    lambda: _(
        "{name} is {found}, which is not a date. Write 2026-10-12, or only the month, 2026-10, or the year, 2026."
    ),
    lambda text: as_date(text, day_needed=False),
)
_ID = Form(
    "bad-id",
    lambda: _("{name} is {found}, but an id has only small letters, digits and single hyphens, such as missed-bins."),
    as_id,
)
_LICENCE = Form(
    "not-a-licence",
    lambda: _("{name} is {found}. Write the licence's short name from spdx.org/licenses, such as OGL-UK-3.0 or MIT."),
)

_BY_DEFINITION: Mapping[str, Form] = {
    "url": _URL,
    "localisedUrl": _URL,
    "uri": Form(
        "not-a-uri",
        lambda: _("{name} is {found}, which is not a whole address. Begin it with https:// and leave no spaces in it."),
        as_url,
    ),
    "day": _DAY,
    "partialDate": _PARTIAL_DATE,
    "moment": Form(
        "not-a-date-time",
        lambda: _(
            "{name} is {found}. Write a day, 2026-10-12, or a moment with its offset, 2026-10-12T09:30:00+01:00."
        ),
        lambda text: as_date(text, day_needed=True),
    ),
    "id": _ID,
    "gss": Form(
        "not-a-gss-code",
        lambda: _("{name} is {found}, but a GSS code is a letter and eight digits, such as E09000007."),
        _gss,
    ),
    "orgId": Form(
        "not-an-org-id",
        lambda: _("{name} is {found}, but an org-id is a list's code and a number: GB-LAE-CMD. See org-id.guide."),
    ),
    "licence": _LICENCE,
    "spdxLicence": _LICENCE,
    "currency": Form(
        "not-a-currency",
        lambda: _("{name} is {found}, but a currency is three capital letters, such as GBP."),
        _currency,
    ),
    "languageTag": Form(
        "not-a-language-tag",
        lambda: _("{name} is {found}, which is not a language code. Write en-GB, or cy for Welsh."),
    ),
    "listNumber": Form(
        "not-a-list-number",
        lambda: _("{name} is {found}, but it must be a number from the national list of that name, such as 524."),
    ),
    "host": Form(
        "not-a-host",
        lambda: _("{name} is {found}, which is not the name of a website's host. Write it like www.ambridge.example."),
    ),
    "text": Form(
        "blank-text",
        lambda: _("{name} holds only spaces. Write something, or leave it out."),
    ),
}

_BY_FIELD: Mapping[str, Form] = {
    "email": Form(
        "not-an-email",
        lambda: _("{name} is {found}, which is not an e-mail address. Write it like digital@ambridge.example."),
        lambda text: text.strip().removeprefix("mailto:") or None,
    ),
    "reviewEvery": Form(
        "not-a-duration",
        lambda: _("{name} is {found}. Write P3M for every three months, P2W for every two weeks, P1Y for every year."),
    ),
    "previousIds": Form(
        "bad-previous-id",
        lambda: _("{name} is {found}. Write the former id, such as missed-bins, or its whole address with https://."),
        as_id,
    ),
    "includes": Form(
        "not-an-address",
        lambda: _("{name} is {found}. Write the other registry's address with https://, or its path beside this file."),
    ),
}

_ANY = Form("wrong-form", lambda: _("{name} is {found}, which is not written as the standard wants it."))
