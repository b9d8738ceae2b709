"""A page for each publisher, and one with what is likely to be of use to it: “for you”."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from councilprojects_aggregator.model import Lane, Project, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.graph.page import of_publication
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.cards import Card
from councilprojects_aggregator.writers.site.fields import fields
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.project_page import of_items
from councilprojects_aggregator.writers.site.sheets import sheet
from councilprojects_aggregator.writers.site.standing import compiler, source_stands
from councilprojects_aggregator.writers.tables.columns import SHORT, short_row
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _


def council_pages(material: Material) -> Iterator[Page]:
    """Every source has a page, for news and bookmarks lead there, be there nothing to show for now."""
    for publication in material.catalogue.publications:
        if publication.source.lane is Lane.LIVE:
            yield _council(material, publication)
            if not material.pages.tongue:
                yield paths.publisher_page(publication.source.id) + paths.TABLE, _table(publication)


def _table(publication: Publication) -> bytes:
    return sheet(SHORT, (short_row(project, publication) for project in publication.projects))


def _council(material: Material, publication: Publication) -> Page:
    d = fields(publication.data)
    return material.pages.page(
        paths.publisher_page(publication.source.id),
        "council.html",
        linked_data=of_publication(publication, material.catalogue),
        d=d,
        publication=publication,
        portfolio=_portfolio(material, publication),
        freshness=_freshness(publication),
        compiler=compiler(publication),
        stands=source_stands(publication),
        services=[(part, material.subjects.service_page(part)) for part in d["services"] or ()],
        technology_page=material.subjects.technology_page,
        fitting=of_items(publication.iri or "", publication.data, material.fitting),
        asked=_asked(publication, "wants", material),
        offered=_asked(publication, "offers", material),
        for_you=len(material.catalogue.matches.for_you.get(publication.source.id, ())),
    )


def _portfolio(material: Material, publication: Publication) -> list[tuple[str, list[Card]]]:
    """Return the publisher's projects by phase, in the phases' order; those without one at the end."""
    order = {code: rank for rank, code in enumerate(codelist("phase"))}

    def phase(project: Project) -> tuple[int, str]:
        code = project.data.get("phase", "")
        return order.get(code, len(order)), code

    return [
        (words.title("phase", code) if code else _("Phase not stated"), [material.card_of[one.iri] for one in group])
        for (_rank, code), group in groupby(sorted(publication.projects, key=phase), key=phase)
    ]


def _asked(publication: Publication, kind: str, material: Material) -> list[Project]:
    """Return the projects that want or offer something today."""
    return [project for project in publication.projects if (project.iri, kind) in material.open_in]


def _freshness(publication: Publication) -> list[tuple[str, int]]:
    """Return how many records stand how, in words; those that nobody need look after are left out."""
    said = {
        Freshness.FRESH: _("confirmed lately"),
        Freshness.AGEING: _("due for a review"),
        Freshness.STALE: _("not confirmed for long"),
    }
    counts = [(label, sum(one.freshness is state for one in publication.projects)) for state, label in said.items()]
    return [(label, count) for label, count in counts if count]
