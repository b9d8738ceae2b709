"""The site: every page but those on how the run went. A function of the catalogue alone.

`write_site` lists all kinds of pages in the order of the navigation; each has one function below it, and one
template of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from councilprojects_aggregator.model import Catalogue, Files, Lane, Project, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.entries import entries
from councilprojects_aggregator.writers.feeds.channels import Channel, channels, kinds
from councilprojects_aggregator.writers.graph.page import of_project, of_publication
from councilprojects_aggregator.writers.site import data_page, words
from councilprojects_aggregator.writers.site.alike import Alikes, alikes
from councilprojects_aggregator.writers.site.assets import asset_files, standard_files
from councilprojects_aggregator.writers.site.cards import EMPTY, Card, card
from councilprojects_aggregator.writers.site.facets import Facet, facets, topics
from councilprojects_aggregator.writers.site.fields import fields
from councilprojects_aggregator.writers.site.openings import openings
from councilprojects_aggregator.writers.site.pages import Pages, pages
from councilprojects_aggregator.writers.site.search import search_file
from councilprojects_aggregator.writers.site.standing import compiler, confirmed, earlier_copy, source_stands
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _

# What fits beside each other on the home page without scrolling twice.
NEWS = 12
WANTS_AT_HOME = 4
LISTED = ("phase", "topic", "place")
"""Facets whose values have a page each, so that nobody needs a script to narrow down."""

Page = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Material:
    """The catalogue with what several pages need of it, worked out once."""

    catalogue: Catalogue
    pages: Pages
    cards: tuple[Card, ...]
    """In the order of the projects."""
    facets: tuple[Facet, ...]
    councils: tuple[Publication, ...]
    """Those that publish something, by name."""
    alikes: Alikes


def write_site(catalogue: Catalogue) -> Files:
    """Return all pages of the site with everything that they load; the status pages come from `write_status`."""
    material = _material(catalogue)
    written = dict(
        [
            _home(material),
            *_projects(material),
            *_project_pages(material),
            *_lists(material),
            _councils(material),
            *_council_pages(material),
            _help(material),
            *_reading(material),
        ]
    )
    return written | asset_files() | standard_files()


def _material(catalogue: Catalogue) -> Material:
    owners = {publication.source.id: publication for publication in catalogue.publications}
    publishing = (publication for publication in catalogue.publications if publication.address)
    return Material(
        catalogue=catalogue,
        pages=pages(catalogue),
        cards=tuple(card(project, owners[project.source_id]) for project in catalogue.projects),
        facets=facets(catalogue),
        councils=tuple(sorted(publishing, key=lambda one: words.best(one.name).casefold())),
        alikes=alikes(catalogue),
    )


def _home(material: Material) -> Page:
    wants = openings(material.catalogue, "wants")
    headings = {"phase": _("By phase"), "place": _("By nation and region")}
    return material.pages.page(
        paths.HOME,
        "home.html",
        news=entries(material.catalogue)[:NEWS],
        councils=material.councils,
        project_count=len(material.catalogue.projects),
        wants=wants[:WANTS_AT_HOME],
        want_count=len(wants),
        offer_count=len(openings(material.catalogue, "offers")),
        browse=[(headings[facet.name], facet) for facet in material.facets if facet.name in headings],
    )


def _projects(material: Material) -> Iterator[Page]:
    """Yield the search page, and the data that it loads."""
    data_path, data = search_file(material.catalogue, material.cards, material.facets)
    yield data_path, data
    yield material.pages.page(
        paths.PROJECTS,
        "projects.html",
        facets=material.facets,
        councils=material.councils,
        empty=EMPTY,
        data=data_path,
    )


def _project_pages(material: Material) -> Iterator[Page]:
    known = {iri: project for project in material.catalogue.projects for iri in (project.oldest_iri, project.iri)}
    for publication in material.councils:
        for project in publication.projects:
            yield _project(material, project, publication, known)


def _project(material: Material, project: Project, publication: Publication, known: Mapping[str, Project]) -> Page:
    return material.pages.page(
        paths.project_page(project.source_id, project.id),
        "project.html",
        linked_data=of_project(publication, project),
        project=project,
        d=fields(project.data),
        publication=publication,
        ask=fields(project.data.get("contact") or publication.data.get("contact")),
        confirmed=confirmed(project),
        earlier_copy=earlier_copy(project, publication),
        compiler=compiler(publication),
        topics=[(paths.list_page("topic", slug), label) for slug, label in topics(project).items()],
        linked=_linked(project),
        alike=material.alikes.of_projects.get(project.iri, ()),
        others=known,
    )


def _linked(project: Project) -> list[tuple[str, list[str]]]:
    labels = {
        "alsoListedAt": _("The same work, listed by others"),
        "basedOn": _("Based on"),
        "partOf": _("Part of"),
        "replaces": _("Replaces"),
        "related": _("Related"),
    }
    return [(label, project.data[field]) for field, label in labels.items() if field in project.data]


def _lists(material: Material) -> Iterator[Page]:
    for facet in material.facets:
        for value in facet.values if facet.name in LISTED else ():
            yield material.pages.page(
                paths.list_page(facet.name, value.slug),
                "list.html",
                facet=facet,
                value=value,
                meaning=words.meaning("phase", value.slug) if facet.name == "phase" else "",
                cards=[material.cards[position] for position in value.projects],
            )


def _councils(material: Material) -> Page:
    return material.pages.page(paths.COUNCILS, "councils.html", councils=material.councils)


def _council_pages(material: Material) -> Iterator[Page]:
    """Every source has a page, for news and bookmarks lead there, be there nothing to show for now."""
    for publication in material.catalogue.publications:
        if publication.source.lane is Lane.LIVE:
            yield material.pages.page(
                paths.publisher_page(publication.source.id),
                "council.html",
                linked_data=of_publication(publication, material.catalogue),
                d=fields(publication.data),
                publication=publication,
                portfolio=_portfolio(publication),
                alike=material.alikes.for_you.get(publication.source.id, ()),
                compiler=compiler(publication),
                stands=source_stands(publication),
            )


def _portfolio(publication: Publication) -> list[tuple[str, list[Card]]]:
    """Return the publisher's projects by phase, in the phases' order; those without one at the end."""
    order = {code: rank for rank, code in enumerate(codelist("phase"))}

    def phase(project: Project) -> tuple[int, str]:
        code = project.data.get("phase", "")
        return order.get(code, len(order)), code

    return [
        (words.title("phase", code) if code else _("Phase not stated"), [card(one, publication) for one in group])
        for (_rank, code), group in groupby(sorted(publication.projects, key=phase), key=phase)
    ]


def _help(material: Material) -> Page:
    return material.pages.page(
        paths.HELP,
        "help.html",
        wants=openings(material.catalogue, "wants"),
        offers=openings(material.catalogue, "offers"),
    )


def _reading(material: Material) -> Iterator[Page]:
    yield material.pages.page(paths.ABOUT, "about.html", smallest=data_page.SMALLEST)
    yield material.pages.page(paths.DATA, "data.html", groups=data_page.groups(), councils=material.councils)
    yield material.pages.page(paths.FEEDS, "feeds.html", groups=_subscriptions(material.catalogue))
    yield material.pages.page(paths.ACCESSIBILITY, "accessibility.html")


def _subscriptions(catalogue: Catalogue) -> list[tuple[str, str, list[Channel]]]:
    """Return everything to subscribe to, by kind, each with its heading."""
    headings = {"": _("Everything"), **kinds()}
    grouped = groupby(channels(catalogue), key=lambda channel: channel.kind)
    return [(kind, headings[kind], list(group)) for kind, group in grouped]
