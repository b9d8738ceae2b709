"""Titles that are nearly the same: one word more that says little, or one word written in two ways.

A part of the `match` stage. Near titles alone make no two works one (`works`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from councilprojects_aggregator.matching.records import pairs, plain_name
from councilprojects_aggregator.matching.words import stems
from councilprojects_aggregator.model import Project

# A title of fewer letters (“Website”, “Chatbot”) says what kind of thing it is, not which.
SHORTEST_TELLING_TITLE = 12
# Of this many telling words one more changes little (“… in Mid Kent”); of fewer it makes another work of it, as
# “Council tax support” is another than “Council tax”.
LEAST_BUT_ONE = 4
# One word of this many may be written in another way, if it is long enough for a letter not to make another word of it.
LEAST_BESIDE_VARIANT = 2
SHORTEST_VARIANT = 7
# Beyond this it is no title.
MOST_WORDS = 20

# Not `stop_words.txt`: “support” or “online” says little of a subject, but tells two works of one subject apart.
BINDING = frozenset(stems("a an and at by for from in of on or our the to with project programme y yr a ac ar i o yn"))

Words: TypeAlias = frozenset[str]


def near_titles(projects: Iterable[Project]) -> Iterator[tuple[Project, Project]]:
    """Yield every two projects of different sources with nearly the same title, in order; a pair perhaps twice."""
    alike: dict[object, dict[str, tuple[Project, Words]]] = {}
    for project in projects:
        for title in project.title.values():
            words = telling_words(title)
            for key in (plain_name(title), *_keys(words)) if len(plain_name(title)) >= SHORTEST_TELLING_TITLE else ():
                alike.setdefault(key, {})[project.iri] = project, words
    for key, sharing in alike.items():
        if len(sharing) > 1:
            for one, other in pairs(project for project, _words in sharing.values()):
                if isinstance(key, str) or is_near(sharing[one.iri][1], sharing[other.iri][1]):
                    yield one, other


def telling_words(title: str) -> Words:
    """Return the stems of a title, but for those that bind its words or say that it is a project."""
    # Oxford and some programs write -ize, the standard's own councils -ise.
    found = frozenset(stems(title.casefold().replace("iz", "is"))[:MOST_WORDS])
    return found - BINDING or found


def is_near(one: Words, other: Words) -> bool:
    """Say whether two titles are the same but for one word more in either, or for the spelling of one."""
    more, less = one - other, other - one
    if not more and not less:
        return True
    if len(more) + len(less) == 1:
        (extra,) = more | less
        return len(one & other) >= LEAST_BUT_ONE and not _has_digit(extra)
    if len(more) == len(less) == 1 and len(one & other) >= LEAST_BESIDE_VARIANT:
        return _is_variant(*more, *less)
    return False


def _keys(words: Words) -> Iterator[object]:
    """Yield what near titles have in common: all their words, or all but one."""
    if len(words) > 1:
        yield words
    if len(words) > LEAST_BESIDE_VARIANT:
        yield from (words - {word} for word in words)


def _is_variant(one: str, other: str) -> bool:
    """Say whether two words differ by one letter put in, left out or changed, and not at the beginning."""
    if min(len(one), len(other)) < SHORTEST_VARIANT or one[0] != other[0] or _has_digit(one + other):
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:]


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
