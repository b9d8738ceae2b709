"""What feedgen 1.0.0 leaves out or spoils, mended through its own extension hook; nothing else knows of it.

feedgen hands an extension the finished lxml element. There the entry's links get back their `rel` and `type` (feedgen
issue 135: it writes them with neither), `atom:source` its id, and an RSS item the author that feedgen drops for want
of an e-mail address. Sources: RFC 4287 sections 4.2.7 and 4.2.11; RSS 2.0; Dublin Core elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

NAMESPACE = "council"
"""The attribute of feedgen's entries under which the extension is found."""
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True)
class Link:
    """An Atom link with all that feedgen would lose."""

    href: str
    rel: str
    type: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry comes from: whose word it is, as `atom:source` and as the author in RSS."""

    id: str | None
    title: str
    updated: str


class CouncilExtension(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """The feed: it declares the namespace that the items' authors need."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE}


class CouncilEntryExtension(BaseEntryExtension):  # type: ignore[misc]  # feedgen ships no types
    """An entry: `links` replace feedgen's own; `origin` is whose word it is."""

    links: tuple[Link, ...] = ()
    origin: Origin | None = None

    def extend_atom(self, feed: Any) -> Any:
        """Add to an entry (feedgen calls its parameter `feed` all the same)."""
        entry = feed
        for spoilt in entry.findall("link"):
            entry.remove(spoilt)
        for link in self.links:
            xml_elem("link", entry, rel=link.rel, type=link.type, href=link.href)
        if self.origin and self.origin.id:
            source = xml_elem("source", entry)
            for name in ("id", "title", "updated"):
                xml_elem(name, source).text = getattr(self.origin, name)
        return entry

    def extend_rss(self, feed: Any) -> Any:
        """Add to an item (feedgen calls its parameter `feed` all the same)."""
        if self.origin:
            xml_elem(f"{{{DUBLIN_CORE}}}creator", feed).text = self.origin.title
        return feed


def mend(feed: FeedGenerator) -> None:
    """Give `feed` the extension, and with it every entry that will be added to it."""
    feed.register_extension(NAMESPACE, CouncilExtension, CouncilEntryExtension, atom=True, rss=True)


def extension(entry: FeedEntry) -> CouncilEntryExtension:
    """Return the extension of an entry, to be filled."""
    found: CouncilEntryExtension = getattr(entry, NAMESPACE)
    return found
