"""What a whole file is good for, as figures: made from a `Report` for the reporters that people read.

A reporter asks for it, so that a run that shows no summary does not pay for one. Serves the publisher: no score, and
nothing to compare councils by (standard, principle 9). Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from councilprojects_validator.days import last_day
from councilprojects_validator.marks import FINDABLE, JOINABLE, MARKS, REUSABLE, Step
from councilprojects_validator.report import Kind, Marks, Report

_NOT_BY_EDITING = {Step.OWN_FILE, Step.WORK_OVER}
"""Nobody mends these by writing a field: a finished project is not one that lacks something."""


@dataclass(frozen=True, slots=True)
class BestStep:
    """What gives the most projects one mark more for the least writing: write `steps` in `projects` of them."""

    mark: str
    steps: tuple[Step, ...]
    projects: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one projects file that could be judged."""

    projects: int
    """In the file, those with errors included."""
    listed: int
    findable: int
    joinable: int
    reusable: int
    inviting: int
    """Listed projects with an open offer, want or `openTo`."""
    to_review: int
    """Listed projects that were last reviewed too long ago."""
    reviewed_first: date | None
    reviewed_last: date | None
    best: BestStep | None


def summary(report: Report) -> Summary | None:
    """Return the figures; None where there are none: of a registry, or of a file that is refused whole."""
    value = report.acceptance.value
    if report.kind is not Kind.PROJECTS or value is None or report.checked.schema_version is None:
        return None
    earned = Counter(mark for each in report.marks for mark in each.earned)
    lacking = [dict(each.lacking) for each in report.marks]
    reviewed = sorted(filter(None, (last_day(project.get("reviewed")) for project in value.get("projects", ()))))
    return Summary(
        projects=report.checked.projects,
        **{mark: earned[mark] for mark in MARKS},
        inviting=sum(Step.OPENING not in each.get(JOINABLE, ()) for each in lacking),
        to_review=sum(Step.REVIEW in each.get(JOINABLE, ()) for each in lacking),
        reviewed_first=reviewed[0] if reviewed else None,
        reviewed_last=reviewed[-1] if reviewed else None,
        best=_best(report.marks),
    )


def _best(marks: tuple[Marks, ...]) -> BestStep | None:
    """Return the steps with the most projects helped for each thing to write; the earlier mark wins a tie."""
    return max(_candidates(marks), key=_worth, default=None)


def _candidates(marks: tuple[Marks, ...]) -> Iterator[BestStep]:
    wanted = Counter((mark, steps) for each in marks for mark, steps in each.lacking if steps)
    for mark, steps in wanted:
        if not _NOT_BY_EDITING.intersection(steps):
            helped = sum(n for (other, few), n in wanted.items() if other == mark and set(few) <= set(steps))
            yield BestStep(mark, tuple(map(Step, steps)), helped)


def _worth(step: BestStep) -> tuple[float, int, int, tuple[Step, ...]]:
    order = (FINDABLE, JOINABLE, REUSABLE)
    return step.projects / len(step.steps), step.projects, -order.index(step.mark), step.steps
