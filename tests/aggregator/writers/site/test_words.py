from datetime import UTC, date, datetime

import pytest

from councilprojects_aggregator.languages import language
from councilprojects_aggregator.model import Place
from councilprojects_aggregator.writers.site import words
from councilprojects_validator.standard import codelist


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-10-02", "2 October 2026"),
        ("2026-10", "October 2026"),
        ("2026", "2026"),
        (date(2026, 1, 31), "31 January 2026"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026"),
        ("2026-10-02T09:00:00+01:00", "2 October 2026"),
        ("soon", "soon"),
        ("2026-99", "2026-99"),
    ],
)
def test_a_day_is_told_in_words(value: str | date, expected: str) -> None:
    assert words.day(value) == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(0, "12:05am"), (11, "11:05am"), (12, "12:05pm"), (19, "7:05pm")],
)
def test_a_moment_is_told_on_londons_clock(hour: int, expected: str) -> None:
    assert words.moment(datetime(2026, 1, 5, hour, 5, tzinfo=UTC)) == f"5 January 2026 at {expected}"


def test_summer_time_counts() -> None:
    assert words.moment(datetime(2026, 7, 5, 12, 5, tzinfo=UTC)) == "5 July 2026 at 1:05pm"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"start": "2025-01", "end": "2026"}, "January 2025 to 2026"),
        ({"start": "2025"}, "from 2025"),
        ({"end": "2025-12-31"}, "until 31 December 2025"),
        ({}, ""),
    ],
)
def test_a_span_is_told_with_what_there_is(part: dict[str, object], expected: str) -> None:
    assert words.span(part) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (1200000, "GBP", "£1,200,000"),
        (99.5, "GBP", "£99.50"),
        (0, "EUR", "€0"),
        (1e3, "CHF", "CHF 1,000"),
        (1e300, "GBP", f"£{1e300:,.0f}"),
    ],
)
def test_a_sum_has_its_currency_and_thousands_apart(amount: float, currency: str, expected: str) -> None:
    assert words.money(amount, currency) == expected


def test_numbers_and_shares() -> None:
    assert [words.number(value) for value in (8140, -5.5, 2.0, 1234.567)] == ["8,140", "-5.5", "2", "1,234.57"]
    assert [words.percent(share) for share in (0, 0.375, 0.4, 1)] == ["0%", "37.5%", "40%", "100%"]


def test_a_code_has_the_title_and_meaning_of_its_list() -> None:
    assert words.title("phase", "alpha") == "Alpha"
    assert words.meaning("phase", "retired") == ("It has been switched off.", "")


def test_a_meaning_is_in_the_language_of_the_page_or_says_in_which() -> None:
    with language("cy"):
        assert words.meaning("phase", "retired") == ("Mae wedi'i ddiffodd.", "")
        assert words.meaning("benefit-per", "once") == ("The figure comes one time only.", "en")
        assert words.meaning("phase", "long-goodbye") == ("", "")


@pytest.mark.parametrize("field", ["phase", "status", "organisation-type"])
def test_what_pages_say_of_a_code_is_there_in_welsh(field: str) -> None:
    assert [code for code, known in codelist(field).items() if not known.description_cy] == []


def test_a_code_of_a_newer_version_is_shown_as_it_is_written() -> None:
    assert words.title("phase", "long-goodbye") == "Long goodbye"
    assert words.title("phase", "") == ""
    assert words.meaning("phase", "long-goodbye") == ("", "")


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("OGL-UK-3.0", ("Open Government Licence v3.0", words.OGL)),
        ("MIT", ("MIT", "https://spdx.org/licenses/MIT.html")),
        ("https://a.example/licence/", ("a.example/licence", "https://a.example/licence/")),
        ("javascript:alert(1)", ("javascript:alert(1)", "")),
        ("our own", ("our own", "")),
    ],
)
def test_a_licence_leads_to_its_text(identifier: str, expected: tuple[str, str]) -> None:
    assert words.licence(identifier) == expected


def test_an_area_is_named_even_if_it_is_no_more() -> None:
    assert words.place("E09000007") == "London Borough of Camden"
    assert words.place("E10000021") == "Northamptonshire County Council"
    assert words.place("E99999999") == "E99999999"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"name": {"en": "Bins", "cy": "Biniau"}, "lgsl": 524}, "Bins"),
        ({"lgsl": 999999}, "service 999999"),
        ({"uri": "https://a.example/"}, ""),
    ],
)
def test_a_service_is_named_by_its_publisher_or_its_list(part: dict[str, object], expected: str) -> None:
    assert words.service(part) == expected


def test_a_listed_service_has_the_lists_name() -> None:
    assert words.service({"lgsl": 524}) == words.lgsl()[524]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (None, []),
        ({"en-gb": "Bins"}, [("en-gb", "Bins")]),
        ({"cy": "Biniau", "en": "Bins"}, [("en", "Bins"), ("cy", "Biniau")]),
        ({"cy-gb": "Biniau", "en": "Bins"}, [("en", "Bins"), ("cy-gb", "Biniau")]),
        ({"cy": "Biniau"}, [("cy", "Biniau")]),
        ({"pl": "Kosze", "ur": "x"}, [("pl", "Kosze")]),
        ({"pl": "Kosze", "cy": "Biniau"}, [("cy", "Biniau")]),
    ],
)
def test_english_is_shown_then_welsh_else_whatever_there_is(
    texts: dict[str, str] | None, expected: list[tuple[str, str]]
) -> None:
    assert words.spoken(texts) == expected


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("E1", "Ambridge", "England", "West Midlands", "district"), "Ambridge, West Midlands, England"),
        (Place("E1", "Alder", "England", None, "district"), "England"),
        (Place("E1", "Alder", None, None, "district"), "Alder"),
    ],
)
def test_an_area_is_not_named_twice(place: Place, said: str) -> None:
    assert words.area(place, "Alder") == said
