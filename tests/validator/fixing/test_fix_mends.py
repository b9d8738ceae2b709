"""Each mend: what it changes, and what is so near that only a person can tell."""

from __future__ import annotations

import json
from datetime import date

import pytest

from councilprojects_validator.check import check
from councilprojects_validator.fixing import MENDS, Fixed, fix, mendable, mendable_findings
from councilprojects_validator.fixing.codes import ALIASES
from councilprojects_validator.fixing.dates import certain_date
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.standard import codelist

TODAY = date(2026, 11, 20)

FILE = """{
  "councilProjects": "1.0",
  "publisher": {
    "name": "Ambridge Borough Council",
    "url": "https://www.ambridge.example/",
    "contact": {"email": "digital@ambridge.example"}
  },
  "projects": [
    {
      "id": "missed-bins",
      "title": "Report a missed bin",
      "summary": "Residents report a missed collection online and see when the crew will return.",
      "reviewed": "2026-10-12"%s
    }
  ]
}
"""

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


def mended(content: str) -> Fixed:
    return fix(content.encode(), name="projects.json", today=TODAY)


@pytest.mark.parametrize(("before", "after"), PROJECT)
def test_what_can_be_meant_one_way_only_is_written_so(before: str, after: str) -> None:
    expected = FILE % (f",\n      {after}" if after else "")
    assert mended(FILE % f",\n      {before}").after == expected


@pytest.mark.parametrize("written", UNTOUCHED)
def test_what_could_be_meant_otherwise_is_left_to_a_person(written: str) -> None:
    fixed = mended(FILE % f",\n      {written}")
    assert (fixed.after, fixed.mended) == (FILE % f",\n      {written}", ())


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


PUNCTUATION = [
    ('{"a": 1,}', '{"a": 1}'),
    ('{"a": [,1,,2,],}', '{"a": [1,2]}'),
    ('{"a": 1} // end', '{"a": 1}'),
    ('{"a": /* why */ 1}', '{"a":  1}'),
    ('{\n  # why\n  "a": 1\n}\n', '{\n  "a": 1\n}\n'),
    ('{\r\n  "a": 1, // why\r\n  "b": 2\r\n}', '{\r\n  "a": 1,\r\n  "b": 2\r\n}'),
    ("{'a': 'it\\'s \"so\"'}", '{"a": "it\'s \\"so\\""}'),
    ("{“a”: „b“}", '{"a": "b"}'),
    ("{a: True, $b: FALSE}", '{"a": true, "$b": false}'),
    ('{\u00a0"a":\u200b 1}', '{ "a": 1}'),
    ('{"a": 1\u0085\u0000}', '{"a": 1 }'),
    ('{"a": beta, "b": [live]}', '{"a": "beta", "b": ["live"]}'),
    ('{"a": [{}\n{"b": 1}]\n"c": 1}', '{"a": [{},\n{"b": 1}],\n"c": 1}'),
]

LEFT_BROKEN = [
    '{"a": 1 "b": 2}',
    '{"a": ["one"\n"two"]}',
    '{"a": “one"}',
    '{"a": "one”,\n"b": 2}',
    '{"a": ‘one’}',
    '{"a": `one`}',
    "{'a': 'it's'}",
    '{"a": 007}',
    '{"a": undefined}',
    '{"a": missed bins}',
    '{"a": /x}',
    '{"a": 1, /* no end',
    "{two words: 1}",
    '{"a": 1,} trailing, "text',
    '{"a": "The "new" bins",}',
    "{'a' 1}",
]


HEAD = '{"councilProjects": "1.0", "publisher": {"name": "A", "url": "https://a.example/"}, "projects": [], "x_a_b": '


def marked(group: str) -> str:
    return f"{HEAD}{group}\n}}"


@pytest.mark.parametrize(("before", "after"), PUNCTUATION)
def test_punctuation_that_can_only_be_meant_one_way(before: str, after: str) -> None:
    assert mended(marked(before)).after == marked(after)


@pytest.mark.parametrize("broken", LEFT_BROKEN)
def test_punctuation_is_mended_altogether_or_not_at_all(broken: str) -> None:
    content = marked(broken)
    fixed = mended(content)
    assert (fixed.after, fixed.mended, fixed.trouble) == (content, (), None)


def test_a_comment_without_an_end_may_be_none() -> None:
    assert mended(marked("{}") + " /* and so on").changes == ()


def test_only_the_byte_order_mark_goes_from_a_file_that_stays_broken() -> None:
    fixed = mended("\ufeff" + marked('{"a": 007}'))
    assert [each.code for each in fixed.mended] == ["file-byte-order-mark"]
    assert fixed.after == marked('{"a": 007}')


@pytest.mark.parametrize("before", ["\ufeff\ufeff{}", "// why\n\ufeff\ufeff{}", "\ufeff// why\n\ufeff{}"])
def test_a_file_that_was_saved_twice_with_a_mark_loses_both(before: str) -> None:
    assert mended(before.replace("{}", marked("{}"))).after == marked("{}")


def test_more_mistakes_than_one_look_finds_are_all_mended() -> None:
    fixed = mended(marked('{"a": [%s]}' % ("[1,],\n" * 250 + "1")))
    assert len(fixed.mended) == 250
    assert json.loads(fixed.after)["x_a_b"]["a"] == [[1]] * 250 + [1]


def test_a_file_that_never_ends_to_be_mended_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("councilprojects_validator.fixing.pipeline.MOST_ROUNDS", 1)
    fixed = mended(marked('{"a": [%s]}' % ("[1,],\n" * 250 + "1")))
    assert (fixed.changes, fixed.trouble) == (
        (),
        "There is more to mend than any file made by hand has, so nothing was done.",
    )


OTHER = """},
    {
      "id": "street-lights",
      "title": "Report a street light",
      "summary": "Residents report a street light that does not work, from a map of all of them.",
      "reviewed": "2026-10-12",
      "Phase": "alpha\""""


def test_a_name_that_does_harm_in_one_project_does_not_keep_others_from_being_mended() -> None:
    content = FILE % (', "Start": "2026-05", "end": "2026-02"' + OTHER)
    assert mended(content).after == content.replace('"Phase"', '"phase"')


def test_a_name_that_does_harm_elsewhere_in_the_file_is_left_alone() -> None:
    listed = ', "alsoListedAt": ["https://www.ambridge.example/projects.json#bins"]'
    content = (FILE % listed).replace(
        '"projects"', '"Self": "https://www.ambridge.example/projects.json",\n "projects"'
    )
    assert mended(content).changes == ()


def test_a_round_that_does_harm_whatever_is_left_out_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("councilprojects_validator.fixing.pipeline.ATTEMPTS", 1)
    assert mended(FILE % (', "Start": "2026-05", "end": "2026-02"' + OTHER)).changes == ()


def findings_that_can_be_mended(content: str) -> set[str]:
    report = check(content.encode(), name="x", today=TODAY)
    return {finding.code for finding in mendable_findings(content.removeprefix("\ufeff"), report)}


def test_a_report_knows_what_can_be_mended() -> None:
    assert findings_that_can_be_mended(FILE % "") == set()
    assert findings_that_can_be_mended(FILE % ', "phase": "Beta", "start": "03/04/2026"') == {"unknown-code"}
    assert findings_that_can_be_mended("\ufeff" + FILE % ', "sumary": ""') == {"file-byte-order-mark", "empty-value"}
    assert findings_that_can_be_mended(marked('{"a": 1,}')) == {"json-trailing-comma"}
    assert findings_that_can_be_mended(marked('{"a": 007,}')) == set()


def test_what_cannot_be_decoded_stays_and_is_judged() -> None:
    fixed = fix(b'{"councilProjects": "1.0", "a": "\xa3"}', name="x", today=TODAY)
    assert (fixed.changes, fixed.trouble) == ((), None)
    assert fixed.report is not None
    assert "file-windows-1252" in {finding.code for finding in fixed.report.findings}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html>",
        "[]",
        '"text"',
        '{"name": "left-pad", "Tags": []}',
        '{"a": 1,}',
        '{"councilProjects": "2.0", "Tags": []}',
    ],
)
def test_a_file_that_is_none_of_ours_is_left_alone(content: str) -> None:
    fixed = mended(content)
    assert fixed.changes == ()
    assert fixed.trouble


def test_hidden_errors_may_come_to_light() -> None:
    fixed = mended(FILE.replace("2026-10-12", "13/10/2026") % ',\n "start": "2026-05", "end": "2026-02"')
    assert fixed.report is not None
    assert [finding.code for finding in fixed.report.findings] == ["end-before-start"]


@pytest.mark.parametrize("name", ALIASES)
def test_an_alias_means_a_code_of_its_list_and_is_none_itself(name: str) -> None:
    codes = codelist(name)
    assert set(ALIASES[name].values()) <= codes.keys()
    assert codes.keys().isdisjoint(ALIASES[name])


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Sept. 2026", "2026-09"), ("1st of May 2026", "2026-05-01"), ("2026 10 12", "2026-10-12"), ("2026/10-12", None)],
)
def test_dates(text: str, meant: str | None) -> None:
    assert certain_date(text) == meant


def test_a_mend_is_registered_once_and_says_what_it_does() -> None:
    with pytest.raises(ValueError, match="not-a-url"):
        mends("not-a-url")(MENDS["not-a-url"].run)
    with pytest.raises(ValueError, match="new-code"):
        mends("new-code")(lambda _fault: None)
    assert mendable("not-a-url")
    assert not mendable("end-before-start")
