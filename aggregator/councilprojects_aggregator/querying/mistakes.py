"""Where a question in SPARQL goes wrong and what to do, in a sentence: called by `ask` once the engine has refused it.

The engine lists what it would have taken, and where it looked last, up to a keyword's length behind the mistake. So it
is asked again, with the question cut off behind one piece after another: the first piece with which it does not get to
the end of what is left is the mistake. `assets/sparql-mistakes.js` does the same in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from councilprojects_aggregator.writers.graph.terms import PREFIXES
from councilprojects_aggregator.writers.site.asked_wrongly import sentences
from councilprojects_validator.quoting import clipped
from councilprojects_validator.wording import _

MOST_SIGNS = 5_000
"""Words and signs. The engine's parser calls itself for each that binds two others, and 10,000 end the process."""

MOST_NESTED = 200
"""Brackets inside brackets. 2,500 end the process."""

# Whole strings, addresses and comments; variables; names with a prefix; tags of languages; words and numbers; signs.
_PIECE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\s]*>|\#[^\n]*|[?$]\w+|(?P<prefix>[\w.-]*):[\w.:%\\-]*|@[\w-]+|(?P<sign>[A-Za-z_]+|&&|\|\||\^\^|[!<>]=|\W)|\w+',
    re.DOTALL,
)
_PLACE = re.compile(r"error at ([0-9]+):")
# What the engine says itself stands among the signs that it expected.
_SAID = re.compile(r"(?:expected|, ) ?(?:one of )?([A-Z][a-z]*(?: [\w()]+){3,})")
_PROLOGUE = re.compile(r"(?:(?:PREFIX \S+|BASE) <\S*> )*", re.IGNORECASE)
_PADDING = 40
"""Lines behind what is left. The longest keyword, for which the engine looks ahead, has fewer letters."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where it is, from 1, and the sentence."""

    line: int
    column: int
    sentence: str


def too_much(words: str) -> str | None:
    """Return the sentence that says why the engine must not see this question, if so."""
    signs = nested = deepest = 0
    for piece in _PIECE.finditer(words):
        sign = piece["sign"]
        signs += bool(sign and not sign.isspace())
        nested += (sign in _OPENING) - (sign in _CLOSING) if sign else 0
        deepest = max(deepest, nested)
    if deepest > MOST_NESTED:
        return _("It has brackets inside brackets, more than {most} deep.").format(most=MOST_NESTED)
    return _("It has more than {most} words and signs.").format(most=MOST_SIGNS) if signs > MOST_SIGNS else None


_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def mistake(words: str, refusal: Callable[[str], str | None]) -> Mistake | None:
    """Return what is wrong; None where the engine names no place. `refusal` is what the engine says of a question."""
    reason = refusal(words) or ""
    if _PLACE.search(reason) is None:
        return None
    pieces = [found for found in _PIECE.finditer(words) if not found[0].isspace() and found[0][0] != "#"]
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if _leads_on(words[: pieces[middle].end()], refusal) else (low, middle)
    at = pieces[low].start() if low < len(pieces) else len(words.rstrip())
    before = "".join(f"{piece[0]} " for piece in pieces[:low])
    is_first = _PROLOGUE.fullmatch(before) is not None
    kind, found = _kind(reason, pieces[low] if low < len(pieces) else None, is_first=is_first)
    sentence = sentences()[kind].format(found=clipped(found), address=PREFIXES.get(found, "https://…"))
    return Mistake(words.count("\n", 0, at) + 1, at - words.rfind("\n", 0, at), sentence)


def _leads_on(beginning: str, refusal: Callable[[str], str | None]) -> bool:
    """Tell whether something could follow. The character at the end may stand nowhere, so nothing is ever asked."""
    place = _PLACE.search(refusal(f"{beginning}{chr(10) * _PADDING}\x01") or "")
    return place is not None and int(place[1]) > beginning.count("\n") + _PADDING


def _kind(reason: str, piece: re.Match[str] | None, *, is_first: bool) -> tuple[str, str]:
    """Return which sentence is meant, and what is to stand in it."""
    found = piece[0] if piece is not None else ""
    prefix = piece["prefix"] if piece is not None else None
    said = _SAID.search(reason)
    if prefix is not None and "Prefix not found" in reason:
        return "prefix", prefix
    if found.startswith("<") and "IRI parsing failed" in reason:
        return "address", found
    if said is not None:
        return ("unbound", "") if "unbound" in said[1] else ("said", said[1])
    if not found:
        return "end", ""
    return "quote" if found in {'"', "'"} else "begin" if is_first else "here", found
