"""The site: every page but those on how the run went. A function of the catalogue alone.

`write_site` lists all kinds of pages in the order of the navigation. A kind with more than a few lines to it has a
module of its own; the rest are below, one function each, and one template of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from councilprojects_aggregator.crews import together
from councilprojects_aggregator.languages import WELSH, language, spoken
from councilprojects_aggregator.model import Catalogue, Files, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import data_page, map_page, questions, words
from councilprojects_aggregator.writers.site.assets import asset_files, standard_files
from councilprojects_aggregator.writers.site.cards import EMPTY
from councilprojects_aggregator.writers.site.contracts_page import contracts_pages
from councilprojects_aggregator.writers.site.council_page import council_pages
from councilprojects_aggregator.writers.site.counts import counts
from councilprojects_aggregator.writers.site.feeds_page import feeds_pages
from councilprojects_aggregator.writers.site.for_you_page import for_you_pages
from councilprojects_aggregator.writers.site.help_page import help_pages
from councilprojects_aggregator.writers.site.home_page import home_page
from councilprojects_aggregator.writers.site.listings import index_pages, listing_pages
from councilprojects_aggregator.writers.site.map_page import map_pages
from councilprojects_aggregator.writers.site.material import Material, Page, material, translated
from councilprojects_aggregator.writers.site.numbers_page import numbers_page
from councilprojects_aggregator.writers.site.pages import SPARQL_CSP
from councilprojects_aggregator.writers.site.parting import parts
from councilprojects_aggregator.writers.site.project_page import project_pages
from councilprojects_aggregator.writers.site.search import search_file
from councilprojects_aggregator.writers.site.search_spoken import spoken_file

# A longer list would take a slow machine seconds, with and without the search that takes its place.
LISTED_WHOLE = 1000
# With so few pages, a second process is hardly begun before all is done.
MADE_ALONE = 2000
COUNCILS_ON_A_PAGE = 500
SOURCES_ON_A_PAGE = 60
# More than one screen of names is looked up by letter.
LETTERS_FROM = 60


def write_site(catalogue: Catalogue) -> Files:
    """Return all pages of the site with everything that they load; the status pages come from `write_status`."""
    return dict(site_files(catalogue))


def site_files(catalogue: Catalogue, jobs: int = 1) -> Iterator[Page]:
    """Yield the same one by one, each as it is made, by so many processes at once: in whatever order it is ready."""
    english = material(catalogue)
    with language(WELSH):
        welsh = translated(english)
    tongues = (english, welsh)
    jobs = jobs if len(catalogue.projects) > MADE_ALONE else 1
    shards = max(1, jobs - 1)
    projects = [partial(project_pages, tongues, english.councils[shard::shards]) for shard in range(shards)]
    yield from together([partial(_others, english, welsh), *projects], jobs)


def _others(english: Material, welsh: Material) -> Iterator[Page]:
    """Yield all but the pages of the projects."""
    (data, _content), (words, _content) = files = search_file(english), spoken_file(english, welsh)
    yield from files
    del files
    for each, more in ((english, ""), (welsh, words)):
        yield from spoken(each.pages.tongue, _lists(each))
        yield from spoken(each.pages.tongue, _reading(each, data, more))
    yield from asset_files().items()
    yield from standard_files().items()


def _lists(made: Material) -> Iterator[Page]:
    """Yield all pages but those of the projects, with the tables beside them, in the language that is spoken now."""
    yield home_page(made)
    yield from listing_pages(made)
    yield from index_pages(made)
    yield from _councils(made)
    yield from council_pages(made)
    yield from for_you_pages(made)
    yield from help_pages(made)
    yield from contracts_pages(made)
    yield from map_pages(made)
    yield numbers_page(made)
    yield made.pages.page(paths.ABOUT, "about.html", smallest=data_page.SMALLEST)


def _search(material: Material, data: str, words: str = "") -> Page:
    """Return the search page, which loads `data`, and in another language than its own also `words`."""
    return material.pages.page(
        paths.PROJECTS,
        "projects.html",
        facets=material.facets,
        councils=material.councils,
        empty=EMPTY,
        data=data,
        spoken=words,
        counts=counts(),
        everything=len(material.catalogue.projects) <= LISTED_WHOLE,
    )


def _councils(material: Material) -> Iterator[Page]:
    sorts = next((facet.values for facet in material.facets if facet.name == "kind"), ())
    for part in parts(material.councils, COUNCILS_ON_A_PAGE):
        yield material.pages.page(
            paths.COUNCILS,
            "councils.html",
            file=part.file,
            part=part,
            sorts=sorts,
            letters=_letters(part.items) if len(part.items) >= LETTERS_FROM else {},
            feed=map_page.FEED,
        )


def _letters(councils: Sequence[Publication]) -> dict[str, str]:
    """Return by source id the letter that begins with it, in a list by name."""
    first: dict[str, str] = {}
    for publication in councils:
        letter = words.best(publication.name)[:1].upper()
        if letter.isalpha():
            first.setdefault(letter, publication.source.id)
    return {source_id: letter for letter, source_id in first.items()}


def _reading(material: Material, data: str, words: str) -> Iterator[Page]:
    yield _search(material, data, words)
    groups = data_page.groups()
    for part in parts(material.councils, SOURCES_ON_A_PAGE):
        yield material.pages.page(paths.DATA, "data.html", file=part.file, groups=groups, part=part)
    yield material.pages.page(
        paths.SPARQL, "sparql.html", questions=questions.questions(), csp=SPARQL_CSP, counts=counts()
    )
    yield from feeds_pages(material)
    yield material.pages.page(paths.ACCESSIBILITY, "accessibility.html")
