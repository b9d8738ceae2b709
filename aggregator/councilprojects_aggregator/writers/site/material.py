"""The catalogue with what several pages need of it, worked out once: the first thing that `write_site` makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from councilprojects_aggregator.model import Catalogue, Project, Publication
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.cards import Card, card
from councilprojects_aggregator.writers.site.endings import Ending, endings
from councilprojects_aggregator.writers.site.facets import Facet, facets
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
    open_in: frozenset[tuple[str, str]]
    """The projects in which something is open today: their IRIs, each with `wants` or `offers`."""


def material(catalogue: Catalogue) -> Material:
    owners = {publication.source.id: publication for publication in catalogue.publications}
    publishing = (publication for publication in catalogue.publications if publication.address)
    cards = tuple(card(project, owners[project.source_id]) for project in catalogue.projects)
    opened = {kind: openings(catalogue, kind) for kind in KINDS}
    return Material(
        catalogue=catalogue,
        pages=pages(catalogue),
        cards=cards,
        facets=facets(catalogue),
        subjects=subjects(catalogue),
        openings=opened,
        councils=tuple(sorted(publishing, key=lambda one: words.best(one.name).casefold())),
        owners=owners,
        known={project.oldest_iri: project for project in catalogue.projects}
        | {project.iri: project for project in catalogue.projects},
        card_of={project.iri: shown for project, shown in zip(catalogue.projects, cards, strict=True)},
        endings=endings(catalogue.publications, catalogue.today),
        open_in=frozenset((one.iri, kind) for kind, found in opened.items() for one in found),
    )
