"""Words as they are compared: their stems, those that tell nothing, and those that stand for subjects.

A part of the `match` stage (`said` reads texts by it), and what the site's search and its tests hold their own words
against. Pure. Nothing in it depends on which texts there are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

# “in-cab” and “GOV.UK” are two words each; “children’s” and “don't” one, the mark left out.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Far more words than a country's projects have; those of a hostile text make room for one another.
MOST_REMEMBERED = 100_000

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

# fmt: off
OTHER_WORDS = frozenset({
    "archived", "archiving", "bill", "cycle", "formed", "granted", "host", "house", "library", "license", "licensed",
    "parent", "parked", "patch", "planned", "police", "rated", "rating", "refused", "refusing", "route", "score",
    "scored", "smoke", "strip", "ticket", "validate", "validated",
})
# fmt: on
"""In the singular: they have the stem of a word that stands for a subject, and mean something else.

A rating is no rat, a parent no parenting class, what was refused no refuse, and a library of code lends no books.
"""

_NUMBER = re.compile(r"\d+(?:k|m|bn|p|st|nd|rd|th)?|.")
"""A word that is but a number, or a letter: it tells how many, and not what of."""

SUBJECT = "="
"""Stands before the code of a subject, so that it is never taken for a word."""


HINT = "?"
"""Stands after words of `synonyms.csv` that say a subject only beside others: a plate, a drawing, a permit."""

Phrase: TypeAlias = tuple[str, ...]
"""Stems."""

Codes: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A line of `synonyms.csv`: words that mean the same to a council."""

    code: str
    weight: int
    """3 for what a service is about, 2 for a whole field or a means, 1 for what says little."""
    within: str
    """The code of the wider subject that this is a part of; empty if there is none."""
    title: str
    title_cy: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The synonyms, ready to be looked for."""

    subjects: Mapping[str, Subject]
    phrases: Mapping[Phrase, Codes]
    """Codes by the stems of a phrase: its subjects, then what these are within."""
    hints: Mapping[Phrase, Codes]
    """Subjects by the stems of a phrase that stands for them only beside other words of the same field."""
    forms: Mapping[str, Mapping[str, Codes]]
    """Where words of several meanings have one stem (“parks” and “parking”): codes by the word in the singular."""
    lengths: Mapping[str, tuple[int, ...]]
    """By the first two stems of a phrase, with a space between, how long those are, the longest first."""
    capitals: frozenset[str]
    """Stems of abbreviations that are words as well, and count in capitals alone: SEND."""


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, in its order."""
    return [stem_of(word) for word in WORD.findall(text)]


@lru_cache(maxsize=MOST_REMEMBERED)
def stem_of(written: str) -> str:
    """Return the stem of a word as it stands in a text."""
    return stem(plain(written))


def plain(word: str) -> str:
    """Return a word without case and apostrophes, “children's” as “childrens”."""
    return word.casefold().replace("'", "").replace("’", "")


def singular(word: str) -> str:
    """Return a word in plain form and without a closing s: all other endings stay."""
    bare = plain(word)
    return bare.removesuffix("s") if len(bare) > SHORTEST_STEM and not bare.endswith("ss") else bare


def in_capitals(word: str) -> bool:
    """Say whether a word is written in capitals alone, but for the s of several: “SEND” and “EHOs”, not “Send”."""
    return word.removesuffix("s").isupper()


def stem(word: str) -> str:
    """Return a plain word without its endings of English inflection: “repairs”, “repaired” and “repairing” are one."""
    for suffix, rest in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM and not word.endswith("ss"):
            word = word.removesuffix(suffix) + rest
            break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM + 1 else word


@cache
def vocabulary() -> Vocabulary:
    """Return what `synonyms.csv` says."""
    rows = _rows()
    subjects = {
        row["Code"]: Subject(row["Code"], int(row["Weight"]), row["Within"], row["Title"], row["Title_cy"])
        for row in rows
    }
    phrases: dict[Phrase, Codes] = {}
    hints: dict[Phrase, Codes] = {}
    forms: dict[str, dict[str, Codes]] = {}
    for row in rows:
        codes = tuple(_wider(row["Code"], subjects))
        for words in row["Words"].split("|"):
            phrase = tuple(stems(words))
            if words.endswith(HINT):
                hints[phrase] = _both(hints.get(phrase, ()), codes[:1])
                continue
            phrases[phrase] = _both(phrases.get(phrase, ()), codes)
            if len(phrase) == 1:
                alike = forms.setdefault(phrase[0], {})
                alike[singular(words)] = _both(alike.get(singular(words), ()), codes)
    for word in OTHER_WORDS:
        forms.setdefault(stem(word), {}).setdefault(word, ())
    return Vocabulary(
        subjects,
        phrases,
        hints,
        forms={first: alike for first, alike in forms.items() if len(set(alike.values())) > 1},
        lengths=_lengths((*phrases, *hints)),
        capitals=frozenset(stem(plain(word)) for row in rows for word in row["Words"].split("|") if word.isupper()),
    )


def spellings() -> tuple[str, ...]:
    """Return every word and phrase that stands for a subject, as it is spelt."""
    return tuple(words for row in _rows() for words in row["Words"].split("|") if not words.endswith(HINT))


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_ours("synonyms.csv"))))


def _lengths(phrases: Iterable[Phrase]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        if len(phrase) > 1:
            found.setdefault(" ".join(phrase[:2]), set()).add(len(phrase))
    return {first: tuple(sorted(each, reverse=True)) for first, each in found.items()}


def _wider(code: str, subjects: Mapping[str, Subject]) -> Iterator[str]:
    """Yield a subject, what it is within, and what that is within."""
    while code:
        yield code
        code = subjects[code].within


def _both(one: Codes, other: Codes) -> Codes:
    return (*one, *(code for code in other if code not in one))


def tells_nothing(stemmed: str) -> bool:
    """Say whether a stem tells nothing of what a text is about: a word of the language or the sector, or a number."""
    return stemmed in stop_stems() or _NUMBER.fullmatch(stemmed) is not None


@cache
def stop_stems() -> frozenset[str]:
    """Return the stems of words that tell nothing of what a project is about: of the language, and of the sector."""
    return frozenset(stem(plain(word)) for word in _ours("stop_words.txt").split())


def _ours(name: str) -> str:
    return files("councilprojects_aggregator.matching").joinpath(name).read_text("utf-8")
