"""What the matching found, ready for the pages of a project and of a council. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import (
    AlikeWants,
    Catalogue,
    ContractsNear,
    ForYou,
    Kind,
    Project,
    Publication,
    Reason,
    WantMet,
)
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.plain import clean
from councilprojects_aggregator.writers.site import words
from councilprojects_validator.wording import _

# What a council reads at once; its feed has them all.
NEWEST = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A record that a match leads to."""

    source_id: str
    path: str
    title: str
    lang: str
    council: str


@dataclass(frozen=True, slots=True)
class Alike:
    """One line on a page: what it is, where it leads, and why."""

    label: str
    places: tuple[Place, ...]
    why: str
    """Sentences."""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alikes:
    """All lines, by project's IRI and by source id."""

    of_projects: Mapping[str, tuple[Alike, ...]]
    for_you: Mapping[str, tuple[Alike, ...]]


def alikes(catalogue: Catalogue) -> Alikes:
    """Return what the pages show: of a project the same work first, then what it is built on, then what is similar."""
    known = _known(catalogue)
    found: dict[str, list[Alike]] = {}
    for iri, label, other, reasons in _of_projects(catalogue):
        found.setdefault(iri, []).append(Alike(label, _places(known, [other]), _why(reasons)))
    return Alikes(
        {iri: tuple(lines) for iri, lines in found.items()},
        {
            source_id: tuple(_told(known, source_id, each) for each in entries[:NEWEST])
            for source_id, entries in catalogue.matches.for_you.items()
        },
    )


def _of_projects(catalogue: Catalogue) -> Iterator[tuple[str, str, str, tuple[Reason, ...]]]:
    matches = catalogue.matches
    for same in matches.same_work:
        yield same.project, _("The same work"), same.other, same.reasons
        yield same.other, _("The same work"), same.project, same.reasons
    for built in matches.built_on:
        yield built.project, _("Built on"), built.other, ()
        yield built.other, _("Built on this"), built.project, ()
    for rows in matches.similar.values():
        for similar in rows:
            yield similar.project, _("Similar"), similar.other, similar.reasons


def _told(known: Mapping[str, Place], source_id: str, entry: ForYou) -> Alike:
    labels = {
        Kind.SIMILAR: _("Similar work"),
        Kind.SAME_WORK: _("The same work, listed by another"),
        Kind.BUILT_ON: _("Built on your work"),
        Kind.OFFER_FOR_YOUR_WANT: _("An offer for what you want"),
        Kind.WANT_FOR_YOUR_OFFER: _("Somebody wants what you offer"),
        Kind.ALIKE_WANT: _("Somebody wants the same"),
        Kind.CONTRACTS: _("Contracts that end near yours"),
    }
    others = _others(entry, source_id, known)
    return Alike(labels[entry.kind], _places(known, others), _entry_why(entry), entry.since)


def _others(entry: ForYou, source_id: str, known: Mapping[str, Place]) -> list[str]:
    """Return the IRIs of the records that an entry leads its council to."""
    match = entry.match
    if isinstance(match, ContractsNear):
        return list(dict.fromkeys(each.iri for each in match.contracts if each.source_id != source_id))
    if isinstance(match, WantMet):
        return [match.offer.iri if entry.kind is Kind.OFFER_FOR_YOUR_WANT else match.want.iri]
    if isinstance(match, AlikeWants):
        return [match.other.iri if match.one.source_id == source_id else match.one.iri]
    if entry.kind is Kind.BUILT_ON:
        return [match.project]
    own = known.get(match.other)
    return [match.project if own and own.source_id == source_id else match.other]


def _entry_why(entry: ForYou) -> str:
    match = entry.match
    if isinstance(match, ContractsNear):
        return clean(", ".join(filter(None, (match.system, match.supplier))))
    return _why(match.reasons)


def _why(reasons: Iterable[Reason]) -> str:
    return clean(" ".join(sentence(reason) for reason in reasons))


def _places(known: Mapping[str, Place], iris: Iterable[str]) -> tuple[Place, ...]:
    return tuple(known[iri] for iri in iris if iri in known)


def _known(catalogue: Catalogue) -> Mapping[str, Place]:
    owners = {publication.source.id: publication for publication in catalogue.publications}
    return {
        **{each.iri: _publisher(each) for each in catalogue.publications if each.iri},
        **{project.iri: _place(project, owners[project.source_id]) for project in catalogue.projects},
    }


def _publisher(publication: Publication) -> Place:
    lang, name = pick(publication.name)
    return Place(publication.source.id, paths.publisher_page(publication.source.id), clean(name), lang, "")


def _place(project: Project, publication: Publication) -> Place:
    lang, title = pick(project.title)
    path = paths.project_page(project.source_id, project.id)
    return Place(project.source_id, path, clean(title), lang, clean(words.best(publication.name)))
