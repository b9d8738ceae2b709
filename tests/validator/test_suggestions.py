"""A guess helps or is not made."""

from __future__ import annotations

import pytest

from councilprojects_validator.suggestions import LONGEST_WORD, as_date, as_id, as_url, fold, nearest, one_of


@pytest.mark.parametrize(
    ("text", "date", "day"),
    [
        ("12/10/2026", "2026-10-12", "2026-10-12"),
        (" 3.4.2026 ", "2026-04-03", "2026-04-03"),
        ("2026/3/4", "2026-03-04", "2026-03-04"),
        ("2026-1", "2026-01", None),
        ("2026-10-12T10:00:00Z", "2026-10-12", "2026-10-12"),
        ("12 October 2026", "2026-10-12", "2026-10-12"),
        ("3rd May 2024", "2024-05-03", "2024-05-03"),
        ("Oct 2026", "2026-10", None),
        ("2025-26", "2025-04", None),
        ("2025/2026", "2025-04", None),
        ("2026-13-01", None, None),
        ("31.02.2026", None, None),
        ("Spring 2026", None, None),
        ("soon", None, None),
    ],
)
def test_dates_as_people_write_them(text: str, date: str | None, day: str | None) -> None:
    assert (as_date(text, day_needed=False), as_date(text, day_needed=True)) == (date, day)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.ambridge.example/a b", "https://www.ambridge.example/a%20b"),
        ("ambridge.gov.example", "https://ambridge.gov.example"),
        ("https://a.example/b c", "https://a.example/b%20c"),
        ("a@b.example", None),
        ("bins", None),
        ("ftp://a.example", None),
    ],
)
def test_addresses(text: str, url: str | None) -> None:
    assert as_url(text) == url


def test_ids() -> None:
    assert [as_id(text) for text in ("Missed Bins!", "--", "É", "a" * 90)] == ["missed-bins", None, None, "a" * 80]


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("Live", ("live", "alpha"), "live"),
        ("discvery", ("discovery", "alpha"), "discovery"),
        ("organizations", ("organisation",), "organisation"),
        ("license", ("licence", "lead"), "licence"),
        ("programs", ("programme",), "programme"),
        ("Programme", ("programme",), "programme"),
        ("open_to", ("openTo",), "openTo"),
        ("technology", ("technologies",), "technologies"),
        ("xyz", ("live",), None),
        ("x" * (LONGEST_WORD + 1), ("x" * LONGEST_WORD,), None),
        ("live", (), None),
    ],
)
def test_words(word: str, candidates: tuple[str, ...], meant: str | None) -> None:
    assert nearest(word, candidates) == meant


def test_words_are_compared_without_what_people_write_differently() -> None:
    assert fold("Organization-Type") == fold("organisation_types") == "organisationtype"
    assert one_of(["a", "b"]) == "`a`, `b`"
