"""A record as weighted terms: what is compared, and nothing else of it. A part of the `match` stage.

A term's weight depends on the record alone. Products of weights are added up exactly, in whole numbers: two records
have the same score on every machine, in every run, whatever else is listed (docs/decisions/matching.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import isqrt, sqrt
from typing import TypeAlias

from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.matching.said import Said, said
from councilprojects_aggregator.matching.words import SUBJECT, stop_stems, vocabulary
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
OF_WORD = 0.75

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


def project_terms(project: Json) -> tuple[Terms, ...]:
    """Return the terms of a project, for each language that it is written in."""
    parts: list[Part] = [
        (project["title"], OF_TITLE),
        (project["summary"], OF_TEXT),
        (project.get("problem", {}), OF_TEXT),
    ]
    return by_language(parts, project)


def by_language(parts: Sequence[Part], declared: Json) -> tuple[Terms, ...]:
    """Return the terms of some texts, for each language, with the services and topics that a record declares."""
    names = [*_service_names(declared)]
    marks = _declared(declared)
    tags = sorted({tag for texts, _weight in parts for tag in texts})
    return tuple(
        _weighed([*((texts[tag], weight) for texts, weight in parts if tag in texts), *names]) | marks for tag in tags
    )


def project_words(project: Json) -> Mapping[str, str]:
    """Return how a project writes each of its terms, where it is written first."""
    topics = {TOPIC + plain_name(topic): topic for topic in project.get("topics", ())}
    return {**topics, **written_words(project.get(field, {}) for field in ("title", "summary", "problem"))}


def written_words(parts: Iterable[Texts]) -> Mapping[str, str]:
    """Return how some texts write each of their terms, where it is written first."""
    found: dict[str, str] = {}
    for texts in parts:
        for text in texts.values():
            for each in said(text[:LONGEST_TEXT]):
                for mark in (PHRASE, "") if each.hints and not each.subjects else (PHRASE if each.subjects else "",):
                    found.setdefault(mark + each.term, each.written)
    return found


def _weighed(texts: Iterable[tuple[str, int]]) -> Terms:
    counts: Counter[str] = Counter()
    parts = [(each, weight) for text, weight in texts for each in said(text[:LONGEST_TEXT])]
    about = _about([each for each, _weight in parts])
    for each, weight in parts:
        codes = (*each.subjects, *(code for code in each.hints if _fits(code, about) and code not in each.subjects))
        if codes or each.term not in stop_stems():
            counts[f"{PHRASE}{each.term}" if codes else each.term] += weight
        for code in codes:
            counts[SUBJECT + code] += weight
    # A root, for a word said twice is not twice as telling; it is the one function that all machines round alike.
    weights = {term: _weight(term) * sqrt(count) for term, count in sorted(counts.items())}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: round(SCALE * weight / length) for term, weight in weights.items()}


def _about(text: Iterable[Said]) -> Collection[str]:
    """Return what a text is about for certain: what one of its words stands for, or several hints do."""
    sure = {code for each in text for code in each.subjects}
    hints = Counter(code for term, codes in {each.term: each.hints for each in text}.items() for code in codes)
    return sure | {code for code, count in hints.items() if count >= ENOUGH_HINTS}


def _fits(code: str, about: Collection[str]) -> bool:
    """Say whether a text is about a subject, or about what it is within."""
    return code in about or vocabulary().subjects[code].within in about


def _weight(term: str) -> float:
    if term.startswith(SUBJECT):
        return OF_SUBJECT[vocabulary().subjects[term.removeprefix(SUBJECT)].weight]
    return OF_PHRASE if term.startswith(PHRASE) else OF_WORD


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
