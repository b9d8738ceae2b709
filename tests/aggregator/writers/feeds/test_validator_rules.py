"""What the feed validator of the W3C and the specifications ask, of every feed of the demo and of hostile ones."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from example_catalogue import demo
from lxml import etree

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.writers.feeds.write import write_feeds
from councilprojects_aggregator.writers.status.write import write_status

SITE = "https://projects.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"

# RFC 3339, with the capital letters that RFC 4287 (section 3.3) asks for.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
# RFC 822 as RSS 2.0 amends it: years of four digits.
RSS_MOMENT = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})")
# RFC 4151, section 2.1.
TAG = re.compile(r"tag:[A-Za-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:\S+")
IRI = re.compile(r"(?:https?://|urn:uuid:|urn:)\S+")
ALIASES = {"feed.atom": "changes.atom", "feed.rss": "changes.rss"}
"""Of two addresses with the same bytes, the one that the feed says it has."""


@pytest.fixture(scope="module", params=["demo", "hostile"])
def files(request: pytest.FixtureRequest, catalogue: Catalogue, run: Run) -> Files:
    made = demo() if request.param == "demo" else None
    shown, ran = (made.catalogue, made.run) if made else (catalogue, run)
    shown = dataclasses.replace(shown, site_url=SITE)
    return {**write_feeds(shown).files, **write_status(shown, ran)}


def feeds(files: Files, form: str) -> Iterator[tuple[str, etree._Element]]:
    found = {path: content for path, content in files.items() if path.endswith(f".{form}")}
    assert found
    for path, content in found.items():
        yield path, etree.fromstring(content)


def texts(element: etree._Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(name)]


def only(element: etree._Element, name: str) -> str:
    (found,) = texts(element, name)
    assert found.strip(), (element.tag, name)
    return found


def moment(text: str) -> datetime:
    assert MOMENT.fullmatch(text), text
    return datetime.fromisoformat(text)


def test_an_atom_feed_has_each_of_what_it_must_have_once(files: Files) -> None:
    for path, feed in feeds(files, "atom"):
        assert IRI.fullmatch(only(feed, f"{ATOM}id")), path
        only(feed, f"{ATOM}title")
        assert texts(feed, f"{ATOM}author/{ATOM}name"), path
        updated = moment(only(feed, f"{ATOM}updated"))
        assert all(moment(only(entry, f"{ATOM}updated")) <= updated for entry in feed.iterfind(f"{ATOM}entry")), path


def test_an_atom_entry_has_each_of_what_it_must_have_once(files: Files) -> None:
    for path, feed in feeds(files, "atom"):
        for entry in feed.iterfind(f"{ATOM}entry"):
            name = only(entry, f"{ATOM}id")
            assert TAG.fullmatch(name) or IRI.fullmatch(name), (path, name)
            only(entry, f"{ATOM}title")
            only(entry, f"{ATOM}content")
            assert moment(only(entry, f"{ATOM}published")) <= moment(only(entry, f"{ATOM}updated")), path
            assert all(category.get("term") for category in entry.iterfind(f"{ATOM}category")), path
            for source in entry.iterfind(f"{ATOM}source"):
                for member in ("id", "title", "updated"):
                    only(source, f"{ATOM}{member}")


def test_no_id_is_twice_in_a_feed_and_none_is_both_there_and_gone(files: Files) -> None:
    for path, feed in feeds(files, "atom"):
        ids = texts(feed, f"{ATOM}entry/{ATOM}id")
        gone = [deleted.get("ref") for deleted in feed.iterfind(DELETED)]
        assert len({*ids, *gone}) == len(ids) + len(gone), path
        assert all(moment(deleted.get("when") or "") for deleted in feed.iterfind(DELETED))
    for path, feed in feeds(files, "rss"):
        ids = texts(feed, "channel/item/guid")
        assert len(set(ids)) == len(ids) == len(feed.findall("channel/item")), path


def test_two_feeds_of_different_things_have_different_ids(files: Files) -> None:
    by_id: dict[str, set[str]] = {}
    for path, feed in feeds(files, "atom"):
        by_id.setdefault(only(feed, f"{ATOM}id"), set()).add(ALIASES.get(path, path))
    # An archive is a part of its feed, and has its id.
    assert [paths for paths in by_id.values() if len({path.replace("archive/", "") for path in paths}) > 1] == []


def test_a_feed_says_where_it_is_served(files: Files) -> None:
    for form, prefix in (("atom", ""), ("rss", "channel/")):
        for path, feed in feeds(files, form):
            (own,) = (link.get("href") for link in feed.iterfind(f"{prefix}{ATOM}link[@rel='self']"))
            assert own == SITE + ALIASES.get(path, path)


def test_no_link_is_there_twice(files: Files) -> None:
    for path, feed in feeds(files, "atom"):
        for element in (feed, *feed.iterfind(f"{ATOM}entry")):
            links = [(link.get("rel"), link.get("type")) for link in element.iterfind(f"{ATOM}link")]
            assert len(set(links)) == len(links), (path, links)


def test_an_rss_channel_and_its_items_have_what_they_must_have(files: Files) -> None:
    for path, feed in feeds(files, "rss"):
        assert feed.get("version") == "2.0"
        (channel,) = feed.iterfind("channel")
        for member in ("title", "link", "description"):
            only(channel, member)
        for item in channel.iterfind("item"):
            only(item, "title")
            only(item, "description")
            assert len(texts(item, "link")) <= 1
            (guid,) = item.iterfind("guid")
            assert guid.get("isPermaLink") == "false", path
            # An author of RSS is a mailbox; ours have none, so they are named by Dublin Core.
            assert item.find("author") is None


def test_every_date_of_rss_is_one_that_readers_know(files: Files) -> None:
    for path, feed in feeds(files, "rss"):
        dates = [*texts(feed, "channel/item/pubDate"), *texts(feed, "channel/lastBuildDate")]
        assert all(RSS_MOMENT.fullmatch(date) and parsedate_to_datetime(date).tzinfo for date in dates), path
        assert len(texts(feed, "channel/item/pubDate")) == len(feed.findall("channel/item")), path


def test_what_is_complete_has_no_archives_and_each_archive_is_there(files: Files) -> None:
    for form in ("atom", "rss"):
        for path, feed in feeds(files, form):
            archives = [link.get("href") for link in feed.iterfind(f".//{ATOM}link[@rel='prev-archive']")]
            assert not archives or feed.find(f".//{HISTORY}complete") is None, path
            assert all((archive or "").removeprefix(SITE) in files for archive in archives), path
