"""The status as a table for a terminal, or as JSON: worst first. Pure.

On a wide terminal a source has a line with its sentence beside it, on a narrow one the sentence stands below. No text
of others can move the cursor, colour the screen or turn a line round.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from councilprojects_aggregator.model import Health
from councilprojects_aggregator.running.status_file import SourceStatus, Status
from councilprojects_aggregator.writers.plain import for_terminal
from councilprojects_validator.wording import _, ngettext

WORST_FIRST = (
    Health.REFUSED,
    Health.MISSING,
    Health.UNREAD,
    Health.STALE,
    Health.HELD,
    Health.PARTIAL,
    Health.PREVIEW,
    Health.CURRENT,
    Health.SUPERSEDED,
    Health.ENDED,
)
RANKS = {state.value: rank for rank, state in enumerate(WORST_FIRST)}

NAME, STATE, SINCE = 30, 10, 10
GAP = "  "
NARROW = 90
"""Columns. With less, the sentence would have fewer than thirty."""
LONGEST_SENTENCE = 1000
INDENT = "    "


def table(status: Status, width: int) -> str:
    """Return the table for a terminal of `width` columns."""
    sources = worst_first(status)
    lines = [*_heading(status, width), *(_wide(sources, width) if width >= NARROW else _narrow(sources, width))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_json(status: Status) -> str:
    """Return the same for programs: all of it, in the table's order."""
    rows = [
        {
            "id": for_terminal(source.id, LONGEST_SENTENCE),
            "name": for_terminal(source.name, LONGEST_SENTENCE),
            "state": for_terminal(source.state, LONGEST_SENTENCE),
            "since": _since(source) or None,
            "sentence": for_terminal(source.sentence, LONGEST_SENTENCE),
        }
        for source in worst_first(status)
    ]
    whole = {"checked": for_terminal(status.checked, LONGEST_SENTENCE), "sources": rows}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def worst_first(status: Status) -> list[SourceStatus]:
    """Return the sources, those that need care first; a state that is not known here needs it most."""
    return sorted(status.sources, key=lambda source: (RANKS.get(source.state, -1), source.name.casefold(), source.id))


def _heading(status: Status, width: int) -> Iterator[str]:
    count = len(status.sources)
    words = ngettext("{count} source, looked at {moment}.", "{count} sources, looked at {moment}.", count)
    yield from textwrap.wrap(words.format(count=count, moment=for_terminal(status.checked, SINCE * 2)), width)
    for trouble in status.troubles:
        yield from textwrap.wrap(for_terminal(trouble, LONGEST_SENTENCE), width)
    yield ""


def _wide(sources: list[SourceStatus], width: int) -> Iterator[str]:
    yield GAP.join((f"{_('Name'):{NAME}}", f"{_('State'):{STATE}}", f"{_('Since'):{SINCE}}", _("What that means")))
    blank = GAP.join((" " * NAME, " " * STATE, " " * SINCE, ""))
    for source in sources:
        first, *others = _wrapped(source.sentence, width - len(blank))
        yield GAP.join(
            (
                f"{for_terminal(source.name, NAME):{NAME}}",
                f"{for_terminal(source.state, STATE):{STATE}}",
                f"{_since(source):{SINCE}}",
                first,
            )
        )
        yield from (blank + other for other in others)


def _narrow(sources: list[SourceStatus], width: int) -> Iterator[str]:
    for source in sources:
        yield for_terminal(source.name, width)
        yield INDENT + for_terminal(f"{source.state} {_since(source)}", max(width - len(INDENT), 1))
        yield from (INDENT + line for line in _wrapped(source.sentence, max(width - len(INDENT), 1)))


def _wrapped(sentence: str, width: int) -> list[str]:
    return textwrap.wrap(for_terminal(sentence, LONGEST_SENTENCE), width) or [""]


def _since(source: SourceStatus) -> str:
    """Return the day since when it is so: of the trouble, else of the copy that is shown."""
    return for_terminal((source.trouble_since or source.good_at or "")[:SINCE], SINCE)
