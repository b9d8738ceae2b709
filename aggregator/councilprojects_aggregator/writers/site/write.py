"""The site: every page but those on how the run went. A function of the catalogue alone.

`_shares` and `_others` list all kinds of pages. A kind with more than a few lines to it has a module of its own; the
rest are below, one function each, and one template of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import partial

from councilprojects_aggregator.crews import Share
from councilprojects_aggregator.languages import WELSH, language, spoken
from councilprojects_aggregator.model import Catalogue, Files, Publication
from councilprojects_aggregator.streams import put
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import data_page, map_page, questions, words
from councilprojects_aggregator.writers.site.asked_wrongly import for_script
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
from councilprojects_aggregator.writers.site.missing_page import missing_page
from councilprojects_aggregator.writers.site.numbers_page import numbers_page
from councilprojects_aggregator.writers.site.pages import SPARQL_CSP
from councilprojects_aggregator.writers.site.parting import parts
from councilprojects_aggregator.writers.site.project_page import project_pages
from councilprojects_aggregator.writers.site.search import newest, search_file
from councilprojects_aggregator.writers.site.search_spoken import spoken_file

# A longer list would take a slow machine seconds, with and without the search that takes its place.
LISTED_WHOLE = 1000
# With so few pages, a second process is hardly begun before all is done.
MADE_ALONE = 2000
# Into so many shares the pages of projects are cut: each so small that all processes end together.
SHARES = 100
COUNCILS_ON_A_PAGE = 500
SOURCES_ON_A_PAGE = 60
# As many as the script shows at once (PAGE in search.js), so that it finds its list made.
FIRST_FOUND = 20
# More than one screen of names is looked up by letter.
LETTERS_FROM = 60


def write_site(catalogue: Catalogue) -> Files:
    """Return all pages of the site with everything that they load; the status pages come from `write_status`."""
    files: dict[str, bytes] = {}
    put_site(catalogue, files)
    return files


def put_site(catalogue: Catalogue, files: MutableMapping[str, bytes], jobs: int = 1) -> None:
    """Put the same into `files`, each as it is made, by so many processes at once where there are many pages."""
    english = material(catalogue)
    with language(WELSH):
        welsh = translated(english)
    put(files, _shares(english, welsh), jobs if len(catalogue.projects) > MADE_ALONE else 1)


def _shares(english: Material, welsh: Material) -> list[Share[Page]]:
    """Return all files of the site in shares for whoever is free, the longest first.

    What is made once for many pages is made in one share.
    """
    kinds = (listing_pages, council_pages, _others)
    return [
        partial(_search, english, welsh),
        *(partial(_spoken, kind, each) for kind in kinds for each in (english, welsh)),
        lambda: iter((asset_files() | standard_files()).items()),
        *(partial(project_pages, (english, welsh), english.councils[share::SHARES]) for share in range(SHARES)),
    ]


def _spoken(kind: Callable[[Material], Iterator[Page]], made: Material) -> Iterator[Page]:
    return spoken(made.pages.tongue, kind(made))


def _search(english: Material, welsh: Material) -> Iterator[Page]:
    """Yield the search in both languages, with what it loads."""
    (data, _content), (words, _content) = files = search_file(english), spoken_file(english, welsh)
    yield from files
    del files
    for each, more in ((english, ""), (welsh, words)):
        yield from spoken(each.pages.tongue, _search_page(each, data, more))


def _others(made: Material) -> Iterator[Page]:
    """Yield, in the language that is spoken now, all pages that are none of many of their kind."""
    yield home_page(made)
    yield from index_pages(made)
    yield from _councils(made)
    yield from for_you_pages(made)
    yield from help_pages(made)
    yield from contracts_pages(made)
    yield from map_pages(made)
    yield numbers_page(made)
    yield made.pages.page(paths.ABOUT, "about.html", smallest=data_page.SMALLEST)
    yield from _data(made)
    yield from feeds_pages(made)
    yield made.pages.page(paths.ACCESSIBILITY, "accessibility.html")
    yield from missing_page(made)


def _search_page(material: Material, data: str, words: str) -> Iterator[Page]:
    """Yield the search page, which loads `data`, and in another language than its own also `words`."""
    yield material.pages.page(
        paths.PROJECTS,
        "projects.html",
        facets=material.facets,
        councils=material.councils,
        empty=EMPTY,
        data=data,
        spoken=words,
        counts=counts(),
        newest=newest(material, FIRST_FOUND),
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


def _data(material: Material) -> Iterator[Page]:
    groups = data_page.groups()
    for part in parts(material.councils, SOURCES_ON_A_PAGE):
        yield material.pages.page(paths.DATA, "data.html", file=part.file, groups=groups, part=part)
    yield material.pages.page(
        paths.SPARQL,
        "sparql.html",
        questions=questions.questions(),
        csp=SPARQL_CSP,
        counts=counts(),
        mistakes=for_script(),
    )
