"""Mends of values of one form: spaces around them, capitals where only capitals are allowed, `mailto:`."""

from __future__ import annotations

import re

from councilprojects_validator.fixing.keys import renamed
from councilprojects_validator.fixing.model import Edit, Fault, text_as
from councilprojects_validator.fixing.registry import mends

_AROUND = " \t\r\n\f\v\u00a0\u2007\u202f\u200b\u2060\ufeff"
"""Spaces that come along when something is copied, those of no width too."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})+")

LANGUAGES = {"english": "en", "welsh": "cy", "cymraeg": "cy"}
CURRENCIES = {"£": "GBP", "€": "EUR"}


@mends(
    "bad-id",
    "bad-previous-id",
    "not-a-duration",
    "not-a-host",
    "not-a-list-number",
    "not-a-uri",
    "not-an-address",
    "not-an-org-id",
)
def without_spaces(fault: Fault) -> Edit | None:
    """Spaces around a value are taken out."""
    return _as(fault, bare(fault.value))


@mends("not-a-gss-code")
def in_capitals(fault: Fault) -> Edit | None:
    """A GSS code is written in capitals, without spaces around it."""
    return _as(fault, bare(fault.value).upper())


@mends("not-a-currency")
def currency(fault: Fault) -> Edit | None:
    """A currency is written as its three capital letters."""
    written = bare(fault.value)
    return _as(fault, CURRENCIES.get(written, written.upper()))


@mends("not-an-email")
def email(fault: Fault) -> Edit | None:
    """An e-mail address is written without `mailto:` and spaces around it."""
    return _as(fault, bare(bare(fault.value).removeprefix("mailto:")))


@mends("not-a-language-tag")
def language_tag(fault: Fault) -> Edit | None:
    """A language is written as its code, with a hyphen before the country."""
    written = str(fault.path[-1]) if fault.at_key else fault.value
    tag = bare(written)
    meant = LANGUAGES.get(tag.casefold(), tag.replace("_", "-") if _TAG.fullmatch(tag) else tag)
    if meant == written:
        return None
    return renamed(fault, meant) if fault.at_key else text_as(fault, meant)


def bare(text: str) -> str:
    """Return `text` without what stands around it and cannot be seen."""
    return text.strip(_AROUND)


def _as(fault: Fault, text: str) -> Edit | None:
    return None if text == fault.value else text_as(fault, text)
