"""The commonest next steps towards more marks, in few lines, each with the projects that it would help.

Stands behind the reporters that people read. Serves the publisher: no ranking, no score (standard, principle 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.quoting import visible
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilprojects_validator.report import Marks

STEPS = 4
"""Steps shown: a list of everything would be read by nobody."""
IDS = 3
"""Projects named for each step."""


def marks_lines(marks: Sequence[Marks]) -> list[str]:
    """Return the steps that would help the most projects first."""
    steps: dict[str, list[str]] = {}
    for each in marks:
        if each.next_step is not None:
            steps.setdefault(each.next_step, []).append(each.project_id)
    commonest = sorted(steps.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_step(sentence, ids) for sentence, ids in commonest[:STEPS]]


def _step(sentence: str, ids: Sequence[str]) -> str:
    named = ", ".join(visible(each) for each in ids[:IDS])
    if len(ids) > IDS:
        named = _("{ids} and {count} more").format(ids=named, count=len(ids) - IDS)
    return _("Next: {step} ({projects})").format(step=visible(sentence), projects=named)
