"""A page for each project: everything in its record that a person can use, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Project, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.graph.page import of_project
from councilprojects_aggregator.writers.site.facets import topics
from councilprojects_aggregator.writers.site.fields import Fields, fields
from councilprojects_aggregator.writers.site.fits import Fit, Key
from councilprojects_aggregator.writers.site.likeness import NOTHING, Around, around
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.standing import compiler, confirmed, earlier_copy
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _


def project_pages(material: Material, fitting: Mapping[Key, tuple[Fit, ...]]) -> Iterator[Page]:
    beside = around(material)
    for publication in material.councils:
        for project in publication.projects:
            if material.pages.tongue and paths.project_page(project.source_id, project.id) not in material.pages.twins:
                continue
            yield _project(material, project, publication, beside.get(project.iri, NOTHING), fitting)


def _project(
    material: Material,
    project: Project,
    publication: Publication,
    beside: Around,
    fitting: Mapping[Key, tuple[Fit, ...]],
) -> Page:
    d = fields(project.data)
    return material.pages.page(
        paths.project_page(project.source_id, project.id),
        "project.html",
        linked_data=of_project(publication, project),
        project=project,
        d=d,
        publication=publication,
        ask=fields(project.data.get("contact") or publication.data.get("contact")),
        confirmed=confirmed(project),
        earlier_copy=earlier_copy(project, publication),
        compiler=compiler(publication),
        services=[(part, material.subjects.service_page(part)) for part in d["services"] or ()],
        technology_page=material.subjects.technology_page,
        topics=[(paths.list_page("topic", slug), label) for slug, label in topics(project).items()],
        linked=_linked(project),
        others=material.known,
        beside=beside,
        fitting=of_items(project.iri, project.data, fitting),
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
