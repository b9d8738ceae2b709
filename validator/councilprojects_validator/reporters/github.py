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
from councilprojects_validator.reporters import markdown, verdict
from councilprojects_validator.reporters.logs import harmless
from councilprojects_validator.reporters.places import relative
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.reporters.judged import Judged

SHOWN = 10
"""Annotations that GitHub shows of one step and kind."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
WORST_FIRST = tuple(COMMANDS)


def render(files: Sequence[Judged], *, root: str = "") -> str:
    """Return one workflow command a line, worst first, at most ten and a notice that counts the rest.

    Paths are told below `root`, the folder that was checked out.
    """
    found = [(relative(judged.report.name, root), finding) for judged in files for finding in judged.report.findings]
    found.sort(key=lambda pair: WORST_FIRST.index(pair[1].severity))
    refused, partly = _unchecked(files, root, whole=True), _unchecked(files, root, whole=False)
    lines = [*refused, *(_annotation(name, finding) for name, finding in found), *partly]
    return "".join(f"{line}\n" for line in [*_fewer(lines), *_verdicts(files)])


def _fewer(lines: list[str]) -> list[str]:
    """Return as many as GitHub shows; the notice that counts the rest would be dropped behind ten other notices."""
    if len(lines) <= SHOWN:
        return lines
    shown = SHOWN - all(line.startswith("::notice ") for line in lines[:SHOWN])
    rest = len(lines) - shown
    more = ngettext("and {n} more finding", "and {n} more findings", rest).format(n=rest)
    return [*lines[:shown], f"::notice title={_property(more)}::{_data(_('The job summary lists all of them.'))}"]


def summary(files: Sequence[Judged], *, strict: bool = False) -> str:
    """Return the Markdown that belongs at the end of the file `$GITHUB_STEP_SUMMARY`: everything, folded where long."""
    parts = (_summary(judged, strict=strict) for judged in files)
    return "\n".join(parts)


def _summary(judged: Judged, *, strict: bool) -> str:
    table = "".join(f"{line}\n" for line in markdown.everything(judged.report))
    return markdown.render([judged], strict=strict) + table


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


def _unchecked(files: Sequence[Judged], root: str, *, whole: bool) -> Iterator[str]:
    """Yield what could not be checked: of files that could not be judged at all (`whole`), or of the others."""
    command, title = "error" if whole else "notice", _property(_("not checked"))
    for judged in files:
        if (judged.report.outcome is Outcome.UNCHECKED) is whole:
            name = visible(relative(judged.report.name, root))
            place = f"file={_property(name)},title={title}"
            yield from (f"::{command} {place}::{_data(visible(reason))}" for reason in judged.report.not_checked)


def _verdicts(files: Sequence[Judged]) -> Iterator[str]:
    for judged in files:
        yield harmless(f"{visible(judged.report.name)}: {verdict.words(judged.report)}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
