"""Last stage but one of `check`: what each project is good for already, and the cheapest step to more.

Standard, “Marks”. They serve the publisher and nobody else: no ranking is ever made of them (principle 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.days import last_day
from councilprojects_validator.diagnostics import pointer
from councilprojects_validator.freshness import Freshness, standing
from councilprojects_validator.naming import title_of
from councilprojects_validator.report import Marks
from councilprojects_validator.wording import _

LISTED, FINDABLE, JOINABLE, REUSABLE = MARKS = ("listed", "findable", "joinable", "reusable")
"""In the order in which a record usually comes by them; a tie between two steps goes to the first."""


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
            earned=(LISTED, *(mark for mark, steps in lacking.items() if not steps)),
            next_step=_next_step(lacking),
        )


def earned(project: Mapping[str, Any], setting: Setting) -> tuple[str, ...]:
    """Return the marks of one accepted project."""
    return (LISTED, *(mark for mark, steps in _lacking(project, setting).items() if not steps))


def _lacking(project: Mapping[str, Any], setting: Setting) -> Mapping[str, tuple[str, ...]]:
    """Return for each mark but the first what is still to do for it, as parts of a sentence."""
    return {
        FINDABLE: tuple(_to_be_findable(project)),
        JOINABLE: tuple(_to_be_joinable(project, setting)),
        REUSABLE: tuple(_to_be_reusable(project)),
    }


def _to_be_findable(project: Mapping[str, Any]) -> Iterator[str]:
    if "phase" not in project:
        yield _("add `phase`")
    if "status" not in project:
        yield _("add `status`")
    if "services" not in project and "topics" not in project:
        yield _("add a service or a topic")


def _to_be_joinable(project: Mapping[str, Any], setting: Setting) -> Iterator[str]:
    if not is_open(project, setting.today):
        yield _("say in `openTo`, `offers` or `wants` how others can join")
    if "contact" not in project and not setting.publisher_contact:
        yield _("add a `contact` of the team or the publisher")
    fresh = standing(project, setting.review_every, compiled=setting.compiled, today=setting.today)
    if fresh.freshness is not Freshness.FRESH:
        yield _not_fresh(fresh.freshness)


def _not_fresh(freshness: Freshness) -> str:
    if freshness is Freshness.COMPILED:
        return _("let the council publish it in a file of its own")
    if freshness is Freshness.DONE:
        return _("set `status` to what is true if the work goes on")
    return _("look it through, and set `reviewed` to that day and `reviewBy`, if it is there, to the next one")


def _to_be_reusable(project: Mapping[str, Any]) -> Iterator[str]:
    shared = (*project.get("outputs", ()), *project.get("repositories", ()))
    if not any("licence" in item for item in shared):
        yield (
            _("add a `licence` to an output or repository")
            if shared
            else _("add an output or repository with its licence")
        )
    if "deployments" not in project and "lessons" not in project:
        yield _("add a lesson, or who runs it in `deployments`")


def is_open(project: Mapping[str, Any], today: date) -> bool:
    """Tell whether a project invites others: by an offer or want that has not ended, or by `openTo`."""
    if set(project.get("openTo", ())) - {"not-now"}:
        return True
    return any(
        (last_day(item.get("until")) or today) >= today
        for item in (*project.get("offers", ()), *project.get("wants", ()))
    )


def _next_step(lacking: Mapping[str, tuple[str, ...]]) -> str | None:
    open_marks = [mark for mark, steps in lacking.items() if steps]
    if not open_marks:
        return None
    mark = min(open_marks, key=lambda each: len(lacking[each]))
    aims = {
        FINDABLE: _("To be found by others: {steps}."),
        JOINABLE: _("To be joined by others: {steps}."),
        REUSABLE: _("To be reused by others: {steps}."),
    }
    return aims[mark].format(steps=_listed(lacking[mark]))


def _listed(steps: tuple[str, ...]) -> str:
    *first, last = steps
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last
