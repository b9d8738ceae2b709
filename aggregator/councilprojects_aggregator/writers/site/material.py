"""The catalogue with what several pages need of it, worked out once: the first thing that `write_site` makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

from councilprojects_aggregator.model import Catalogue, Project, Publication
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.cards import EMPTY, Card, card
from councilprojects_aggregator.writers.site.endings import Ending, endings
from councilprojects_aggregator.writers.site.facets import Facet, facets
from councilprojects_aggregator.writers.site.fits import Fit, Key, fits
from councilprojects_aggregator.writers.site.openings import KINDS, Opening, openings
from councilprojects_aggregator.writers.site.pages import Pages, pages
from councilprojects_aggregator.writers.site.subjects import Subjects, subjects

Page = tuple[str, bytes]
"""A path of the output, and what stands there."""


@dataclass(frozen=True, slots=True)
class Material:
    """What all pages are made from."""

    catalogue: Catalogue
    pages: Pages
    cards: tuple[Card, ...]
    """In the order of the projects."""
    facets: tuple[Facet, ...]
    subjects: Subjects
    openings: Mapping[str, tuple[Opening, ...]]
    """What is open today: `wants` and `offers`."""
    fitting: Mapping[Key, tuple[Fit, ...]]
    """What belongs to an offer or want."""
    councils: tuple[Publication, ...]
    """Those that publish something, by name."""
    owners: Mapping[str, Publication]
    """Every publication by its source id."""
    known: Mapping[str, Project]
    """Projects by IRI, and by the oldest IRI that they had."""
    card_of: Mapping[str, Card]
    """Cards by the project's IRI."""
    endings: Mapping[tuple[str, str], Ending]
    """Contracts that run, by record and key, the soonest end first."""
    opened_by: Mapping[tuple[str, str], tuple[Opening, ...]]
    """What is open today in projects, by the publisher's source id and `wants` or `offers`."""


def material(catalogue: Catalogue) -> Material:
    """Return it all in the language that is spoken now."""
    owners = {publication.source.id: publication for publication in catalogue.publications}
    opened = {kind: openings(catalogue, kind) for kind in KINDS}
    cards = _cards(catalogue, owners)
    return Material(
        catalogue=catalogue,
        pages=pages(catalogue),
        cards=cards,
        facets=facets(catalogue),
        subjects=subjects(catalogue),
        openings=opened,
        fitting=fits(catalogue, opened),
        councils=_councils(catalogue),
        owners=owners,
        known={project.oldest_iri: project for project in catalogue.projects}
        | {project.iri: project for project in catalogue.projects},
        card_of=_by_iri(catalogue, cards),
        endings=endings(catalogue.publications, catalogue.today),
        opened_by=_in_projects(opened),
    )


def translated(made: Material) -> Material:
    """Return `made` in the language that is spoken now; what has no words in it is the same, and takes no memory."""
    catalogue = made.catalogue
    cards = _cards(catalogue, made.owners, made.cards)
    return dataclasses.replace(
        made,
        pages=pages(catalogue),
        cards=cards,
        facets=facets(catalogue),
        subjects=subjects(catalogue),
        fitting=fits(catalogue, made.openings),
        councils=_councils(catalogue),
        card_of=_by_iri(catalogue, cards),
    )


def _cards(
    catalogue: Catalogue, owners: Mapping[str, Publication], known: Iterable[Card] = repeat(EMPTY)
) -> tuple[Card, ...]:
    return tuple(
        card(project, owners[project.source_id], other)
        for project, other in zip(catalogue.projects, known, strict=False)
    )


def _in_projects(opened: Mapping[str, tuple[Opening, ...]]) -> dict[tuple[str, str], tuple[Opening, ...]]:
    found: dict[tuple[str, str], list[Opening]] = {}
    for kind, every in opened.items():
        for one in every:
            if one.project:
                found.setdefault((one.project.source_id, kind), []).append(one)
    return {key: tuple(those) for key, those in found.items()}


def _by_iri(catalogue: Catalogue, cards: tuple[Card, ...]) -> dict[str, Card]:
    return {project.iri: shown for project, shown in zip(catalogue.projects, cards, strict=True)}


def _councils(catalogue: Catalogue) -> tuple[Publication, ...]:
    publishing = (publication for publication in catalogue.publications if publication.address)
    return tuple(sorted(publishing, key=lambda one: words.best(one.name).casefold()))
