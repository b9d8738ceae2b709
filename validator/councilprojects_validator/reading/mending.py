"""A text with its mistakes mended in memory, so that the rest of a file that is not JSON can be looked at as well.

`syntax` notes an `Edit` for each mistake that can be meant in one way only; `reading` applies them and hands the
result on; `locate` brings every place back to the publisher's own text. Nothing mended is ever accepted: what comes of
it are findings, and never the echo of the mistake itself.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from councilprojects_validator.positions import Extent
from councilprojects_validator.reading.tokens import CURLY_DOUBLE, CURLY_SINGLE, Kind, Token


@dataclass(frozen=True, slots=True)
class Edit:
    """What takes the place of the text from `start` to `end`. `doubtful`: what it says is a guess."""

    start: int
    end: int
    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """The text after all edits, its value, and the way back."""

    text: str
    value: Any
    edits: tuple[Edit, ...] = ()
    starts: tuple[int, ...] = ()
    """For each edit the offset in `text` at which it begins."""

    def original(self, extent: Extent) -> Extent:
        """Return where something stood before; what was put in stands where it was put."""
        return Extent(self._before(extent.start, end=False), max(0, self._before(extent.end, end=True)))

    def is_guess(self, extent: Extent) -> bool:
        """Tell whether what stands at this place of the publisher's text was read by guessing."""
        return any(edit.doubtful and edit.start <= extent.start and extent.end <= edit.end for edit in self.edits)

    def _before(self, offset: int, *, end: bool) -> int:
        number = bisect_right(self.starts, offset - end) - 1
        if number < 0:
            return offset
        edit, start = self.edits[number], self.starts[number]
        inside = offset - start
        if inside < len(edit.text) or (end and inside == len(edit.text)):
            return edit.end if end else edit.start
        return edit.end + inside - len(edit.text)


def mended(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Edit, ...], tuple[int, ...]]:
    """Return the text after these edits, the edits in order, and where each begins in the new text."""
    ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    parts, starts, at, length = [], [], 0, 0
    for edit in ordered:
        parts += [text[at : edit.start], edit.text]
        starts.append(length + edit.start - at)
        length = starts[-1] + len(edit.text)
        at = edit.end
    return "".join([*parts, text[at:]]), ordered, tuple(starts)


def piece(text: str, token: Token, end: int, *, is_key: bool) -> Edit:
    """Return the edit for a key or value that was written in a way of its own, up to `end`."""
    written = text[token.start : end]
    if is_key or token.kind is Kind.TEXT or written[0] in _QUOTES:
        return Edit(token.start, end, sound(_unquoted(written)))
    literal = _LITERALS.get(written.casefold())
    if literal is not None:
        return Edit(token.start, end, literal, doubtful=True)
    if token.kind is Kind.NUMBER or _LIKE_A_NUMBER.fullmatch(written):
        return Edit(token.start, end, written.lstrip("0") if written.isdecimal() else "0", doubtful=True)
    return Edit(token.start, end, sound(written.rstrip()), doubtful=True)


def sound(inner: str) -> str:
    """Return what stands between quotation marks as a text of JSON: escapes that mean something stay as they are."""
    return f'"{_UNSOUND.sub(_escaped, inner)}"'


_QUOTES = frozenset(CURLY_DOUBLE + CURLY_SINGLE + "\"'`")
_LITERALS = {"true": "true", "false": "false", "none": "null", "null": "null", "nil": "null", "undefined": "null"}
_LIKE_A_NUMBER = re.compile(r"[+-]?(?:NaN|Inf(?:inity)?|[.0-9][0-9_.xXA-Fa-f]*(?:[eE][+-]?[0-9]*)?)", re.IGNORECASE)
_HIGH, _LOW = r"\\u[dD][89abAB][0-9A-Fa-f]{2}", r"\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
_UNSOUND = re.compile(
    rf"(?P<good>{_HIGH}{_LOW}|\\[\"\\/bfnrt]|(?!{_HIGH}|{_LOW}|\\u0000)\\u[0-9A-Fa-f]{{4}})"
    rf"|(?P<gone>{_HIGH}|{_LOW}|\\u0000)|\\'|[\\\"\x00-\x1f]"
)


def _escaped(found: re.Match[str]) -> str:
    if found["good"]:
        return found[0]
    if found["gone"]:
        return "\N{REPLACEMENT CHARACTER}"
    return "'" if found[0] == "\\'" else json.dumps(found[0])[1:-1]


def _unquoted(written: str) -> str:
    if written[0] not in _QUOTES:
        return written
    return written[1:-1] if len(written) > 1 and written[-1] in _QUOTES else written[1:]
