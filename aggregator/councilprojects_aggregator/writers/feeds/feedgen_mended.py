"""Atom (RFC 4287) and RSS 2.0 through feedgen, with what feedgen 1.0.0 leaves out or spoils put right.

The only module that knows feedgen. It hands an extension the finished lxml element: there an entry's links get back
their `rel` and `type` (feedgen issue 135: it writes them with neither), `atom:source` its id, an RSS item the author
that feedgen drops for want of an e-mail address; and a feed gets what feedgen has no word for: archives (RFC 5005) and
tombstones (RFC 6721). It also takes the time where it is given none, so it is always given one.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.feed import GENERATOR, HTML, LANGUAGE, MEDIA_TYPES, Feed, Item

NAMESPACE = "council"
"""The attribute of feedgen's objects under which the extension is found."""
ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Press:
    """Writes feeds; an entry that stands in several of them is made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int], tuple[Item, _Made]] = {}

    def atom(self, feed: Feed) -> bytes:
        """Return the feed as Atom."""
        return bytes(self._feed(feed, paths.ATOM).atom_str(pretty=True))

    def rss(self, feed: Feed) -> bytes:
        """Return the feed as RSS 2.0."""
        return bytes(self._feed(feed, paths.RSS).rss_str(pretty=True))

    def _feed(self, feed: Feed, form: str) -> FeedGenerator:
        made = _head(feed, form)
        for item in feed.items:
            made.add_entry(self._entry(item, form), order="append")
        return made

    def _entry(self, item: Item, form: str) -> _Made:
        # By identity, as in `Digests`.
        found = self._made.get((form, id(item)))
        if found is None:
            entry = _entry(item, form)
            made = _Made(entry.atom_entry() if form == paths.ATOM else entry.rss_entry())
            found = self._made[form, id(item)] = item, made
        return found[1]


class _Made:
    """An entry that is made already, as far as feedgen looks at one."""

    def __init__(self, element: Any) -> None:
        self._element = element

    def register_extension(self, *_arguments: object) -> None:
        """Do nothing: the entry has it."""

    def atom_entry(self) -> Any:
        return deepcopy(self._element)

    rss_entry = atom_entry


class _FeedExtension(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """The feed's own members that feedgen has no word for."""

    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        feed = self.feed
        return {
            "dc": DUBLIN_CORE,
            **({"fh": HISTORY} if feed.is_complete or feed.archives else {}),
            **({"at": TOMBSTONES} if feed.deleted else {}),
        }

    def extend_atom(self, feed: Any) -> Any:
        """Add to a feed: feedgen's element of it."""
        self._tell_of_archives(feed, "link", paths.ATOM)
        for deleted in self.feed.deleted:
            xml_elem(f"{{{TOMBSTONES}}}deleted-entry", feed, ref=deleted.ref, when=stamp(deleted.when))
        return feed

    def extend_rss(self, feed: Any) -> Any:
        """Add to the channel of the document that feedgen gives: a head like any other to RFC 5005 (section 1.1)."""
        self._tell_of_archives(feed.find("channel"), f"{{{ATOM}}}link", paths.RSS)
        return feed

    def _tell_of_archives(self, head: Any, link: str, form: str) -> None:
        ours = self.feed
        for rel, name in (("current", ours.archives), ("prev-archive", ours.before)):
            if name:
                xml_elem(link, head, rel=rel, type=MEDIA_TYPES[form], href=ours.beside(name, form))
        for member, is_so in (("archive", ours.archives), ("complete", ours.is_complete)):
            if is_so:
                xml_elem(f"{{{HISTORY}}}{member}", head)


class _EntryExtension(BaseEntryExtension):  # type: ignore[misc]  # feedgen ships no types
    """An entry's members that feedgen spoils."""

    item: Item

    def extend_atom(self, feed: Any) -> Any:
        """Add to an entry (feedgen calls its parameter `feed` all the same)."""
        entry, item = feed, self.item
        for spoilt in entry.findall("link"):
            entry.remove(spoilt)
        for link in item.links:
            xml_elem("link", entry, rel=link.rel, type=link.type, href=link.href)
        if item.author and item.author_iri:
            source = xml_elem("source", entry)
            for name, text in (("id", item.author_iri), ("title", item.author), ("updated", stamp(item.updated))):
                xml_elem(name, source).text = text
        return entry

    def extend_rss(self, feed: Any) -> Any:
        """Add to an item (feedgen calls its parameter `feed` all the same)."""
        if self.item.author:
            xml_elem(f"{{{DUBLIN_CORE}}}creator", feed).text = self.item.author
        return feed


def _head(feed: Feed, form: str) -> FeedGenerator:
    """Return the feed with its own members and no entries."""
    made = FeedGenerator()
    made.register_extension(NAMESPACE, _FeedExtension, _EntryExtension, atom=True, rss=True)
    getattr(made, NAMESPACE).feed = feed
    made.id(feed.id)
    made.title(feed.title)
    made.subtitle(feed.subtitle)
    made.description(feed.subtitle)
    made.language(LANGUAGE)
    made.author(name=feed.owner)
    made.generator(GENERATOR)
    made.updated(feed.updated)
    # RSS demands a link of the channel, and feedgen takes the last one: the page comes after the feed itself.
    own = feed.address(form)
    if own:
        made.link(href=own, rel="self", type=MEDIA_TYPES[form])
    if feed.page:
        made.link({"href": feed.page, "rel": "alternate", **({"type": HTML} if feed.base else {})})
    return made


def _entry(item: Item, form: str) -> FeedEntry:
    made = FeedEntry()
    made.register_extension(NAMESPACE, _EntryExtension)
    getattr(made, NAMESPACE).item = item
    made.id(item.id)
    # Atom's title is text (RFC 4287 section 3.1.1); many readers of RSS take one for HTML, so there it says it is text.
    made.title(item.title if form == paths.ATOM else item.title.replace("<", "&lt;"))
    made.content(item.html, type="html")
    made.published(item.published)
    made.updated(item.updated)
    made.category([{"term": tag} for tag in item.tags])
    if item.links:
        made.link(href=item.links[0].href)
    if item.author:
        made.author(name=item.author)
    return made
