"""Rules on dates: spans, reviews, and what has passed by the day of the check.

Only `end-before-start` is an error: it is wrong on every day. The others depend on the day and stay warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from councilprojects_validator.days import first_day, last_day, moment_day
from councilprojects_validator.diagnostics import Path, Severity
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from datetime import date

    from councilprojects_validator.document import Document

SPANS = (
    ("projects", "*"),
    ("projects", "*", "phases", "*"),
    ("projects", "*", "services", "*", "channels", "*"),
    ("projects", "*", "partners", "*"),
    ("projects", "*", "deployments", "*"),
    ("projects", "*", "contracts", "*"),
    ("publisher", "services", "*", "channels", "*"),
    ("publisher", "contracts", "*"),
)
"""Every object that has a `start` and an `end`; a test compares the list with the schema."""

CONTRACTS = (("projects", "*", "contracts", "*"), ("publisher", "contracts", "*"))

TIMED_OFFERS = tuple(
    (*owner, field, "*") for owner in (("projects", "*"), ("publisher",)) for field in ("offers", "wants")
)

FINISHED = frozenset({"completed", "stopped"})
"""Statuses of work that is over: nobody reviews it any more."""

ENOUGH_TO_JUDGE = 3
"""Fewer records are easily reviewed on one day by hand."""


def each(document: Document, patterns: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Walk several patterns, one after the other."""
    for pattern in patterns:
        yield from document.walk(*pattern)


@rule("end-before-start", Severity.ERROR)
def end_before_start(document: Document) -> Iterator[Fault]:
    """An end is before its start.

    Every timeline, “ended on” and “runs until” made from this span would be wrong, so no reader can use it. A year
    or month alone counts as its first day in a start and as its last day in an end.

    See which of the two is the slip: often the year, or day and month the wrong way round (write `2026-10-12` for
    12 October 2026). Leave `end` out if there is none yet.
    """
    for path, span in each(document, SPANS):
        start, end = first_day(span.get("start")), last_day(span.get("end"))
        if start is not None and end is not None and end < start:
            message = _("This ends on {end}, before it starts on {start}. Correct one of the two dates.")
            yield Fault(message.format(end=span["end"], start=span["start"]), (*path, "end"))


@rule("extension-before-end", Severity.WARNING)
def extension_before_end(document: Document) -> Iterator[Fault]:
    """A contract's extension ends before the contract does.

    `end` is the contract's last day without extensions and `extensionEnd` the last day with all of them. Councils
    that want to buy together plan by both.

    Exchange the two dates if they are the wrong way round, or leave `extensionEnd` out if the contract cannot be
    extended.
    """
    for path, contract in each(document, CONTRACTS):
        end, extended = first_day(contract.get("end")), last_day(contract.get("extensionEnd"))
        if end is not None and extended is not None and extended < end:
            message = _("The extension ends on {extended}, before the contract itself ends on {end}.")
            yield Fault(
                message.format(extended=contract["extensionEnd"], end=contract["end"]),
                (*path, "extensionEnd"),
            )


@rule("contract-active-after-end", Severity.WARNING)
def contract_active_after_end(document: Document) -> Iterator[Fault]:
    """A contract is called active, but its last day has passed.

    Others look here for who must buy again soon. A contract that ended and is still called active sends them away
    too late.

    Set `status` to `ended`, or bring `end` or `extensionEnd` up to date if the contract was extended.
    """
    for path, contract in each(document, CONTRACTS):
        last = last_day(contract.get("extensionEnd") or contract.get("end"))
        if contract.get("status") == "active" and last is not None and last < document.today:
            message = _("This contract is “active”, but its last day was {day}. Is it “ended”?")
            yield Fault(message.format(day=last.isoformat()), (*path, "status"), suggestion="ended")


@rule("reviewed-in-future", Severity.WARNING)
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
            swapped = _swapped(reviewed, document.today)
            message = _("This was “reviewed” on {day}, which is still to come.").format(day=reviewed.isoformat())
            if swapped is not None:
                message += " " + _("Are day and month the wrong way round?")
            yield Fault(message, (*path, "reviewed"), suggestion=swapped)


def _swapped(day: date, today: date) -> str | None:
    """Return the date with day and month exchanged, if that makes a day that has been."""
    swapped = first_day(f"{day.year:04}-{day.day:02}-{day.month:02}")
    return swapped.isoformat() if swapped is not None and swapped <= today else None


@rule("review-overdue", Severity.WARNING)
def review_overdue(document: Document) -> Iterator[Fault]:
    """The day by which a project was to be reviewed has passed.

    Readers judge by it whether the record can be trusted, and are shown that it is stale. Other councils will not
    ring about work that nobody seems to stand by.

    Look through the record, correct what has changed, set `reviewed` to today and `reviewBy` to the next date. If
    the work is over, say so: `"status": "completed"` or `"stopped"`.
    """
    for path, project in document.projects():
        due = last_day(project.get("reviewBy"))
        if due is not None and due < document.today and project.get("status") not in FINISHED:
            message = _(
                "This was to be reviewed by {day}. Look through it, then bring “reviewed” and “reviewBy” up to date."
            )
            yield Fault(message.format(day=due.isoformat()), (*path, "reviewBy"))


@rule("review-due-before-review", Severity.WARNING)
def review_due_before_review(document: Document) -> Iterator[Fault]:
    """The next review is due before the last one was done.

    `reviewBy` says until when the record may be trusted. A day before `reviewed` makes it stale from the start.

    Set `reviewBy` to the day of the next review, or leave it out: then `reviewEvery` of the file decides.
    """
    for path, project in document.projects():
        due, done = last_day(project.get("reviewBy")), first_day(project.get("reviewed"))
        if due is not None and done is not None and due < done:
            message = _("The next review (“reviewBy”) is {due}, before the last one on {done}.")
            yield Fault(message.format(due=due.isoformat(), done=done.isoformat()), (*path, "reviewBy"))


@rule("want-or-offer-expired", Severity.WARNING)
def want_or_offer_expired(document: Document) -> Iterator[Fault]:
    """An offer or a want has passed its last day.

    Readers no longer show it as open, and somebody who follows it up will find the door closed.

    Remove it, or set `until` to a later day if it is still open.
    """
    for path, item in each(document, TIMED_OFFERS):
        until = last_day(item.get("until"))
        if until is not None and until < document.today:
            message = _("This was open until {day}. Remove it, or set a later day.")
            yield Fault(message.format(day=until.isoformat()), (*path, "until"))


@rule("all-reviewed-on-file-date", Severity.INFO)
def all_reviewed_on_file_date(document: Document) -> Iterator[Fault]:
    """Every project was reviewed on the very day that the file was made.

    That is what it looks like when a program writes the date at each build. `reviewed` would then say nothing:
    the record would look fresh for ever, whether anybody has looked at it or not.

    If somebody did look through all of them that day, all is well. If a program writes `reviewed`, let it keep the
    day that a person entered, and write its own date into `modified`.
    """
    made = moment_day(document.value.get("modified"))
    reviews = [(path, first_day(project.get("reviewed"))) for path, project in document.projects()]
    if made is not None and len(reviews) >= ENOUGH_TO_JUDGE and all(day == made for _path, day in reviews):
        message = _(
            "All {count} projects were reviewed on {day}, the day the file was made. Does a program write that date?"
        )
        yield Fault(message.format(count=len(reviews), day=made.isoformat()), document.original(("modified",)))


@rule("live-with-future-start", Severity.WARNING)
def live_with_future_start(document: Document) -> Iterator[Fault]:
    """A project is live, but starts on a day that is still to come.

    A live service is in use now. Readers cannot tell whether it runs already or is only planned.

    Correct `start`, which is the day the work began, or set `phase` to what is true today.
    """
    for path, project in document.projects():
        start = first_day(project.get("start"))
        if project.get("phase") == "live" and start is not None and start > document.today:
            message = _("The phase is “live”, but the start, {start}, is still to come.")
            yield Fault(message.format(start=project["start"]), (*path, "start"))


@rule("active-after-end", Severity.WARNING)
def active_after_end(document: Document) -> Iterator[Fault]:
    """Work is called planned or active, but its end has passed.

    Somebody who wants to join would find that the work is over, or that the date is no longer true.

    Set `status` to `completed` or `stopped`, or bring `end` up to date; `"estimated": true` marks it as a forecast.
    """
    for path, project in document.projects():
        start, end = first_day(project.get("start")), last_day(project.get("end"))
        if end is None or end >= document.today or (start is not None and end < start):
            continue  # an end before the start is an error already
        if project.get("status") in {"planned", "active"}:
            message = _("The work is “{status}”, but it ended on {end}. Which of the two is true?")
            yield Fault(message.format(status=project["status"], end=project["end"]), (*path, "end"))


@rule("phases-overlap", Severity.WARNING)
def phases_overlap(document: Document) -> Iterator[Fault]:
    """A phase begins before the one before it has ended.

    `phases` is the history of the thing: it is in one phase at a time. A timeline with two at once cannot be read.

    End each phase when the next one starts; the same month or day in both is fine. If part of the work is still in
    the earlier phase, publish that part as a project of its own.
    """
    every_phase = document.walk("projects", "*", "phases", "*")
    for _project, phases in groupby(every_phase, key=lambda found: found[0][:2]):
        dated = sorted((p for p in phases if first_day(p[1].get("start"))), key=lambda p: p[1]["start"])
        for (_path, earlier), (path, later) in pairwise(dated):
            # Only what overlaps for certain: “until 2024-03” and “from 2024-03” may touch.
            end, start = first_day(earlier.get("end")), last_day(later["start"])
            if end is not None and start is not None and start < end:
                message = _("“{later}” starts on {start}, before “{earlier}” ends on {end}.")
                yield Fault(
                    message.format(
                        later=later.get("phase"),
                        start=later["start"],
                        earlier=earlier.get("phase"),
                        end=earlier["end"],
                    ),
                    (*path, "start"),
                )
