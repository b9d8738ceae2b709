"""The words of all projects, each with the projects that have it: what the search of the pages looks up.

Made for `search.py`. Pure. `assets/search-index.js` reads it; a test holds its finds against a slow search in Python.
Stems and synonyms are those of the matching (`matching.words`), so that search and similar work agree on what is alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from councilprojects_aggregator.matching.words import SHORTEST_STEM, SUFFIXES, stem, stop_stems, vocabulary
from councilprojects_aggregator.model import Project
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.facets import services, technologies, topics

# “in-cab” is two words, “children’s” one. The same as WORD in search-index.js.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
APOSTROPHES = re.compile("['’]")
# The longest word of a large English dictionary has 45 letters; what goes beyond is no word.
LONGEST_WORD = 45
# Nobody looks for the five hundredth word of a summary; whoever writes more is found by the beginning.
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Said:
    """What one project can be found by: folded words and codes of subjects, those of the title apart."""

    title: frozenset[str]
    text: frozenset[str]
    """What is in the title is left out."""
    title_subjects: frozenset[str]
    text_subjects: frozenset[str]


def said(project: Project, council: str) -> Said:
    """Return what a project of the publisher named `council` can be found by."""
    title = _words(words_of(text) for text in project.data["title"].values())
    text = _words(words_of(text) for text in (council, *_texts(project)))
    of_title, of_text = _subjects(title), _subjects(text)
    in_title = frozenset(word for each in title for word in each)
    in_text = frozenset(word for each in text for word in each)
    return Said(in_title, in_text - in_title, of_title, of_text - of_title)


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents and apostrophes, in their order."""
    return [APOSTROPHES.sub("", word)[:LONGEST_WORD] for word in WORD.findall(fold(text))[:MOST_WORDS]]


def fold(text: str) -> str:
    """Return `text` without case and accents (Unicode normalisation form KD, its marks left out)."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(one for one in unicodedata.normalize("NFKD", lower) if not unicodedata.category(one).startswith("M"))


def index(everything: Sequence[Said]) -> dict[str, object]:
    """Return the index of `everything`, a project each, as it stands in the search data."""
    every_word = sorted({word for each in everything for word in (*each.title, *each.text)}, key=_as_scripts_sort)
    subjects = sorted({code for each in everything for code in (*each.title_subjects, *each.text_subjects)})
    return {
        "words": every_word,
        "title": lists(every_word, (each.title for each in everything)),
        "text": lists(every_word, (each.text for each in everything)),
        "subjects": {
            "codes": subjects,
            "title": lists(subjects, (each.title_subjects for each in everything)),
            "text": lists(subjects, (each.text_subjects for each in everything)),
        },
        "language": _language(subjects),
    }


def lists(names: Sequence[str], of: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Return for each of `names` the numbers of those `of` that have it: how many, and the steps from one to the next.

    One list for all: a list in JSON for each name would take a browser longer to read than everything else.
    """
    having: dict[str, list[int]] = {name: [] for name in names}
    for number, each in enumerate(of):
        for name in each:
            having[name].append(number)
    return {
        "counts": [len(numbers) for numbers in having.values()],
        "steps": [step for numbers in having.values() for step in _steps(numbers)],
    }


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    last = 0
    for number in numbers:
        yield number - last
        last = number


def _as_scripts_sort(word: str) -> bytes:
    """Return the UTF-16 units of `word`, by which JavaScript compares strings (ECMAScript, IsLessThan)."""
    return word.encode("utf-16-be")


def _texts(project: Project) -> Iterator[str]:
    """Yield what is said of a project beside its title, in every language, and who is in it."""
    data = project.data
    for texts in (data["summary"], data.get("problem", {}), *data.get("users", ())):
        yield from texts.values()
    for labels in (topics(project), services(project), technologies(project)):
        yield from labels.values()
    for part in data.get("standards", ()):
        yield part["name"]
    for partner in data.get("partners", ()):
        yield from (text for _, text in words.spoken(partner["name"]))


def _words(texts: Iterable[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each) for each in texts)


def _subjects(texts: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the codes of the subjects that texts speak of. The words of a phrase do not count again one by one."""
    known = _phrases()
    found: set[str] = set()
    for text in texts:
        stems = [_stem(word) for word in text]
        position = 0
        while position < len(stems):
            length, codes = longest_phrase(stems, position, known)
            found.update(codes)
            position += length
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases that stand for subjects, in stems without accents, by their first stem, the longest first."""

    of: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]


def longest_phrase(stems: Sequence[str], position: int, known: Phrases) -> tuple[int, tuple[str, ...]]:
    """Return how many stems at `position` make a known phrase, and its codes; 1 and none where there is none."""
    for phrase, codes in known.of.get(stems[position], ()):
        if tuple(stems[position : position + len(phrase)]) == phrase:
            return len(phrase), codes
    return 1, ()


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    folded: dict[tuple[str, ...], tuple[str, ...]] = {}
    for stems, codes in sorted(vocabulary().phrases.items()):
        phrase = tuple(map(fold, stems))
        folded[phrase] = tuple(dict.fromkeys((*folded.get(phrase, ()), *codes)))
    of: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, codes in sorted(folded.items(), key=lambda one: (-len(one[0]), one)):
        of.setdefault(phrase[0], []).append((phrase, codes))
    return Phrases({first: tuple(each) for first, each in of.items()})


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return stem(word)


def _language(subjects: Sequence[str]) -> dict[str, object]:
    """Return what a script has to know of the language to take a question apart as texts were taken apart here."""
    here = {code: number for number, code in enumerate(subjects)}
    phrases = {
        " ".join(phrase): [here[code] for code in codes if code in here]
        for each in _phrases().of.values()
        for phrase, codes in each
    }
    return {
        "suffixes": SUFFIXES,
        "shortestStem": SHORTEST_STEM,
        "stops": sorted(map(fold, stop_stems())),
        "phrases": dict(sorted(phrases.items())),
    }
