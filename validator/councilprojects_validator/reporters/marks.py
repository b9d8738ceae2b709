"""What the projects of a file are good for already, and the cheapest next step, in few lines.

Stands behind the `text` reporter and GitHub's job summary. Serves the publisher: no ranking, no score
(standard, principle 9).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from councilprojects_validator.quoting import visible
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilprojects_validator.report import Marks

STEPS = 4
"""Steps shown: a list of everything would be read by nobody."""
IDS = 3
"""Projects named for each step."""


def marks_lines(marks: Sequence[Marks]) -> list[str]:
    """Return the counts of marks and the commonest next steps, each with the projects that it would help."""
    if not marks:
        return []
    earned = Counter(mark for each in marks for mark in each.earned)
    counts = _(
        "Marks of {total}: {listed} listed, {findable} findable, {joinable} joinable, {reusable} reusable."
    ).format(
        total=ngettext("{n} project", "{n} projects", len(marks)).format(n=len(marks)),
        **{name: earned[name] for name in ("listed", "findable", "joinable", "reusable")},
    )
    steps: dict[str, list[str]] = {}
    for each in marks:
        if each.next_step is not None:
            steps.setdefault(each.next_step, []).append(each.project_id)
    commonest = sorted(steps.items(), key=lambda item: (-len(item[1]), item[0]))
    return [counts, *(_step(sentence, ids) for sentence, ids in commonest[:STEPS])]


def _step(sentence: str, ids: Sequence[str]) -> str:
    named = ", ".join(visible(each) for each in ids[:IDS])
    if len(ids) > IDS:
        named = _("{ids} and {count} more").format(ids=named, count=len(ids) - IDS)
    return _("  Next: {step} ({projects})").format(step=visible(sentence), projects=named)
