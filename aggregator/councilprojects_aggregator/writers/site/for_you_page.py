"""“For you”: a page for each council with what others do, want, offer or buy that is likely to be of use to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import (
    AlikeWants,
    ContractsNear,
    ForYou,
    Kind,
    Lane,
    Publication,
    Reason,
    WantMet,
)
from councilprojects_aggregator.model import Opening as Named
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site.cards import Card
from councilprojects_aggregator.writers.site.contracts_page import Group, group, groups_of
from councilprojects_aggregator.writers.site.fits import Key, by_key
from councilprojects_aggregator.writers.site.likeness import Neighbour, neighbours
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.openings import Opening
from councilprojects_aggregator.writers.site.parting import parts

# A card is some lines high, and there are two beside each other.
ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Near:
    """Another's project, beside those of the council's own that it is like."""

    since: datetime
    """When the newest of these was found."""
    card: Card
    mine: tuple[Neighbour, ...]
    """The council's own, each with the reasons."""


@dataclass(frozen=True, slots=True)
class Met:
    """Another's offer or want, and why it stands here."""

    since: datetime
    theirs: Opening
    because: tuple[str, ...]
    until: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of the council's own offers or wants, with what others offer or want that fits."""

    kind: Kind
    mine: Opening
    met: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class Useful:
    """All that one page shows."""

    works: tuple[Near, ...]
    meetings: tuple[Meeting, ...]
    contracts: tuple[Group, ...]


def for_you_pages(material: Material) -> Iterator[Page]:
    """Every publisher has one, be it empty: the address can be followed from the first day."""
    opened = by_key(material.openings)
    places = {each.anchor: each.file for each in groups_of(material)}
    for publication in material.catalogue.publications:
        if publication.source.lane is Lane.LIVE:
            page, found = paths.for_you_page(publication.source.id), useful(material, publication, opened)
            for part in parts(found.works, ON_A_PAGE):
                values = {"publication": publication, "useful": found, "part": part, "places": places}
                yield material.pages.page(page, "for_you.html", file=part.file, **values)


def count_of_useful(material: Material, publication: Publication) -> int:
    """Return how many there are for one publisher; what is like several of its projects is one thing."""
    entries = material.catalogue.matches.for_you.get(publication.source.id, ())
    return len({_theirs(material, one, publication.source.id) or one.id for one in entries})


def useful(material: Material, publication: Publication, opened: Mapping[Key, Opening]) -> Useful:
    """Return what the stage `match` found for one publisher, as far as it is still shown."""
    source_id = publication.source.id
    entries = material.catalogue.matches.for_you.get(source_id, ())
    return Useful(
        works=_works(material, entries, source_id),
        meetings=_meetings(entries, source_id, opened),
        contracts=tuple(
            group(material, one.match, source_id) for one in entries if isinstance(one.match, ContractsNear)
        ),
    )


def _works(material: Material, entries: Iterable[ForYou], source_id: str) -> tuple[Near, ...]:
    """Return the projects of others, each once, in the order of the entries."""
    found: dict[str, list[tuple[datetime, Neighbour]]] = {}
    for entry in entries:
        theirs = _theirs(material, entry, source_id)
        if theirs in material.card_of:
            found.setdefault(theirs, []).extend((entry.since, one) for one in _mine(material, entry, theirs))
    return tuple(
        Near(max(since for since, _one in mine), material.card_of[theirs], tuple(one for _since, one in mine))
        for theirs, mine in found.items()
        if mine
    )


def _theirs(material: Material, entry: ForYou, source_id: str) -> str:
    """Return the other's project of a match of two projects; of any other match nothing."""
    match = entry.match
    if isinstance(match, (WantMet, AlikeWants, ContractsNear)):
        return ""
    return match.other if _source(material, match.project) == source_id else match.project


def _mine(material: Material, entry: ForYou, theirs: str) -> tuple[Neighbour, ...]:
    match = entry.match
    if isinstance(match, (WantMet, AlikeWants, ContractsNear)):
        return ()
    return neighbours(material, ((match.project if match.other == theirs else match.other, match.reasons),))


def _source(material: Material, iri: str) -> str:
    return material.known[iri].source_id if iri in material.known else ""


def _meetings(entries: Iterable[ForYou], source_id: str, opened: Mapping[Key, Opening]) -> tuple[Meeting, ...]:
    """Return the publisher's own wants and offers that others meet, each once for each way of meeting."""
    found: dict[tuple[Kind, Key], list[Met]] = {}
    for entry in entries:
        for one, other, reasons, until in _two(entry):
            mine, theirs = (one, other) if one.source_id == source_id else (other, one)
            if (mine.iri, mine.key) in opened and (theirs.iri, theirs.key) in opened:
                met = Met(entry.since, opened[theirs.iri, theirs.key], tuple(map(sentence, reasons)), until)
                found.setdefault((entry.kind, (mine.iri, mine.key)), []).append(met)
    return tuple(Meeting(kind, opened[mine], tuple(met)) for (kind, mine), met in found.items())


def _two(entry: ForYou) -> Iterator[tuple[Named, Named, tuple[Reason, ...], str | None]]:
    match = entry.match
    if isinstance(match, WantMet):
        yield match.want, match.offer, match.reasons, match.until
    if isinstance(match, AlikeWants):
        yield match.one, match.other, match.reasons, match.until
