"""The shrink guard: a large drop in a publisher's file waits until it is certain that they mean it.

Called by `step` for each answer that could be published. Pure. Bounds: contracts.md, “What the aggregator accepts”.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from councilprojects_aggregator.model import Answer, Held, Record

# An export that failed half-way is mostly mended within a day or two (of 277 recorded deletions 83 were undone in one).
ANSWERS = 3
SPAN = timedelta(hours=48)

# One project of one or two that vanishes is everyday life.
FEWEST = 2
SHARE = 0.5


def hold(record: Record, answer: Answer, now: datetime) -> Held | None:
    """Return what to remember of a drop that has to wait, or None if `answer` may be published.

    It is released by three answers with the same set of ids, the first and the last at least 48 hours apart; another
    set starts anew.
    """
    if record.good is None or not shrinks(record.good.project_ids, answer):
        return None
    same = record.held if record.held and record.held.project_ids == answer.project_ids else None
    if same is None:
        return Held(answer.project_ids, 1, now)
    # More than are needed are not counted: what waits for time alone moves nothing in the output.
    held = Held(answer.project_ids, min(same.answers + 1, ANSWERS), min(same.first_at, now))
    return None if held.answers >= ANSWERS and now - held.first_at >= SPAN else held


def shrinks(earlier: Collection[str], answer: Answer) -> bool:
    """Say whether so much of the `earlier` ids vanishes that it looks like a mistake.

    What is set aside has not vanished, even where its id cannot be told, nor has what goes by another id now.
    """
    vanished = len(set(earlier).difference(answer.project_ids, answer.renamed_from)) - answer.nameless
    if earlier and not answer.project_ids and not answer.nameless:
        return True
    return vanished >= FEWEST and vanished > len(earlier) * SHARE
