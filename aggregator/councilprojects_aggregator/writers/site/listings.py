"""Lists that need no script: of the projects of a phase, place, kind of council, service, topic or technology.

Each says who has them, and has its table for a spreadsheet and its feeds (`feeds/channels`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from councilprojects_aggregator.groups import ALL
from councilprojects_aggregator.model import Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.parting import parts
from councilprojects_aggregator.writers.site.sheets import project_lines, project_sheet, sheet
from councilprojects_aggregator.writers.site.subjects import Subject
from councilprojects_validator.wording import _

LISTED = ("phase", "place", "kind")
"""Facets whose values have a list; services, topics and technologies have theirs as subjects."""

CODES = {"phase": "phase", "kind": "organisation-type"}
"""By facet, the codelist that says what its values mean."""

# What one looks through before narrowing down is quicker; the search leads there from each list.
ON_A_PAGE = 60
# Names and numbers alone.
SUBJECTS_ON_A_PAGE = 1000


INDEX_TABLES = {
    paths.SERVICES: "services.csv",
    paths.TOPICS: "topics.csv",
    paths.TECHNOLOGIES: "technologies.csv",
}
INDEX_COLUMNS = ("name", "publishers", "projects", "publisherIds", "page")


@dataclass(frozen=True, slots=True)
class Listing:
    """What one page lists."""

    kind: str
    slug: str
    label: str
    caption: str
    projects: tuple[int, ...]
    councils: tuple[Publication, ...] = ()
    """Who has it, by name."""
    alone: frozenset[str] = frozenset()
    """Source ids of those who have it without a project."""
    meaning: tuple[str, str] = ("", "")
    """With its language, where that is another than the page's."""
    up: tuple[str, str] | None = None
    """The page above it, and what that is called."""
    feed: str = ""
    """The folder of its feeds."""
    search: str = ""
    """The facet that the search knows it by."""


def listing_pages(material: Material) -> Iterator[Page]:
    """Yield for each list its page and its table."""
    shown, tabled = _shown(material), not material.pages.tongue
    lines = project_lines(material) if tabled else ()
    for listing in listings(material):
        page = paths.list_page(listing.kind, listing.slug)
        for part in parts(listing.projects, ON_A_PAGE):
            cards = [shown[position] for position in part.items]
            yield material.pages.page(page, "list.html", file=part.file, listing=listing, part=part, cards=cards)
        if tabled:
            yield page + paths.TABLE, project_sheet(lines, listing.projects)


def _shown(material: Material) -> tuple[Markup, ...]:
    """Return each project as it stands in any list: rendered once, for all lists are as deep in the site."""
    result = material.pages.part("result")
    root = paths.relative(paths.list_page("kind", "value"), paths.HOME)
    return tuple(result(card, root + card.path) for card in material.cards)


def index_pages(material: Material) -> Iterator[Page]:
    """Yield the pages that lead to the lists of services, topics and technologies, each with its table."""
    subjects = material.subjects
    for path, kind, found in (
        (paths.SERVICES, "service", subjects.services),
        (paths.TOPICS, "topic", subjects.topics),
        (paths.TECHNOLOGIES, "technology", subjects.technologies),
    ):
        # What several share comes first: that is what one looks for here.
        first = sorted(found, key=lambda one: len(one.councils) <= 1)
        for part in parts(first, SUBJECTS_ON_A_PAGE):
            shared = [one for one in part.items if len(one.councils) > 1]
            others = part.items[len(shared) :]
            values = {
                "table": INDEX_TABLES[path],
                "kind": path,
                "shared": shared,
                "others": others,
                "part": part,
                "feed": paths.feed_folder(kind, ALL),
            }
            yield material.pages.page(path, "index.html", file=part.file, **values)
        if not material.pages.tongue:
            yield path + INDEX_TABLES[path], sheet(INDEX_COLUMNS, map(_row, found))


def _row(subject: Subject) -> list[object]:
    return [subject.label, len(subject.councils), len(subject.projects), " ".join(subject.councils), subject.page]


def listings(material: Material) -> Iterator[Listing]:
    yield from _of_facets(material)
    subjects = material.subjects
    above = {
        "service": (_("Service"), (paths.SERVICES, _("Services"))),
        "topic": (_("Topic"), (paths.TOPICS, _("Topics"))),
        "technology": (_("Technology"), (paths.TECHNOLOGIES, _("Technologies"))),
    }
    searchable = {(facet.name, value.slug) for facet in material.facets for value in facet.values}
    for subject in (*subjects.services, *subjects.topics, *subjects.technologies):
        caption, up = above[subject.kind]
        yield Listing(
            kind=subject.kind,
            slug=subject.slug,
            label=subject.label,
            caption=caption,
            projects=subject.projects,
            councils=by_name(material, subject.councils),
            alone=frozenset(subject.alone),
            up=up,
            feed=paths.feed_folder(subject.kind, subject.slug),
            search=subject.kind if (subject.kind, subject.slug) in searchable else "",
        )


def by_name(material: Material, source_ids: tuple[str, ...]) -> tuple[Publication, ...]:
    wanted = set(source_ids)
    return tuple(publication for publication in material.councils if publication.source.id in wanted)


def _of_facets(material: Material) -> Iterator[Listing]:
    above = {
        "phase": (paths.PROJECTS, _("Projects")),
        "place": (paths.MAP, _("Map")),
        "kind": (paths.COUNCILS, _("Councils")),
    }
    for facet in material.facets:
        for value in facet.values if facet.name in LISTED else ():
            sources = {material.catalogue.projects[position].source_id for position in value.projects}
            yield Listing(
                kind=facet.name,
                slug=value.slug,
                label=value.label,
                caption=facet.label,
                projects=value.projects,
                councils=by_name(material, tuple(sources)),
                meaning=words.meaning(CODES[facet.name], value.slug) if facet.name in CODES else ("", ""),
                up=above[facet.name],
                feed=paths.feed_folder(facet.name, value.slug),
                search=facet.name,
            )
