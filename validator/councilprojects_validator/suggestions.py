"""Guesses what somebody meant: the nearest word of a list, a date or address in the form that the standard wants.

Pure, and careful: None wherever a guess could mislead. `messages` and `keys` put what comes out behind a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

LONGEST_WORD = 64
"""No code or key is nearly as long, and comparing takes the square of the length."""

CLOSE = 0.75
"""How alike two words must be (difflib's ratio): one letter in four may be wrong, so `discvery` finds `discovery`."""

_SEPARATORS = re.compile(r"[-_ .]+")
_SPELLINGS = (
    # American to British, and how to tell singular from plural: all only to compare words by.
    ("ization", "isation"),
    ("ize", "ise"),
    ("license", "licence"),
    ("color", "colour"),
    ("center", "centre"),
    ("behavior", "behaviour"),
    ("labor", "labour"),
    ("catalog", "catalogue"),
    ("program", "programme"),
)

_NUMERIC_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?(?:[T ].*)?")
_NAMED_DATE = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_FINANCIAL_YEAR = re.compile(r"((?:19|20)[0-9]{2})[-/]([0-9]{2}|[0-9]{4})")
_FILE = re.compile(
    r"[^/]+\.(?:aspx?|csv|docx?|html?|jpe?g|json|ods|odt|pdf|php|png|pptx?|txt|xlsx?|xml|zip)", re.IGNORECASE
)
"""The name of a file: what stands before it in its address cannot be guessed."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


CALLED: Mapping[str, tuple[str, ...]] = {
    "archival": ("retired",),
    "cancelled": ("stopped", "withdrawn"),
    "closed": ("completed", "ended"),
    "concept": ("idea",),
    "decommissioned": ("retired",),
    "development": ("alpha",),
    "done": ("completed",),
    "finished": ("completed", "ended"),
    "ideation": ("idea",),
    "in progress": ("active",),
    "joined": ("active",),
    "on hold": ("paused",),
    "ongoing": ("active",),
    "production": ("live",),
    "rejected": ("not-funded",),
    "stable": ("live",),
    "successful": ("awarded",),
    "unsuccessful": ("not-funded",),
    "won": ("awarded",),
}
"""What other standards and people call a code (standard, “Mappings to read older forms”); the first that is listed."""


@lru_cache(maxsize=4096)
def nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    """Return the candidate that `word` most likely stands for: same but for case and spelling, else nearly the same."""
    if len(word) > LONGEST_WORD:
        return None
    folded = {fold(candidate): candidate for candidate in reversed(candidates)}
    found = get_close_matches(fold(word), folded, n=1, cutoff=CLOSE)
    return folded[found[0]] if found else None


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return `word` without what people write differently: case, hyphens, American spelling, the s of a plural."""
    plain = _SEPARATORS.sub("", word).casefold()
    for american, british in _SPELLINGS:
        if british not in plain:
            plain = plain.replace(american, british)
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    return plain.removesuffix("s")


def as_date(text: str, *, day_needed: bool) -> str | None:
    """Return a date as YYYY-MM-DD or YYYY-MM. The day comes before the month; a financial year begins in April."""
    text = text.strip()
    year_first, numeric, named = (pattern.fullmatch(text) for pattern in (_YEAR_FIRST, _NUMERIC_DATE, _NAMED_DATE))
    found: str | None
    financial = _FINANCIAL_YEAR.fullmatch(text)
    if financial is not None and int(financial[2]) % 100 == (int(financial[1]) + 1) % 100:
        found = f"{financial[1]}-04"
    elif year_first is not None:
        found = _date(year_first[1], year_first[2], year_first[3])
    elif numeric is not None:
        found = _date(numeric[3], numeric[2], numeric[1])
    elif named is not None and named[2][:3].lower() in _MONTHS:
        found = _date(named[3], str(_MONTHS.index(named[2][:3].lower()) + 1), named[1])
    else:
        return None
    return None if day_needed and found is not None and len(found) < len("2026-10-12") else found


def _date(year: str, month: str, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day is not None else found[: len("2026-10")]


def as_url(text: str) -> str | None:
    """Return a web address that lacks its `https://`, or has spaces in it, as it should be."""
    text = text.strip()
    if _FILE.fullmatch(text):
        return None
    if re.fullmatch(r"(?:www\.|[A-Za-z0-9-]+\.)[A-Za-z0-9.-]+(?:[/?#][!-~ ]*)?", text) and "@" not in text:
        text = f"https://{text}"
    return text.replace(" ", "%20") if re.match(r"https?://[^ ]", text) else None


def as_id(text: str) -> str | None:
    """Return an id made from a title or code, in small letters, digits and hyphens."""
    found = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:80].strip("-")
    return found or None


def one_of(words: Iterable[str]) -> str:
    """Return words as a sentence lists them, each in backticks."""
    return ", ".join(f"`{word}`" for word in words)
