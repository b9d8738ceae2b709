"""“For you”: a page for each council with what others do, want, offer or buy that is likely to be of use to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Near:
    """Another's project, beside one of the council's own."""

    since: datetime
    neighbour: Neighbour
    mine: Card


@dataclass(frozen=True, slots=True)
class Meeting:
    """Another's offer or want, beside one of the council's own."""

    since: datetime
    kind: Kind
    theirs: Opening
    mine: Opening
    because: tuple[str, ...]
    until: str | None


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
            yield material.pages.page(
                paths.for_you_page(publication.source.id),
                "for_you.html",
                publication=publication,
                useful=useful(material, publication, opened),
                places=places,
            )


def useful(material: Material, publication: Publication, opened: Mapping[Key, Opening]) -> Useful:
    """Return what the stage `match` found for one publisher, as far as it is still shown."""
    source_id = publication.source.id
    entries = material.catalogue.matches.for_you.get(source_id, ())
    return Useful(
        works=tuple(near for one in entries for near in _near(material, one, source_id)),
        meetings=tuple(meeting for one in entries for meeting in _meeting(one, source_id, opened)),
        contracts=tuple(
            group(material, one.match, source_id) for one in entries if isinstance(one.match, ContractsNear)
        ),
    )


def _near(material: Material, entry: ForYou, source_id: str) -> Iterator[Near]:
    match = entry.match
    if isinstance(match, (WantMet, AlikeWants, ContractsNear)):
        return
    ends = (match.project, match.other)
    mine, theirs = ends if _source(material, ends[0]) == source_id else ends[::-1]
    for neighbour in neighbours(material, ((theirs, match.reasons),)) if mine in material.card_of else ():
        yield Near(entry.since, neighbour, material.card_of[mine])


def _source(material: Material, iri: str) -> str:
    return material.known[iri].source_id if iri in material.known else ""


def _meeting(entry: ForYou, source_id: str, opened: Mapping[Key, Opening]) -> Iterator[Meeting]:
    for one, other, reasons, until in _two(entry):
        mine, theirs = (one, other) if one.source_id == source_id else (other, one)
        if (mine.iri, mine.key) in opened and (theirs.iri, theirs.key) in opened:
            yield Meeting(
                since=entry.since,
                kind=entry.kind,
                theirs=opened[theirs.iri, theirs.key],
                mine=opened[mine.iri, mine.key],
                because=tuple(map(sentence, reasons)),
                until=until,
            )


def _two(entry: ForYou) -> Iterator[tuple[Named, Named, tuple[Reason, ...], str | None]]:
    match = entry.match
    if isinstance(match, WantMet):
        yield match.want, match.offer, match.reasons, match.until
    if isinstance(match, AlikeWants):
        yield match.one, match.other, match.reasons, match.until
