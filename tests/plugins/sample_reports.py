"""Reports to show: one valid, one not, one that could not be checked, a hostile one, one with many of a kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.report import Acceptance, Checked, Kind, Marks, Outcome, Report, SetAside
from councilprojects_validator.reporters.judged import Judged

FILE = """{
  "projects": [
    {
      "id": "missed-bins",
      "start": "2026-10",
      "end": "2025-10"
    }
  ]
}
"""
PROJECT = {"id": "missed-bins", "title": "Report a missed bin", "reviewed": "2026-10-12"}

END = Finding(
    code="end-before-start",
    severity=Severity.ERROR,
    message="This ends on 2025-10, before it starts on 2026-10. Correct one of the two dates.",
    pointer="/projects/0/end",
    where="project *Report a missed bin* › end",
    record_id="missed-bins",
    record_title="Report a missed bin",
    line=6,
    column=14,
    end_line=6,
    end_column=23,
)
EMPTY = Finding("file-empty", Severity.ERROR, "The file is empty.", "", "the file")
MARKS = Marks(
    "missed-bins",
    "Report a missed bin",
    "/projects/0",
    ("listed",),
    "To be found by others: add `phase`.",
    (("findable", ("phase",)), ("joinable", ("opening", "contact")), ("reusable", ("output", "lesson"))),
)
VALID = Report(
    "projects.json",
    Kind.PROJECTS,
    Outcome.VALID,
    (),
    Acceptance({"projects": [PROJECT]}),
    version="1.0",
    checked=Checked(projects=1, rules=40, codelists=19, schema_version="1.0"),
    marks=(MARKS,),
)
INVALID = replace(
    VALID,
    outcome=Outcome.INVALID,
    findings=(END,),
    acceptance=Acceptance({"projects": [PROJECT]}, (SetAside(("projects", 0, "end"), ("end-before-start",)),)),
)
UNCHECKED = Report("gone.json", Kind.UNKNOWN, Outcome.UNCHECKED, (), Acceptance(None), not_checked=("No such file.",))
REGISTRY = Report(
    "registry.json",
    Kind.REGISTRY,
    Outcome.INVALID,
    (
        replace(
            END,
            code="not-a-url",
            pointer="/sources/1/url",
            where="source *Ambridge* › url",
            record_id="ambridge",
            record_title="Ambridge",
        ),
    ),
    Acceptance(None),
    version="1.0",
    checked=Checked(sources=3, rules=40, schema_version="1.0"),
)

HOSTILE = "\x1b[31mred\x9b2J\u202ereversed\n::error::injected\r%0A,:<b>|`\ud800 ##[error]x ##vso[task]y ]]> \ufffe\x00"


def judged(report: Report, source: str = FILE) -> Judged:
    return Judged(report, source)


def hostile(text: str = HOSTILE) -> Judged:
    finding = replace(END, message=text, where=text, record_title=text, record_id=text, suggestion=text)
    marks = (replace(MARKS, project_id=text, title=text, next_step=text),)
    report = replace(INVALID, name=text, findings=(finding,), marks=marks, not_checked=(text,))
    return Judged(report, FILE.replace("2025-10", "\x1b[31m\x9b\u202e##[error]"))


def numbered(count: int, **changes: Any) -> tuple[Finding, ...]:
    """Return findings of one kind, each in a project and on a line of its own."""
    return tuple(
        replace(END, **{"line": n, "end_line": n, "pointer": f"/projects/{n}/end", "record_id": f"p-{n}", **changes})
        for n in range(1, count + 1)
    )
