"""The report for a person at a terminal: grouped by record, with the line itself and what to do about it.

Findings stand in file order under their record. A kind that comes up often is told once, with its count and first
places. The last lines say what was looked at, so that no file is called valid in the void.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import click

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped, visible
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters.counting import counts
from councilprojects_validator.reporters.marks import marks_lines
from councilprojects_validator.reporters.snippet import snippet
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Checked, Report
    from councilprojects_validator.reporters.judged import Judged

MANY = 5
"""From how many findings of one kind on they are told together: more would bury the other kinds."""
SHOWN = 3
"""How many of such a kind are shown with their lines."""
PLACES = 10
"""How many more of such a kind are named by their line."""
TITLE = 80
"""Code points of a title in a heading: the standard allows more, but one line is enough to know it by."""
IN_RECORD = "* › "
"""Where a place in words goes on behind the record, which the heading names already."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
VERDICTS = {Outcome.VALID: "green", Outcome.INVALID: "red", Outcome.UNCHECKED: "yellow"}


@dataclass(frozen=True, slots=True)
class Ink:
    """How to colour: `paint(text, fg=…, bold=…)`, or not at all."""

    coloured: bool

    def __call__(self, text: str, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None) if self.coloured else text


def render(files: Sequence[Judged], *, colour: bool = False, strict: bool = False) -> str:
    """Return the report on every file, an empty line between two; of several files also how many are valid."""
    ink = Ink(colour)
    parts = [_file(judged, ink, strict=strict) for judged in files]
    if len(files) > 1:
        parts.append(iter([_total(files)]))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def _total(files: Sequence[Judged]) -> str:
    outcomes = Counter(judged.report.outcome for judged in files)
    return _("{files} files: {valid} valid, {invalid} not valid, {unchecked} could not be checked.").format(
        files=len(files),
        **{outcome.value: outcomes[outcome] for outcome in Outcome},
    )


def _file(judged: Judged, ink: Ink, *, strict: bool) -> Iterator[str]:
    report = judged.report
    lines = judged.text.split("\n")
    yield ink(_("standard input") if report.name == "-" else visible(report.name), bold=True)
    many = {code for code, count in Counter(f.code for f in report.findings).items() if count > MANY}
    few = [finding for finding in report.findings if finding.code not in many]
    for heading, findings in groupby(few, key=_record):
        yield f"  {heading}"
        for finding in findings:
            yield from _finding(finding, lines, ink)
    for code in sorted(many, key=partial(_first_place, report.findings)):
        yield from _together([f for f in report.findings if f.code == code], lines, ink)
    if report.findings:
        yield ""
    yield from _summary(report, ink, strict=strict)


def _first_place(findings: Sequence[Finding], code: str) -> int:
    return next(number for number, finding in enumerate(findings) if finding.code == code)


def _record(finding: Finding) -> str:
    if finding.record_title is not None and finding.record_id is not None:
        return _("project “{title}” ({id})").format(
            title=clipped(finding.record_title, TITLE),
            id=clipped(finding.record_id, TITLE),
        )
    if finding.record_title is not None or finding.record_id is not None:
        return _("project “{title}”").format(title=clipped(finding.record_title or finding.record_id or "", TITLE))
    return _("the file itself")


def _finding(finding: Finding, lines: list[str], ink: Ink) -> Iterator[str]:
    yield f"    {_severity(finding, ink)} {visible(finding.message)}"
    yield from _place(finding, lines, ink)
    yield f"      {_help(finding.code, ink)}"


def _together(findings: list[Finding], lines: list[str], ink: Ink) -> Iterator[str]:
    """Tell a kind that comes up often: its count, the first few in full, where the next ones are."""
    first = findings[0]
    count = _("{count} times").format(count=len(findings))
    yield f"  {count}: {first.code}"
    for finding in findings[:SHOWN]:
        yield f"    {_severity(finding, ink)} {visible(finding.message)}"
        yield f"      {_record(finding)}"
        yield from _place(finding, lines, ink)
    rest = [str(finding.line) for finding in findings[SHOWN:] if finding.line is not None]
    if rest:
        more = len(rest) - PLACES
        text = _("and on lines {lines}").format(lines=", ".join(rest[:PLACES]))
        yield "      " + (text if more <= 0 else _("{text} and {count} more").format(text=text, count=more))
    yield f"      {_help(first.code, ink)}"


def _severity(finding: Finding, ink: Ink) -> str:
    return ink(f"{finding.severity}:", fg=COLOURS[finding.severity], bold=True)


def _help(code: str, ink: Ink) -> str:
    return ink(_("More: councilprojects explain {code}").format(code=code), dim=True)


def _place(finding: Finding, lines: list[str], ink: Ink) -> Iterator[str]:
    if finding.line is None:
        return
    place = _("line {line}, column {column}").format(line=finding.line, column=finding.column)
    inside = visible(finding.where).partition(IN_RECORD)[2] if finding.record_title else visible(finding.where)
    yield f"      {place}: {inside}" if inside else f"      {place}"
    shown = snippet(lines, finding)
    if shown is not None:
        gutter = f"{finding.line:>7} | "
        yield ink(gutter, dim=True) + shown[0]
        yield ink(" " * (len(gutter) - 2) + "| ", dim=True) + ink(shown[1], fg=COLOURS[finding.severity])


def _summary(report: Report, ink: Ink, *, strict: bool) -> Iterator[str]:
    yield ink(_verdict(report, strict=strict), fg=VERDICTS[report.outcome], bold=True)
    for sentence in report.not_checked:
        yield visible(sentence)
    if report.checked.schema_version is not None:
        yield _looked_at(report.checked)
    yield from marks_lines(report.marks)


def _verdict(report: Report, *, strict: bool) -> str:
    found = counts(report)
    if report.outcome is Outcome.UNCHECKED:
        return _("Could not be checked.")
    if report.outcome is Outcome.INVALID:
        return _("Not valid: {counts}.").format(counts=found)
    if strict and report.count(Severity.WARNING):
        return _("Valid, but --strict refuses warnings: {counts}.").format(counts=found)
    return _("Valid: {counts}.").format(counts=found) if report.findings else _("Valid: nothing to mend.")


def _looked_at(checked: Checked) -> str:
    projects = ngettext("{n} project", "{n} projects", checked.projects).format(n=checked.projects)
    rules = ngettext("{n} rule", "{n} rules", checked.rules).format(n=checked.rules)
    codelists = ngettext("{n} codelist", "{n} codelists", checked.codelists).format(n=checked.codelists)
    return _("Looked at {projects} with schema {version}, {rules} and {codelists}.").format(
        projects=projects,
        version=checked.schema_version,
        rules=rules,
        codelists=codelists,
    )
