"""A changes feed with its archives: RFC 5005 section 4, walked as a reader does."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from councilprojects_aggregator.groups import key
from councilprojects_aggregator.model import Catalogue, Event, EventKind, Files
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.feed import MOST_ENTRIES
from councilprojects_aggregator.writers.feeds.write import write_feeds

ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
SITE = "https://projects.example/"
START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def with_events(valley: Catalogue, count: int) -> Catalogue:
    events = [
        Event(
            f"tag:x:{n}",
            START + timedelta(days=n),
            "ambridge",
            EventKind.SOURCE_GONE,
            "https://x.example/",
            groups=(key("publisher/ambridge"),),
        )
        for n in range(count)
    ]
    return dataclasses.replace(valley, events=tuple(reversed(events)))


def link(document: etree._Element, rel: str) -> str | None:
    found = document.find(f"{ATOM}link[@rel='{rel}']")
    return None if found is None else found.get("href")


def walk(files: Files, path: str, site: str = SITE) -> list[list[str]]:
    """Return the ids of the feed at `path` and of each archive document behind it."""
    main = etree.fromstring(files[path])
    documents, before = [main], link(main, "prev-archive")
    while before:
        found = etree.fromstring(files[before.removeprefix(site)])
        assert found.find(ARCHIVE) is not None
        assert link(found, "current") == site + path
        assert link(found, "self") == before
        assert found.findtext(f"{ATOM}id") == main.findtext(f"{ATOM}id")
        documents.append(found)
        before = link(found, "prev-archive")
    assert main.find(ARCHIVE) is None
    return [[entry.findtext(f"{ATOM}id") or "" for entry in each.findall(f"{ATOM}entry")] for each in documents]


@pytest.mark.parametrize("path", ["changes.atom", "feeds/publisher/ambridge/changes.atom"])
@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 199, 200, 201, 350])
def test_feed_and_archives_hold_every_entry(valley: Catalogue, count: int, path: str) -> None:
    files = write_feeds(with_events(valley, count)).files
    documents = walk(files, path)
    assert {entry for each in documents for entry in each} == {f"tag:x:{n}" for n in range(count)}
    assert documents[0] == [f"tag:x:{n}" for n in reversed(range(max(0, count - MOST_ENTRIES), count))]
    assert [len(each) for each in documents[1:]] == [MOST_ENTRIES] * (count // 100 if count > 100 else 0)
    assert len([name for name in files if "archive/" in name and name.startswith(path[:-12])]) >= len(documents) - 1


@pytest.mark.parametrize("path", ["changes.rss", "feeds/publisher/ambridge/changes.rss"])
def test_rss_has_the_same_archives(valley: Catalogue, path: str) -> None:
    files = write_feeds(with_events(valley, 350)).files
    for one, other in zip(documents(files, path), documents(files, path.replace(".rss", ".atom")), strict=True):
        channel = one.find("channel")
        assert channel is not None
        ids = [entry.findtext(f"{ATOM}id") for entry in other.iterfind(f"{ATOM}entry")]
        assert [item.findtext("guid") for item in channel.iterfind("item")] == ids
        assert (channel.find(ARCHIVE) is None) == (other.find(ARCHIVE) is None)


def documents(files: Files, path: str) -> list[etree._Element]:
    """Return a feed, of Atom or RSS, and the archive documents behind it; each says whose archive it is."""
    found = [etree.fromstring(files[path])]
    while (before := found[-1].find(f".//{ATOM}link[@rel='prev-archive']")) is not None:
        found.append(etree.fromstring(files[(before.get("href") or "").removeprefix(SITE)]))
        (current,) = found[-1].iterfind(f".//{ATOM}link[@rel='current']")
        assert current.get("href") == SITE + path
    return found


def test_json_feed_leads_from_page_to_page(valley: Catalogue) -> None:
    files = write_feeds(with_events(valley, 350)).files
    pages = [json.loads(files["changes.json"])]
    while "next_url" in pages[-1]:
        pages.append(json.loads(files[pages[-1]["next_url"].removeprefix(SITE)]))
    assert [len(page["items"]) for page in pages] == [100] * 4
    assert {item["id"] for page in pages for item in page["items"]} == {f"tag:x:{n}" for n in range(350)}
    nowhere = write_feeds(dataclasses.replace(with_events(valley, 350), site_url=None)).files
    assert "next_url" not in json.loads(nowhere["changes.json"])


def test_an_archive_stays_as_it_is_when_more_comes(valley: Catalogue) -> None:
    before, after = (write_feeds(with_events(valley, count)).files for count in (230, 320))
    archived = {path: content for path, content in before.items() if path.startswith("archive/")}
    assert sorted(archived) == sorted(f"archive/changes-{n}.{form}" for n in (1, 2) for form in paths.FORMS)
    assert {path: after[path] for path in archived} == archived
    assert "archive/changes-3.atom" in after


def test_an_event_of_nobody_here_is_in_the_whole_alone(valley: Catalogue) -> None:
    files = write_feeds(valley).files
    assert len(walk(files, "changes.atom")[0]) == 2
    assert walk(files, "feeds/phase/beta/changes.atom") == [[]]


def test_without_a_site_archives_are_found_by_relative_links(valley: Catalogue) -> None:
    files = write_feeds(dataclasses.replace(with_events(valley, 150), site_url=None)).files
    main = etree.fromstring(files["feeds/publisher/ambridge/changes.atom"])
    assert link(main, "prev-archive") == "archive/changes-1.atom"
    archive = etree.fromstring(files["feeds/publisher/ambridge/archive/changes-1.atom"])
    assert link(archive, "current") == "../changes.atom"
