"""The publisher's own line with carets under the fault: stands behind the `text` reporter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from councilprojects_validator.quoting import visible
from councilprojects_validator.reporters.wrap import columns

if TYPE_CHECKING:
    from councilprojects_validator.diagnostics import Finding

BEFORE = 40
"""Characters shown before the fault: enough to see the key; a minified file has everything on one line."""
WINDOW = 76
"""Characters shown of a line, where it does not matter how wide the place is that it is shown in."""


class Excerpt(NamedTuple):
    """A line, or as much of it as is shown: what stands before the fault, the fault, what stands behind it."""

    before: str
    marked: str
    after: str


def snippet(lines: list[str], finding: Finding, window: int = WINDOW) -> tuple[str, str] | None:
    """Return the finding's first line and a line of carets that fits under it; None where there is no such line."""
    shown = excerpt(lines, finding, window)
    if shown is None:
        return None
    return "".join(shown), " " * columns(shown.before) + "^" * max(1, columns(shown.marked))


def excerpt(lines: list[str], finding: Finding, window: int = WINDOW) -> Excerpt | None:
    """Return the finding's first line in three parts, fit to be shown; None where there is no such line."""
    if finding.line is None or finding.column is None or finding.line > len(lines):
        return None
    line = lines[finding.line - 1]
    start = min(finding.column - 1, len(line))
    end = _end(line, start, finding)
    indent = _indent(line, start)
    first = indent if len(line) - indent <= window else max(indent, start - min(BEFORE, window // 2))
    last = min(len(line), first + window)
    return Excerpt(
        ("…" if first > indent else "") + _flat(line[first:start]),
        _flat(line[start : min(end, last)]),
        _flat(line[min(end, last) : last]) + ("…" if last < len(line) else ""),
    )


def _end(line: str, start: int, finding: Finding) -> int:
    """Where the carets end: at the value's end, or at the line's where the value goes on below."""
    if finding.end_line == finding.line and finding.end_column is not None:
        return max(start, min(finding.end_column - 1, len(line)))
    return len(line.rstrip()) if finding.end_line is not None else start


def _indent(line: str, start: int) -> int:
    return min(len(line) - len(line.lstrip()), start)


def _flat(text: str) -> str:
    return visible(text.replace("\t", " ").replace("\r", ""))
