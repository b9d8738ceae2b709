"""The report as Markdown, for a job summary, an issue or a comment on a merge request.

Kinds that come up often are told once. What a publisher wrote is plain words in it: no HTML, no link, no picture, and
nobody is called by an `@`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilprojects_validator.quoting import visible
from councilprojects_validator.reporters import kinds, verdict
from councilprojects_validator.reporters.marks import marks_lines
from councilprojects_validator.reporters.records import inside, looked_at, position, record
from councilprojects_validator.reporters.sentences import sentences
from councilprojects_validator.rules import RULES
from councilprojects_validator.standard import help_url
from councilprojects_validator.summary import summary
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Kind, Report
    from councilprojects_validator.reporters.judged import Judged

FIRST = kinds.MANY
"""Places named of a kind that comes up often: one is always left to count."""
ROWS = 1000
"""Rows of a table of everything: GitHub refuses a summary over 1 MiB."""

_MARKUP = re.compile(r"[\\|*_`\[\]~#!<>&$^]")
_NAME = re.compile(r"`([A-Za-z][A-Za-z0-9_-]*)`")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CALLING = re.compile(r"@(?=\w)|:(?=//)|\bwww(?=\.)|\bGH(?=-[0-9])|(?<=[#!~$%])(?=\w)|&amp;(?=\w)", re.IGNORECASE)
"""What GitHub and GitLab turn into a mention, a link or an issue without any markup."""
NOTHING = "<!-- -->"
"""Stands in the middle of what would be turned into a link; it is not shown."""


def render(files: Sequence[Judged], *, strict: bool = False) -> str:
    return "\n".join("".join(f"{line}\n" for line in _file(judged.report, strict=strict)) for judged in files)


def everything(report: Report) -> Iterator[str]:
    """Yield the lines of a table of all findings, folded away; nothing where `render` tells each by itself."""
    if not kinds.sort(report.findings).kinds:
        return
    yield ""
    yield f"<details><summary>{_('All findings')}</summary>"
    yield ""
    yield from _table(report.findings[:ROWS], report.kind)
    if len(report.findings) > ROWS:
        yield ""
        yield _("… and {count} more.").format(count=len(report.findings) - ROWS)
    yield ""
    yield "</details>"


def plain(text: str) -> str:
    """Return `text` as plain words on one line of Markdown, also in a table cell."""
    escaped = _MARKUP.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), visible(text))
    return _CALLING.sub(lambda found: found[0] + NOTHING, escaped)


def sentence(text: str) -> str:
    """Return a sentence of ours, in which the names of fields and codes stand as such and all else as plain words."""
    # A name has letters, digits and hyphens alone, so a publisher who writes a backtick opens nothing.
    parts = _NAME.split(text)
    return "".join(f"`{part}`" if number % 2 else plain(part) for number, part in enumerate(parts))


def _file(report: Report, *, strict: bool) -> Iterator[str]:
    name = _("standard input") if report.name == "-" else report.name
    yield f"### {plain(name)}"
    yield ""
    yield f"**{plain(verdict.sentence(report, strict=strict))}**"
    figures = summary(report)
    if figures is not None:
        yield ""
        yield " ".join(map(sentence, sentences(figures)))
    yield from _findings(report)
    if report.not_checked:
        yield ""
        yield _("Not checked:")
        yield ""
        yield from (f"- {sentence(reason)}" for reason in report.not_checked)
    if report.marks:
        yield ""
        yield _("The cheapest next steps:")
        yield ""
        yield from (f"- {sentence(line)}" for line in marks_lines(report.marks))
    if report.checked.schema_version is not None:
        yield ""
        yield plain(looked_at(report.checked, report.kind))


def _findings(report: Report) -> Iterator[str]:
    found = kinds.sort(report.findings)
    if found.single:
        yield ""
        yield from _table(found.single, report.kind)
    for kind in found.kinds:
        yield ""
        yield from _together(kind, report.kind)


def _table(findings: Sequence[Finding], kind: Kind) -> Iterator[str]:
    yield _("| Line | Severity | Where | What | Code |")
    yield "|---:|---|---|---|---|"
    yield from (_row(finding, kind) for finding in findings)


def _row(finding: Finding, kind: Kind) -> str:
    line = "" if finding.line is None else str(finding.line)
    where = plain(_where(finding, kind))
    return f"| {line} | {finding.severity} | {where} | {sentence(finding.message)} | {_code(finding.code)} |"


def _code(code: str) -> str:
    """Return a code with a link to its page."""
    return f"[`{code}`]({help_url(code)})"


def _together(findings: Sequence[Finding], kind: Kind) -> Iterator[str]:
    """Tell a kind that comes up often: what it is, how often, where the first ones are."""
    first, alike = findings[0], kinds.same_message(findings)
    count = _("{count} times").format(count=len(findings))
    what = first.message if alike else _(RULES[first.code].title)
    yield f"**{count}**, {first.severity} {_code(first.code)}: {sentence(what)}"
    yield ""
    for finding in findings[:FIRST]:
        place = ", ".join(filter(None, (position(finding), _where(finding, kind))))
        yield f"- {plain(place)}" + ("" if alike else f": {sentence(finding.message)}")
    yield "- " + _("… and {count} more.").format(count=len(findings) - FIRST)


def _where(finding: Finding, kind: Kind) -> str:
    return " › ".join(filter(None, (record(finding, kind), inside(finding))))
