"""The publisher's own line with carets under the fault: stands behind the `text` reporter."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from councilprojects_validator.quoting import visible

if TYPE_CHECKING:
    from councilprojects_validator.diagnostics import Finding

BEFORE = 40
"""Characters shown before the fault: enough to see the key; a minified file has everything on one line."""
WINDOW = 76
"""Characters shown of a line: with the gutter it fits a terminal of 80 or a little more."""


def snippet(lines: list[str], finding: Finding) -> tuple[str, str] | None:
    """Return the finding's first line and a line of carets that fits under it; None where there is no such line."""
    if finding.line is None or finding.column is None or finding.line > len(lines):
        return None
    line = lines[finding.line - 1]
    start = min(finding.column - 1, len(line))
    end = _end(line, start, finding)
    first = max(0, start - BEFORE) if len(line) > WINDOW else _indent(line, start)
    last = min(len(line), first + WINDOW)
    shown_before = ("…" if first > 0 and line[:first].strip() else "") + _flat(line[first:start])
    marked = _flat(line[start : min(end, last)])
    shown_after = _flat(line[min(end, last) : last]) + ("…" if last < len(line) else "")
    return (
        shown_before + marked + shown_after,
        " " * _width(shown_before) + "^" * max(1, _width(marked)),
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


def _width(text: str) -> int:
    """Terminal columns: East Asian wide characters take two, combining marks none (UAX #11)."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
