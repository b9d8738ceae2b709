"""A record as weighted terms: what is compared, and nothing else of it. A part of the `match` stage.

A term's weight depends on the record alone. Products of weights are added up exactly, in whole numbers: two records
have the same score on every machine, in every run, whatever else is listed (docs/decisions/matching.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import isqrt, sqrt
from typing import NamedTuple, TypeAlias

from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.matching.said import Said, said
from councilprojects_aggregator.matching.words import MOST_REMEMBERED, SUBJECT, stop_stems, vocabulary
from councilprojects_aggregator.model import Json, Texts
from councilprojects_validator.standard import lgsl

Terms: TypeAlias = dict[str, int]
"""Weights in thousandths: the squares of those of words and subjects add up to a million."""

SCALE = 1000

# Tried on the two labelled sets; figures in docs/decisions/matching.md. A title says best what a record is about.
OF_TITLE, OF_TEXT = 2, 1
OF_SUBJECT = {1: 0.8, 2: 1.5, 3: 2.2}
"""By `Subject.weight`."""
OF_PHRASE = 0.8
"""Of the very words that stand for a subject, on top of the subject."""
OF_SLIGHT_PHRASE = 0.4
"""Of words that stand for what says little, a website or an API: to have both in common is to have little in common."""
OF_WORD = 0.75

# So many words that may each mean one subject mean it together: fewer turned up by chance.
ENOUGH_HINTS = 3

# Shares of the scale that a declared service, and declared topics, add where both records declare the same.
OF_SERVICES = 0.3
OF_TOPICS = 0.15

PHRASE, SERVICE, TOPIC = "~", "s:", "t:"
"""Marks before terms that are no words; `SUBJECT` is another."""

# Beyond this a text is no summary; whoever writes more is compared by the beginning.
LONGEST_TEXT = 2000
MOST_DECLARED = 20

Part: TypeAlias = tuple[Texts, int]
"""A text in its languages, and how much each of its words counts."""


class Reading(NamedTuple):
    """What a record is compared by, and how it writes that."""

    terms: tuple[Terms, ...]
    """For each language that it is written in."""
    written: Mapping[str, str]
    """By term, as it is written first; what a record declares by number alone is not in it."""


def _parts(project: Json) -> list[Part]:
    return [(project["title"], OF_TITLE), (project["summary"], OF_TEXT), (project.get("problem", {}), OF_TEXT)]


def project_reading(project: Json) -> Reading:
    found = reading(_parts(project), project)
    return Reading(found.terms, _with_topics(found.written, project))


def project_wording(project: Json) -> Mapping[str, str]:
    """Return how a project writes its terms: what `project_reading` says of it, sooner."""
    return _with_topics(wording(_parts(project)), project)


def _with_topics(written: Mapping[str, str], project: Json) -> Mapping[str, str]:
    return {**{TOPIC + plain_name(topic): topic for topic in project.get("topics", ())}, **written}


def project_terms(project: Json) -> tuple[Terms, ...]:
    """Return the terms of a project, for each language that it is written in."""
    return project_reading(project).terms


def project_subjects(project: Json) -> frozenset[str]:
    """Return the codes of the subjects among the terms of a project, whatever their language and weight."""
    names = [(said(name), weight) for name, weight in _service_names(project)]
    heard: dict[str, list[tuple[Sequence[Said], int]]] = {}
    for tag, text, weight in _heard(_parts(project)):
        heard.setdefault(tag, list(names)).append((text, weight))
    return frozenset(code for texts in heard.values() for code in _codes(texts))


def _codes(heard: Sequence[tuple[Sequence[Said], int]]) -> Iterator[str]:
    about = _about(heard)
    telling = (each for text, _weight in heard for each in text if each.subjects or each.hints)
    for term in (term for each in telling for term in _terms_of(each, about)):
        if term.startswith(SUBJECT):
            yield term.removeprefix(SUBJECT)


def reading(parts: Iterable[Part], declared: Json) -> Reading:
    """Return what some texts say, with the services and topics that a record declares."""
    heard = _heard(parts)
    names = [(said(name), weight) for name, weight in _service_names(declared)]
    marks = _declared(declared)
    terms = tuple(
        _weighed([*((each, weight) for own, each, weight in heard if own == tag), *names]) | marks
        for tag in sorted({tag for tag, _said, _weight in heard})
    )
    return Reading(terms, _written(heard))


def wording(parts: Iterable[Part]) -> Mapping[str, str]:
    """Return how some texts write their terms."""
    return _written(_heard(parts))


def _heard(parts: Iterable[Part]) -> list[tuple[str, list[Said], int]]:
    return [(tag, said(text[:LONGEST_TEXT]), weight) for texts, weight in parts for tag, text in texts.items()]


def _written(heard: Iterable[tuple[str, list[Said], int]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in chain.from_iterable(text for _tag, text, _weight in heard):
        if not each.subjects:
            found.setdefault(each.term, each.written)
        if each.subjects or each.hints:
            found.setdefault(PHRASE + each.term, each.written)
    return found


def _weighed(heard: Sequence[tuple[Sequence[Said], int]]) -> Terms:
    about = _about(heard)
    counts: dict[str, int] = {}
    for text, weight in heard:
        for each in text:
            for term in _terms_of(each, about):
                counts[term] = counts.get(term, 0) + weight
    # A root, for a word said twice is not twice as telling; it is the one function that all machines round alike.
    weights = {term: _weight(term) * sqrt(count) for term, count in sorted(counts.items())}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: round(SCALE * weight / length) for term, weight in weights.items()}


def _terms_of(each: Said, about: Collection[str]) -> Sequence[str]:
    codes = each.subjects
    if each.hints:
        codes = (*codes, *(code for code in each.hints if _fits(code, about) and code not in codes))
    if codes:
        return [PHRASE + each.term, *(SUBJECT + code for code in codes)]
    # A hint may be a word that tells nothing where it is none.
    return () if each.hints and each.term in stop_stems() else (each.term,)


def _about(heard: Iterable[tuple[Sequence[Said], int]]) -> Collection[str]:
    """Return what texts are about for certain: what one of their words stands for, or several hints do."""
    sure: set[str] = set()
    hints: set[tuple[str, str]] = set()
    for text, _weight in heard:
        for each in text:
            sure.update(each.subjects)
            hints.update((code, each.term) for code in each.hints)
    counts = Counter(code for code, _term in hints)
    return sure | {code for code, count in counts.items() if count >= ENOUGH_HINTS}


def _fits(code: str, about: Collection[str]) -> bool:
    """Say whether a text is about a subject, or about what it is within."""
    return code in about or vocabulary().subjects[code].within in about


@lru_cache(maxsize=MOST_REMEMBERED)
def _weight(term: str) -> float:
    if term.startswith(SUBJECT):
        return OF_SUBJECT[vocabulary().subjects[term.removeprefix(SUBJECT)].weight]
    if term.startswith(PHRASE):
        return OF_SLIGHT_PHRASE if _says_little(term.removeprefix(PHRASE)) else OF_PHRASE
    return OF_WORD


def _says_little(phrase: str) -> bool:
    known, stemmed = vocabulary(), tuple(phrase.split())
    codes = known.phrases.get(stemmed) or known.hints.get(stemmed, ())
    return all(known.subjects[code].weight == min(OF_SUBJECT) for code in codes)


def _declared(record: Json) -> Terms:
    services = sorted(set(_services(record)))[:MOST_DECLARED]
    topics = sorted({plain_name(topic) for topic in record.get("topics", ())} - {""})[:MOST_DECLARED]
    return {
        **{SERVICE + key: _share(OF_SERVICES, len(services)) for key in services},
        **{TOPIC + key: _share(OF_TOPICS, len(topics)) for key in topics},
    }


def _share(part: float, count: int) -> int:
    """Return the weight of one of `count` things that make up `part` of the scale if both records have all of them."""
    return isqrt(round(SCALE * SCALE * part / count))


def _services(record: Json) -> Iterator[str]:
    for service in record.get("services", ()):
        if "lgsl" in service:
            yield str(service["lgsl"])
        elif str(service.get("uri", "é")).isascii():
            yield service["uri"]


def _service_names(record: Json) -> Iterator[tuple[str, int]]:
    """Yield what the declared services are called: others may write it in words."""
    for service in record.get("services", ())[:MOST_DECLARED]:
        name = lgsl().get(service.get("lgsl", -1)) or next(iter(service.get("name", {}).values()), "")
        yield name, OF_TEXT
