"""The verdict on a file, as a sentence and as a word: for the reporters that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters.counting import counts
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.report import Report


def sentence(report: Report, *, strict: bool) -> str:
    found = counts(report)
    if report.outcome is Outcome.UNCHECKED:
        return _("Could not be checked.")
    if report.outcome is Outcome.INVALID:
        return _("Not valid: {counts}.").format(counts=found)
    if strict and report.count(Severity.WARNING):
        return _("Valid, but --strict refuses warnings: {counts}.").format(counts=found)
    return _("Valid: {counts}.").format(counts=found) if report.findings else _("Valid: nothing to mend.")


def words(report: Report) -> str:
    """Return “not valid (2 errors)”: for a heading or a list of files."""
    named = {
        Outcome.VALID: _("valid"),
        Outcome.INVALID: _("not valid"),
        Outcome.UNCHECKED: _("could not be checked"),
    }
    found = counts(report)
    return f"{named[report.outcome]} ({found})" if found else named[report.outcome]
