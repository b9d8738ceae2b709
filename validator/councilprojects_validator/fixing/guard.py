"""Tells which edits of a round did harm, by what the checks before and after it say.

`fix` tries the round again without them. An error that could not be seen before, because another one hid the part that
it is in, is no harm: it was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from councilprojects_validator.diagnostics import Finding, Severity, pointer
from councilprojects_validator.fixing.model import Edit, State
from councilprojects_validator.fixing.propose import edits
from councilprojects_validator.rules.registry import FROZEN_ERRORS

DUPLICATE_ID = "duplicate-project-id"


def harm_of_errors(before: State, after: State, chosen: list[Edit]) -> set[int]:
    """Return the numbers of the edits that put one error in the place of another, or set a sound project aside."""
    found = [error for error in _errors(after) if error.code not in FROZEN_ERRORS]
    values = {pointer(edit.path): number for number, edit in enumerate(chosen) if edit.renamed is None}
    harmful = _at(values, found)
    if harmful:  # what can be mended in its turn is no harm; to find that out takes a look at the whole file
        mendable = {edit.fault.finding for edit in edits(after.file, found)}
        harmful = _at(values, (error for error in found if error not in mendable))
    if _count(after, DUPLICATE_ID) > _count(before, DUPLICATE_ID):
        harmful |= {number for number, edit in enumerate(chosen) if edit.fault.field == "id"}
    return harmful


def harm_of_warnings(before: State, after: State, chosen: list[Edit]) -> set[int]:
    """Return the numbers of the edits that made errors where there were none.

    If not at the errors' own places, then the names that changed in the same groups, else in the whole file.
    """
    new = list(_new(before, _errors(after)))
    if not new or len(list(_errors(after))) <= len(list(_errors(before))):
        return set()
    renamed = {number: pointer(edit.path[:-1]) for number, edit in enumerate(chosen) if edit.renamed is not None}
    groups = {place for error in new for place in _above(error.pointer)}
    return (
        _at({pointer(edit.path): number for number, edit in enumerate(chosen)}, new)
        or {number for number, group in renamed.items() if group in groups}
        or set(renamed)
        or set(range(len(chosen)))
    )


def _errors(state: State) -> Iterator[Finding]:
    return (finding for finding in state.report.findings if finding.severity is Severity.ERROR)


def _new(before: State, errors: Iterable[Finding]) -> Iterator[Finding]:
    known = {(error.code, error.pointer) for error in _errors(before)}
    return (error for error in errors if (error.code, error.pointer) not in known)


def _count(state: State, code: str) -> int:
    return sum(error.code == code for error in _errors(state))


def _at(edited: Mapping[str, int], errors: Iterable[Finding]) -> set[int]:
    """Return the numbers of the edits at or above whose value an error is."""
    return {edited[place] for error in errors for place in _above(error.pointer) if place in edited}


def _above(place: str) -> Iterator[str]:
    """Yield a pointer and those to what it is in, but for the whole file."""
    while place:
        yield place
        place = place.rpartition("/")[0]
