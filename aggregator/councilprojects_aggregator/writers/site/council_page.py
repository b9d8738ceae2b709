"""A page for each publisher, and one with what is likely to be of use to it: “for you”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from councilprojects_aggregator.model import Lane, Project, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.graph.page import of_publication
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.fields import fields
from councilprojects_aggregator.writers.site.for_you_page import count_of_useful
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.parting import Part, parts
from councilprojects_aggregator.writers.site.project_page import of_items
from councilprojects_aggregator.writers.site.sheets import sheet
from councilprojects_aggregator.writers.site.standing import compiler, source_stands
from councilprojects_aggregator.writers.tables.columns import SHORT, short_row
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _

# Most councils have all theirs on one page.
ON_A_PAGE = 60


def council_pages(material: Material) -> Iterator[Page]:
    """Every source has a page, for news and bookmarks lead there, be there nothing to show for now."""
    for publication in material.catalogue.publications:
        if publication.source.lane is Lane.LIVE:
            yield from _council(material, publication)
            if not material.pages.tongue:
                yield paths.publisher_page(publication.source.id) + paths.TABLE, _table(publication)


def _table(publication: Publication) -> bytes:
    return sheet(SHORT, (short_row(project, publication) for project in publication.projects))


def _council(material: Material, publication: Publication) -> Iterator[Page]:
    d = fields(publication.data)
    found = list(parts(sorted(publication.projects, key=_rank), ON_A_PAGE))
    values = {
        "linked_data": of_publication(publication, material.catalogue),
        "d": d,
        "publication": publication,
        "phases": _phases(found),
        "freshness": _freshness(publication),
        "compiler": compiler(publication),
        "stands": source_stands(publication),
        "services": [(part, material.subjects.service_page(part)) for part in d["services"] or ()],
        "technology_page": material.subjects.technology_page,
        "fitting": of_items(publication.iri or "", publication.data, material.fitting),
        "asked": material.opened_by.get((publication.source.id, "wants"), ()),
        "offered": material.opened_by.get((publication.source.id, "offers"), ()),
        "for_you": count_of_useful(material, publication),
    }
    page = paths.publisher_page(publication.source.id)
    for part in found:
        portfolio = [
            (_phase(project), [material.card_of[one.iri] for one in (project, *others)])
            for _one, (project, *others) in groupby(part.items, key=_rank)
        ]
        yield material.pages.page(page, "council.html", file=part.file, part=part, portfolio=portfolio, **values)


def _rank(project: Project) -> tuple[int, str]:
    """Return where a project's phase stands among the phases; one without comes last."""
    code = project.data.get("phase", "")
    return _ranks().get(code, len(_ranks())), code


@cache
def _ranks() -> Mapping[str, int]:
    return {code: rank for rank, code in enumerate(codelist("phase"))}


def _phase(project: Project) -> str:
    code = project.data.get("phase")
    return words.title("phase", code) if code else _("Phase not stated")


def _phases(pages: Iterable[Part[Project]]) -> dict[str, tuple[int, str]]:
    """Return for each phase on the pages of a portfolio how many projects there are and in which file it begins."""
    found: dict[str, tuple[int, str]] = {}
    for part in pages:
        for label in map(_phase, part.items):
            count, file = found.get(label, (0, part.file))
            found[label] = (count + 1, file)
    return found


def _freshness(publication: Publication) -> list[tuple[str, int]]:
    """Return how many records stand how, in words; those that nobody need look after are left out."""
    said = {
        Freshness.FRESH: _("confirmed lately"),
        Freshness.AGEING: _("due for a review"),
        Freshness.STALE: _("not confirmed for long"),
    }
    counts = [(label, sum(one.freshness is state for one in publication.projects)) for state, label in said.items()]
    return [(label, count) for label, count in counts if count]
