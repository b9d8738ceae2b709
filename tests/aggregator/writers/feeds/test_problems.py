"""The problems feeds, read by a reader's own parser."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree

from councilprojects_aggregator.model import Catalogue, Notice
from councilprojects_aggregator.writers.feeds.feed import MOST_ENTRIES
from councilprojects_aggregator.writers.feeds.problems import write_problems

SINCE = datetime(2026, 11, 21, 6, tzinfo=UTC)
BEGAN = Notice("urn:uuid:1", SINCE, "certificate", SINCE, "tls-expired")
OVER = Notice("urn:uuid:2", SINCE + timedelta(days=3), "over", SINCE, ends=("urn:uuid:1",))


def told(catalogue: Catalogue, *notices: Notice, source_id: str = "ambridge", **source: Any) -> Catalogue:
    """Return the catalogue with what one source was told."""
    publications = tuple(
        dataclasses.replace(
            each,
            source=dataclasses.replace(each.source, **source),
            record=dataclasses.replace(each.record, told=notices),
        )
        if each.source.id == source_id
        else each
        for each in catalogue.publications
    )
    return dataclasses.replace(catalogue, publications=publications)


def read(content: bytes) -> Any:
    etree.fromstring(content)
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def links(content: bytes) -> list[dict[str, str]]:
    read(content)
    return [dict(link.attrib) for link in etree.fromstring(content).iter("{*}link")]


def test_everybody_has_a_feed_before_anything_happens(valley: Catalogue) -> None:
    files = write_problems(valley)
    assert sorted(files) == [
        "status/ambridge/problems.atom",
        "status/borchester/problems.atom",
        "status/bro-helyg/problems.atom",
        "status/problems.atom",
    ]
    feed = read(files["status/ambridge/problems.atom"])
    assert feed.entries == []
    assert feed.feed.title == "Councils of the valley: problems with Ambridge Borough Council"
    assert [(link.rel, link.href) for link in feed.feed.links] == [
        ("self", "https://projects.example/status/ambridge/problems.atom"),
        ("alternate", "https://projects.example/status/ambridge/"),
    ]


def test_one_entry_when_it_begins_and_one_when_it_is_over(valley: Catalogue) -> None:
    files = write_problems(told(valley, BEGAN, OVER))
    feed = read(files["status/ambridge/problems.atom"])
    assert [(entry.id, entry.title, entry.link, entry.tags[0].term) for entry in feed.entries] == [
        (
            "urn:uuid:2",
            "Ambridge Borough Council: all is well again",
            "https://projects.example/status/ambridge/",
            "over",
        ),
        (
            "urn:uuid:1",
            "Ambridge Borough Council: the website's certificate is not accepted",
            "https://projects.example/status/ambridge/",
            "certificate",
        ),
    ]
    assert "certificate has expired. Renew it." in feed.entries[1].content[0].value
    assert feed.feed.updated == "2026-11-24T06:00:00+00:00"
    assert len(read(files["status/problems.atom"]).entries) == 2
    assert read(files["status/bro-helyg/problems.atom"]).entries == []


def test_an_entry_has_the_same_bytes_once_others_have_come(valley: Catalogue) -> None:
    def entry(*notices: Notice) -> bytes:
        root = etree.fromstring(write_problems(told(valley, *notices))["status/ambridge/problems.atom"])
        return etree.tostring(root.findall("{*}entry")[-1]).strip()

    assert entry(BEGAN) == entry(BEGAN, OVER)


def test_without_a_site_an_entry_leads_to_the_file(valley: Catalogue) -> None:
    files = write_problems(told(dataclasses.replace(valley, site_url=None), BEGAN))
    assert links(files["status/ambridge/problems.atom"]) == [
        {"href": "https://www.ambridge.example/projects.json", "rel": "alternate", "type": "application/json"}
    ]


def test_an_address_that_is_none_is_no_link(valley: Catalogue) -> None:
    catalogue = told(dataclasses.replace(valley, site_url=None), BEGAN, url="javascript:alert(1)")
    assert links(write_problems(catalogue)["status/ambridge/problems.atom"]) == []


@pytest.mark.parametrize("text", ["<script>]]>&amp;", "\x00\x1b\ufffe\ud800", "\u202ename", "x" * 100_000])
def test_no_name_spoils_a_feed(valley: Catalogue, text: str) -> None:
    catalogue = told(dataclasses.replace(valley, name=text), BEGAN, name=text)
    assert len(read(write_problems(catalogue)["status/problems.atom"]).entries) == 1


def test_a_feed_stays_bounded_and_keeps_the_newest(valley: Catalogue) -> None:
    notices = [
        dataclasses.replace(BEGAN, id=f"urn:uuid:{number}", published=SINCE + timedelta(days=number))
        for number in range(MOST_ENTRIES + 5)
    ]
    feed = read(write_problems(told(valley, *notices))["status/problems.atom"])
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.entries[0].id == f"urn:uuid:{MOST_ENTRIES + 4}"
