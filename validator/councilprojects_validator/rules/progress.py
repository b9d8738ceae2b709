"""Rules on how far the work is: what `phase` and `status` say, held against the dates beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.days import first_day, last_day
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

GOING_ON = frozenset({"planned", "active"})
"""Statuses of work that is not over."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.document import Document


def _is_live_too_early(glance: Glance) -> bool:
    return glance.text("phase") == "live" and glance.text("start") > glance.today


def _is_active_too_late(glance: Glance) -> bool:
    return glance.text("status") in GOING_ON and glance.text("end") < glance.today


def _is_planned_too_late(glance: Glance) -> bool:
    return glance.text("status") == "planned" and glance.text("start") < glance.today


def _is_completed_too_early(glance: Glance) -> bool:
    return glance.text("status") == "completed" and glance.text("end") > glance.today


@rule("live-with-future-start", Severity.WARNING, when=_is_live_too_early)
def live_with_future_start(document: Document) -> Iterator[Fault]:
    """A project is live, but starts on a day that is still to come.

    A live service is in use now. Readers cannot tell whether it runs already or is only planned.

    Correct `start`, which is the day the work began, or set `phase` to what is true today.
    """
    for path, project in document.projects():
        start = first_day(project.get("start"))
        if project.get("phase") == "live" and start is not None and start > document.today:
            message = _("The phase is “live”, but the start, {start}, is still to come. Correct one of the two.")
            yield Fault(message.format(start=project["start"]), (*path, "start"))


@rule("active-after-end", Severity.WARNING, when=_is_active_too_late)
def active_after_end(document: Document) -> Iterator[Fault]:
    """Work is called planned or active, but its end has passed.

    Somebody who wants to join would find that the work is over, or that the date is no longer true.

    Set `status` to `completed` or `stopped`, or bring `end` up to date; `"estimated": true` marks it as a forecast.
    """
    for path, project in document.projects():
        start, end = first_day(project.get("start")), last_day(project.get("end"))
        if end is None or end >= document.today or (start is not None and end < start):
            continue  # an end before the start is an error already
        if project.get("status") in GOING_ON:
            message = _("The work is “{status}”, but it ended on {end}. Which of the two is true?")
            yield Fault(message.format(status=project["status"], end=project["end"]), (*path, "end"))


@rule("planned-after-start", Severity.WARNING, when=_is_planned_too_late)
def planned_after_start(document: Document) -> Iterator[Fault]:
    """Work is called planned, but its start has passed.

    Others look at planned work to join before it begins. They would come too late, or for something that was put off.

    Set `status` to `active` if the work has begun, or move `start` to the day that is planned now.
    """
    for path, project in document.projects():
        start, end = last_day(project.get("start")), last_day(project.get("end"))
        if project.get("status") != "planned" or start is None or start >= document.today:
            continue
        # Where the end has passed too, `active-after-end` says it.
        if end is None or end >= document.today:
            message = _("The work is “planned”, but its start, {start}, has passed. Has it begun?")
            yield Fault(message.format(start=project["start"]), (*path, "status"), suggestion="active")


@rule("completed-before-end", Severity.WARNING, when=_is_completed_too_early)
def completed_before_end(document: Document) -> Iterator[Fault]:
    """Work is called completed, but its end is still to come.

    Readers see two answers to the question whether the work goes on.

    Set `end` to the day on which the work ended, or `status` to `active` if it goes on.
    """
    for path, project in document.projects():
        end = first_day(project.get("end"))
        if project.get("status") == "completed" and end is not None and end > document.today:
            message = _("The work is “completed”, but its end, {end}, is still to come. Which of the two is true?")
            yield Fault(message.format(end=project["end"]), (*path, "end"))
