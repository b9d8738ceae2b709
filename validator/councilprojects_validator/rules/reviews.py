"""Rules on when somebody looked: reviews that are overdue, and days that cannot have been yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilprojects_validator.days import first_day, last_day, moment_day
from councilprojects_validator.diagnostics import Path, Severity
from councilprojects_validator.freshness import Freshness, standing
from councilprojects_validator.rules.glance import Glance, has
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from councilprojects_validator.document import Document

FINISHED = frozenset({"completed", "stopped"})
"""Statuses of work that is over: nobody reviews it any more."""

ENOUGH_TO_JUDGE = 3
"""Fewer records are easily reviewed on one day by hand."""

PAST = (
    ("modified",),
    ("projects", "*", "compiledFrom", "*", "retrieved"),
    ("projects", "*", "updates", "*", "date"),
    ("projects", "*", "lessons", "*", "date"),
)
"""Days on which something has happened. Others may lie ahead: an event, a planned assessment, a report to come."""

HAPPENED = tuple(dict.fromkeys(pattern[-1] for pattern in PAST))
"""What these days are called."""


def _is_reviewed_later(glance: Glance) -> bool:
    return glance.text("reviewed") > glance.today


def _happens_later(glance: Glance) -> bool:
    return any(day > glance.today for name in HAPPENED for day in glance.each(name))


def _may_be_overdue(glance: Glance) -> bool:
    return not glance.is_head and ("reviewBy" in glance.value or _is_stale(glance.value, glance.head, glance.day))


@rule("reviewed-in-future", Severity.WARNING, when=_is_reviewed_later)
def reviewed_in_future(document: Document) -> Iterator[Fault]:
    """A project was reviewed on a day that is still to come.

    `reviewed` is the day somebody last stood by the record. A later day cannot be true, and makes the record look
    fresh for longer than it is.

    Write the day of the review, year first: `2026-10-12` is 12 October 2026. For the day of the next review use
    `reviewBy`.
    """
    for path, project in document.projects():
        reviewed = first_day(project.get("reviewed"))
        if reviewed is not None and reviewed > document.today:
            message = _("This was `reviewed` on {day}, which is still to come. Write the day of the review.").format(
                day=reviewed.isoformat()
            )
            yield _to_come(message, (*path, "reviewed"), reviewed, document.today)


@rule("date-in-future", Severity.WARNING, when=_happens_later)
def date_in_future(document: Document) -> Iterator[Fault]:
    """Something has happened on a day that is still to come.

    An update, a lesson, or the day a file was made or a source was read lies in the past. A later day puts it first
    in every list for months.

    Write the day it happened, year first: `2026-10-12` is 12 October 2026. What is planned belongs into `start`,
    `end` or the text.
    """
    for pattern in PAST:
        for path, written in document.walk(*pattern):
            day = moment_day(written) or first_day(written)
            if day is not None and day > document.today:
                message = _("This day, {day}, is still to come. Write the day on which it happened.")
                yield _to_come(message.format(day=day.isoformat()), path, day, document.today)


def _to_come(message: str, path: Path, day: date, today: date) -> Fault:
    """Add what was probably meant, where day and month exchanged make a day that has been."""
    swapped = first_day(f"{day.year:04}-{day.day:02}-{day.month:02}")
    if swapped is None or swapped > today:
        return Fault(message, path)
    return Fault(message + " " + _("Are day and month the wrong way round?"), path, suggestion=swapped.isoformat())


@rule("review-overdue", Severity.WARNING, when=_may_be_overdue)
def review_overdue(document: Document) -> Iterator[Fault]:
    """The day by which a project was to be reviewed has passed.

    Readers judge by it whether the record can be trusted, and are shown that it is stale. Other councils will not
    ring about work that nobody seems to stand by. Where no `reviewBy` is given, twice the file's `reviewEvery`, or a
    year, counts.

    Look through the record, correct what has changed, set `reviewed` to today and `reviewBy`, if it is there, to the
    next date. If the work is over, say so: `"status": "completed"` or `"stopped"`.
    """
    for path, project in document.projects():
        if "reviewed" not in project or project.get("status") in FINISHED:
            continue
        due = last_day(project.get("reviewBy"))
        if due is not None and due < document.today:
            message = _(
                "This was to be reviewed by {day}. Look through it, then bring `reviewed` and `reviewBy` up to date."
            )
            yield Fault(message.format(day=due.isoformat()), (*path, "reviewBy"))
        elif _is_stale(project, document.head, document.today):
            message = _("This was last reviewed on {day}. Look through it, then set `reviewed` to that day.")
            yield Fault(message.format(day=project["reviewed"]), (*path, "reviewed"))


def _is_stale(project: Mapping[str, Any], head: Mapping[str, Any], today: date) -> bool:
    found = standing(project, head.get("reviewEvery"), compiled="compiledBy" in head, today=today)
    return found.freshness is Freshness.STALE


@rule("review-due-before-review", Severity.WARNING, when=has("reviewBy"))
def review_due_before_review(document: Document) -> Iterator[Fault]:
    """The next review is due before the last one was done.

    `reviewBy` says until when the record may be trusted. A day before `reviewed` makes it stale from the start.

    Set `reviewBy` to the day of the next review, or leave it out: then `reviewEvery` of the file decides.
    """
    for path, project in document.projects():
        due, done = last_day(project.get("reviewBy")), first_day(project.get("reviewed"))
        if due is not None and done is not None and due < done:
            message = _("The next review (`reviewBy`) is {due}, before the last one on {done}. Write the next day.")
            yield Fault(message.format(due=due.isoformat(), done=done.isoformat()), (*path, "reviewBy"))


@rule("all-reviewed-on-file-date", Severity.INFO)
def all_reviewed_on_file_date(document: Document) -> Iterator[Fault]:
    """Every project was reviewed on the very day that the file was made.

    That is what it looks like when a program writes the date at each build. `reviewed` would then say nothing:
    the record would look fresh for ever, whether anybody has looked at it or not.

    If somebody did look through all of them that day, all is well. If a program writes `reviewed`, let it keep the
    day that a person entered, and write its own date into `modified`.
    """
    made = moment_day(document.value.get("modified"))
    reviews = [project.get("reviewed") for _path, project in document.projects()] if made is not None else []
    if made is not None and len(reviews) >= ENOUGH_TO_JUDGE and all(first_day(day) == made for day in reviews):
        message = _(
            "All {count} projects were reviewed on {day}, the day the file was made. Does a program write that date?"
        )
        yield Fault(message.format(count=len(reviews), day=made.isoformat()), document.original(("modified",)))
