"""Last stage but one of `check`: what each project is good for already, and the cheapest step to more.

Standard, “Marks”. They serve the publisher and nobody else: no ranking is ever made of them (principle 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from councilprojects_validator.contents import Contents
from councilprojects_validator.days import last_day
from councilprojects_validator.diagnostics import pointer
from councilprojects_validator.freshness import Freshness, standing
from councilprojects_validator.naming import title_of
from councilprojects_validator.report import Marks
from councilprojects_validator.wording import _

LISTED, FINDABLE, JOINABLE, REUSABLE = MARKS = ("listed", "findable", "joinable", "reusable")
"""In the order in which a record usually comes by them; a tie between two steps goes to the first."""


class Step(StrEnum):
    """One thing to do for a mark. What it is called in a report never changes."""

    PHASE = "phase"
    STATUS = "status"
    SERVICE = "service"
    OPENING = "opening"
    CONTACT = "contact"
    REVIEW = "review"
    OWN_FILE = "own-file"
    WORK_OVER = "work-over"
    LICENCE = "licence"
    OUTPUT = "output"
    LESSON = "lesson"


_TO_DO = {
    Step.PHASE: _("add `phase`"),
    Step.STATUS: _("add `status`"),
    Step.SERVICE: _("add a service or a topic"),
    Step.OPENING: _("say in `openTo`, `offers` or `wants` how others can join"),
    Step.CONTACT: _("add a `contact` of the team or the publisher"),
    Step.REVIEW: _(
        "look it through, and set `reviewed` to that day and `reviewBy`, if it is there, to the next one",
    ),
    Step.OWN_FILE: _("let the council publish it in a file of its own"),
    Step.WORK_OVER: _("set `status` to what is true if the work goes on"),
    Step.LICENCE: _("add a `licence` to an output or repository"),
    Step.OUTPUT: _("add an output or repository with its licence"),
    Step.LESSON: _("add a lesson, or who runs it in `deployments`"),
}
"""Parts of the sentence that names the next step."""

_Lacking: TypeAlias = tuple[tuple[str, tuple[Step, ...]], ...]

_NOT_FRESH = {Freshness.COMPILED: Step.OWN_FILE, Freshness.DONE: Step.WORK_OVER}


@dataclass(frozen=True, slots=True)
class Setting:
    """What of the file bears on every project's marks."""

    publisher_contact: bool
    review_every: str | None
    compiled: bool
    today: date


def marks(accepted: Contents, today: date) -> Iterator[Marks]:
    """Yield the marks of every project that can be listed, in file order."""
    setting = Setting(
        publisher_contact="contact" in accepted.value["publisher"],
        review_every=accepted.value.get("reviewEvery"),
        compiled="compiledBy" in accepted.value,
        today=today,
    )
    language = accepted.value.get("language")
    for path, project in accepted.items(("projects",)):
        lacking = _lacking(project, setting)
        yield Marks(
            project_id=project["id"],
            title=title_of(project, language) or project["id"],
            pointer=pointer(path),
            earned=_earned(lacking),
            next_step=_next_step(lacking),
            lacking=lacking,
        )


def earned(project: Mapping[str, Any], setting: Setting) -> tuple[str, ...]:
    """Return the marks of one accepted project."""
    return _earned(_lacking(project, setting))


def _lacking(project: Mapping[str, Any], setting: Setting) -> _Lacking:
    """Return for each mark but the first what is still to do for it."""
    return (
        (FINDABLE, tuple(_to_be_findable(project))),
        (JOINABLE, tuple(_to_be_joinable(project, setting))),
        (REUSABLE, tuple(_to_be_reusable(project))),
    )


@cache
def _earned(lacking: _Lacking) -> tuple[str, ...]:
    return (LISTED, *(mark for mark, steps in lacking if not steps))


def _to_be_findable(project: Mapping[str, Any]) -> Iterator[Step]:
    if "phase" not in project:
        yield Step.PHASE
    if "status" not in project:
        yield Step.STATUS
    if "services" not in project and "topics" not in project:
        yield Step.SERVICE


def _to_be_joinable(project: Mapping[str, Any], setting: Setting) -> Iterator[Step]:
    if not is_open(project, setting.today):
        yield Step.OPENING
    if "contact" not in project and not setting.publisher_contact:
        yield Step.CONTACT
    fresh = standing(project, setting.review_every, compiled=setting.compiled, today=setting.today)
    if fresh.freshness is not Freshness.FRESH:
        yield _NOT_FRESH.get(fresh.freshness, Step.REVIEW)


def _to_be_reusable(project: Mapping[str, Any]) -> Iterator[Step]:
    shared = (*project.get("outputs", ()), *project.get("repositories", ()))
    if not any("licence" in item for item in shared):
        yield Step.LICENCE if shared else Step.OUTPUT
    if "deployments" not in project and "lessons" not in project:
        yield Step.LESSON


def is_open(project: Mapping[str, Any], today: date) -> bool:
    """Tell whether a project invites others: by an offer or want that has not ended, or by `openTo`."""
    if any(code != "not-now" for code in project.get("openTo", ())):
        return True
    return any(
        (last_day(item.get("until")) or today) >= today
        for item in (*project.get("offers", ()), *project.get("wants", ()))
    )


@cache
def _next_step(lacking: _Lacking) -> str | None:
    """Return the cheapest step as a sentence. There are some hundred ways to lack something, and many projects."""
    open_marks = [(mark, steps) for mark, steps in lacking if steps]
    if not open_marks:
        return None
    mark, steps = min(open_marks, key=lambda each: len(each[1]))
    aims = {
        FINDABLE: _("To be found by others: {steps}."),
        JOINABLE: _("To be joined by others: {steps}."),
        REUSABLE: _("To be reused by others: {steps}."),
    }
    return aims[mark].format(steps=_listed([_TO_DO[step] for step in steps]))


def _listed(steps: list[str]) -> str:
    *first, last = steps
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last
