"""A publisher's text as what it says: phrases and words that stand for subjects, and words that tell anything.

A part of the `match` stage: between the texts of a record and its weighted terms (`terms`). Pure. Nothing in it depends
on which other texts there are; what is known of a single word is remembered, for texts share most of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from councilprojects_aggregator.matching.words import (
    MOST_REMEMBERED,
    WORD,
    Codes,
    in_capitals,
    singular,
    stem_of,
    tells_nothing,
    vocabulary,
)


class Said(NamedTuple):
    """One word of a text, or a phrase: what it is compared by, and how it is written."""

    term: str
    written: str
    subjects: Codes = ()
    hints: Codes = ()
    """Subjects that it stands for where the text speaks of them, or of what they are within, in other words too."""


class _Word(NamedTuple):
    """What is to be known of a word, whatever stands around it."""

    stem: str
    alone: Said | None
    """What it says where it begins no phrase; None if it tells nothing."""


def said(text: str) -> list[Said]:
    """Return what a text says, in its order, the longest phrases first; words of a phrase are not said again."""
    written = WORD.findall(text)
    words = [_word(each) for each in written]
    lengths = vocabulary().lengths
    found: list[Said] = []
    after = 0
    for position, (first, alone) in enumerate(words):
        if position < after:
            continue
        # The commonest case first: most words begin no phrase together with the next.
        second = words[position + 1].stem if position + 1 < len(words) else ""
        phrase = _phrase(words, written, position) if f"{first} {second}" in lengths else None
        if phrase is not None:
            found.append(phrase[0])
            after = position + phrase[1]
        elif alone is not None:
            found.append(alone)
    return found


def _phrase(words: Sequence[_Word], written: Sequence[str], position: int) -> tuple[Said, int] | None:
    """Return the longest phrase of two words and more that begins at `position`, and its length; None if none does."""
    known = vocabulary()
    for length in known.lengths[f"{words[position].stem} {words[position + 1].stem}"]:
        stems = tuple(word.stem for word in words[position : position + length])
        codes, hints = known.phrases.get(stems, ()), known.hints.get(stems, ())
        if len(stems) == length and (codes or hints):
            return Said(" ".join(stems), " ".join(written[position : position + length]), codes, hints), length
    return None


@lru_cache(maxsize=MOST_REMEMBERED)
def _word(written: str) -> _Word:
    known = vocabulary()
    bare = stem_of(written)
    codes, hints = known.phrases.get((bare,), ()), known.hints.get((bare,), ())
    if bare in known.forms:
        codes = known.forms[bare].get(singular(written), ())
    if bare in known.capitals and not in_capitals(written):
        codes = ()
    tells = codes or hints or not tells_nothing(bare)
    return _Word(
        bare,
        Said(bare, written, codes, hints) if tells else None,
    )
