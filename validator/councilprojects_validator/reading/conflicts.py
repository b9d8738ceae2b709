"""Finds the marks that git leaves of an unfinished merge, and reads past them as if the first version had been chosen.

Called by `syntax` before it walks over a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.reading import punctuation
from councilprojects_validator.reading.mending import Edit

MARKS = 3
"""Before, between and behind the two versions."""

_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?:[ \t].*)?$", re.MULTILINE)
_VERSION = r"(?>(?s:.*?)^(?=[<=>|]{7}))"
"""The lines up to the next mark. Not `(?:(?!…).*\n)*+`: see `tests/test_old_pythons.py`."""
_MERGE = re.compile(
    rf"^(?P<mark><{{7}}(?:[ \t].*)?)\n(?P<ours>{_VERSION})(?:\|{{7}}.*\n{_VERSION})?"
    rf"={{7}}[ \t\r]*\n{_VERSION}>{{7}}(?:[ \t].*)?$",
    re.MULTILINE,
)
"""A whole conflict, with both versions; git may show their common ancestor between them."""


@dataclass(frozen=True, slots=True)
class Merges:
    """The text with spaces for marks and second versions, at the same offsets; None where marks are missing."""

    text: str | None
    mistakes: tuple[Diagnostic, ...] = ()
    edits: tuple[Edit, ...] = ()


def unfinished_merges(text: str) -> Merges:
    """Return what can be read of a text if of each unfinished merge the first version is taken."""
    whole = list(_MERGE.finditer(text))
    marks = list(_MARK.finditer(text))
    if len(marks) != len(whole) * MARKS:
        return Merges(None, (punctuation.merge_conflict(marks[0].start(), marks[0][0]),))
    mistakes = tuple(punctuation.merge_conflict(found.start(), found["mark"]) for found in whole)
    edits = tuple(edit for found in whole for edit in _first_version(found))
    return Merges("".join(_blanked(text, edits)), mistakes, edits)


def _first_version(conflict: re.Match[str]) -> Iterator[Edit]:
    """Yield what takes out the marks of a merge and the second version."""
    yield Edit(conflict.start(), conflict.start("ours"), "")
    yield Edit(conflict.end("ours"), conflict.end(), "")


def _blanked(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    at = 0
    for edit in edits:
        yield text[at : edit.start]
        yield " " * (edit.end - edit.start)
        at = edit.end
    yield text[at:]
