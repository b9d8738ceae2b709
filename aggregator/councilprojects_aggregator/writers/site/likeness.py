"""What a project's page says of other work: what stands beside it, and in words why.

Matches name records by IRI and reasons by code; here they become cards and sentences. A match whose other end is not
shown (any more) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import Matches, Partnership, Project, Publication, Reason
from councilprojects_aggregator.writers.site.cards import Card
from councilprojects_aggregator.writers.site.material import Material


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another council's project, and why it stands here."""

    card: Card
    because: tuple[str, ...]
    """Sentences, the strongest first."""


@dataclass(frozen=True, slots=True)
class Together:
    """Another publisher here that the project names as its partner."""

    partner: Publication
    other: Project | None
    """The partner's own record."""
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Around:
    """All that stands beside one project."""

    same: tuple[Neighbour, ...] = ()
    foundations: tuple[Neighbour, ...] = ()
    """What it is built on."""
    heirs: tuple[Neighbour, ...] = ()
    """What is built on it."""
    similar: tuple[Neighbour, ...] = ()
    together: tuple[Together, ...] = ()


Pair = tuple[str, tuple[Reason, ...]]
"""The other record's IRI, and what the two have in common."""


class Beside:
    """The matches by the project that they stand beside, in no language yet."""

    def __init__(self, matches: Matches) -> None:
        self.same = _by_iri((one, (other, why)) for one, other, why in _both_ways(matches))
        self.foundations = _by_iri((each.project, (each.other, each.reasons)) for each in matches.built_on)
        self.heirs = _by_iri((each.other, (each.project, each.reasons)) for each in matches.built_on)
        self.similar = matches.similar
        self.together: dict[str, list[Partnership]] = {}
        for partnership in matches.partnerships:
            self.together.setdefault(partnership.project, []).append(partnership)


def around(material: Material, beside: Beside, iri: str) -> Around:
    """Return what stands beside one project."""
    return Around(
        same=neighbours(material, beside.same.get(iri, ())),
        foundations=neighbours(material, beside.foundations.get(iri, ())),
        heirs=neighbours(material, beside.heirs.get(iri, ())),
        similar=neighbours(material, ((each.other, each.reasons) for each in beside.similar.get(iri, ()))),
        together=_together(material, beside.together.get(iri, ())),
    )


def neighbours(material: Material, pairs: Iterable[Pair]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(material.card_of[iri], tuple(map(sentence, reasons)))
        for iri, reasons in pairs
        if iri in material.card_of
    )


def _both_ways(matches: Matches) -> Iterable[tuple[str, str, tuple[Reason, ...]]]:
    for each in matches.same_work:
        yield each.project, each.other, each.reasons
        yield each.other, each.project, each.reasons


def _by_iri(pairs: Iterable[tuple[str, Pair]]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for iri, pair in pairs:
        found.setdefault(iri, []).append(pair)
    return found


def _together(material: Material, partnerships: Iterable[Partnership]) -> tuple[Together, ...]:
    return tuple(
        Together(
            partner=material.owners[each.partner],
            other=material.known.get(each.other) if each.other else None,
            confirmed=each.confirmed,
        )
        for each in partnerships
        if each.partner in material.owners
    )
