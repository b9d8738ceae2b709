"""The problems feeds: for each source an Atom feed of what its web team was told, and one of all for the operator.

An entry is one notice: a trouble that began, or the end of all of them. It never changes, and no run adds one of its
own. Everybody has a feed, also those who never were in trouble: one subscribes before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from councilprojects_aggregator.model import Catalogue, Files, Notice, Source
from councilprojects_aggregator.registrations import feed_name, former_ids
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.feed import (
    HTML,
    JSON_FILE,
    MOST_ENTRIES,
    NAME_LIMIT,
    Feed,
    Item,
    Link,
)
from councilprojects_aggregator.writers.feeds.feedgen_mended import Press
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_aggregator.writers.status.telling import name, paragraphs, title
from councilprojects_validator.wording import _

Told: TypeAlias = tuple[Source, Notice]


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
        content = _feed(catalogue, path, page, name(source), _all([told[source.id]]), feed_name(publication))
        former = former_ids(publication, catalogue)
        files |= dict.fromkeys((path, *map(paths.problems_feed, former)), content)
    return files


def _all(told: Iterable[Iterable[Told]]) -> list[Told]:
    """Return the newest, in an order that depends on nothing but them."""
    by_id = sorted((one for each in told for one in each), key=lambda one: one[1].id)
    return sorted(by_id, key=lambda one: one[1].published, reverse=True)[:MOST_ENTRIES]


def _feed(  # noqa: PLR0913, PLR0917 (what the feeds differ in)
    catalogue: Catalogue, path: str, page: str, about: str, told: list[Told], called: str = ""
) -> bytes:
    folder, slash, file = path.rpartition("/")
    owner = one_line(catalogue.name, NAME_LIMIT)
    feed = Feed(
        folder=folder + slash,
        name=file.removesuffix(f".{paths.ATOM}"),
        id=f"{catalogue.first_home or catalogue.home}#{paths.problems_feed(called) if called else path}",
        title=_("{name}: problems with {about}").format(name=owner, about=about),
        subtitle=_("For web teams: one entry when something begins to be in the way of a file, one when all is well"),
        owner=owner,
        updated=max((notice.published for _source, notice in told), default=catalogue.started_at),
        items=tuple(_item(catalogue, source, notice) for source, notice in told),
        base=catalogue.site_url or "",
        page=catalogue.site_url + page if catalogue.site_url else None,
        forms=(paths.ATOM,),
    )
    return Press().atom(feed)


def _item(catalogue: Catalogue, source: Source, notice: Notice) -> Item:
    # Without a site there is no status page to lead to: then the entry leads to the file itself.
    link = catalogue.site_url + paths.status_page(source.id) if catalogue.site_url else source.url
    kind = HTML if catalogue.site_url else JSON_FILE
    return Item(
        id=notice.id,
        title=title(notice, source),
        lines=tuple(paragraphs(notice, source)),
        published=notice.published,
        updated=notice.published,
        tags=(notice.cause,),
        links=(Link(link, "alternate", kind),) if is_web_address(link) else (),
    )
