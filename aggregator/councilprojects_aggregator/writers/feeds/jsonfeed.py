"""The same entries as a JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); no library is needed for that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.writers.entries import Entry

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(head: Mapping[str, Any], entries: Sequence[Entry]) -> bytes:
    """Return the feed; `head` are its own members, such as `title`, `home_page_url` and `language`."""
    feed = {"version": VERSION, **head, "items": [_item(entry) for entry in entries]}
    return (json.dumps(feed, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": stamp(entry.published),
        "authors": [{"name": entry.author}] if entry.author else None,
        "tags": [entry.kind.value],
    }
    return {name: value for name, value in item.items() if value is not None}
