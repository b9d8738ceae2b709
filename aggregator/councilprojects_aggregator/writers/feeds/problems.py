"""The problems feeds: for each source an Atom feed of what its web team was told, and one of all for the operator.

An entry is one notice: a trouble that began, or the end of all of them. It never changes, and no run adds one of its
own. Everybody has a feed, also those who never were in trouble: one subscribes before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from feedgen.feed import FeedGenerator

from councilprojects_aggregator.model import Catalogue, Files, Notice, Source
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.atom_extension import Link, extension, mend
from councilprojects_aggregator.writers.feeds.write import GENERATOR, LANGUAGE, MOST_ENTRIES, NAME_LIMIT
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_aggregator.writers.status.telling import name, paragraphs, title
from councilprojects_validator.wording import _

Told: TypeAlias = tuple[Source, Notice]

ATOM_TYPE = "application/atom+xml"


def write_problems(catalogue: Catalogue) -> Files:
    """Return a problems feed for each source, and the one of all."""
    told = {
        publication.source.id: [(publication.source, notice) for notice in publication.record.told]
        for publication in catalogue.publications
    }
    files = {paths.PROBLEMS: _feed(catalogue, paths.PROBLEMS, paths.STATUS, _("all files"), _all(told.values()))}
    for publication in catalogue.publications:
        source = publication.source
        path, page = paths.problems_feed(source.id), paths.status_page(source.id)
        files[path] = _feed(catalogue, path, page, name(source), _all([told[source.id]]))
    return files


def _all(told: Iterable[Iterable[Told]]) -> list[Told]:
    """Return the newest, in an order that depends on nothing but them."""
    by_id = sorted((one for each in told for one in each), key=lambda one: one[1].id)
    return sorted(by_id, key=lambda one: one[1].published, reverse=True)[:MOST_ENTRIES]


def _feed(catalogue: Catalogue, path: str, page: str, about: str, told: list[Told]) -> bytes:
    feed = FeedGenerator()
    mend(feed)
    feed.id(f"{catalogue.home}#{path}")
    feed.title(_("{name}: problems with {about}").format(name=one_line(catalogue.name, NAME_LIMIT), about=about))
    feed.subtitle(_("For web teams: one entry when something begins to be in the way of a file, one when all is well"))
    feed.language(LANGUAGE)
    feed.author(name=one_line(catalogue.name, NAME_LIMIT))
    feed.generator(GENERATOR)
    feed.updated(max((notice.published for _source, notice in told), default=catalogue.started_at))
    if catalogue.site_url:
        feed.link(href=catalogue.site_url + path, rel="self", type=ATOM_TYPE)
        feed.link(href=catalogue.site_url + page, rel="alternate", type="text/html")
    for source, notice in told:
        _add(feed, catalogue, source, notice)
    return bytes(feed.atom_str(pretty=True))


def _add(feed: FeedGenerator, catalogue: Catalogue, source: Source, notice: Notice) -> None:
    item = feed.add_entry(order="append")
    item.id(notice.id)
    item.title(title(notice, source))
    item.content("\n\n".join(paragraphs(notice, source)), type="text")
    item.published(notice.published)
    item.updated(notice.published)
    item.category(term=notice.cause)
    # Without a site there is no status page to lead to: then the entry leads to the file itself.
    link = catalogue.site_url + paths.status_page(source.id) if catalogue.site_url else source.url
    if is_web_address(link):
        item.link(href=link)
        kind = "text/html" if catalogue.site_url else "application/json"
        extension(item).links = (Link(link, rel="alternate", type=kind),)
