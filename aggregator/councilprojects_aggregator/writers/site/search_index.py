"""The words of all projects, each with the projects that have it: what the search of the pages looks up.

Made for `search.py`. Pure. `assets/search-index.js` reads it; a test holds its finds against a slow search in Python.
Stems and synonyms are those of the matching (`matching.words`), so that search and similar work agree on what is alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from councilprojects_aggregator.matching.terms import project_terms
from councilprojects_aggregator.matching.words import SHORTEST_STEM, SUBJECT, SUFFIXES, vocabulary
from councilprojects_aggregator.model import Project
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.facets import services, technologies, topics
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
    terms = (term for of_language in project_terms(project.data) for term in of_language)
    subjects = frozenset(term.removeprefix(SUBJECT) for term in terms if term.startswith(SUBJECT))
    return replace(found, text_subjects=(found.text_subjects | subjects) - found.title_subjects)


def initials(name: str) -> str:
    """Return what a name might be shortened to, with its small words and without: “CoSLA” and “CSLA” are both typed."""
    first = [word[0] for word in name.split() if word[0].isalpha()]
    great = "".join(one for one in first if one.isupper())
    return f"{great} {''.join(first)}" if len(great) >= FEWEST_INITIALS else ""


def said_of(titles: Iterable[str], texts: Iterable[str]) -> Said:
    """Return what anything with some titles and texts can be found by."""
    title, text = [_taken_apart(each) for each in titles], [_taken_apart(each) for each in texts]
    of_title, of_text = _subjects(title), _subjects(text)
    in_title = frozenset(word for each in title for word, _capitals in each)
    in_text = frozenset(word for each in text for word, _capitals in each)
    return Said(in_title, in_text - in_title, of_title, of_text - of_title)


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents and apostrophes, in their order."""
    return [plain(word) for word in WORD.findall(fold(text))[:MOST_WORDS]]


def _taken_apart(text: str) -> list[tuple[str, bool]]:
    """Return the same words, and whether each is written in capitals alone: “SEND” is a subject, “send” none."""
    folded = fold(text)
    found = WORD.finditer(folded)
    # A few letters become two without case or accents; then no place in the one text is the same in the other.
    written = text if len(folded) == len(text) else folded
    return [(plain(one[0]), written[one.start() : one.end()].isupper()) for one in islice(found, MOST_WORDS)]


def index(everything: Sequence[Said]) -> dict[str, object]:
    """Return the index of `everything`, a project each, as it stands in the search data."""
    every_word = sorted({word for each in everything for word in (*each.title, *each.text)}, key=_as_scripts_sort)
    subjects = sorted(vocabulary().subjects)
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


def _subjects(texts: Iterable[Sequence[tuple[str, bool]]]) -> frozenset[str]:
    """Return the codes of the subjects that texts speak of. The words of a phrase do not count again one by one."""
    known = phrases()
    found: set[str] = set()
    for text in texts:
        stems = [stem_of(word) for word, _capitals in text]
        position = 0
        while position < len(stems):
            length, codes = known.longest(stems, position)
            if length > 1 or stems[position] not in known.capitals or text[position][1]:
                found.update(codes)
            position += length
    return frozenset(found)


def _language(subjects: Sequence[str]) -> dict[str, object]:
    """Return what a script has to know of the language to take a question apart as texts were taken apart here."""
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
