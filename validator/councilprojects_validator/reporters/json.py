"""The report for programs: one shape whatever the options, described by `schema/report.schema.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilprojects_validator.diagnostics import Severity, pointer
from councilprojects_validator.marks import MARKS
from councilprojects_validator.reporters.indented import dump
from councilprojects_validator.reporters.sentences import sentences
from councilprojects_validator.standard import help_url
from councilprojects_validator.summary import summary
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Marks, Report, SetAside
    from councilprojects_validator.reporters.judged import Judged
    from councilprojects_validator.summary import Summary

VERSION = "1.0"


def render(files: Sequence[Judged], exit_code: int) -> str:
    """Return the whole run as one JSON object, in which Welsh is as readable as English."""
    whole = {
        "councilProjectsReport": VERSION,
        "files": [_file(judged.report) for judged in files],
        "exitCode": exit_code,
    }
    return dump(whole)


def _file(report: Report) -> dict[str, Any]:
    figures = summary(report)
    return {
        "file": report.name,
        "kind": report.kind,
        "version": report.version,
        "outcome": report.outcome,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "checked": {
            "projects": report.checked.projects,
            "sources": report.checked.sources,
            "rules": report.checked.rules,
            "codelists": report.checked.codelists,
            "schemaVersion": report.checked.schema_version,
        },
        **({} if figures is None else {"summary": _summary(figures)}),
        "notChecked": list(report.not_checked),
        "findings": [finding_object(finding) for finding in report.findings],
        "projects": [_project(marks) for marks in report.marks],
        "setAside": [_set_aside(part) for part in report.acceptance.set_aside],
    }


def _summary(figures: Summary) -> dict[str, Any]:
    best = figures.best
    return _present(
        sentences=sentences(figures),
        projects=figures.projects,
        **{mark: getattr(figures, mark) for mark in MARKS},
        inviting=figures.inviting,
        toReview=figures.to_review,
        reviewedFirst=figures.reviewed_first and figures.reviewed_first.isoformat(),
        reviewedLast=figures.reviewed_last and figures.reviewed_last.isoformat(),
        best=best and {"mark": best.mark, "steps": list(best.steps), "projects": best.projects},
    )


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return one finding as it stands in every JSON that we write (`#/$defs/finding` of the report's schema)."""
    return _present(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        pointer=finding.pointer,
        where=finding.where,
        recordId=finding.record_id,
        recordTitle=finding.record_title,
        field=finding.field,
        suggestion=finding.suggestion,
        line=finding.line,
        column=finding.column,
        endLine=finding.end_line,
        endColumn=finding.end_column,
        help=_("councilprojects explain {code}").format(code=finding.code),
        helpUri=help_url(finding.code),
    )


def _project(marks: Marks) -> dict[str, Any]:
    return _present(
        id=marks.project_id,
        title=marks.title,
        pointer=marks.pointer,
        marks=list(marks.earned),
        level=len(marks.earned),
        next=marks.next_step,
        lacking={mark: list(steps) for mark, steps in marks.lacking if steps},
    )


def _set_aside(part: SetAside) -> dict[str, Any]:
    return _present(pointer=pointer(part.path), codes=list(part.codes), projectId=part.project_id)


def _present(**members: Any) -> dict[str, Any]:
    """Leave out what there is none of: an absent line means that there is no place."""
    return {name: value for name, value in members.items() if value is not None}
