"""Long sentences, cut to the width of a terminal; a report that goes elsewhere keeps one line a sentence."""

from __future__ import annotations

import unicodedata

NARROWEST = 40
"""Columns that a report is never cut below: narrower, every line would hold two words."""
WIDEST = 100
"""Columns beyond which a line is hard to read, however wide the terminal is."""


def wrapped(text: str, width: int | None, indent: str, hanging: str) -> list[str]:
    """Return `text` in lines of at most `width` columns: the first behind `indent`, the others behind `hanging`.

    A word that is longer than a line stands alone on its line: cut, an address could not be copied.
    """
    if width is None:
        return [indent + text]
    room = min(max(width, NARROWEST), WIDEST)
    lines, line = [], indent
    empty = True
    for word in text.split(" "):
        if not empty and columns(line) + 1 + columns(word) > room:
            lines.append(line)
            line, empty = hanging, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line]


def columns(text: str) -> int:
    """Return the terminal columns: East Asian wide characters take two, combining marks none (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
