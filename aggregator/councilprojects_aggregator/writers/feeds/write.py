"""The changes feed as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1: catalogue in, the same entries in three forms out.

An entry is one real change at a publisher, and never changes its id or date. Nothing here takes the time: a feed was
updated when its newest event happened. Publishers' text reaches these files only through `entries`, cleaned.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from feedgen.feed import FeedGenerator

from councilprojects_aggregator.model import Catalogue, Files
from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.writers.entries import Entry, entries
from councilprojects_aggregator.writers.feeds.atom_extension import Link, Origin, extension, mend
from councilprojects_aggregator.writers.feeds.jsonfeed import json_feed
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.wording import _

# Readers fetch the whole feed each time; whoever stays away for longer finds everything on the site.
MOST_ENTRIES = 100
NAME_LIMIT = 200
LANGUAGE = "en-GB"
GENERATOR = "councilprojects"

ATOM, RSS, JSON = "feed.atom", "feed.rss", "feed.json"
MEDIA_TYPES = {ATOM: "application/atom+xml", RSS: "application/rss+xml", JSON: "application/feed+json"}


def write_feeds(catalogue: Catalogue) -> Files:
    """Return `feed.atom`, `feed.rss`, `feed.json`, and the same bytes as `changes.*`."""
    shown = entries(catalogue)[:MOST_ENTRIES]
    files = {ATOM: _atom(catalogue, shown), RSS: _rss(catalogue, shown), JSON: _json(catalogue, shown)}
    return files | {path.replace("feed", "changes"): content for path, content in files.items()}


def _atom(catalogue: Catalogue, shown: tuple[Entry, ...]) -> bytes:
    feed = _feed(catalogue, shown, ATOM)
    for entry in shown:
        _add(feed, entry, title=entry.title, text=entry.text)
    return bytes(feed.atom_str(pretty=True))


def _rss(catalogue: Catalogue, shown: tuple[Entry, ...]) -> bytes:
    feed = _feed(catalogue, shown, RSS)
    for entry in shown:
        # In RSS a description is HTML, and many readers take a title for HTML too. So both say that they are text.
        _add(feed, entry, title=entry.title.replace("<", "&lt;"), text=escape(entry.text, quote=False))
    return bytes(feed.rss_str(pretty=True))


def _json(catalogue: Catalogue, shown: tuple[Entry, ...]) -> bytes:
    head = {"title": _title(catalogue), "description": _subtitle(), "language": LANGUAGE}
    if is_web_address(_home(catalogue)):
        head["home_page_url"] = _home(catalogue)
    if catalogue.site_url:
        head["feed_url"] = catalogue.site_url + JSON
    return json_feed(head, shown)


def _feed(catalogue: Catalogue, shown: tuple[Entry, ...], path: str) -> FeedGenerator:
    """Return an empty feed with its own members."""
    feed = FeedGenerator()
    mend(feed)
    feed.id(f"{catalogue.home}#changes")
    feed.title(_title(catalogue))
    feed.subtitle(_subtitle())
    feed.description(_subtitle())
    feed.language(LANGUAGE)
    feed.author(name=_name(catalogue))
    feed.generator(GENERATOR)
    feed.updated(_updated(catalogue, shown))
    # RSS demands a link of the channel, and feedgen takes the last one: the page comes after the feed itself.
    if catalogue.site_url:
        feed.link(href=catalogue.site_url + path, rel="self", type=MEDIA_TYPES[path])
    if catalogue.site_url:
        feed.link(href=_home(catalogue), rel="alternate", type="text/html")
    else:  # the registry's own address, which need not be a page
        feed.link(href=_home(catalogue), rel="alternate")
    return feed


def _add(feed: FeedGenerator, entry: Entry, *, title: str, text: str) -> None:
    item = feed.add_entry(order="append")
    item.id(entry.id)
    item.title(title)
    item.content(text, type="text")
    item.published(entry.published)
    item.updated(entry.published)
    item.category(term=entry.kind.value)
    if entry.link:
        item.link(href=entry.link)
        extension(item).links = (Link(entry.link, rel="alternate", type="text/html"),)
    if entry.author:
        item.author(name=entry.author)
        extension(item).origin = Origin(entry.author_iri, entry.author, stamp(entry.published))


def _updated(catalogue: Catalogue, shown: tuple[Entry, ...]) -> datetime:
    return max((entry.published for entry in shown), default=catalogue.started_at)


def _home(catalogue: Catalogue) -> str:
    return catalogue.site_url or catalogue.home


def _name(catalogue: Catalogue) -> str:
    return one_line(catalogue.name, NAME_LIMIT)


def _title(catalogue: Catalogue) -> str:
    return _("{name}: what is new").format(name=_name(catalogue))


def _subtitle() -> str:
    return _("Changes at councils that publish their projects: one entry for each")
