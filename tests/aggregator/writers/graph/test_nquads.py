from __future__ import annotations

from datetime import UTC, date, datetime

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator.writers.graph import nquads

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(printed: str | None) -> pyoxigraph.Literal:
    line = f"<https://s.example/> <https://p.example/> {printed} .".encode()
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    return quad.object


@pytest.mark.parametrize(
    ("text", "tag", "printed"),
    [
        ("bins", None, '"bins"'),
        ("biniau", "cy", '"biniau"@cy'),
        ("bins", "", '"bins"'),
        ("tag of nobody’s", "en_GB", '"tag of nobody’s"'),
        ('a "b" \\ c', "en-gb", '"a \\"b\\" \\\\ c"@en-gb'),
        ("\t\n\r\b\f", None, '"\\t\\n\\r\\b\\f"'),
        ("\x00\x1f\x7f\uffff", None, '"\\u0000\\u001F\\u007F\\uFFFF"'),
        ("tŷ \U0001f5d1 \u202e", None, '"tŷ \U0001f5d1 \u202e"'),
        ("\ud800", None, None),
        (7, None, None),
    ],
)
def test_text_is_escaped_and_tagged(text: object, tag: str | None, printed: str | None) -> None:
    assert nquads.text(text, tag) == printed


@given(st.text())
def test_any_text_comes_back_from_two_parsers(text: str) -> None:
    printed = nquads.text(text, "cy")
    assert literal(printed).value == text
    read = rdflib.Graph().parse(data=f"<https://s.example/> <https://p.example/> {printed} .", format="nt")
    assert [str(value) for value in read.objects()] == [text]


@pytest.mark.parametrize(
    "tag", ["en", "en-gb", "cy", "gd", "zh-hant-hk", "de-ch-1901", "es-419", "en-x-plain", "sgn-bfi"]
)
def test_well_formed_tags_are_kept_and_parse(tag: str) -> None:
    assert literal(nquads.text("x", tag)).language == tag


@pytest.mark.parametrize("tag", ["", "a", "en-a", "1a", "abcdefghi", "en--gb", "de-419-de", "EN", "en gb", "x"])
def test_a_tag_that_a_parser_would_refuse_is_left_out(tag: str) -> None:
    assert nquads.text("x", tag) == '"x"'


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [
        (12, "12", "integer"),
        (-3, "-3", "integer"),
        (0.25, "0.25", "decimal"),
        (1e22, "1e+22", "double"),
    ],
)
def test_numbers_are_typed(value: float, lexical: str, datatype: str) -> None:
    assert nquads.number(value) == f'"{lexical}"^^<{XSD}{datatype}>'
    assert literal(nquads.number(value)).value == lexical


@pytest.mark.parametrize("value", [True, "12", None, float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_gives_none(value: object) -> None:
    assert nquads.number(value) is None


def test_booleans_are_typed_and_nothing_else_is_one() -> None:
    no = False
    assert nquads.boolean(no) == f'"false"^^<{XSD}boolean>'
    assert nquads.boolean("true") is None


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2026", "gYear"), ("2026-04", "gYearMonth"), ("2026-04-30", "date"), ("2024-02-29", "date")],
)
def test_a_date_is_as_exact_as_it_was_written(value: str, datatype: str) -> None:
    assert nquads.day(value) == f'"{value}"^^<{XSD}{datatype}>'


@pytest.mark.parametrize(
    "value", ["2026-13", "2026-02-30", "0000", "26", "2026-4", "2026-04-30T00:00:00Z", "", 2026, None]
)
def test_what_is_no_date_gives_none(value: object) -> None:
    assert nquads.day(value) is None


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (datetime(2026, 10, 1, 9, tzinfo=UTC), f'"2026-10-01T09:00:00Z"^^<{XSD}dateTime>'),
        ("2026-10-01T09:00:00+01:00", f'"2026-10-01T09:00:00+01:00"^^<{XSD}dateTime>'),
        ("2026-10-01", f'"2026-10-01"^^<{XSD}date>'),
        (date(2026, 10, 1), f'"2026-10-01"^^<{XSD}date>'),
        ("Tuesday", None),
        (None, None),
    ],
)
def test_a_moment_is_a_date_and_time_or_a_date(value: object, printed: str | None) -> None:
    assert nquads.moment(value) == printed


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        ("P3M", "P3M"),
        ("P1Y6M", "P1Y6M"),
        ("P2W", "P14D"),
        ("PT12H", "PT12H"),
        ("P", None),
        ("PT", None),
        ("3M", None),
        (3, None),
    ],
)
def test_a_duration_has_no_weeks(value: object, lexical: str | None) -> None:
    assert nquads.duration(value) == (f'"{lexical}"^^<{XSD}duration>' if lexical else None)


def test_only_absolute_addresses_of_known_schemes_become_iris() -> None:
    assert nquads.iri("https://a.example/x") == "<https://a.example/x>"
    assert nquads.iri("javascript:alert(1)") is None
    assert nquads.iri(None) is None
