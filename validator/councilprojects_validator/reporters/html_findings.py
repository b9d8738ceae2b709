"""The part of the HTML report that says what to mend: gravest first, each with its line and the page on its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.reporters import kinds
from councilprojects_validator.reporters.elements import element, sentence
from councilprojects_validator.reporters.records import inside, position, record
from councilprojects_validator.reporters.snippet import excerpt
from councilprojects_validator.rules import RULES
from councilprojects_validator.standard import help_url
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Kind
    from councilprojects_validator.reporters.judged import Judged

FIRST = kinds.MANY
"""Places named of a kind that comes up often: one is always left to count."""
WINDOW = 160
"""Characters shown of a publisher's line: a page has room, and breaks it where it has none."""

SEVERITIES = {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.INFO: _("Note")}


def findings(judged: Judged, heading: str) -> Iterator[ET.Element]:
    """Yield a heading, of the level `heading`, and a list for each severity that was found."""
    lines = judged.text.split("\n")
    kind = judged.report.kind
    for severity in Severity:
        found = [finding for finding in judged.report.findings if finding.severity is severity]
        if found:
            told = kinds.sort(found)
            items = [
                *(_finding(finding, lines, kind) for finding in told.single),
                *(_together(together, lines, kind) for together in told.kinds),
            ]
            title = element(heading, _heading(severity, len(found)), class_="part")
            yield element("div", title, element("ul", *items, class_="findings"))


def _heading(severity: Severity, count: int) -> str:
    headings = {
        Severity.ERROR: ngettext("{n} error to mend", "{n} errors to mend", count),
        Severity.WARNING: ngettext("{n} warning: better mended", "{n} warnings: better mended", count),
        Severity.INFO: ngettext("{n} note: worth knowing", "{n} notes: worth knowing", count),
    }
    return headings[severity].format(n=count)


def _finding(finding: Finding, lines: list[str], kind: Kind) -> ET.Element:
    return element(
        "li",
        _message(finding, finding.message),
        element("p", _where(finding, kind), class_="place"),
        _line(finding, lines),
        _page(finding.code),
        class_=f"finding finding--{finding.severity}",
    )


def _together(found: Sequence[Finding], lines: list[str], kind: Kind) -> ET.Element:
    """Tell a kind that comes up often: what it is, how often, where the first ones are."""
    first, alike = found[0], kinds.same_message(found)
    count = element("strong", _("{count} times").format(count=len(found)))
    more = len(found) - FIRST
    places = [_place(finding, kind, message=not alike) for finding in found[:FIRST]]
    return element(
        "li",
        _message(first, first.message if alike else _(RULES[first.code].title)),
        element("p", count, ", ", _("first here:")),
        element("ul", *places, element("li", _("… and {count} more.").format(count=more))),
        _line(first, lines),
        _page(first.code),
        class_=f"finding finding--{first.severity}",
    )


def _place(finding: Finding, kind: Kind, *, message: bool) -> ET.Element:
    where = element("span", _where(finding, kind), class_="place")
    return element("li", where, element("br"), sentence("span", finding.message)) if message else element("li", where)


def _message(finding: Finding, text: str) -> ET.Element:
    told = sentence("p", text)
    tag = element("strong", SEVERITIES[finding.severity], class_=f"tag tag--{finding.severity}")
    tag.tail, told.text = told.text, None
    told.insert(0, tag)
    return told


def _where(finding: Finding, kind: Kind) -> str:
    place = " › ".join(filter(None, (record(finding, kind), inside(finding))))
    return ": ".join(filter(None, (position(finding), place)))


def _line(finding: Finding, lines: list[str]) -> ET.Element | None:
    shown = excerpt(lines, finding, WINDOW)
    if shown is None:
        return None
    marked = element("mark", shown.marked) if shown.marked else None
    code = element("code", shown.before, marked, shown.after)
    return element("pre", element("span", str(finding.line), aria_hidden="true"), code, class_="line")


def _page(code: str) -> ET.Element:
    paragraphs = (sentence("p", " ".join(part.split())) for part in RULES[code].page.split("\n\n"))
    link = element("p", element("a", code, href=help_url(code)))
    return element(
        "details",
        element("summary", _("Why, and how to put it right ({code})").format(code=code)),
        element("div", *paragraphs, link),
    )
