"""The report for a person at a terminal: grouped by record, with the line itself and what to do about it.

Findings stand in file order under their record. A kind that comes up often is told once, with its count and first
places. The last lines say what was looked at, so that no file is called valid in the void, and what it is good for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import click

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import visible
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters import kinds, verdict
from councilprojects_validator.reporters.logs import harmless
from councilprojects_validator.reporters.marks import marks_lines
from councilprojects_validator.reporters.records import inside, looked_at, position, record
from councilprojects_validator.reporters.sentences import sentences
from councilprojects_validator.reporters.snippet import WINDOW, snippet
from councilprojects_validator.reporters.wrap import NARROWEST, wrapped
from councilprojects_validator.summary import summary
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Report
    from councilprojects_validator.reporters.judged import Judged

SHOWN = 3
"""How many of a kind that comes up often are shown with their places."""
LINES = 10
"""How many more of such a kind are named by their line."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
VERDICTS = {Outcome.VALID: "green", Outcome.INVALID: "red", Outcome.UNCHECKED: "yellow"}


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: coloured or not, and how wide (None: one line a sentence)."""

    coloured: bool
    width: int | None

    def ink(self, text: str, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None) if self.coloured else text

    def lines(self, text: str, indent: str, *, more: str = "  ") -> list[str]:
        """Return a sentence in lines; those after the first go in by `more`."""
        return wrapped(visible(text), self.width, indent, indent + more)

    @property
    def window(self) -> int:
        """How much of a publisher's line fits behind the gutter, with an ellipsis on either side."""
        return WINDOW if self.width is None else min(WINDOW, max(self.width, NARROWEST) - len(_gutter(1)) - 2)


@dataclass(frozen=True, slots=True)
class _File:
    report: Report
    lines: list[str]
    paper: Paper
    mendable: frozenset[Finding]
    """What `councilprojects fix` can mend."""


def render(files: Sequence[Judged], *, colour: bool = False, strict: bool = False, width: int | None = None) -> str:
    """Return the report on every file, an empty line between two; of several files also how many are valid."""
    paper = Paper(colour, width)
    parts = [_file(_File(each.report, each.text.split("\n"), paper, _mendable(each)), strict=strict) for each in files]
    if len(files) > 1:
        parts.append(iter(paper.lines(_total(files), "")))
    return harmless("\n".join("".join(f"{line}\n" for line in part) for part in parts))


def _mendable(judged: Judged) -> frozenset[Finding]:
    if not judged.report.findings:
        return frozenset()
    from councilprojects_validator.fixing import mendable_findings  # noqa: PLC0415 - most files have nothing to mend

    return mendable_findings(judged.text, judged.report)


def _total(files: Sequence[Judged]) -> str:
    outcomes = Counter(judged.report.outcome for judged in files)
    return _("{files} files: {valid} valid, {invalid} not valid, {unchecked} could not be checked.").format(
        files=len(files),
        **{outcome.value: outcomes[outcome] for outcome in Outcome},
    )


def _file(file: _File, *, strict: bool) -> Iterator[str]:
    report, paper = file.report, file.paper
    yield paper.ink(_("standard input") if report.name == "-" else visible(report.name), bold=True)
    found = kinds.sort(report.findings)
    for heading, findings in groupby(found.single, key=lambda finding: record(finding, report.kind)):
        yield from paper.lines(heading, "  ")
        for finding in findings:
            yield from _message(finding, "    ", paper)
            yield from _place(finding, file, inside(finding))
            yield from _help([finding], file)
    for kind in found.kinds:
        yield from _together(kind, file)
    if report.findings:
        yield ""
    yield from _ending(report, paper, strict=strict)


def _together(findings: Sequence[Finding], file: _File) -> Iterator[str]:
    """Tell a kind that comes up often: its count, the first few places, where the next ones are."""
    first, paper = findings[0], file.paper
    alike = kinds.same_message(findings)
    yield "  " + paper.ink(_("{count} times: {code}").format(count=len(findings), code=first.code), bold=True)
    if alike:
        yield from _message(first, "    ", paper)
    for finding in findings[:SHOWN]:
        if not alike:
            yield from _message(finding, "    ", paper)
        parts = (record(finding, file.report.kind), inside(finding))
        yield from _place(finding, file, " › ".join(part for part in parts if part), shows=not alike)
    yield from _others(findings[SHOWN:], paper)
    yield from _help(findings, file)


def _others(findings: Sequence[Finding], paper: Paper) -> Iterator[str]:
    """Say where the others are, those without a line as a number."""
    placed = [str(finding.line) for finding in findings if finding.line is not None][:LINES]
    more = len(findings) - len(placed)
    if not placed:
        yield from paper.lines(_("and {count} more").format(count=more), "      ")
        return
    text = _("and on lines {lines}").format(lines=", ".join(placed))
    if more:
        text = _("{text} and {count} more").format(text=text, count=more)
    yield from paper.lines(text, "      ")


def _message(finding: Finding, indent: str, paper: Paper) -> Iterator[str]:
    """Yield the sentence behind its severity, which alone is coloured: colour would be cut where a line ends."""
    first, *rest = paper.lines(f"{finding.severity}: {finding.message}", indent)
    severity = paper.ink(f"{finding.severity}:", fg=COLOURS[finding.severity], bold=True)
    yield first.replace(f"{finding.severity}:", severity, 1)
    yield from rest


def _help(findings: Sequence[Finding], file: _File) -> Iterator[str]:
    """Say where there is more about these findings, which are of one code, and what mends them."""
    ink = file.paper.ink
    mendable = sum(finding in file.mendable for finding in findings)
    if mendable:
        told = (
            _("councilprojects fix can mend this")
            if len(findings) == 1
            else _("councilprojects fix can mend {n} of them")
        )
        yield "      " + ink(told.format(n=mendable), dim=True)
    yield "      " + ink(_("More: councilprojects explain {code}").format(code=findings[0].code), dim=True)


def _place(finding: Finding, file: _File, where: str, *, shows: bool = True) -> Iterator[str]:
    paper, place = file.paper, position(finding)
    if place is None:
        if not shows:
            yield from paper.lines(where, "      ")
        return
    yield from paper.lines(f"{place}: {where}" if where else place, "      ")
    shown = snippet(file.lines, finding, paper.window) if shows else None
    if shown is not None:
        gutter = _gutter(finding.line)
        yield paper.ink(gutter, dim=True) + shown[0]
        yield paper.ink(" " * (len(gutter) - 2) + "| ", dim=True) + paper.ink(shown[1], fg=COLOURS[finding.severity])


def _gutter(line: int | None) -> str:
    return f"{line:>7} | "


def _ending(report: Report, paper: Paper, *, strict: bool) -> Iterator[str]:
    first, *rest = paper.lines(verdict.sentence(report, strict=strict), "", more="")
    yield paper.ink(first, fg=VERDICTS[report.outcome], bold=True)
    yield from rest
    for sentence in report.not_checked:
        yield from paper.lines(sentence, "")
    if report.checked.schema_version is not None:
        yield from paper.lines(looked_at(report.checked, report.kind), "")
    figures = summary(report)
    if figures is not None:
        for sentence in sentences(figures):
            yield from paper.lines(sentence, "")
    for line in marks_lines(report.marks):
        yield from paper.lines(line, "  ")
