"""Every list of the site has its feed and its table: a new kind of page is one or the other, and says which here."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from example_catalogue import demo
from lxml import etree

from councilprojects_aggregator.build import Built
from councilprojects_aggregator.writers import paths

ONE = r"[^/]+"
FEED_TYPES = {"application/atom+xml", "application/rss+xml", "application/feed+json"}

LISTS = {
    "councils/": ("feeds/list/councils/", "councils/councils.csv"),
    "map/": ("feeds/list/councils/", "councils/councils.csv"),
    "contracts/": ("feeds/list/contracts/", "contracts/contracts.csv"),
    "services/": ("feeds/service/all/", "services/services.csv"),
    "topics/": ("feeds/topic/all/", "topics/topics.csv"),
    "technologies/": ("feeds/technology/all/", "technologies/technologies.csv"),
    "help/": ("feeds/wanted/all/", "help/wants.csv"),
    "help/#offers": ("feeds/offered/all/", "help/offers.csv"),
    rf"help/wants/(?P<value>{ONE})/": ("feeds/wanted/{value}/", "help/wants.csv"),
    rf"help/offers/(?P<value>{ONE})/": ("feeds/offered/{value}/", "help/offers.csv"),
    "projects/": ("", "projects.csv"),
    rf"lists/(?P<kind>{ONE})/(?P<value>{ONE})/": ("feeds/{kind}/{value}/", "lists/{kind}/{value}/projects.csv"),
    rf"councils/(?P<id>{ONE})/": ("feeds/publisher/{id}/", "councils/{id}/projects.csv"),
}
"""By the page of a list, where its feeds and its table stand."""

KINDS_OF_LISTS = {"phase", "place", "kind", "service", "topic", "technology"}

NO_LISTS = (
    *("", "about/", "data/", "sparql/", "accessibility/", "numbers/", "schema/1.0/"),
    rf"projects/{ONE}/{ONE}/",
    rf"feeds/(?:{ONE}/)?",
    # Of one council's own eyes: its feed stands beside it.
    rf"councils/{ONE}/for-you/",
    # What moves with every run, for those who look after files: `status.json`, and feeds of problems.
    rf"status/(?:{ONE}/)?",
)
"""Every other page there is."""


@pytest.fixture(scope="module")
def built() -> Built:
    return demo()


def pages(built: Built) -> list[str]:
    """Return the folders of all pages, in English."""
    found = (path.removesuffix(paths.INDEX) for path in built.files if PurePosixPath(path).name == paths.INDEX)
    return sorted(folder for folder in found if not folder.startswith("cy/"))


def places(page: str) -> list[tuple[str, ...]]:
    """Return where the feeds and the table of a page have to stand; nothing, if it is no list."""
    found = ((re.fullmatch(name.partition("#")[0], page), each) for name, each in LISTS.items())
    return [tuple(place.format_map(match.groupdict()) for place in each) for match, each in found if match]


def test_every_page_is_a_list_or_none(built: Built) -> None:
    assert [page for page in pages(built) if not places(page) and not re.fullmatch("|".join(NO_LISTS), page)] == []


def test_every_kind_of_list_is_there(built: Built) -> None:
    assert {page.split("/")[1] for page in pages(built) if page.startswith("lists/")} == KINDS_OF_LISTS
    assert {name.partition("#")[0] for name in LISTS if ONE not in name} <= set(pages(built))


def test_every_list_has_its_feeds_and_its_table_and_names_them(built: Built) -> None:
    for page in pages(built):
        for folder, table in places(page):
            feeds = {paths.feed(folder, paths.CHANGES if folder else "feed", form) for form in paths.FORMS}
            assert feeds | {table} <= built.files.keys(), page
            document = etree.HTML(built.files[page + paths.INDEX].decode())
            heads = {link.get("href"): link.get("type") for link in document.iterfind(".//link[@rel='alternate']")}
            named = {href for href, media_type in heads.items() if media_type in FEED_TYPES}
            assert {paths.relative(page, feed) for feed in feeds} <= named, page
            links = {link.get("href") for link in document.iterfind(".//main//a")}
            assert paths.relative(page, table) in links, page


def test_every_feed_of_the_list_of_feeds_is_about_a_page_that_is_there(built: Built) -> None:
    outlines = etree.fromstring(built.files[paths.OPML]).iterfind(".//outline[@htmlUrl]")
    folder = PurePosixPath(paths.OPML).parent
    for outline in outlines:
        for address in (outline.get("xmlUrl") or "", (outline.get("htmlUrl") or "").partition("#")[0]):
            where = resolved(folder / address)
            assert where in built.files or f"{where}/{paths.INDEX}".lstrip("/") in built.files, address


def resolved(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)
