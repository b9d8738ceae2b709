"""What the search of the pages must find, the slow way: each word of each row held against each word asked for.

It shares with the product how a text becomes words, what words stem from, which phrases stand for subjects and what
each row says. Nothing else: no index, no lists, no order of rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from councilprojects_aggregator.matching.words import vocabulary
from councilprojects_aggregator.writers.site.material import Material
from councilprojects_aggregator.writers.site.search import newest_first, opened, rows
from councilprojects_aggregator.writers.site.search_index import Said, words_of
from councilprojects_aggregator.writers.site.search_vocabulary import narrowest, phrases, stops, wider_than
from councilprojects_aggregator.writers.site.search_vocabulary import stem_of as stem

PHRASES: dict[tuple[str, ...], set[str]] = {
    stems: set(narrowest(codes)) for each in phrases().of.values() for stems, codes in each
}
ENOUGH, FEW = 5, 3


@dataclass(frozen=True)
class Found:
    """What a question finds, best first: addresses of projects, how many meet everything, ids, and fragments."""

    paths: tuple[str, ...]
    whole: int
    councils: tuple[str, ...]
    openings: tuple[str, ...]
    mended: str


@dataclass(frozen=True)
class Part:
    """A word of a question, or a phrase; whether it is the last, which may be half typed."""

    words: tuple[str, ...]
    last: bool

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(map(stem, self.words))

    @property
    def subjects(self) -> set[str]:
        return PHRASES.get(self.stems, set())

    @property
    def wider(self) -> set[str]:
        return {wide for code in self.subjects for wide in wider_than(code)} - self.subjects

    @property
    def worth(self) -> int:
        return max((vocabulary().subjects[code].weight for code in self.subjects), default=0)

    @property
    def told(self) -> bool:
        return self.stems in PHRASES or self.stems[0] not in stops()

    def halves(self) -> list[Part]:
        if len(self.words) == 1:
            return []
        each = [Part((word,), self.last and at == len(self.words) - 1) for at, word in enumerate(self.words)]
        return [one for one in told(each) if one.subjects]

    def level(self, row: Said) -> int:
        """Return how well a row meets this part."""
        very = self.has(row.title | row.text, exactly=True)
        if self.has(row.title, exactly=True):
            return 9
        if self.subjects & row.title_subjects or self.has(row.title, exactly=False):
            return 6 + very
        if very:
            return 4
        if self.has(row.title | row.text, exactly=False):
            return 3
        return 2 if self.subjects & row.text_subjects else 0

    def has(self, words: Collection[str], *, exactly: bool) -> bool:
        if len(self.words) == 1 and self.stems[0] in phrases().capitals:
            return False
        begins = not exactly and self.stems not in PHRASES and (self.last or len(self.words[0]) > 2)
        return all(
            any(stem(one) == of or (begins and one.startswith(asked)) for one in words)
            for asked, of in zip(self.words, self.stems, strict=True)
        )


class Truth:
    def __init__(self, material: Material) -> None:
        projects = material.catalogue.projects
        order = [projects[at] for at in newest_first(material.catalogue)]
        self.paths = [f"{project.source_id}/{project.id}/" for project in order]
        self.lengths = [len(material.card_of[project.iri].title.split(" ")) for project in order]
        self.councils = [one.source.id for one in material.councils]
        self.places = [one.place for one in opened(material)]
        self.rows = list(rows(material))
        self.words = Counter(word for each in self.rows for word in each.title | each.text)
        self.levels = cache(lambda part: [part.level(row) for row in self.rows])

    def find(self, question: str) -> Found:
        asked = words_of(question)
        understood = self.mended(asked)
        parts = [one for part in parts_of(understood) for one in self.meetable(part)]
        count = len(self.paths)
        whole = [all(self.levels(part)[number] for part in parts) for number in range(len(self.rows))]
        found = [number for number in range(count) if whole[number]]
        if parts and len(found) < ENOUGH:
            found += self.most(parts, [number for number in range(count) if not whole[number]])
        scores = {number: sum(score for score, _ in self.scored(parts, number)) for number in found}
        if parts:
            found.sort(key=lambda number: (not whole[number], -scores[number], self.lengths[number], number))
        beyond = count + len(self.councils)
        return Found(
            tuple(self.paths[number] for number in found),
            sum(whole[number] for number in found),
            self.named(parts, whole[count:beyond]),
            tuple(one for one, meets in zip(self.places, whole[beyond:], strict=True) if meets and parts),
            "" if asked == understood else " ".join(understood),
        )

    def size(self, part: Part) -> int:
        return sum(level > 0 for level in self.levels(part)[: len(self.paths)])

    def meetable(self, part: Part) -> list[Part]:
        return [part] if self.size(part) or len(part.words) == 1 else part.halves() or [part]

    def scored(self, parts: Sequence[Part], number: int) -> Iterator[tuple[int, float]]:
        """Yield for each part what it adds to a project's score, and to what the project meets of the question."""
        for part in parts:
            weight, level = self.weight(part), self.levels(part)[number]
            half = self.half(part, number) if self.size(part) < ENOUGH else 0
            yield (weight * level, weight) if level else (half, weight / 2 if half else 0)

    def half(self, part: Part, number: int) -> int:
        """Return how well a project meets words of a phrase, or what its subjects are within."""
        row = self.rows[number]
        wide = 6 if part.wider & row.title_subjects else 2 if part.wider & row.text_subjects else 0
        return max(wide, *(self.levels(one)[number] for one in part.halves()), 0)

    def weight(self, part: Part) -> int:
        return 2 * part.worth if part.subjects else min(4, (len(self.paths) // max(self.size(part), 1)).bit_length())

    def most(self, parts: Sequence[Part], numbers: Sequence[int]) -> list[int]:
        """Return the projects among `numbers` that meet a third of what can be met at least, or the most that is."""
        met = {number: sum(weight for _, weight in self.scored(parts, number)) for number in numbers}
        every = {sum(weight for _, weight in self.scored(parts, at)) for at in range(len(self.paths))}
        needed = min(max(every, default=0), sum(self.weight(part) for part in parts if self.size(part)) / 3)
        return [number for number in numbers if met[number] and met[number] >= needed]

    def named(self, parts: Sequence[Part], whole: Sequence[bool]) -> tuple[str, ...]:
        if not parts:
            return ()
        found = [at for at, meets in enumerate(whole) if meets]
        for part in [] if found else parts:
            these = [at for at, level in enumerate(self.levels(part)[len(self.paths) :][: len(whole)]) if level > 8]
            if len(part.words) == 1 and not part.subjects and len(these) <= FEW:
                found += [at for at in these if at not in found]
        return tuple(self.councils[at] for at in found)

    def mended(self, words: Sequence[str]) -> list[str]:
        done: list[str] = []
        rest = list(words)
        while rest:
            word = rest[0]
            if any(alike(word, other) for other in self.words) or stands_for_something([*done, *rest], len(done)):
                done.append(rest.pop(0))
            elif done and self.known(done[-1] + word):
                done[-1] += rest.pop(0)
            elif len(rest) > 1 and self.known(word + rest[1]):
                done.append(rest.pop(0) + rest.pop(0))
            else:
                done += self.halved(rest.pop(0)) or [self.nearest(word) or word]
        return done

    def known(self, word: str) -> bool:
        return word in self.words or (stem(word),) in PHRASES

    def halved(self, word: str) -> list[str]:
        cuts = ([word[:at], word[at:]] for at in range(3, len(word) - 2))
        return next((both for both in cuts if all(map(self.known, both))), [])

    def nearest(self, word: str) -> str:
        if len(word) < 4 or any(letter.isnumeric() for letter in word):
            return ""
        every = {**dict.fromkeys(phrases().spelt, 0), **self.words}
        for most in (1,) if len(word) < 8 else (1, 2):
            near = [
                (-count, other)
                for other, count in every.items()
                if abs(len(word) - len(other)) <= most
                and (most == 1 or other[0] == word[0])
                and edits(word, other) <= most
            ]
            if near:
                return min(near)[1]
        return ""


def parts_of(words: Sequence[str]) -> list[Part]:
    rest, parts = list(words), []
    while rest:
        stems = tuple(map(stem, rest))
        length = next((size for size in range(len(rest), 1, -1) if stems[:size] in PHRASES), 1)
        parts.append(Part(tuple(rest[:length]), length == len(rest)))
        rest = rest[length:]
    return told(parts)


def told(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.told] or parts


def stands_for_something(words: Sequence[str], place: int) -> bool:
    if stem(words[place]) in stops() or words[place] in phrases().spelt:
        return True
    rest, start = list(words), 0
    while rest:
        stems = tuple(map(stem, rest))
        length = next((size for size in range(len(rest), 1, -1) if stems[:size] in PHRASES), 1)
        if start <= place < start + length:
            return stems[:length] in PHRASES
        rest, start = rest[length:], start + length
    return False


def alike(asked: str, word: str) -> bool:
    return word.startswith(asked) or stem(word) == stem(asked)


def edits(one: str, other: str) -> int:
    """Return the optimal string alignment distance of two words; 9 where it is certainly more than two."""
    if sum(((Counter(one) - Counter(other)) + (Counter(other) - Counter(one))).values()) > 4:
        return 9
    if not one or not other:
        return len(one) + len(other)
    table = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            swapped = i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
                *([table[i - 2][j - 2] + 1] if swapped else []),
            )
    return table[-1][-1]
