"""The HTML report: what stands in it, and that nothing of a publisher's becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sample_reports import EMPTY, END, INVALID, MARKS, REGISTRY, UNCHECKED, VALID, hostile, judged, numbered

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Acceptance, Report
from councilprojects_validator.reporters import html
from councilprojects_validator.reporters.elements import element, sentence
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.reporters.style import CSS


class Seen(HTMLParser):
    """Every tag with its attributes, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.words.append(data)


def seen(*files: Judged, strict: bool = False) -> Seen:
    parser = Seen()
    parser.feed(html.render(files, strict=strict))
    return parser


def words(report: Report, *, strict: bool = False) -> str:
    return " ".join("".join(seen(judged(report), strict=strict).words).split())


def test_the_verdict_and_the_summary_come_first_then_what_to_mend_then_the_projects() -> None:
    told = words(replace(INVALID, not_checked=("Rules on dates.",)))
    order = (
        "Report on projects.json",
        "Not valid: 1 error.",
        "The file has 1 project, and it can be listed.",
        "Listed1 of 1",
        "1 error to mend",
        "Error",
        "This ends on 2025-10",
        "line 6, column 14: project “Report a missed bin” (missed-bins) › end",
        '6"end": "2025-10"',
        "Why, and how to put it right (end-before-start)",
        "Not checked",
        "What each project is good for",
        "not yet",
        "To be found by others: add phase.",
        "Looked at 1 project",
    )
    places = [told.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_it_carries_everything_and_may_fetch_nothing() -> None:
    page = html.render([judged(INVALID)])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    assert not {"script", "link", "img", "iframe", "form", "object"} & {tag for tag, _ in seen(judged(INVALID)).tags}
    assert not any(
        key == "style" or key.startswith("on") for _, attributes in seen(hostile()).tags for key in attributes
    )


def test_the_style_sheet_has_nothing_that_would_end_it() -> None:
    assert "<" not in CSS


def test_a_hostile_file_adds_no_tag() -> None:
    text = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"
    quiet = [tag for tag, _ in seen(hostile("quiet")).tags]
    assert [tag for tag, _ in seen(hostile(text)).tags] == quiet
    assert text in "".join(seen(hostile(text)).words)


def test_each_title_has_its_language() -> None:
    projects = [
        {"id": "a", "title": "Bins"},
        {"id": "b", "title": {"cy": "Biniau", "en": "Bins"}},
        {"id": "c", "title": {"en": "Other"}},
    ]
    marks = tuple(
        replace(MARKS, project_id=key, title=title) for key, title in (("a", "Bins"), ("b", "Biniau"), ("c", "Bins"))
    )
    page = seen(judged(replace(VALID, acceptance=Acceptance({"language": "cy", "projects": projects}), marks=marks)))
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert [attributes["lang"] for tag, attributes in page.tags[1:] if "lang" in attributes] == ["cy", "cy", "cy"]
    english = replace(marks[2], title="Other")
    page = seen(
        judged(replace(VALID, acceptance=Acceptance({"language": "cy", "projects": projects}), marks=(english,)))
    )
    assert ("span", {"lang": "en"}) in page.tags


def test_several_files_have_contents_that_lead_to_each() -> None:
    page = seen(judged(INVALID), Judged(replace(UNCHECKED, name="-")))
    assert [attributes["href"] for tag, attributes in page.tags if tag == "a"][:2] == ["#file-1", "#file-2"]
    assert [attributes["id"] for tag, attributes in page.tags if tag == "section"] == ["file-1", "file-2"]
    told = "".join(page.words)
    assert "Report on 2 files" in told
    assert "standard input: could not be checked" in told


def test_many_of_a_kind_are_one_item() -> None:
    told = words(replace(INVALID, findings=numbered(40)))
    assert "40 errors to mend" in told
    assert "40 times, first here:" in told
    assert "(p-5) › end… and 35 more." in told
    assert told.count("This ends on") == 1


def test_six_that_differ_say_each() -> None:
    findings = tuple(replace(each, message=f"Number {n}.") for n, each in enumerate(numbered(6)))
    told = words(replace(INVALID, findings=findings))
    assert "An end is before its start. 6 times, first here:" in told.replace(".6", ". 6")
    assert "› endNumber 4.… and 1 more." in told


def test_every_severity_has_its_heading() -> None:
    findings = (
        END,
        replace(END, severity=Severity.WARNING),
        replace(END, severity=Severity.INFO),
        replace(EMPTY, severity=Severity.INFO),
    )
    told = words(replace(INVALID, findings=findings))
    assert "1 error to mend" in told
    assert "1 warning: better mended" in told
    assert "2 notes: worth knowing" in told


@pytest.mark.parametrize(
    ("report", "strict", "state"),
    [
        (VALID, True, "valid"),
        (INVALID, True, "invalid"),
        (UNCHECKED, False, "unchecked"),
        (replace(VALID, findings=(replace(END, severity=Severity.WARNING),)), False, "valid"),
        (replace(VALID, findings=(replace(END, severity=Severity.WARNING),)), True, "refused"),
    ],
)
def test_the_verdict_looks_like_what_it_says(report: Report, strict: bool, state: str) -> None:  # noqa: FBT001 - a table
    page = seen(judged(report), strict=strict)
    assert ("div", {"class": f"verdict verdict--{state}"}) in page.tags


def test_a_long_list_of_projects_ends() -> None:
    marks = tuple(replace(MARKS, project_id=f"p-{n}", next_step=None) for n in range(250))
    told = words(replace(VALID, marks=marks))
    assert "The first 200 of 250 projects that can be listed." in told
    assert told.count("It has every mark.") == 200


def test_of_a_registry_and_of_nothing_there_are_no_marks() -> None:
    assert "What each project" not in words(REGISTRY)
    none = replace(VALID, marks=(), acceptance=Acceptance({"projects": []}), checked=replace(VALID.checked, projects=0))
    assert "Listed" not in words(none)


def test_a_point_in_a_line_is_not_marked() -> None:
    point = replace(END, line=1, column=2, end_line=None, end_column=None)
    page = html.render([judged(replace(INVALID, findings=(point,)), "{")])
    assert "<mark>" not in page
    assert "<code>{</code>" in page


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("plain", "plain"),
        ("`a` is `b`.", "<code>a</code> is <code>b</code>."),
        ("one ` alone", "one ` alone"),
        ("`a` and ` alone", "<code>a</code> and ` alone"),
    ],
)
def test_what_stands_between_backticks_is_code(text: str, code: str) -> None:
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - as everybody calls it

    assert ET.tostring(sentence("p", text), encoding="unicode") == f"<p>{code}</p>"


def test_words_behind_an_element_stay_behind_it() -> None:
    made = element("p", "a", element("b", "c"), "d", None, "e", class_="x", title=None)
    assert (made.text, made[0].tail, made.attrib) == ("a", "de", {"class": "x"})
