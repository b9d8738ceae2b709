"""Each mend: what it changes, and what is so near that only a person can tell."""

from __future__ import annotations

import pytest
from to_be_mended import FILE, TODAY, mended

from councilprojects_validator.check import check
from councilprojects_validator.fixing import mendable_findings
from councilprojects_validator.fixing.dates import DAYS
from councilprojects_validator.standard import load_schema

PROJECT = [
    # codes
    ('"phase": "Beta"', '"phase": "beta"'),
    ('"phase": " beta\\t"', '"phase": "beta"'),
    ('"phase": "Private Beta"', '"phase": "beta"'),
    ('"phase": "Darganfod"', '"phase": "discovery"'),
    ('"status": "on_hold"', '"status": "paused"'),
    ('"openTo": ["Not Now"]', '"openTo": ["not-now"]'),
    (
        '"outputs": [{"type": "Business Case", "title": "Why"}]',
        '"outputs": [{"type": "business-case", "title": "Why"}]',
    ),
    (
        '"benefits": [{"type": "time", "estimate": 2, "per": "each  year"}]',
        '"benefits": [{"type": "time", "estimate": 2, "per": "year"}]',
    ),
    (
        '"repositories": [{"url": "https://code.ambridge.example/a", "licence": "Apache 2.0"}]',
        '"repositories": [{"url": "https://code.ambridge.example/a", "licence": "Apache-2.0"}]',
    ),
    # names
    ('"Phase": "Beta"', '"phase": "beta"'),
    ('"start_date": "2026-05"', '"start": "2026-05"'),
    ('"partner": [{"name": "Borchester"}]', '"partners": [{"name": "Borchester"}]'),
    ('"stage": "alpha"', '"phase": "alpha"'),
    ('"keywords": ["waste"]', '"topics": ["waste"]'),
    ('"x-ambridge-ref": 1', '"x_ambridge_ref": 1'),
    ('"problem": {"English": "Rings.", "Cymraeg": "Galw."}', '"problem": {"en": "Rings.", "cy": "Galw."}'),
    ('"problem": {"en_GB": "Rings."}', '"problem": {"en-GB": "Rings."}'),
    # dates
    ('"start": "12 October 2026"', '"start": "2026-10-12"'),
    ('"start": "October 12th, 2026"', '"start": "2026-10-12"'),
    ('"start": "Hydref 2026"', '"start": "2026-10"'),
    ('"start": "2026/10/12"', '"start": "2026-10-12"'),
    ('"start": "2026-10-1"', '"start": "2026-10-01"'),
    ('"start": "13/10/2026"', '"start": "2026-10-13"'),
    ('"start": "5.5.2026"', '"start": "2026-05-05"'),
    ('"start": " 2026 "', '"start": "2026"'),
    ('"start": 2026', '"start": "2026"'),
    ('"start": "2026-10-12T00:00:00"', '"start": "2026-10-12"'),
    ('"start": "2026-10-12T00:00:00.000Z"', '"start": "2026-10-12"'),
    # addresses
    ('"url": "www.ambridge.example/bins"', '"url": "https://www.ambridge.example/bins"'),
    ('"url": "http://www.ambridge.example/bins"', '"url": "https://www.ambridge.example/bins"'),
    ('"url": "HTTP://www.ambridge.example/bins"', '"url": "https://www.ambridge.example/bins"'),
    ('"url": "http://www.stockton.gov.uk/bins"', '"url": "https://www.stockton.gov.uk/bins"'),
    ('"url": "\\u00a0https://www.ambridge.example/bins "', '"url": "https://www.ambridge.example/bins"'),
    # forms
    ('"areas": ["s12000033 "]', '"areas": ["S12000033"]'),
    ('"previousIds": [" bins"]', '"previousIds": ["bins"]'),
    ('"services": [{"lgsl": "0524"}]', '"services": [{"lgsl": 524}]'),
    ('"services": [{"lgsl": "524 "}]', '"services": [{"lgsl": 524}]'),
    ('"services": [{"uri": " https://standards.example/1 "}]', '"services": [{"uri": "https://standards.example/1"}]'),
    ('"lead": {"name": "B", "orgIds": ["GB-LAE-CRY "]}', '"lead": {"name": "B", "orgIds": ["GB-LAE-CRY"]}'),
    ('"contact": {"email": "mailto:bins@a.example"}', '"contact": {"email": "bins@a.example"}'),
    ('"budget": {"amount": 1, "currency": "gbp"}', '"budget": {"amount": 1, "currency": "GBP"}'),
    # types
    ('"budget": {"amount": "48,000"}', '"budget": {"amount": 48000}'),
    ('"topics": "waste"', '"topics": ["waste"]'),
    ('"estimated": "no"', '"estimated": false'),
    # empty
    ('"phase": null', ""),
]


UNTOUCHED = [
    '"phase": "discvery"',
    '"phase": "development"',
    '"phase": 3',
    '"status": "closed"',
    '"benefits": [{"type": "tme", "estimate": 2}]',
    '"licens": "MIT"',
    '"sumary": "Bins."',
    '"owner": {"name": "Borchester"}',
    '"updated": "2026-10-12"',
    '"partner": {"name": "Borchester"}',
    '"Phase": "beta", "phase": "alpha"',
    '"Phase": "beta", "PHASE": "alpha"',
    '"Phase": "beta", "phase": "alpha", "phase": "beta"',
    '"lessons": [], "phase": "alpha", "phase": "beta"',
    '"problem": {"English": "Rings.", "en": "Rings."}',
    '"tags": ["waste"], "keywords": ["refuse"]',
    '"problem": {"en": "Rings.", "en": "Galw."}, "problem": "Rings."',
    '"problem": {"Deutsch (DE)": "Anrufe."}',
    '"start": "03/04/2026"',
    '"start": "10/13/2026"',
    '"start": "30 February 2026"',
    '"start": "12 Smarch 2026"',
    '"start": "2010/11"',
    '"start": "2025-26"',
    '"start": "12/10/26"',
    '"start": "2026-06-11T23:00:00Z"',
    '"start": 20261012',
    '"url": "www.elsewhere.example/bins"',
    '"url": "http://www.elsewhere.example/bins"',
    '"url": "http://www.ambridge.example:8080/bins"',
    '"url": "http://www.ambridge.example:99999/bins"',
    '"url": "\\u0068ttp://www.ambridge.example/bins"',
    '"url": "https://www.ambridge.example/missed bins"',
    '"related": ["http://www.ambridge.example/projects.json#lights"]',
    '"areas": ["Ambridge"]',
    '"budget": {"amount": "1,5"}',
    '"budget": {"amount": "about 5"}',
    '"topics": "waste, recycling"',
    '"topics": ["design systems"]',
    '"title_": 3',
    '"estimated": 1',
    '"services": [{"lgsl": "1234567890123"}]',
    '"repositories": [{"url": "https://code.ambridge.example/a", "licence": "GPLv3"}]',
    # what would be wrong elsewhere: an end before the start, twice the same
    '"Start": "2026-05", "end": "2026-02"',
    '"links": [{"label": "a", "url": "https://a.example/"}], "related": ["https://a.example/x", "http://a.example/x"]',
]


@pytest.mark.parametrize(("before", "after"), PROJECT)
def test_what_can_be_meant_one_way_only_is_written_so(before: str, after: str) -> None:
    expected = FILE % (f",\n      {after}" if after else "")
    assert mended(FILE % f",\n      {before}").after == expected


@pytest.mark.parametrize("written", UNTOUCHED)
def test_what_could_be_meant_otherwise_is_left_to_a_person(written: str) -> None:
    fixed = mended(FILE % f",\n      {written}")
    assert (fixed.after, fixed.mended) == (FILE % f",\n      {written}", ())


@pytest.mark.parametrize("written", ["2026-11", "Nov 2026", "11/2026", "2026", " 2026 "])
def test_a_month_where_a_day_is_needed_is_left_to_a_person_and_all_else_is_mended(written: str) -> None:
    """It can be written as a date is, but not as the one that is needed: what is no mend must not be tried for ever."""
    faulty = (FILE % ',\n      "phase": "Beta"').replace("2026-10-12", written)
    fixed = mended(faulty)
    assert fixed.trouble is None
    assert fixed.after == faulty.replace("Beta", "beta")
    report = check(faulty.encode(), name="projects.json", today=TODAY)
    assert {each.code for each in mendable_findings(faulty, report)} == {"unknown-code"}, "no more is promised"


def test_the_fields_that_need_a_whole_day_are_those_of_the_schema() -> None:
    found = {
        name
        for definition in load_schema("projects")["$defs"].values()
        for name, field in definition.get("properties", {}).items()
        if {"$ref": "#/$defs/day"} in field.get("allOf", ())
    }
    assert found == DAYS


HEADS = [
    ('"councilProjects": 1', '"councilProjects": "1.0"'),
    ('"councilProjects": 1.0', '"councilProjects": "1.0"'),
    ('"councilProjects": "v1.0"', '"councilProjects": "1.0"'),
    ('"councilProjects": "1.0.0"', '"councilProjects": "1.0"'),
    ('"council_projects": 1.0', '"councilProjects": "1.0"'),
    ('"councilProjects": true', '"councilProjects": true'),
    ('"councilProjects": null', '"councilProjects": null'),
    ('"councilProjects": "October 2026"', '"councilProjects": "October 2026"'),
    ('"CouncilProjects": "1.0", "councilprojects": "1.0"', '"CouncilProjects": "1.0", "councilprojects": "1.0"'),
    ('"modified": "13/10/2026", "councilProjects": "1.0"', '"modified": "2026-10-13", "councilProjects": "1.0"'),
    ('"modified": "2026-10-12T09:00 ", "councilProjects": "1.0"', None),
    ('"reviewEvery": "P3M ", "councilProjects": "1.0"', '"reviewEvery": "P3M", "councilProjects": "1.0"'),
    ('"licence": "MIT License", "councilProjects": "1.0"', '"licence": "MIT", "councilProjects": "1.0"'),
    ('"licence": "as you like", "councilProjects": "1.0"', None),
    ('"website": "https://a.example/", "councilProjects": "1.0"', None),
]


@pytest.mark.parametrize(("before", "after"), HEADS)
def test_the_head_of_a_file(before: str, after: str | None) -> None:
    content = (FILE % "").replace('"councilProjects": "1.0"', before)
    expected = content if after is None else content.replace(before, after)
    assert mended(content).after == expected


REGISTRY = """{
  "councilProjectsRegistry": "1.0",
  "name": "Borsetshire",%s
  "sources": [
    {"id": "ambridge", "name": "Ambridge", "url": "https://www.ambridge.example/projects.json"%s}
  ]
}
"""


@pytest.mark.parametrize(
    ("head", "source", "mended_head", "mended_source"),
    [
        ("", ', "hosts": ["data.ambridge.example "]', "", ', "hosts": ["data.ambridge.example"]'),
        ("", ', "lane": "Live"', "", ', "lane": "live"'),
        ("", ', "homepage": "http://www.ambridge.example/"', "", ', "homepage": "http://www.ambridge.example/"'),
        (' "includes": ["wales.json "],', "", ' "includes": ["wales.json"],', ""),
    ],
)
def test_a_registry(head: str, source: str, mended_head: str, mended_source: str) -> None:
    assert mended(REGISTRY % (head, source)).after == REGISTRY % (mended_head, mended_source)


def test_a_registry_without_its_marker_is_still_known_by_its_sources() -> None:
    content = (REGISTRY % ("", ', "lane": "Live"')).replace("councilProjectsRegistry", "councilprojectsregistry")
    assert mended(content).after == REGISTRY % ("", ', "lane": "live"')


def test_two_ids_never_become_one() -> None:
    one = '{"id": "%s", "title": "Bins", "summary": "Residents report a missed collection online.", %s}'
    rest = '"reviewed": "2026-10-12"'
    for first, second in (("bins", "bins "), (" bins", "bins ")):
        content = FILE % f'}}, {one % (first, rest)}, {one % (second, rest)}, {{"id": "last", "title": "Last"'
        assert mended(content).changes == ()
