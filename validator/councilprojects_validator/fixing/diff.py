"""Shows what `fix` changes as a unified diff, which `git apply` and `patch` can read.

Made from the changes themselves, so it costs no comparing of two long texts. A terminal never gets a character that
would act on it; a file or pipe gets the text as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import click

from councilprojects_validator.fixing.changes import changed
from councilprojects_validator.fixing.model import Change, Fixed
from councilprojects_validator.quoting import visible

CONTEXT = 3
"""Lines that stay, before and after each change: what every diff has."""
COLOURS = {"-": "red", "+": "green", "@": "cyan"}
NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines `start` to `end` (from 0) that other lines take the place of."""

    start: int
    end: int
    lines: tuple[str, ...]


def unified(fixed: Fixed, *, terminal: bool = False, colour: bool = False) -> str:
    """Return the difference as text; nothing if nothing changes."""
    if fixed.before == fixed.after:
        return ""
    name = visible(fixed.name).lstrip("/")
    lines = [f"--- a/{name}\n", f"+++ b/{name}\n", *_hunks(fixed)]
    if terminal:
        lines = [_harmless(line) for line in lines]
    return "".join(_painted(line) if colour else line for line in lines)


def _hunks(fixed: Fixed) -> Iterator[str]:
    old = _lines(fixed.before)
    grown = 0
    for blocks in _near(_blocks(fixed, old)):
        start, end = max(blocks[0].start - CONTEXT, 0), min(blocks[-1].end + CONTEXT, len(old))
        more = sum(len(block.lines) - (block.end - block.start) for block in blocks)
        yield f"@@ -{_range(start, end - start)} +{_range(start + grown, end - start + more)} @@\n"
        grown += more
        for line in _hunk(old, blocks, start, end):
            yield line if line.endswith("\n") else f"{line}\n"
            if not line.endswith("\n"):
                yield NO_END


def _hunk(old: Sequence[str], blocks: Sequence[_Block], start: int, end: int) -> Iterator[str]:
    line = start
    for block in blocks:
        yield from (f" {each}" for each in old[line : block.start])
        yield from (f"-{each}" for each in old[block.start : block.end])
        yield from (f"+{each}" for each in block.lines)
        line = block.end
    yield from (f" {each}" for each in old[line:end])


def _blocks(fixed: Fixed, old: Sequence[str]) -> Iterator[_Block]:
    """Yield what becomes of the lines that the changes touch."""
    starts = (0, *accumulate(map(len, old)))
    last = max(len(old) - 1, 0)

    def line_of(offset: int) -> int:
        return min(bisect_right(starts, offset) - 1, last)

    for group in _on_common_lines(fixed.changes, line_of):
        first, behind = line_of(group[0].start), min(line_of(group[-1].end) + 1, len(old))
        offset = starts[first]
        moved = [Change(each.start - offset, each.end - offset, each.text) for each in group]
        block = _trimmed(old, first, behind, _lines(changed(fixed.before[offset : starts[behind]], moved)))
        if block.start < block.end or block.lines:
            yield block


def _on_common_lines(changes: Iterable[Change], line_of: Callable[[int], int]) -> Iterator[list[Change]]:
    group: list[Change] = []
    for change in changes:
        if group and line_of(change.start) > line_of(group[-1].end):
            yield group
            group = []
        group.append(change)
    yield group


def _trimmed(old: Sequence[str], start: int, end: int, new: list[str]) -> _Block:
    """Leave out the lines at both ends that stay the same."""
    while start < end and new and old[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and old[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return _Block(start, end, tuple(new))


def _near(blocks: Iterator[_Block]) -> Iterator[list[_Block]]:
    """Yield together what is so near that its context would touch."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    yield hunk


def _range(start: int, count: int) -> str:
    """Return a range as diff writes it: an empty one by the line before it."""
    begin = start + 1 if count else start
    return str(begin) if count == 1 else f"{begin},{count}"


def _lines(text: str) -> list[str]:
    """Cut a text behind each line feed; diff knows no other end of a line."""
    parts = text.split("\n")
    return [f"{line}\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _harmless(line: str) -> str:
    body, end = line.removesuffix("\n"), "\n" if line.endswith("\n") else ""
    return "\t".join(visible(part) for part in body.removesuffix("\r").split("\t")) + end


def _painted(line: str) -> str:
    if line.startswith(("---", "+++")):
        return click.style(line.removesuffix("\n"), bold=True) + "\n"
    fg = COLOURS.get(line[:1])
    return line if fg is None else click.style(line.removesuffix("\n"), fg=fg) + "\n"
