"""Codes, days and sums as people read them; the words for pages and feeds.

Everything here turns one value of the normal form into text. A code that no list knows (a newer version's) is shown
as it is written, its hyphens as spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache

from councilprojects_aggregator.model import Place, Texts
from councilprojects_aggregator.texts import pick, titled
from councilprojects_aggregator.writers.site.safe import safe_url, short_url
from councilprojects_validator.days import LONDON, in_words
from councilprojects_validator.standard import authorities, codelist, former_authorities, lgsl
from councilprojects_validator.wording import _, language

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
WELSH = "cy"

REGIONS = frozenset(
    {
        _("England"),
        _("Northern Ireland"),
        _("Scotland"),
        _("Wales"),
        _("North East"),
        _("North West"),
        _("Yorkshire and The Humber"),
        _("West Midlands"),
        _("East Midlands"),
        _("East of England"),
        _("South West"),
        _("South East"),
        _("London"),
    }
)
"""As the list of authorities has them."""

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SPDX = "https://spdx.org/licenses/"
# SPDX specification 2.3, annex D: `idstring`.
SPDX_ID = re.compile(r"[A-Za-z0-9.-]+")


def day(value: str | date) -> str:
    """Return a day, a partial date or a moment as its day in London: “12 October 2026”, “October 2026”, “2026”."""
    return _day(value, language())


@lru_cache(maxsize=4096)
def _day(value: str | date, _language: str) -> str:
    return in_words(value)


def moment(value: datetime) -> str:
    """Return a moment in words, on London's clock: “12 October 2026 at 7:05pm”."""
    local = value.astimezone(LONDON)
    hour = local.hour % 12 or 12
    half = _("am") if local.hour < 12 else _("pm")  # noqa: PLR2004 (noon)
    return _("{day} at {time}").format(day=day(local), time=f"{hour}:{local:%M}{half}")


def span(part: Mapping[str, object]) -> str:
    """Return `start` and `end` of a part in words; empty where it has neither."""
    start, end = part.get("start"), part.get("end")
    if start and end:
        return _("{start} to {end}").format(start=day(str(start)), end=day(str(end)))
    if start:
        return _("from {start}").format(start=day(str(start)))
    return _("until {end}").format(end=day(str(end))) if end else ""


def spans(parts: Iterable[Mapping[str, object]]) -> list[str]:
    """Return the same of several parts, without those that have neither."""
    return list(filter(None, map(span, parts)))


def money(amount: float, currency: str = "GBP") -> str:
    """Return a sum with its thousands apart: “£1,200,000”, “£99.50”, “CHF 1,200”."""
    number = f"{amount:,.2f}".removesuffix(".00")
    return f"{SYMBOLS[currency]}{number}" if currency in SYMBOLS else f"{currency} {number}"


def number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def percent(share: float) -> str:
    return f"{share:.1%}".replace(".0%", "%")


def title(field: str, code: str) -> str:
    """Return the title of a `code` of the codelist for `field` (its file's name), else the code in plain letters."""
    known = codelist(field).get(code)
    return titled(known) if known else code[:1].upper() + code[1:].replace("-", " ")


def meaning(field: str, code: str) -> tuple[str, str]:
    """Return what a code means as its codelist says, and in which language if that is not the one that is spoken now.

    Nothing where no list knows the code. Some lists say it in English alone.
    """
    known = codelist(field).get(code)
    if known is None or language() != WELSH:
        return known.description if known else "", ""
    return (known.description_cy, "") if known.description_cy else (known.description, "en")


def licence(identifier: str) -> tuple[str, str]:
    """Return how a licence is shown and where its text is; without a place where the identifier is none of SPDX."""
    if identifier == "OGL-UK-3.0":
        return _("Open Government Licence v3.0"), OGL
    if safe_url(identifier):
        return short_url(identifier), identifier
    return identifier, f"{SPDX}{identifier}.html" if SPDX_ID.fullmatch(identifier) else ""


def place(gss: str) -> str:
    """Return the name of the area that a GSS code stands for, now or formerly; else the code."""
    known = authorities().get(gss) or former_authorities().get(gss)
    return known.name if known else gss


def region(name: str) -> str:
    """Return the name of a nation or region in the language that is spoken now; one that nobody knows as it is."""
    return _(name) if name in REGIONS else name


def area(place: Place, owner: str) -> str:
    """Return where a publisher is: its area, unless that is called as it is itself, and the country around it."""
    own = "" if place.name == owner else place.name
    return ", ".join(filter(None, (own, region(place.region or ""), region(place.nation or "")))) or place.name


def foreign(kind: str, label: str) -> str:
    """Return the language of the label of a service or topic where it is not the one that is spoken now.

    The Local Government Service List is English, and so are topics that are in no list of ours, as far as we know.
    """
    if language() != WELSH:
        return ""
    is_english = label in _english_services() if kind == "service" else kind == "topic" and label not in _welsh_topics()
    return "en" if is_english else ""


@cache
def _english_services() -> frozenset[str]:
    return frozenset(lgsl().values())


@cache
def _welsh_topics() -> frozenset[str]:
    return frozenset(code.title_cy for code in codelist("topics").values())


def service(part: Mapping[str, object], wanted: Sequence[str] | None = None) -> str:
    """Return the name of the local government service that a project is about; empty where nothing tells it."""
    names = part.get("name")
    if isinstance(names, dict):
        return pick(names, wanted)[1]
    known = part.get("lgsl")
    if isinstance(known, int):
        return lgsl().get(known) or _("service {number}").format(number=known)
    return ""


def best(texts: Texts) -> str:
    """Return the one text to show where there is no room for its language."""
    return pick(texts)[1]


def spoken(texts: Texts | None) -> list[tuple[str, str]]:
    """Return `(tag, text)` of what a page shows: English, or whatever there is; then Welsh, which is never left out."""
    if not texts:
        return []
    first = pick(texts)
    welsh = pick(texts, (WELSH,))
    is_welsh = welsh[0].partition("-")[0] == WELSH
    return [first, welsh] if is_welsh and welsh[0] != first[0] else [first]
