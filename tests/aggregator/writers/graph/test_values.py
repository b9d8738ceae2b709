from __future__ import annotations

from typing import Any

import pytest

from councilprojects_aggregator.writers.graph.terms import Field, Value
from councilprojects_aggregator.writers.graph.values import render

V = "https://w3id.org/councilprojects/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NOT_OF_THE_KIND: tuple[Any, ...] = (
    None,
    7.5,
    True,
    "",
    "\ud800",
    [],
    {},
    ["x"],
    {"en": 7},
    {"en": ["x"]},
    "javascript:x",
)


@pytest.mark.parametrize(
    ("value", "given", "expected"),
    [
        (Value.TEXT, {"en-gb": "bins", "cy": "biniau"}, ['"bins"@en-gb', '"biniau"@cy']),
        (Value.STRING, "BS 7666", ['"BS 7666"']),
        (Value.NUMBER, 2.5, [f'"2.5"^^<{XSD}decimal>']),
        (Value.BOOLEAN, True, [f'"true"^^<{XSD}boolean>']),
        (Value.DATE, "2026-04", [f'"2026-04"^^<{XSD}gYearMonth>']),
        (Value.MOMENT, "2026-04-01T10:00:00Z", [f'"2026-04-01T10:00:00Z"^^<{XSD}dateTime>']),
        (Value.DURATION, "P3M", [f'"P3M"^^<{XSD}duration>']),
        (Value.LINK, "https://a.example/", ["<https://a.example/>"]),
        (
            Value.LINK,
            {"en": "https://a.example/en", "cy": "https://a.example/cy"},
            ["<https://a.example/en>", "<https://a.example/cy>"],
        ),
        (Value.LINK, "urn:isbn:0451450523", ["<urn:isbn:0451450523>"]),
        (Value.EMAIL, "digital@a.example", ["<mailto:digital@a.example>"]),
        (Value.TOPIC, "Addresses and-Gazetteers", [f"<{V}topics-addresses-and-gazetteers>"]),
        (Value.GSS, "E07000223", ["<http://statistics.data.gov.uk/id/statistical-geography/E07000223>"]),
        (Value.LGSL, 524, ["<http://id.esd.org.uk/service/524>"]),
        (Value.LGIL, 8, ["<http://id.esd.org.uk/interaction/8>"]),
        (Value.LICENCE, "OGL-UK-3.0", ["<http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>"]),
        (Value.LICENCE, "MIT", ["<https://spdx.org/licenses/MIT>"]),
        (Value.LICENCE, "https://a.example/terms", ["<https://a.example/terms>"]),
        (Value.ORG_ID, "GB-LAE-CRY", [f'"GB-LAE-CRY"^^<{V}orgId>']),
        (Value.IDENTITY, "https://a.example/", []),
    ],
)
def test_a_value_becomes_the_terms_of_its_kind(value: Value, given: object, expected: list[str]) -> None:
    assert list(render(Field("dct:title", value))(given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("beta", f"<{V}phase-beta>"),
        ("gamma", '"gamma"'),
        ("https://a.example/phase", "<https://a.example/phase>"),
        ("\ud800", None),
    ],
)
def test_a_code_is_its_concept_else_what_was_written(given: str, expected: str | None) -> None:
    assert list(render(Field("v:phase", Value.CODE, codes="phase"))(given)) == [expected]


def test_a_plain_word_is_no_topic_of_the_list() -> None:
    assert list(render(Field("dcat:theme", Value.TOPIC))("whatever they call it")) == [None]


@pytest.mark.parametrize("value", [*(kind for kind in Value if kind is not Value.NODE)], ids=lambda kind: kind.name)
@pytest.mark.parametrize("given", NOT_OF_THE_KIND, ids=repr)
def test_whatever_stands_there_nothing_is_raised_and_no_term_is_broken(value: Value, given: Any) -> None:
    for term in render(Field("dct:title", value, codes="phase"))(given):
        assert term is None or term.startswith(('"', "<http"))
