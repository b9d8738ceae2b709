"""The report as one page to open, print or send: no script, nothing fetched, the site's look.

For the person who mends the file, and for whoever answers for it: the verdict and the summary come first, then what to
mend, then each project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters import verdict
from councilprojects_validator.reporters.elements import document, element, sentence
from councilprojects_validator.reporters.html_findings import findings
from councilprojects_validator.reporters.html_projects import marks_figures, projects
from councilprojects_validator.reporters.logs import in_markup
from councilprojects_validator.reporters.records import looked_at
from councilprojects_validator.reporters.sentences import sentences
from councilprojects_validator.reporters.style import CSS, POLICY
from councilprojects_validator.summary import summary
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.report import Report
    from councilprojects_validator.reporters.judged import Judged

LANGUAGE = "en-GB"
"""Of our own sentences, until there is a translation."""


def render(files: Sequence[Judged], *, strict: bool = False) -> str:
    title = _title(files)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        _style(),
    )
    main = element("main", element("h1", title), _contents(files))
    for number, judged in enumerate(files, 1):
        main.append(_file(judged, number, alone=len(files) == 1, strict=strict))
    banner = element("header", element("div", element("p", _("Council Projects: check of a file"))))
    return in_markup(document(element("html", head, element("body", banner, main, _footer()), lang=LANGUAGE)))


def _style() -> ET.Element:
    style = element("style")
    style.text = CSS  # not through `visible`, which would show its line breaks as escapes
    return style


def _title(files: Sequence[Judged]) -> str:
    if len(files) == 1:
        return _("Report on {name}").format(name=_name(files[0].report))
    return ngettext("Report on {n} file", "Report on {n} files", len(files)).format(n=len(files))


def _name(report: Report) -> str:
    return _("standard input") if report.name == "-" else report.name


def _contents(files: Sequence[Judged]) -> ET.Element | None:
    if len(files) == 1:
        return None
    items = (
        element("li", element("a", _name(judged.report), href=f"#file-{number}"), ": ", verdict.words(judged.report))
        for number, judged in enumerate(files, 1)
    )
    return element("nav", element("ul", *items), aria_label=_("Files"))


def _file(judged: Judged, number: int, *, alone: bool, strict: bool) -> ET.Element:
    report = judged.report
    section = element("section", id=f"file-{number}")
    if not alone:
        section.append(element("h2", _name(report)))
    section.append(_verdict(report, strict=strict))
    heading = "h2" if alone else "h3"
    parts = (_in_short(report), *findings(judged, heading), _not_checked(report, heading), projects(report, heading))
    for part in parts:
        if part is not None:
            section.append(part)
    if report.checked.schema_version is not None:
        section.append(element("p", looked_at(report.checked, report.kind), class_="place"))
    return section


def _verdict(report: Report, *, strict: bool) -> ET.Element:
    refused = strict and report.outcome is Outcome.VALID and report.count(Severity.WARNING)
    state = "refused" if refused else report.outcome.value
    return element("div", element("p", verdict.sentence(report, strict=strict)), class_=f"verdict verdict--{state}")


def _in_short(report: Report) -> ET.Element | None:
    figures = summary(report)
    if figures is None:
        return None
    told = (sentence("p", each) for each in sentences(figures))
    return element("div", *told, marks_figures(figures), class_="short")


def _not_checked(report: Report, heading: str) -> ET.Element | None:
    if not report.not_checked:
        return None
    items = (sentence("li", each) for each in report.not_checked)
    return element("div", element(heading, _("Not checked"), class_="part"), element("ul", *items))


def _footer() -> ET.Element:
    return element("footer", element("div", *_footer_lines()))


def _footer_lines() -> Iterator[ET.Element]:
    yield sentence("p", _("To check again after mending: `councilprojects validate FILE`."))
    yield sentence("p", _("What is behind a finding: `councilprojects explain CODE`."))
