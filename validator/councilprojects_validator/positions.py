"""Finds where things stand in a text: offsets become lines and columns, paths become spans.

Called by `locate`, and by the reader for the lines that its messages name. Only the paths that have a finding are
looked for, in one pass; everything off those paths is skipped at the speed of the standard library's scanner (25 to
43 ms for 1,000 paths in 5 MB). Lines and columns count from 1, in code points; CRLF, LF and CR end a line.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from councilprojects_validator.diagnostics import Path

_BREAK = re.compile(r"\r\n|\n|\r")
_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode

WORTH_REMEMBERING = 100
"""Characters of a value that is skipped. To skip a shorter one again costs no more than to look it up."""

_Tree: TypeAlias = dict[str | int | None, Any]
"""Wanted paths by their first key, then by their second; None marks where one ends."""


class Extent(NamedTuple):
    """Offsets of a first character, and behind the last one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands and, if it is a member of a group, its key with the quotation marks."""

    value: Extent
    key: Extent | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The offsets at which the lines of a text start."""

    starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset; the end of the text is behind the last character."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def lines(text: str) -> Lines:
    return Lines((0, *(found.end() for found in _BREAK.finditer(text))))


def places(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return line and column of each offset. For few of them this is quicker than to find where all lines start."""
    if "\r" in text:
        starts = lines(text)
        return {offset: starts.place(offset) for offset in offsets}
    found: dict[int, tuple[int, int]] = {}
    line, start, before = 1, 0, 0
    for offset in sorted(set(offsets)):
        line += text.count("\n", before, offset)
        start = max(start, text.rfind("\n", before, offset) + 1)
        found[offset] = (line, offset - start + 1)
        before = offset
    return found


def spans(text: str, paths: Iterable[Path], skipped: dict[int, int] | None = None) -> dict[Path, Span]:
    """Return the spans of those `paths` that exist. `text` must be JSON that `reading` accepted: it limits the depth.

    Of a repeated key the last one counts, as it does for every reader of JSON. What is not on the way to any path is
    remembered in `skipped`, start and end, so that a second look at the same text passes over it at once.
    """
    tree: _Tree = {}
    for path in paths:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
        branch[None] = {}
    search = _Search(text, {}, {} if skipped is None else skipped)
    _member(search, _behind(_SPACE, text, 0), None, (), tree)
    return search.found


@dataclass(frozen=True, slots=True)
class _Search:
    text: str
    found: dict[Path, Span]
    skipped: dict[int, int]


def _member(search: _Search, start: int, key: Extent | None, path: Path, tree: _Tree) -> int:
    """Note what is wanted of the value at `start`; return the offset behind it."""
    end = _inside(search, start, path, tree)
    if None in tree:
        search.found[path] = Span(Extent(start, end), key)
    return end


def _inside(search: _Search, start: int, path: Path, tree: _Tree) -> int:
    text = search.text
    if text[start] not in "{[" or tree.keys() <= {None}:
        return _skip(search, start)
    offset = _behind(_SPACE, text, start + 1)
    number = 0
    while text[offset] not in "}]":
        key = None
        step: str | int = number
        if text[start] == "{":
            step, key_end = _decode(text, offset)
            key = Extent(offset, key_end)
            offset = _behind(_COLON, text, key_end)
        branch = tree.get(step)
        end = _skip(search, offset) if branch is None else _member(search, offset, key, (*path, step), branch)
        offset = _behind(_COMMA, text, end)
        number += 1
    return offset + 1


def _skip(search: _Search, start: int) -> int:
    end = search.skipped.get(start)
    if end is None:
        _value, end = _decode(search.text, start)
        if end - start > WORTH_REMEMBERING:
            search.skipped[start] = end
    return end


def _behind(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Return the offset behind what the pattern, which fits anywhere in JSON, finds at `offset`."""
    found = pattern.match(text, offset)
    return offset if found is None else found.end()
