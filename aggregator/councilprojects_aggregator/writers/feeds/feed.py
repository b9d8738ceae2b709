"""A feed as a value, before it is Atom, RSS or JSON: what the makers of feeds give to those who write them.

Every text is clean (`plain.one_line`) and every address passed `iris.is_web_address`: whoever makes one of these sees
to that, and nothing behind it has to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from councilprojects_aggregator.writers import paths

LANGUAGE = "en-GB"
GENERATOR = "councilprojects"

# Readers fetch the whole feed each time; whoever stays away for longer finds the rest in the archive.
MOST_ENTRIES = 100
NAME_LIMIT = 200

HTML, JSON_FILE = "text/html", "application/json"
MEDIA_TYPES = {
    paths.ATOM: "application/atom+xml",
    paths.RSS: "application/rss+xml",
    paths.JSON: "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its relation and type (RFC 4287 section 4.2.7)."""

    href: str
    rel: str
    type: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    id: str
    title: str
    lines: tuple[str, ...]
    """Paragraphs of plain text."""
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    """The first one is where to read more, if there is any."""
    author: str = ""
    author_iri: str | None = None

    @property
    def html(self) -> str:
        """The text as HTML: whatever a publisher wrote is text in it."""
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines)

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Deleted:
    """An entry that is no more (RFC 6721)."""

    ref: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, in one form or in several."""

    folder: str
    name: str
    """The start of its files' names, in `folder`."""
    id: str
    title: str
    subtitle: str
    owner: str
    updated: datetime
    items: tuple[Item, ...]
    base: str = ""
    """Where the site is served; empty if that is not known, and addresses are relative then."""
    page: str | None = None
    """The absolute address of what it is about, for people."""
    forms: tuple[str, ...] = paths.FORMS
    deleted: tuple[Deleted, ...] = ()
    is_complete: bool = False
    """These entries are all there are (RFC 5005 section 2)."""
    before: str | None = None
    """The name of the archive document before it (RFC 5005 section 4)."""
    archives: str | None = None
    """Of an archive document: the name of the feed that one subscribes to."""
    former_folders: tuple[str, ...] = ()
    """Where it was before: it stands there too, so that whoever subscribed there goes on reading."""

    def path(self, form: str) -> str:
        return paths.feed(self.folder, self.name, form)

    def former_paths(self, form: str) -> tuple[str, ...]:
        return tuple(paths.feed(folder, self.name, form) for folder in self.former_folders)

    def address(self, form: str) -> str | None:
        """Return where the feed itself is, if that is known."""
        return self.base + self.path(form) if self.base else None

    def beside(self, name: str, form: str) -> str:
        """Return the address of another document of the same feed, relative where its own is not known."""
        path = paths.feed(self.folder, name, form)
        return self.base + path if self.base else paths.relative(self.folder + self.name, path)


class Digests:
    """Digests of feeds, by which one that did not change is known; what they have in common is digested once."""

    def __init__(self, edition: str) -> None:
        self._edition = edition.encode()
        self._known: dict[int, tuple[Item, bytes]] = {}

    def of(self, feed: Feed) -> str:
        """Return a digest of everything that the feed's files are written from."""
        digest = hashlib.sha256(self._edition)
        digest.update(repr(replace(feed, items=())).encode())
        for item in feed.items:
            digest.update(self._item(item))
        return digest.hexdigest()[:DIGEST_LENGTH]

    def _item(self, item: Item) -> bytes:
        # By identity, which costs nothing; holding the item keeps its number from being used again.
        found = self._known.get(id(item))
        if found is None:
            found = self._known[id(item)] = item, hashlib.sha256(repr(item).encode()).digest()
        return found[1]


# 128 bits: nobody who chose a feed's text could make another one with the same digest.
DIGEST_LENGTH = 32
