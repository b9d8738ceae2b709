"""Rules on `phases`, the history of a project: one phase after the other, and the present one at its end."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from councilprojects_validator.days import first_day, last_day
from councilprojects_validator.diagnostics import Path, Severity
from councilprojects_validator.rules.glance import has
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.document import Document

MATURITY = ("idea", "discovery", "alpha", "beta", "live", "retired")
"""The phases in the order in which a thing goes through them (standard, `phase`)."""

_Phase: TypeAlias = tuple[Path, dict[str, Any]]


@rule("phases-overlap", Severity.WARNING, when=has("phases"))
def phases_overlap(document: Document) -> Iterator[Fault]:
    """A phase begins before the one before it has ended.

    `phases` is the history of the thing: it is in one phase at a time. A timeline with two at once cannot be read.

    End each phase when the next one starts; the same month or day in both is fine. If part of the work is still in
    the earlier phase, publish that part as a project of its own.
    """
    for phases in _histories(document):
        for (_path, earlier), (path, later) in pairwise(_by_start(phases)):
            # Only what overlaps for certain: “until 2024-03” and “from 2024-03” may touch.
            end, start = first_day(earlier.get("end")), last_day(later["start"])
            if end is not None and start is not None and start < end:
                message = _(
                    "“{later}” starts on {start}, before “{earlier}” ends on {end}. End one where the next begins."
                )
                yield Fault(
                    message.format(
                        later=later.get("phase"),
                        start=later["start"],
                        earlier=earlier.get("phase"),
                        end=earlier["end"],
                    ),
                    (*path, "start"),
                )


@rule("phases-out-of-order", Severity.INFO, when=has("phases"))
def phases_out_of_order(document: Document) -> Iterator[Fault]:
    """A phase begins after one that should follow it.

    A thing usually goes from idea to discovery, alpha, beta and live. A beta that comes before the alpha is mostly a
    slip in a year or in the name of the phase, and readers who learn from how long phases took would learn wrong.

    Compare the starts of the two. If the work did go back, all is well: say why in `result`.
    """
    for phases in _histories(document):
        for (_path, earlier), (path, later) in pairwise(_by_start(phases)):
            begun = first_day(earlier["start"]) != first_day(later["start"])
            if begun and _maturity(later.get("phase")) < _maturity(earlier.get("phase")):
                message = _(
                    "“{later}” starts on {start}, after “{earlier}”, which usually follows it. Compare the dates."
                )
                message = message.format(later=later.get("phase"), start=later["start"], earlier=earlier.get("phase"))
                yield Fault(message, (*path, "start"))


@rule("phase-behind-history", Severity.WARNING, when=has("phases"))
def phase_behind_history(document: Document) -> Iterator[Fault]:
    """A project's phase is one that its own history has left behind.

    `phase` says how mature the thing is today, and is what others search by. The history in `phases` says that it has
    reached a later one.

    Set `phase` to the latest one that has begun, or correct the history.
    """
    for phases in _histories(document):
        project_path = phases[0][0][:2]
        project = document.contents.at(project_path)
        phase = project.get("phase")
        begun = [one for _path, one in _by_start(phases) if _has_begun(one, document)]
        if phase in MATURITY and begun and _maturity(phase) < _maturity(begun[-1].get("phase")):
            reached = begun[-1]["phase"]
            message = _("The phase is “{phase}”, but in `phases` {reached} began on {start}. Is it “{reached}” now?")
            message = message.format(phase=phase, reached=reached, start=begun[-1]["start"])
            yield Fault(message, (*project_path, "phase"), suggestion=reached)


def _has_begun(phase: dict[str, Any], document: Document) -> bool:
    start = last_day(phase["start"])
    return start is not None and start <= document.today


def _histories(document: Document) -> Iterator[list[_Phase]]:
    every_phase = document.walk("projects", "*", "phases", "*")
    for _project, phases in groupby(every_phase, key=lambda found: found[0][:2]):
        yield list(phases)


def _by_start(phases: list[_Phase]) -> list[_Phase]:
    return sorted((found for found in phases if first_day(found[1].get("start"))), key=lambda found: found[1]["start"])


def _maturity(phase: object) -> int:
    return MATURITY.index(str(phase)) if phase in MATURITY else -1
