"""Code Quality findings for a GitLab merge request: a JSON list, one object a finding.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. GitLab knows a finding again by its
fingerprint, so it shows on a merge request what that brought and what it mended.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import visible
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters.fingerprint import fingerprints
from councilprojects_validator.reporters.indented import dump
from councilprojects_validator.reporters.places import relative
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.report import Report
    from councilprojects_validator.reporters.judged import Judged

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""GitLab's `critical` and `blocker` are left for what can do harm: no mistake in a list of projects does."""
NOT_CHECKED = "not-checked"
"""The name of the check under which stands what could not be checked."""
FIRST_LINE = 1
"""GitLab wants a line of every finding, also of one on the file as a whole."""


def render(files: Sequence[Judged], *, root: str = "") -> str:
    """Return all findings; paths are below `root`, the folder that was checked out."""
    return dump([each for judged in files for each in _file(judged.report, root)])


def _file(report: Report, root: str) -> Iterator[dict[str, Any]]:
    path = visible(relative(report.name, root))
    for finding, fingerprint in zip(report.findings, fingerprints(path, report.findings), strict=True):
        yield _object(
            _("{message} More: councilprojects explain {code}").format(message=finding.message, code=finding.code),
            finding.code,
            SEVERITIES[finding.severity],
            fingerprint,
            _location(path, finding.line, finding.end_line),
        )
    severity = SEVERITIES[Severity.ERROR if report.outcome is Outcome.UNCHECKED else Severity.INFO]
    for sentence in report.not_checked:
        fingerprint = hashlib.sha256(f"{path}\0{NOT_CHECKED}\0{sentence}".encode("utf-8", "surrogatepass")).hexdigest()
        yield _object(sentence, NOT_CHECKED, severity, fingerprint, _location(path, None, None))


def _object(text: str, check: str, severity: str, fingerprint: str, location: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": visible(text),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": location,
    }


def _location(path: str, line: int | None, end: int | None) -> dict[str, Any]:
    lines = {"begin": line or FIRST_LINE}
    return {"path": path, "lines": lines if end is None else lines | {"end": end}}
