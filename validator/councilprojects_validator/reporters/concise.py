"""One line a finding, for editors, `grep` and build logs: `path:line:col: severity: message [code]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.quoting import visible
from councilprojects_validator.reporters.logs import harmless
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.reporters.judged import Judged


def render(files: Sequence[Judged]) -> str:
    """Return the findings of all files, in file order, and a line for whatever could not be checked."""
    return harmless("".join(f"{line}\n" for judged in files for line in _lines(judged)))


def _lines(judged: Judged) -> list[str]:
    name = visible(judged.report.name)
    unchecked = [
        _("{name}: not checked: {reason}").format(name=name, reason=visible(reason))
        for reason in judged.report.not_checked
    ]
    return [_line(name, finding) for finding in judged.report.findings] + unchecked


def _line(name: str, finding: Finding) -> str:
    place = name if finding.line is None else f"{name}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity}: {visible(finding.message)} [{finding.code}]"
