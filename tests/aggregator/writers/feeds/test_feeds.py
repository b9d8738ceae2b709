"""The three forms of the changes feed, read by a reader's own parser."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree

from councilprojects_aggregator.model import Catalogue, Event, EventKind, Files
from councilprojects_aggregator.writers.feeds.feed import MOST_ENTRIES
from councilprojects_aggregator.writers.feeds.write import write_feeds as write

ATOM = "{http://www.w3.org/2005/Atom}"
START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> &amp; & < > \" '",
    "\x00\x08\x0b\x1b\ufffe\uffff",
    "\ud800 lone",
    "\u202eright to left",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\U0001f5d1\ufe0f tŷ",
    "x" * 100_000,
    "<!DOCTYPE a [<!ENTITY b 'c'>]> &b;",
)


def write_feeds(catalogue: Catalogue) -> Files:
    return write(catalogue).files


def read(content: bytes) -> Any:
    """Return a feed as feedparser reads it, refusing what it would put up with."""
    etree.fromstring(content)
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def hostile(valley: Catalogue, text: str) -> Catalogue:
    """Return the catalogue with `text` wherever a publisher may write."""
    texts, link = {"en": text}, {"en": f"javascript:{text}"}
    publications = tuple(dataclasses.replace(each, name=texts) for each in valley.publications)
    projects = tuple(
        dataclasses.replace(each, title=texts, data=each.data | {"title": texts, "summary": texts, "url": link})
        for each in valley.projects
    )
    return dataclasses.replace(valley, name=text, publications=publications, projects=projects)


def test_the_same_bytes_are_written_under_both_names(valley: Catalogue) -> None:
    files = write_feeds(valley)
    assert {f"{name}.{form}" for name in ("changes", "feed") for form in ("atom", "json", "rss")} <= files.keys()
    for form in ("atom", "rss", "json"):
        assert files[f"feed.{form}"] == files[f"changes.{form}"]


def test_the_same_catalogue_gives_the_same_bytes(valley: Catalogue) -> None:
    assert write_feeds(valley) == write_feeds(dataclasses.replace(valley))


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_reader_finds_the_entries_newest_first(valley: Catalogue, form: str) -> None:
    feed = read(write_feeds(valley)[f"feed.{form}"])
    assert feed.feed.title == "Councils of the valley: what is new"
    assert feed.feed.language == "en-GB"
    assert [(entry.id, entry.title, entry.link, entry.published_parsed[:5]) for entry in feed.entries] == [
        (
            "tag:www.ambridge.example,2026-11-02:missed-bins/phase-beta",
            "Report a missed bin moved from alpha to beta",
            "https://projects.example/projects/ambridge/missed-bins/",
            (2026, 11, 2, 9, 30),
        ),
        (
            "tag:www.ambridge.example,2026-10-01:joined",
            "Ambridge Borough Council now publishes 14 projects, among them Report a missed bin",
            "https://projects.example/councils/ambridge/",
            (2026, 10, 1, 9, 0),
        ),
    ]
    assert {entry.author for entry in feed.entries} == {"Ambridge Borough Council"}


def test_atom_keeps_what_feedgen_would_lose(valley: Catalogue) -> None:
    root = etree.fromstring(write_feeds(valley)["feed.atom"])
    assert root.findtext(f"{ATOM}id") == "https://projects.example/#changes"
    assert root.findtext(f"{ATOM}updated") == "2026-11-02T09:30:00+00:00"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert [dict(link.attrib) for link in root.findall(f"{ATOM}link")] == [
        {"href": "https://projects.example/changes.atom", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://projects.example/", "rel": "alternate", "type": "text/html"},
    ]
    entry = root.find(f"{ATOM}entry")
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {
            "href": "https://projects.example/projects/ambridge/missed-bins/",
            "rel": "alternate",
            "type": "text/html",
        }
    ]
    source = entry.find(f"{ATOM}source")
    assert [(member.tag.removeprefix(ATOM), member.text) for member in source] == [
        ("id", "https://www.ambridge.example/projects.json#_publisher"),
        ("title", "Ambridge Borough Council"),
        ("updated", "2026-11-02T09:30:00Z"),
    ]
    assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")


def test_an_rss_guid_is_no_link_and_the_author_is_kept(valley: Catalogue) -> None:
    channel = etree.fromstring(write_feeds(valley)["feed.rss"]).find("channel")
    assert channel.findtext("link") == "https://projects.example/"
    assert {guid.get("isPermaLink") for guid in channel.iter("guid")} == {"false"}
    creators = [creator.text for creator in channel.iter("{http://purl.org/dc/elements/1.1/}creator")]
    assert creators == ["Ambridge Borough Council"] * 2


def test_the_json_feed_is_whole(valley: Catalogue) -> None:
    assert json.loads(write_feeds(valley)["feed.json"]) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Councils of the valley: what is new",
        "description": "Changes at councils that publish their projects: one entry for each",
        "language": "en-GB",
        "home_page_url": "https://projects.example/",
        "feed_url": "https://projects.example/changes.json",
        "authors": [{"name": "Councils of the valley"}],
        "items": [
            {
                "id": "tag:www.ambridge.example,2026-11-02:missed-bins/phase-beta",
                "url": "https://projects.example/projects/ambridge/missed-bins/",
                "title": "Report a missed bin moved from alpha to beta",
                "content_html": "<p>A project of Ambridge Borough Council: Residents report a missed collection "
                "online and see when the crew will return.</p>",
                "content_text": "A project of Ambridge Borough Council: Residents report a missed collection "
                "online and see when the crew will return.",
                "date_published": "2026-11-02T09:30:00Z",
                "authors": [{"name": "Ambridge Borough Council"}],
                "tags": ["phase-changed"],
            },
            {
                "id": "tag:www.ambridge.example,2026-10-01:joined",
                "url": "https://projects.example/councils/ambridge/",
                "title": "Ambridge Borough Council now publishes 14 projects, among them Report a missed bin",
                "content_html": "<p>Report a missed bin.</p>",
                "content_text": "Report a missed bin.",
                "date_published": "2026-10-01T09:00:00Z",
                "authors": [{"name": "Ambridge Borough Council"}],
                "tags": ["source-joined"],
            },
        ],
    }


def test_without_events_a_feed_is_as_old_as_the_aggregator(valley: Catalogue) -> None:
    files = write_feeds(dataclasses.replace(valley, events=()))
    assert read(files["feed.atom"]).feed.updated == "2026-10-01T09:00:00+00:00"
    assert read(files["feed.rss"]).feed.updated == "Thu, 01 Oct 2026 09:00:00 +0000"
    assert json.loads(files["feed.json"])["items"] == []


def test_without_a_site_no_feed_says_where_it_is(valley: Catalogue) -> None:
    home = "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"
    files = write_feeds(dataclasses.replace(valley, site_url=None, home=home))
    assert b'rel="self"' not in files["feed.atom"] + files["feed.rss"]
    assert read(files["feed.rss"]).feed.link == home
    assert read(files["feed.atom"]).entries[0].link == "https://www.ambridge.example/missed-bins"
    head = json.loads(files["feed.json"])
    assert "feed_url" not in head
    assert "home_page_url" not in head


def test_an_entry_without_a_publisher_or_a_link_is_still_an_entry(valley: Catalogue) -> None:
    files = write_feeds(dataclasses.replace(valley, publications=(), projects=()))
    atom = etree.fromstring(files["feed.atom"])
    assert [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")] == [
        "A project moved from alpha to beta",
        "A publisher now publishes 14 projects",
    ]
    assert atom.find(f"{ATOM}entry/{ATOM}link") is None
    assert len(read(files["feed.rss"]).entries) == 2
    assert "url" not in json.loads(files["feed.json"])["items"][0]


def test_only_the_newest_hundred_are_kept(valley: Catalogue) -> None:
    events = tuple(
        Event(f"tag:x:{n}", START - timedelta(days=n), "ambridge", EventKind.SOURCE_GONE, "https://x.example/")
        for n in range(MOST_ENTRIES + 20)
    )
    files = write_feeds(dataclasses.replace(valley, events=events))
    expected = [event.id for event in events[:MOST_ENTRIES]]
    assert [entry.id for entry in read(files["feed.atom"]).entries] == expected
    assert [entry.id for entry in read(files["feed.rss"]).entries] == expected
    assert [item["id"] for item in json.loads(files["feed.json"])["items"]] == expected


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_text_breaks_no_feed(valley: Catalogue, text: str) -> None:
    files = write_feeds(hostile(valley, text))
    for form in ("atom", "rss"):
        feed = read(files[f"feed.{form}"])
        assert len(feed.entries) == 2
        assert {entry.link[:25] for entry in feed.entries} == {"https://projects.example/"}
        assert max(len(entry.title) for entry in feed.entries) < 300
    assert len(json.loads(files["feed.json"])["items"]) == 2
    assert b"\\u202e" not in files["feed.json"]


def test_markup_is_shown_and_never_run(valley: Catalogue) -> None:
    files = write_feeds(hostile(valley, "<script>alert(1)</script>"))
    for form in ("atom", "rss"):
        assert not [
            element
            for element in etree.fromstring(files[f"feed.{form}"]).iter()
            if element.tag.rpartition("}")[2] == "script"
        ]
    item = etree.fromstring(files["feed.rss"]).find("channel/item")
    # After XML a reader takes both for HTML: there, they are text again.
    assert item.findtext("title").startswith("&lt;script>alert(1)&lt;/script>")
    assert "&lt;script&gt;" in item.findtext("description")
    entry = etree.fromstring(files["feed.atom"]).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title").startswith("<script>")
    assert entry.find(f"{ATOM}title").get("type") is None  # RFC 4287 section 3.1.1: text, not HTML
