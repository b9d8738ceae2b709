"""How many findings a report has, in words: for the reporters that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.wording import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from councilprojects_validator.report import Report

_PLURALS: dict[Severity, Callable[[int], str]] = {
    Severity.ERROR: lambda n: ngettext("{n} error", "{n} errors", n),
    Severity.WARNING: lambda n: ngettext("{n} warning", "{n} warnings", n),
    Severity.INFO: lambda n: ngettext("{n} note", "{n} notes", n),
}


def counts(report: Report) -> str:
    """Return “2 errors, 1 warning”: what there is, worst first; empty where there is nothing."""
    found = [(severity, report.count(severity)) for severity in Severity]
    return ", ".join(_PLURALS[severity](n).format(n=n) for severity, n in found if n)
