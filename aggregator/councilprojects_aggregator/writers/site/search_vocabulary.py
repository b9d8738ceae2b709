"""What words stand for in the search: the subjects of the matching, and in how many more ways people ask for them.

`matching/synonyms.csv` holds what two records can be compared by. `search_words.csv` beside this module adds what is
asked for the same (abbreviations, the words of the trade, older names), some of it too wide to compare records by.
Made for `search_index`; pure but for packaged data, read once. A word in capitals alone counts in a record only where
it is written so: “SEND” is a subject, “send” none. In a question case says nothing.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from councilprojects_aggregator.matching.words import spellings, stem, stop_stems, vocabulary

# “in-cab” is two words, “children’s” one. The same as WORD in search-words.js.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
APOSTROPHES = re.compile("['’]")
# The longest word of a large English dictionary has 45 letters; what goes beyond is no word.
LONGEST_WORD = 45


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases that stand for subjects, in stems without accents, by their first stem, the longest first."""

    of: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    capitals: frozenset[str]
    """Stems that count in capitals alone."""
    spelt: tuple[str, ...]
    """Every word of a phrase as it is spelt: what a mistyped one was meant to be."""

    def longest(self, stems: Sequence[str], position: int) -> tuple[int, tuple[str, ...]]:
        """Return how many stems at `position` make a known phrase, and its codes; 1 and none where there is none."""
        for phrase, codes in self.of.get(stems[position], ()):
            if tuple(stems[position : position + len(phrase)]) == phrase:
                return len(phrase), codes
        return 1, ()


def fold(text: str) -> str:
    """Return `text` without case and accents (Unicode normalisation form KD, its marks left out)."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(one for one in unicodedata.normalize("NFKD", lower) if not unicodedata.category(one).startswith("M"))


def plain(word: str) -> str:
    """Return a folded word without apostrophes, and no more of it than a word can have."""
    return APOSTROPHES.sub("", word)[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    return stem(word)


@cache
def phrases() -> Phrases:
    added = [(code, phrase) for code, all_of_it in _added() for phrase in all_of_it]
    codes = {tuple(map(fold, stems)): found for stems, found in sorted(vocabulary().phrases.items())}
    for code, phrase in added:
        stems = tuple(map(stem_of, _words(phrase)))
        codes[stems] = tuple(dict.fromkeys((*codes.get(stems, ()), code, *wider_than(code))))
    spelt = {word for phrase in (*spellings(), *(phrase for _, phrase in added)) for word in _words(phrase)}
    capitals = {stem_of(fold(phrase)) for _, phrase in added if phrase.isupper()}
    of: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for one in sorted(codes.items(), key=lambda one: (-len(one[0]), one)):
        of.setdefault(one[0][0], []).append(one)
    return Phrases(
        {first: tuple(each) for first, each in of.items()}, vocabulary().capitals | capitals, tuple(sorted(spelt))
    )


def narrowest(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the subjects that something stands for without those that another of them is within."""
    known = vocabulary().subjects
    wide = {wider for code in codes for wider in wider_than(code)}
    return tuple(code for code in codes if code in known and code not in wide)


def wider_than(code: str) -> Iterator[str]:
    """Yield what a subject is within, and what that is within."""
    known = vocabulary().subjects
    while code in known and (code := known[code].within):
        yield code


@cache
def stops() -> frozenset[str]:
    """Return the stems of words that tell nothing of what a project is about."""
    return frozenset(map(fold, stop_stems()))


def _words(text: str) -> list[str]:
    return [plain(word) for word in WORD.findall(fold(text))]


def _added() -> list[tuple[str, list[str]]]:
    text = files("councilprojects_aggregator.writers.site").joinpath("search_words.csv").read_text("utf-8")
    return [(row["Code"], row["Words"].split("|")) for row in csv.DictReader(io.StringIO(text))]
