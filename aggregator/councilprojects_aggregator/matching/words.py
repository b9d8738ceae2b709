"""A publisher's text as terms that can be compared: stems of words, and the subjects that words stand for.

A part of the `match` stage, and what the tests of the site's search can hold its own words against. Pure. Nothing in it
depends on which other texts there are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

# “in-cab” and “GOV.UK” are two words each; “children’s” and “don't” one, the mark left out.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

SHORTEST_STEM = 3
SUFFIXES = (
    ("isations", "is"),
    ("isation", "is"),
    ("ising", "is"),
    ("ments", "ment"),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ions", "ion"),
    ("ers", "er"),
    ("ed", ""),
    ("es", "e"),
    ("s", ""),
)
"""Endings of English inflection, the longest first; more than these would make one of words that are two."""

SUBJECT = "="
"""Stands before the code of a subject, so that it is never taken for a word."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A line of `synonyms.csv`: words that mean the same to a council."""

    code: str
    weight: int
    """3 for what a service is about, 2 for a means to it that says something, 1 for one that says little."""
    title: str
    title_cy: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The synonyms, ready to be looked for."""

    subjects: Mapping[str, Subject]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    """Codes by the stems of a phrase."""
    lengths: Mapping[str, tuple[int, ...]]
    """By the first stem of a phrase, how long those that begin with it are, the longest first."""
    capitals: frozenset[str]
    """Stems of abbreviations that are words as well, and count in capitals alone: SEND."""


class Said(NamedTuple):
    """One word of a text, or a phrase: what it is compared by, and how it is written."""

    term: str
    written: str
    subjects: tuple[str, ...] = ()


def said(text: str) -> Iterator[Said]:
    """Yield what a text says, in its order: phrases and words that stand for subjects, and words that tell anything.

    The words of a phrase are not yielded again.
    """
    written = _WORD.findall(text)
    stems = [_stem_of(word) for word in written]
    known, stopped = vocabulary(), stop_stems()
    position = 0
    while position < len(stems):
        first, length = stems[position], 1
        codes: tuple[str, ...] = ()
        if first in known.lengths:
            length, codes = _phrase(stems, position, known)
        if codes and not (first in known.capitals and not written[position].isupper()):
            end = position + length
            yield Said(" ".join(stems[position:end]), " ".join(written[position:end]), codes)
        elif first not in stopped:
            yield Said(first, written[position])
        position += length


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, in its order."""
    return [_stem_of(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def _stem_of(word: str) -> str:
    return stem(plain(word))


def plain(word: str) -> str:
    """Return a word without case and apostrophes, “children's” as “childrens”."""
    return word.casefold().replace("'", "").replace("’", "")


def stem(word: str) -> str:
    """Return a plain word without its endings of English inflection: “repairs”, “repaired” and “repairing” are one."""
    for suffix, rest in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM and not word.endswith("ss"):
            word = word.removesuffix(suffix) + rest
            break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM + 1 else word


def _phrase(stems: Sequence[str], position: int, known: Vocabulary) -> tuple[int, tuple[str, ...]]:
    """Return the length of the longest known phrase at `position`, and its subjects; 1 and none if there is none."""
    for length in known.lengths[stems[position]]:
        codes = known.phrases.get(tuple(stems[position : position + length]))
        if codes:
            return length, codes
    return 1, ()


@cache
def vocabulary() -> Vocabulary:
    """Return what `synonyms.csv` says."""
    rows = _rows()
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    lengths: dict[str, set[int]] = {}
    capitals: set[str] = set()
    for row in rows:
        for phrase in row["Words"].split("|"):
            stems = tuple(stem(plain(word)) for word in _WORD.findall(phrase))
            if row["Code"] not in phrases.get(stems, ()):
                phrases[stems] = (*phrases.get(stems, ()), row["Code"])
            lengths.setdefault(stems[0], set()).add(len(stems))
            if phrase.isupper():
                capitals.add(stems[0])
    return Vocabulary(
        subjects={row["Code"]: Subject(row["Code"], int(row["Weight"]), row["Title"], row["Title_cy"]) for row in rows},
        phrases=phrases,
        lengths={first: tuple(sorted(each, reverse=True)) for first, each in lengths.items()},
        capitals=frozenset(capitals),
    )


def spellings() -> tuple[str, ...]:
    """Return every word and phrase that stands for a subject, as it is spelt."""
    return tuple(phrase for row in _rows() for phrase in row["Words"].split("|"))


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_ours("synonyms.csv"))))


@cache
def stop_stems() -> frozenset[str]:
    """Return the stems of words that tell nothing of what a project is about: of the language, and of the sector."""
    return frozenset(stem(plain(word)) for word in _ours("stop_words.txt").split())


def _ours(name: str) -> str:
    return files("councilprojects_aggregator.matching").joinpath(name).read_text("utf-8")
