"""All feeds: catalogue in, files out; start here. Those that are the same as last time need not be written again.

The same entries stand in Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. Publishers' text reaches these files only through
`entries` and `state`, cleaned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.changes import changes_feeds
from councilprojects_aggregator.writers.feeds.channels import Channel, channels
from councilprojects_aggregator.writers.feeds.feed import Digests, Feed
from councilprojects_aggregator.writers.feeds.feedgen_mended import Press
from councilprojects_aggregator.writers.feeds.for_you import for_you_feeds
from councilprojects_aggregator.writers.feeds.jsonfeed import json_feed
from councilprojects_aggregator.writers.feeds.opml import opml
from councilprojects_aggregator.writers.feeds.state import state_feeds

FOR_EVER = "feed"
"""The changes of the whole have this name too: it keeps its address for ever."""

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Written:
    """What of the feeds is written, and what stands."""

    files: MutableMapping[str, bytes]
    kept: frozenset[str] = frozenset()
    """Paths of files that are in the output already, as they would be written now."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """By feed, for the next run."""


def write_feeds(
    catalogue: Catalogue,
    standing: Mapping[str, str] = NOTHING,
    edition: str = "",
    files: MutableMapping[str, bytes] | None = None,
) -> Written:
    """Return the files of all feeds, those apart whose digest is among `standing`, as the last run gave them.

    They are put into `files` as they are made, if that is given.
    """
    found = channels(catalogue)
    written = Written({} if files is None else files)
    written.files[paths.OPML] = opml(catalogue, found)
    digests, kept = {}, set()
    for feed, press, digest in _each(catalogue, found, edition):
        name = feed.folder + feed.name
        digests[name] = digest.of(feed)
        if standing.get(name) == digests[name]:
            kept |= {path for form in feed.forms for path in _paths(feed, form)}
        else:
            written.files.update(_files(feed, press))
    return Written(written.files, frozenset(kept), digests)


def _each(catalogue: Catalogue, found: Sequence[Channel], edition: str) -> Iterator[tuple[Feed, Press, Digests]]:
    """Yield each feed with what its entries are made by: they are kept for as long as others may hold them too."""
    press, digest = Press(), Digests(edition)
    for feed in chain(changes_feeds(catalogue, found), state_feeds(catalogue, found)):
        yield feed, press, digest
    del press, digest
    for feed in for_you_feeds(catalogue):
        yield feed, Press(), Digests(edition)  # what one council is told is in no other feed


def _files(feed: Feed, press: Press) -> Iterator[tuple[str, bytes]]:
    write = {paths.ATOM: press.atom, paths.RSS: press.rss, paths.JSON: json_feed}
    for form in feed.forms:
        content = write[form](feed)
        for path in _paths(feed, form):
            yield path, content


def _paths(feed: Feed, form: str) -> tuple[str, ...]:
    """Return where a feed stands in one of its forms: first where it says that it does."""
    is_main = feed.folder + feed.name == paths.CHANGES
    return (feed.path(form), *feed.former_paths(form), *([paths.feed("", FOR_EVER, form)] if is_main else []))
