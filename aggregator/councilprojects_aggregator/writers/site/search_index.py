"""The words of all projects, each with the projects that have it: what the search of the pages looks up.

Made for `search.py`. Pure. `assets/search-index.js` reads it; a test holds its finds against a slow search in Python.
Stems and synonyms are those of the matching (`matching.words`), so that search and similar work agree on what is alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from councilprojects_aggregator.matching.terms import project_subjects
from councilprojects_aggregator.matching.words import (
    OTHER_WORDS,
    SHORTEST_STEM,
    SUFFIXES,
    in_capitals,
    singular,
    vocabulary,
)
from councilprojects_aggregator.model import Project
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.facets import services, technologies, topics
from councilprojects_aggregator.writers.site.having import Having
from councilprojects_aggregator.writers.site.search_vocabulary import (
    WORD,
    fold,
    narrowest,
    phrases,
    plain,
    stem_of,
    stops,
)

# Nobody looks for the five hundredth word of a summary; whoever writes more is found by the beginning.
MOST_WORDS = 500
# Two letters stand for too many councils.
FEWEST_INITIALS = 3


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
    found = said_of(project.data["title"].values(), (council, initials(council), *_texts(project)))
    # The matching knows more than single phrases: what several words that are but hints amount to.
    return replace(found, text_subjects=(found.text_subjects | project_subjects(project.data)) - found.title_subjects)


def initials(name: str) -> str:
    """Return what a name might be shortened to, with its small words and without: “CoSLA” and “CSLA” are both typed."""
    first = [word[0] for word in name.split() if word[0].isalpha()]
    great = "".join(one for one in first if one.isupper())
    return f"{great} {''.join(first)}" if len(great) >= FEWEST_INITIALS else ""


def said_of(titles: Iterable[str], texts: Iterable[str]) -> Said:
    """Return what anything with some titles and texts can be found by."""
    in_title, of_title = _taken_apart(titles)
    in_text, of_text = _taken_apart(texts)
    return Said(frozenset(in_title), frozenset(in_text - in_title), frozenset(of_title), frozenset(of_text - of_title))


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents and apostrophes, in their order."""
    return list(map(plain, WORD.findall(fold(text))[:MOST_WORDS]))


def _taken_apart(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the words of some texts, and the subjects that they speak of."""
    found: set[str] = set()
    subjects: set[str] = set()
    for text in texts:
        words = words_of(text)
        found.update(words)
        subjects.update(_subjects(text, words))
    return found, subjects


def _subjects(text: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the codes of the subjects that a text speaks of. The words of a phrase do not count again one by one."""
    known = phrases()
    stems = list(map(stem_of, words))
    after = 0
    for position in [position for position, stem in enumerate(stems) if stem in known.of]:
        if position >= after:
            length, codes = known.longest(stems, position)
            if length > 1 or _is_meant(text, position, words[position], stems[position]):
                yield from codes
            after = position + length


def _is_meant(text: str, position: int, word: str, stem: str) -> bool:
    """Say whether a single word stands for what its stem does: a rating is no rat, and “send” no “SEND”."""
    return singular(word) not in OTHER_WORDS and (stem not in phrases().capitals or _in_capitals(text, position))


def _in_capitals(text: str, position: int) -> bool:
    """Say whether the word at `position` is written in capitals alone: “SEND” is a subject, “send” none."""
    folded = fold(text)
    found = next(islice(WORD.finditer(folded), position, None))
    # A few letters become two without case or accents; then no place in the one text is the same in the other.
    written = text if len(folded) == len(text) else folded
    return in_capitals(written[found.start() : found.end()])


def index(everything: Iterable[Said]) -> dict[str, object]:
    """Return the index of `everything`, a project each, as it stands in the search data. Each is needed but once."""
    title, text, title_subjects, text_subjects = Having(), Having(), Having(), Having()
    for number, each in enumerate(everything):
        title.add(number, each.title)
        text.add(number, each.text)
        title_subjects.add(number, each.title_subjects)
        text_subjects.add(number, each.text_subjects)
    words = sorted(title.steps.keys() | text.steps.keys(), key=_as_scripts_sort)
    subjects = sorted(vocabulary().subjects)
    return {
        "words": words,
        "title": title.listed(words),
        "text": text.listed(words),
        "subjects": {
            "codes": subjects,
            "title": title_subjects.listed(subjects),
            "text": text_subjects.listed(subjects),
        },
        "language": _language(),
    }


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


@cache
def _language() -> dict[str, object]:
    """Return what a script has to know of the language to take a question apart as texts were taken apart here."""
    subjects = sorted(vocabulary().subjects)
    numbers = {code: number for number, code in enumerate(subjects)}
    known = {
        " ".join(phrase): [numbers[code] for code in narrowest(codes)]
        for each in phrases().of.values()
        for phrase, codes in each
    }
    all_of_them = [vocabulary().subjects[code] for code in subjects]
    return {
        "suffixes": SUFFIXES,
        "shortestStem": SHORTEST_STEM,
        "stops": sorted(stops()),
        "capitals": sorted(phrases().capitals),
        "phrases": dict(sorted(known.items())),
        "within": [numbers.get(subject.within, -1) for subject in all_of_them],
        "worth": [subject.weight for subject in all_of_them],
        "spelt": phrases().spelt,
    }
