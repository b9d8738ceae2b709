"""What the search of the pages must find, the slow way: each word of each project held against each word asked for.

It shares with the product how a text becomes words, what words stem from and which phrases stand for subjects. Nothing
else: no index, no lists, no order of rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from councilprojects_aggregator.matching.words import stem, stop_stems, vocabulary
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.site.search_index import Said, fold, said, words_of

TITLE, TITLE_SUBJECT, TEXT, TEXT_SUBJECT = 4, 3, 2, 1
PHRASES: dict[tuple[str, ...], set[str]] = {}
for _stems, _codes in vocabulary().phrases.items():
    PHRASES.setdefault(tuple(map(fold, _stems)), set()).update(_codes)
STOPS = {fold(word) for word in stop_stems()}


@dataclass(frozen=True)
class Found:
    """What a question finds, best first, as addresses in the folder of projects."""

    paths: tuple[str, ...]
    mended: str
    some: bool


class Truth:
    def __init__(self, catalogue: Catalogue) -> None:
        names = {publication.source.id: pick(publication.name)[1] for publication in catalogue.publications}
        newest = sorted(catalogue.projects, key=lambda project: str(project.data["reviewed"]), reverse=True)
        self.paths = [f"{project.source_id}/{project.id}/" for project in newest]
        self.said = [said(project, names[project.source_id]) for project in newest]
        self.words = Counter(word for each in self.said for word in each.title | each.text)

    def find(self, question: str) -> Found:
        asked = words_of(question)
        understood = self.mended(asked)
        parts = list(self.parts(understood))
        told = [part for part in parts if part[1] or stem(part[0][0]) not in STOPS]
        levels = [[level(part, each) for part in told or parts] for each in self.said]
        most = max((sum(map(bool, each)) for each in levels), default=0)
        having = [number for number, each in enumerate(levels) if sum(map(bool, each)) == most and (most or not parts)]
        having.sort(key=lambda number: -sum(levels[number]))
        return Found(
            tuple(self.paths[number] for number in having),
            "" if asked == understood else " ".join(understood),
            0 < most < len(told or parts),
        )

    def parts(self, words: Sequence[str]) -> Iterator[tuple[list[str], set[str]]]:
        rest = list(words)
        while rest:
            stems = tuple(map(stem, rest))
            length = next((size for size in range(len(rest), 1, -1) if stems[:size] in PHRASES), 1)
            yield rest[:length], PHRASES.get(stems[:length], set())
            rest = rest[length:]

    def mended(self, words: Sequence[str]) -> list[str]:
        done: list[str] = []
        rest = list(words)
        while rest:
            word = rest[0]
            if any(alike(word, other) for other in self.words) or self.stands_for_something([*done, *rest], len(done)):
                done.append(rest.pop(0))
            elif done and self.known(done[-1] + word):
                done[-1] += rest.pop(0)
            elif len(rest) > 1 and self.known(word + rest[1]):
                done.append(rest.pop(0) + rest.pop(0))
            else:
                done += self.halves(rest.pop(0)) or [self.nearest(word) or word]
        return done

    def stands_for_something(self, words: Sequence[str], place: int) -> bool:
        if stem(words[place]) in STOPS:
            return True
        start = 0
        for part, subjects in self.parts(words):
            if start <= place < start + len(part):
                return bool(subjects)
            start += len(part)
        return False

    def known(self, word: str) -> bool:
        return word in self.words or (stem(word),) in PHRASES

    def halves(self, word: str) -> list[str]:
        cuts = ([word[:at], word[at:]] for at in range(3, len(word) - 2))
        return next((both for both in cuts if all(map(self.known, both))), [])

    def nearest(self, word: str) -> str:
        if len(word) < 4 or any(letter.isnumeric() for letter in word):
            return ""
        near = [(-count, other) for other, count in self.words.items() if one_edit(word, other)]
        return min(near, default=(0, ""))[1]


def level(part: tuple[list[str], set[str]], each: Said) -> int:
    words, subjects = part
    if all(has(each.title, word) for word in words):
        return TITLE
    if subjects & each.title_subjects:
        return TITLE_SUBJECT
    if all(has(each.title | each.text, word) for word in words):
        return TEXT
    return TEXT_SUBJECT if subjects & each.text_subjects else 0


def has(words: Collection[str], asked: str) -> bool:
    return any(alike(asked, word) for word in words)


def alike(asked: str, word: str) -> bool:
    return word.startswith(asked) or (len(asked) > 3 and stem(word) == stem(asked))


def one_edit(one: str, other: str) -> bool:
    """Say whether the optimal string alignment distance of two words is one."""
    removed = {one[:at] + one[at + 1 :] for at in range(len(one))}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    added = one in {other[:at] + other[at + 1 :] for at in range(len(other))}
    changed = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return one != other and (other in removed or other in swapped or added or changed)
