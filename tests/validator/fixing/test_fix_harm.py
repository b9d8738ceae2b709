"""What `fix` leaves alone, because a mend would do harm or because the file is none of ours."""

from __future__ import annotations

import pytest
from to_be_mended import FILE, TODAY, mended

from councilprojects_validator.check import check
from councilprojects_validator.fixing import MENDS, fix, mendable, mendable_findings
from councilprojects_validator.fixing.codes import ALIASES
from councilprojects_validator.fixing.dates import certain_date
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.standard import codelist

HEAD = '{"councilProjects": "1.0", "publisher": {"name": "A", "url": "https://a.example/"}, "projects": [], "x_a_b": '


def marked(group: str) -> str:
    return f"{HEAD}{group}\n}}"


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
