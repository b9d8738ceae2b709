"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

It has no word for what is gone: that is an entry of the changes, and no longer one of the state. Its `next_url` leads
to older entries, as the archives of the other forms do; without an address of the site there is none.
"""

from __future__ import annotations

from typing import Any

import msgspec

from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.feed import LANGUAGE, Feed, Item
from councilprojects_aggregator.writers.iris import is_web_address

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON, in UTF-8."""
    value = {
        "version": VERSION,
        "title": feed.title,
        "description": feed.subtitle,
        "language": LANGUAGE,
        "home_page_url": feed.page if is_web_address(feed.page) else None,
        "feed_url": feed.address(paths.JSON),
        "next_url": feed.beside(feed.before, paths.JSON) if feed.before and feed.base else None,
        "authors": [{"name": feed.owner}],
        "items": [_item(item) for item in feed.items],
    }
    return msgspec.json.format(msgspec.json.encode(_given(value)), indent=2) + b"\n"


def _item(item: Item) -> dict[str, Any]:
    return _given(
        {
            "id": item.id,
            "url": item.links[0].href if item.links else None,
            "title": item.title,
            "content_html": item.html,
            "content_text": item.text,
            "date_published": stamp(item.published),
            "date_modified": stamp(item.updated) if item.updated != item.published else None,
            "authors": [{"name": item.author}] if item.author else None,
            "tags": list(item.tags),
        }
    )


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
