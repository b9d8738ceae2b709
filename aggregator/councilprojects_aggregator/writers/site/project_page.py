"""A page for each project: everything in its record that a person can use, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.languages import language
from councilprojects_aggregator.model import Project, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.graph.page import of_project
from councilprojects_aggregator.writers.site.facets import topics
from councilprojects_aggregator.writers.site.fields import Fields, fields
from councilprojects_aggregator.writers.site.fits import Fit, Key
from councilprojects_aggregator.writers.site.likeness import Beside, around
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.standing import compiler, earlier_copy
from councilprojects_aggregator.writers.site.subjects import at_the_head
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of a project in whatever language."""

    project: Project
    publication: Publication
    path: str
    linked_data: Markup
    d: Fields


def project_pages(tongues: Sequence[Material], publications: Iterable[Publication]) -> Iterator[Page]:
    """Yield the pages of the projects of `publications`, each in all its languages: what they share is made once."""
    beside = Beside(tongues[0].catalogue.matches)
    for publication in publications:
        for project in publication.projects:
            path = paths.project_page(project.source_id, project.id)
            told = Told(project, publication, path, of_project(publication, project), fields(project.data))
            for material in tongues:
                if not material.pages.tongue or path in material.pages.twins:
                    with language(material.pages.tongue):
                        page = _project(material, told, beside)
                    yield page


def _project(material: Material, told: Told, beside: Beside) -> Page:
    project, publication, d = told.project, told.publication, told.d
    return material.pages.page(
        told.path,
        "project.html",
        linked_data=told.linked_data,
        project=project,
        d=d,
        publication=publication,
        ask=fields(project.data.get("contact") or publication.data.get("contact")),
        confirmed=material.card_of[project.iri].freshness,
        earlier_copy=earlier_copy(project, publication),
        compiler=compiler(publication),
        services=[(part, material.subjects.service_page(part)) for part in d["services"] or ()],
        technology_page=material.subjects.technology_page,
        topics=[(paths.list_page("topic", slug), at_the_head(label)) for slug, label in topics(project).items()],
        linked=_linked(project),
        others=material.known,
        beside=around(material, beside, project.iri),
        fitting=of_items(project.iri, project.data, material.fitting),
        timeline=_timeline(d, material.catalogue.today.isoformat()),
    )


def of_items(
    iri: str, data: Mapping[str, list[Fields]], fitting: Mapping[Key, tuple[Fit, ...]]
) -> Mapping[str, tuple[Fit, ...]]:
    """Return what fits the offers and wants of one record, by the item's key."""
    keys = [item_key(item) for kind in ("wants", "offers") for item in data.get(kind, ())]
    return {key: fitting[iri, key] for key in keys if (iri, key) in fitting}


def _linked(project: Project) -> list[tuple[str, list[str]]]:
    labels = {
        "alsoListedAt": _("The same work, listed by others"),
        "basedOn": _("Based on"),
        "partOf": _("Part of"),
        "replaces": _("Replaces"),
        "related": _("Related"),
    }
    return [(label, project.data[field]) for field, label in labels.items() if field in project.data]


def _timeline(d: Fields, today: str) -> list[tuple[str, Fields]]:
    """Return the phases in the order of time, each with `past`, `now` or `ahead`: the last that has begun is now.

    Phases without a day stand where the order of phases puts them.
    """
    order = {code: rank for rank, code in enumerate(codelist("phase"))}
    phases = sorted(
        d["phases"] or [],
        key=lambda part: (str(part["start"] or part["end"] or ""), order.get(part["phase"], len(order))),
    )
    return [(_when(part, today), part) for part in phases]


def _when(part: Fields, today: str) -> str:
    # A partial date is compared with as much of today as it says: in 2026 “2026” has begun and is not over.
    start, end = str(part["start"] or ""), str(part["end"] or "")
    if start and start > today[: len(start)]:
        return "ahead"
    return "past" if end and end < today[: len(end)] else "now"
