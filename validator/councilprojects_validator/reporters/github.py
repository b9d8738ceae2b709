"""Annotations in a GitHub workflow, and the table for its job summary.

GitHub shows ten annotations of a step and drops the rest without a word
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions): so the worst come first, and one
notice says how many more there are. Whatever a publisher wrote is escaped: a file under check cannot give commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import visible
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters.counting import counts
from councilprojects_validator.reporters.marks import marks_lines
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Report
    from councilprojects_validator.reporters.judged import Judged

SHOWN = 10
"""Annotations that GitHub shows of one step and kind."""
ROWS = 1000
"""Rows of the summary's table for each file: GitHub refuses a summary over 1 MiB."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
WORST_FIRST = tuple(COMMANDS)


def render(files: Sequence[Judged]) -> str:
    """Return one workflow command a line, worst first, at most ten and a notice that counts the rest."""
    found = [(judged.report.name, finding) for judged in files for finding in judged.report.findings]
    found.sort(key=lambda pair: WORST_FIRST.index(pair[1].severity))
    refused, partly = _unchecked(files, whole=True), _unchecked(files, whole=False)
    lines = [*refused, *(_annotation(name, finding) for name, finding in found), *partly]
    if len(lines) > SHOWN:
        rest = len(lines) - SHOWN
        more = ngettext("and {n} more finding", "and {n} more findings", rest).format(n=rest)
        lines[SHOWN:] = [f"::notice title={_property(more)}::{_data(_('The job summary lists all of them.'))}"]
    return "".join(f"{line}\n" for line in [*lines, *_verdicts(files)])


def summary(files: Sequence[Judged]) -> str:
    """Return the Markdown that belongs at the end of the file `$GITHUB_STEP_SUMMARY`."""
    return "\n".join("".join(f"{line}\n" for line in _summary(judged.report)) for judged in files)


def _annotation(name: str, finding: Finding) -> str:
    place = {"file": visible(name)}
    if finding.line is not None:
        place["line"] = str(finding.line)
        place["endLine"] = str(finding.end_line or finding.line)
        # Columns are allowed within one line only (GitHub's check-run annotations).
        if finding.end_line in {None, finding.line}:
            place["col"] = str(finding.column)
            place["endColumn"] = str(finding.end_column or finding.column)
    place["title"] = finding.code
    properties = ",".join(f"{key}={_property(value)}" for key, value in place.items())
    sentence = _("{message} More: councilprojects explain {code}").format(
        message=visible(finding.message),
        code=finding.code,
    )
    return f"::{COMMANDS[finding.severity]} {properties}::{_data(sentence)}"


def _unchecked(files: Sequence[Judged], *, whole: bool) -> Iterator[str]:
    """Yield what could not be checked: of files that could not be judged at all (`whole`), or of the others."""
    command, title = "error" if whole else "notice", _property(_("not checked"))
    for judged in files:
        if (judged.report.outcome is Outcome.UNCHECKED) is whole:
            place = f"file={_property(visible(judged.report.name))},title={title}"
            yield from (f"::{command} {place}::{_data(visible(reason))}" for reason in judged.report.not_checked)


def _verdicts(files: Sequence[Judged]) -> Iterator[str]:
    for judged in files:
        # A name cannot start a command of its own: `visible` leaves no line break, and a space stands before.
        yield f" {visible(judged.report.name)}: {_outcome(judged.report)}"


def _outcome(report: Report) -> str:
    words = {
        Outcome.VALID: _("valid"),
        Outcome.INVALID: _("not valid"),
        Outcome.UNCHECKED: _("could not be checked"),
    }
    found = counts(report)
    return f"{words[report.outcome]} ({found})" if found else words[report.outcome]


def _summary(report: Report) -> Iterator[str]:
    yield f"### {_markdown(report.name)}: {_outcome(report)}"
    yield ""
    for sentence in report.not_checked:
        yield f"- {_markdown(sentence)}"
    if report.findings:
        yield ""
        yield _("| Line | Severity | Where | What | Code |")
        yield "|---:|---|---|---|---|"
        yield from (_row(finding) for finding in report.findings[:ROWS])
    if len(report.findings) > ROWS:
        yield ""
        yield _("… and {count} more.").format(count=len(report.findings) - ROWS)
    yield ""
    yield from (f"- {_markdown(line.strip())}" for line in marks_lines(report.marks))


def _row(finding: Finding) -> str:
    line = "" if finding.line is None else str(finding.line)
    where, message = _markdown(finding.where), _markdown(finding.message)
    return f"| {line} | {finding.severity} | {where} | {message} | `{finding.code}` |"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _markdown(text: str) -> str:
    """Return `text` as plain words in a table cell: no HTML, no links, no new cell."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\|*_`[]~#!":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped
