"""The part of the HTML report on what the projects are good for: four figures, and a row for each project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilprojects_validator.marks import FINDABLE, JOINABLE, LISTED, MARKS, REUSABLE
from councilprojects_validator.naming import DEFAULT_LANGUAGE
from councilprojects_validator.reporters.elements import element, sentence
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from councilprojects_validator.report import Marks, Report
    from councilprojects_validator.summary import Summary

ROWS = 200
"""Projects in the table: a page that nobody can scroll through helps nobody. The JSON report has all."""

NAMES = {LISTED: _("Listed"), FINDABLE: _("Findable"), JOINABLE: _("Joinable"), REUSABLE: _("Reusable")}


def marks_figures(figures: Summary) -> ET.Element | None:
    """Return how many projects have each mark; None of a file without projects."""
    if not figures.projects:
        return None
    of = " " + _("of {n}").format(n=figures.projects)
    groups = (
        element("div", element("dt", NAMES[mark]), element("dd", str(getattr(figures, mark)), element("span", of)))
        for mark in MARKS
    )
    return element("dl", *groups, class_="marks")


def projects(report: Report, heading: str) -> ET.Element | None:
    """Return the table; None where no project can be listed."""
    if not report.marks:
        return None
    languages = _languages(report)
    heads = (*(NAMES[mark] for mark in MARKS[1:]), _("Cheapest next step"))
    head = element("tr", *(element("th", name, scope="col") for name in (_("Project"), *heads)))
    rows = (_row(each, languages.get(each.project_id)) for each in report.marks[:ROWS])
    table = element("table", _caption(len(report.marks)), element("thead", head), element("tbody", *rows))
    # A part that scrolls must be reachable by keyboard, and needs a name (WCAG 2.2, 2.1.1).
    label = _("What each project is good for")
    scrolling = element("div", table, class_="table", role="region", tabindex="0", aria_label=label)
    return element("div", element(heading, label, class_="part"), scrolling)


def _caption(count: int) -> ET.Element:
    if count > ROWS:
        text = _("The first {n} of {total} projects that can be listed.").format(n=ROWS, total=count)
    else:
        text = ngettext("{n} project can be listed.", "{n} projects can be listed.", count).format(n=count)
    return element("caption", text)


def _row(each: Marks, language: str | None) -> ET.Element:
    title = element("span", each.title, lang=language)
    cells = (
        element("td", _("yes") if mark in each.earned else _("not yet"), class_="yes" if mark in each.earned else "no")
        for mark in MARKS[1:]
    )
    step = sentence("td", each.next_step) if each.next_step is not None else element("td", _("It has every mark."))
    return element("tr", element("th", title, element("span", each.project_id, class_="id"), scope="row"), *cells, step)


def _languages(report: Report) -> dict[str, str]:
    """Return the language of each title: the file's, or the one under which the map has it."""
    value = report.acceptance.value or {}
    own = value.get("language", DEFAULT_LANGUAGE)
    titles: dict[str, Any] = {project["id"]: project["title"] for project in value.get("projects", ())}
    shown = {each.project_id: each.title for each in report.marks}
    return {
        project_id: own if isinstance(title, str) else _under(title, shown.get(project_id, ""), own)
        for project_id, title in titles.items()
    }


def _under(texts: dict[str, str], shown: str, own: str) -> str:
    """Return the tag under which a map has the text that is shown; it may be cut, so its beginning decides."""
    beginning = shown.rstrip("…")
    return next((tag for tag, text in texts.items() if text.strip().startswith(beginning)), own)
