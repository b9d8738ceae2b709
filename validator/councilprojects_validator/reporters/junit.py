"""A JUnit report, which nearly every CI service shows: a suite for each file, a case for each project.

So a council reads “7 projects, 1 failed: Report a missed bin” in GitLab or Jenkins. What concerns the file as a whole
is a case by itself. GitLab and Jenkins show one failure a case: it holds all of that project's errors.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped, visible
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters.logs import in_markup
from councilprojects_validator.reporters.records import TITLE, position, record, record_pointer
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Report
    from councilprojects_validator.reporters.judged import Judged

SUITES = "councilprojects"
WHOLE_FILE = ""
"""The record of what concerns the file as a whole."""


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    failing: tuple[Finding, ...] = ()
    others: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
    """Why the whole file could not be checked."""


def render(files: Sequence[Judged], *, strict: bool = False) -> str:
    """Return the XML. With `strict` a warning fails its project, as it fails the run."""
    suites = ET.Element("testsuites", name=SUITES)
    for judged in files:
        suites.append(_suite(judged.report, strict=strict))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + in_markup(ET.tostring(suites, encoding="unicode")) + "\n"


def _suite(report: Report, *, strict: bool) -> ET.Element:
    cases = list(_cases(report, strict=strict))
    suite = ET.Element(
        "testsuite",
        name=visible(report.name),
        tests=str(len(cases)),
        failures=str(sum(bool(case.failing) and not case.unchecked for case in cases)),
        errors=str(sum(bool(case.unchecked) for case in cases)),
        skipped="0",
    )
    suite.extend(_case(case, report) for case in cases)
    if report.not_checked:
        ET.SubElement(suite, "system-out").text = "\n".join(map(visible, report.not_checked))
    return suite


def _cases(report: Report, *, strict: bool) -> Iterator[_Case]:
    """Yield the file as a whole, then its records in file order, those with nothing to mend as well."""
    fails = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[record_pointer(finding)].append(finding)
    names = _names(report) | {
        pointer: record(findings[0], report.kind) for pointer, findings in found.items() if pointer
    }
    unchecked = report.not_checked if report.outcome is Outcome.UNCHECKED else ()
    for pointer, name in [(WHOLE_FILE, _("the file itself")), *sorted(names.items(), key=_number)]:
        failing = tuple(finding for finding in found[pointer] if finding.severity in fails)
        others = tuple(finding for finding in found[pointer] if finding.severity not in fails)
        yield _Case(name, failing, others, () if pointer else unchecked)


def _names(report: Report) -> dict[str, str]:
    named = _("project “{title}” ({id})")
    return {
        each.pointer: named.format(title=clipped(each.title, TITLE), id=clipped(each.project_id, TITLE))
        for each in report.marks
    }


def _number(named: tuple[str, str]) -> int:
    return int(named[0].rpartition("/")[2])


def _case(case: _Case, report: Report) -> ET.Element:
    element = ET.Element("testcase", name=case.name, classname=visible(report.name))
    if case.unchecked:
        ET.SubElement(element, "error", type="unchecked", message=visible(" ".join(case.unchecked)))
    elif case.failing:
        codes = ", ".join(dict.fromkeys(finding.code for finding in case.failing))
        failure = ET.SubElement(element, "failure", type=codes, message=_headline(case.failing))
        failure.text = _told(case.failing, report)
    if case.others:
        ET.SubElement(element, "system-out").text = _told(case.others, report)
    return element


def _headline(findings: Sequence[Finding]) -> str:
    first = visible(findings[0].message)
    more = len(findings) - 1
    if not more:
        return first
    return ngettext("{first} And {n} more.", "{first} And {n} more.", more).format(first=first, n=more)


def _told(findings: Sequence[Finding], report: Report) -> str:
    return "\n".join(_line(finding, report) for finding in findings)


def _line(finding: Finding, report: Report) -> str:
    place = ", ".join(filter(None, (visible(report.name), position(finding))))
    return f"{finding.severity}: {visible(finding.message)} [{finding.code}] ({place})"
