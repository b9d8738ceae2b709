"""The validator's HTML report as people meet it: from a file, with axe-core, at 320 pixels, on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from sample_reports import END, INVALID, MARKS, REGISTRY, UNCHECKED, VALID, hostile, judged, numbered

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.reporters import html
from councilprojects_validator.reporters.judged import Judged

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
"""1280 at a zoom of 400 % (WCAG 2.2, success criterion 1.4.10)."""

FINDINGS = (
    END,
    *numbered(40),
    *(replace(END, severity=severity, code="insecure-link") for severity in Severity),
)
WHOLE = replace(
    INVALID,
    findings=FINDINGS,
    not_checked=("Project *Bins* was not checked further, because it lacks `summary`.",),
    marks=tuple(
        replace(MARKS, project_id=f"p-{n}", title="Llanfairpwllgwyngyllgogerychwyrndrobwll" * 3) for n in range(9)
    ),
)
REPORTS = {
    "valid": [judged(VALID)],
    "whole": [judged(WHOLE, '{"end": "' + "x" * 900 + '"}\n' * 50)],
    "hostile": [hostile("<script>alert(1)</script>" * 9)],
    "several": [judged(WHOLE), Judged(UNCHECKED), judged(REGISTRY)],
}


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    path.write_text(html.render(REPORTS[request.param]), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("opened", [False, True], ids=["closed", "opened"])
def test_axe_finds_nothing(page: Any, report: str, opened: bool) -> None:  # noqa: FBT001 - a table
    page.goto(report)
    if opened:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert violations(page) == []


def test_it_reflows_at_320_pixels_and_axe_finds_nothing_there(page: Any, report: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(report)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert violations(page) == []


def test_its_style_is_allowed_and_it_asks_for_nothing(page: Any, report: str) -> None:
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    page.goto(report)

    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(11, 79, 74)"
    assert asked == [report]
    assert dialogs == []


def test_on_paper_nothing_is_cut_off(page: Any, report: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    page.goto(report)

    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_by_keyboard_every_explanation_opens(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html.render(REPORTS["whole"]), encoding="utf-8")
    page.goto(path.as_uri())

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('details').open")
