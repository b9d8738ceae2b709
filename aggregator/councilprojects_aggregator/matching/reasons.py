"""Why two records belong together: from shared terms to a `Reason`, and from a `Reason` to a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import islice

from councilprojects_aggregator.matching.said import said
from councilprojects_aggregator.matching.terms import PHRASE, SERVICE, TOPIC, Terms
from councilprojects_aggregator.matching.words import MOST_REMEMBERED, SUBJECT, stems, stop_stems, vocabulary
from councilprojects_aggregator.model import Because, Reason
from councilprojects_aggregator.texts import WELSH, titled
from councilprojects_validator.standard import codelist, lgsl
from councilprojects_validator.wording import _, language, ngettext

# What a reader takes in at a glance; the strongest go first.
MOST_ITEMS = 3

MARKS = (SUBJECT, SERVICE, TOPIC)
"""Before terms that are no words of a text."""


def shared_reasons(one: Sequence[Terms], other: Sequence[Terms], written: Mapping[str, str]) -> tuple[Reason, ...]:
    """Return what two records have in common; `written` is how the first writes its terms.

    A topic or a word that says what a subject said already is left out, and a field of which a part was told.
    """
    shared = _common(one, other)
    subjects, told = _subjects(tuple(term for term in shared if term.startswith(SUBJECT)))
    kinds = (
        (Because.SERVICES, [term.removeprefix(SERVICE) for term in shared if term.startswith(SERVICE)]),
        (Because.TOPICS, [*_topics(shared, written, told)]),
        (Because.SUBJECTS, subjects),
        (Because.WORDS, [*islice(_words(shared, written, told), MOST_ITEMS)]),
    )
    return tuple(Reason(because, tuple(items[:MOST_ITEMS])) for because, items in kinds if items)


@lru_cache(maxsize=10_000)
def _subjects(shared: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return which of some subjects to name, and all that is told by their names: subjects, and stems."""
    codes = [term.removeprefix(SUBJECT) for term in shared]
    wider = {vocabulary().subjects[code].within for code in codes}
    subjects = tuple(code for code in codes if code not in wider)[:MOST_ITEMS]
    return subjects, frozenset(SUBJECT + code for code in (*subjects, *wider)).union(*map(_of_title, subjects))


def _topics(shared: Iterable[str], written: Mapping[str, str], told: AbstractSet[str]) -> Iterator[str]:
    for term in shared:
        if term.startswith(TOPIC) and _meaning(written.get(term, "")).isdisjoint(told):
            yield written.get(term, term.removeprefix(TOPIC))


def _words(shared: Iterable[str], written: Mapping[str, str], told: AbstractSet[str]) -> Iterator[str]:
    for term in shared:
        if not term.startswith(MARKS) and term in written and not _telling(term) <= told:
            yield _shown(written[term])


@lru_cache(maxsize=MOST_REMEMBERED)
def _telling(term: str) -> frozenset[str]:
    """Return the stems of a word or a phrase, but for those that tell nothing."""
    return frozenset(term.lstrip(PHRASE).split()) - stop_stems()


@cache
def _of_title(code: str) -> frozenset[str]:
    """Return the stems of a subject's own title."""
    return frozenset(stems(vocabulary().subjects[code].title))


@lru_cache(maxsize=10_000)
def _meaning(topic: str) -> frozenset[str]:
    """Return the subjects that a topic stands for, by its title or its own words."""
    title = codelist("topics")[topic].title if topic in codelist("topics") else topic.replace("-", " ")
    return frozenset(SUBJECT + code for each in said(title) for code in each.subjects)


def sentence(reason: Reason) -> str:
    """Return a reason in words; `items` that no list of ours knows are shown as they are."""
    listed = ", ".join(_labels(reason))
    return _SENTENCES[reason.because](listed, len(reason.items)).format(list=listed)


_SENTENCES: Mapping[Because, Callable[[str, int], str]] = {
    Because.SERVICES: lambda _listed, count: ngettext(
        "Both for the same service: {list}.", "Both for the same services: {list}.", count
    ),
    Because.TOPICS: lambda _listed, count: ngettext(
        "Both have the topic {list}.", "Both have the topics {list}.", count
    ),
    Because.SUBJECTS: lambda _listed, _count: _("Both: {list}."),
    Because.WORDS: lambda _listed, _count: _("Both mention {list}."),
    Because.TITLE: lambda _listed, _count: _("They have nearly the same title."),
    Because.PARTNERS: lambda listed, _count: (
        _("The same organisations work on both: {list}.") if listed else _("Partners.")
    ),
    Because.REPOSITORY: lambda _listed, _count: _("They name the same code repository: {list}."),
    Because.LISTED: lambda _listed, _count: _("The publisher says that it is the same work."),
    Because.BASED_ON: lambda _listed, _count: _("The publisher says that it is built on this."),
    Because.RESOURCE: lambda _listed, _count: _("The kind of help: {list}."),
    Because.SYSTEM: lambda _listed, _count: _("The same system: {list}."),
}
"""By what two records have in common, how that is said: of a list of so many things."""


def _labels(reason: Reason) -> Iterator[str]:
    for item in reason.items:
        if reason.because is Because.SERVICES:
            yield lgsl().get(int(item), item) if item.isdecimal() else item
        elif reason.because is Because.TOPICS:
            yield titled(codelist("topics")[item]) if item in codelist("topics") else item.replace("-", " ")
        elif reason.because is Because.SUBJECTS:
            subject = vocabulary().subjects.get(item)
            yield (subject.title_cy if language() == WELSH and subject.title_cy else subject.title) if subject else item
        elif reason.because is Because.RESOURCE:
            yield titled(codelist("resource")[item]) if item in codelist("resource") else item
        else:
            yield item


def _common(one: Sequence[Terms], other: Sequence[Terms]) -> list[str]:
    """Return the terms that both have, in whatever languages, those that count most first."""
    first, second = _strongest(one), _strongest(other)
    shared = sorted([(-first[term] * second[term], term) for term in first.keys() & second.keys()])
    return [term for _product, term in shared]


def _strongest(record: Sequence[Terms]) -> Terms:
    if len(record) == 1:
        return record[0]
    found: Terms = {}
    for terms in record:
        for term, weight in terms.items():
            found[term] = max(weight, found.get(term, 0))
    return found


def _shown(word: str) -> str:
    """Return a word as it stands within a sentence: “Bins” small, “EHCP” and “LocalGov” as they are."""
    return word[:1].lower() + word[1:] if word[1:] == word[1:].lower() else word
