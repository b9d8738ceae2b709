"""Every feed of a federation with hostile text in it, as the programs read it with which people read feeds."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from feed_readers import Newsboat, program, serving, sfeed, well_formed
from lxml import etree

from councilprojects_aggregator.groups import key
from councilprojects_aggregator.model import Catalogue, Event, EventKind, Files, Run
from councilprojects_aggregator.writers.feeds.write import write_feeds
from councilprojects_aggregator.writers.status.write import write_status

BAD_LINK = re.compile(r"^(?!https?://|urn:)", re.IGNORECASE)
ATOM_ID = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}id"
SITE = "https://projects.example/"
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

JSON_FEED: Any = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "description": {"type": "string"},
        "language": {"const": "en-GB"},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "next_url": {"type": "string", "pattern": "^https?://"},
        "authors": {"$ref": "#/$defs/authors"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html", "content_text", "date_published"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "title": {"type": "string", "minLength": 1, "maxLength": 240},
                    "content_html": {"type": "string", "minLength": 1},
                    "content_text": {"type": "string", "minLength": 1},
                    "date_published": {"$ref": "#/$defs/moment"},
                    "date_modified": {"$ref": "#/$defs/moment"},
                    "authors": {"$ref": "#/$defs/authors"},
                    "tags": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
                },
            },
        },
    },
    "$defs": {
        "moment": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "authors": {"type": "array", "minItems": 1, "items": {"required": ["name"], "additionalProperties": False}},
    },
}
"""JSON Feed 1.1 as its page says it, and no member that it does not have."""
JSON_FEED["$defs"]["authors"]["items"]["properties"] = {"name": {"type": "string", "minLength": 1}}


@pytest.fixture(scope="module")
def files(catalogue: Catalogue, run: Run) -> Files:
    """Return every feed; the trickster's project has had every kind of event."""
    project = next(each for each in catalogue.projects if each.source_id == "trickster")
    groups = tuple(key(name) for name in ("publisher/trickster", "place/england", "phase/beta"))
    events = tuple(
        Event(
            f"tag:x.example,2026-11-21:{kind}", project.good_at, "trickster", kind, project.iri, project.id, {}, groups
        )
        for kind in EventKind
    )
    hostile = dataclasses.replace(catalogue, events=(*catalogue.events, *events), site_url=SITE, home=SITE)
    status = {path: content for path, content in write_status(hostile, run).items() if path.endswith(".atom")}
    return {**write_feeds(hostile).files, **status}


def of_form(files: Files, *forms: str) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.rpartition(".")[2] in forms}


def entries_of(content: bytes) -> int:
    root = etree.fromstring(content)
    return len(root.findall("{http://www.w3.org/2005/Atom}entry")) + len(root.findall("channel/item"))


def test_there_is_something_to_read(files: Files) -> None:
    assert len(of_form(files, "atom", "rss")) > 200
    assert sum(entries_of(content) for content in of_form(files, "atom", "rss").values()) > 100


def test_xmllint_finds_nothing(files: Files, tmp_path: Path) -> None:
    paths = []
    for number, content in enumerate(of_form(files, "atom", "rss", "opml").values()):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_bytes(content)
    assert well_formed(paths) == ""


def test_feedparser_reads_every_feed_without_complaint(files: Files) -> None:
    for path, content in of_form(files, "atom", "rss").items():
        feed = feedparser.parse(content)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert len(feed.entries) == entries_of(content), path
        assert all(each.id and each.title and each.published_parsed for each in feed.entries), path


def test_sfeed_reads_every_entry(files: Files) -> None:
    program("sfeed")
    for path, content in of_form(files, "atom", "rss").items():
        found = sfeed(content)
        assert len(found) == entries_of(content), path
        assert all(each["timestamp"] and each["title"] and each["id"] for each in found), path
        assert not [each["link"] for each in found if BAD_LINK.search(each["link"] or "https://")], path


ONE_BY_ONE = ("changes.atom", "changes.rss", "projects.atom", "projects.rss", "feeds/phase/beta/projects.rss")


def test_newsboat_shows_every_entry_of_every_feed(files: Files, tmp_path: Path) -> None:
    program("newsboat")
    feeds = {path: content for path, content in of_form(files, "atom", "rss").items() if entries_of(content)}
    for path, content in feeds.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(content)
    with serving(tmp_path / "site") as site:
        shown = {}
        for number, path in enumerate(ONE_BY_ONE):
            reader = Newsboat(tmp_path / f"reader-{number}")
            reader.reload(site + path)
            shown[path] = len(reader.unread())
        everything = Newsboat(tmp_path / "everything")
        everything.reload(*(site + path for path in feeds))
    assert shown == {path: entries_of(feeds[path]) for path in ONE_BY_ONE}
    # Whoever subscribes to all of them sees each entry once.
    roots = [etree.fromstring(content) for content in feeds.values()]
    ids = {found.text for root in roots for place in (ATOM_ID, "channel/item/guid") for found in root.findall(place)}
    assert sorted(each["guid"] for each in everything.unread()) == sorted(ids)


def test_every_json_feed_is_one(files: Files) -> None:
    for path, content in of_form(files, "json").items():
        jsonschema.validate(json.loads(content), JSON_FEED)
        assert b"\\u" not in content, path


def test_no_text_is_markup_turns_the_page_or_is_endless(files: Files) -> None:
    allowed = {"p"}
    for path, content in of_form(files, "atom", "rss").items():
        assert not TURNING.search(content.decode()), path
        root = etree.fromstring(content)
        assert not {element.tag for element in root.iter() if "}" not in str(element.tag)} & {"script", "img", "svg"}
        for body in (*root.iter("{http://www.w3.org/2005/Atom}content"), *root.findall("channel/item/description")):
            html = etree.HTML(body.text or "")
            assert {element.tag for element in html.iter()} - {"html", "body"} <= allowed, path
            assert not [element.attrib for element in html.iter() if element.attrib], path
            assert len(body.text or "") < 12_000, path
        for title in (*root.iter("{http://www.w3.org/2005/Atom}title"), *root.iter("title")):
            assert len(title.text or "") < 1500, path


def test_every_link_is_one_to_the_web_with_relation_and_type(files: Files) -> None:
    for path, content in of_form(files, "atom").items():
        for link in etree.fromstring(content).iter("{http://www.w3.org/2005/Atom}link"):
            assert set(link.attrib) == {"href", "rel", "type"}, path
            assert not BAD_LINK.search(link.get("href") or ""), path
    for path, content in of_form(files, "rss").items():
        assert not [link.text for link in etree.fromstring(content).iter("link") if BAD_LINK.search(link.text or "")], (
            path
        )


def test_the_list_of_feeds_names_each_and_none_that_is_not_there(files: Files) -> None:
    outlines = [each for each in etree.fromstring(files["feeds/feeds.opml"]).iter("outline") if each.get("xmlUrl")]
    named = [(each.get("xmlUrl") or "").removeprefix(SITE) for each in outlines]
    archived = {path for path in files if "/archive/" in path or path == "feed.atom"}
    on_trial = {"status/trial/problems.atom"}
    assert sorted(named) == sorted(of_form(files, "atom").keys() - archived - on_trial)
    assert {each.get("type") for each in outlines} == {"rss"}
    assert all(each.get("text") == each.get("title") and len(each.get("text") or "") <= 200 for each in outlines)
