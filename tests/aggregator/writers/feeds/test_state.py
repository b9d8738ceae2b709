"""State feeds: an entry for each project as it stands, and a tombstone for each that is gone."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from councilprojects_aggregator.groups import keys
from councilprojects_aggregator.model import Catalogue, ProjectHistory
from councilprojects_aggregator.writers.feeds.feed import MOST_ENTRIES
from councilprojects_aggregator.writers.feeds.write import write_feeds

ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
COMPLETE = "{http://purl.org/syndication/history/1.0}complete"
FIRST = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
BINS = "https://www.ambridge.example/projects.json#missed-bins"


def read(catalogue: Catalogue, path: str = "projects.atom") -> etree._Element:
    return etree.fromstring(write_feeds(catalogue).files[path])


def ids(feed: etree._Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]


def gone(source_id: str, name: str, **more: object) -> ProjectHistory:
    iri = f"https://www.{source_id}.example/projects.json#{name}"
    return ProjectHistory(source_id, name, iri, FIRST, FIRST + timedelta(days=9), gone_told=True, **more)  # type: ignore[arg-type]


def test_an_entry_is_a_project_as_it_stands(valley: Catalogue) -> None:
    (item,) = (
        item for item in json.loads(write_feeds(valley).files["projects.feed.json"])["items"] if item["id"] == BINS
    )
    assert item == {
        "id": BINS,
        "url": "https://projects.example/projects/ambridge/missed-bins/",
        "title": "Report a missed bin",
        "content_html": "<p>Residents report a missed collection online and see when the crew will return.</p>"
        "<p>A project of Ambridge Borough Council. Phase: Beta. The work: Active.</p>",
        "content_text": "Residents report a missed collection online and see when the crew will return.\n\n"
        "A project of Ambridge Borough Council. Phase: Beta. The work: Active.",
        "date_published": "2026-10-01T09:00:00Z",
        "date_modified": "2026-11-02T09:30:00Z",
        "authors": [{"name": "Ambridge Borough Council"}],
        "tags": ["beta", "active", "waste"],
    }


def test_an_entry_leads_to_the_page_and_to_the_publishers_file(valley: Catalogue) -> None:
    (entry,) = (each for each in read(valley).findall(f"{ATOM}entry") if each.findtext(f"{ATOM}id") == BINS)
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"href": "https://projects.example/projects/ambridge/missed-bins/", "rel": "alternate", "type": "text/html"},
        {"href": "https://www.ambridge.example/projects.json", "rel": "via", "type": "application/json"},
    ]
    assert entry.findtext(f"{ATOM}updated") == "2026-11-02T09:30:00+00:00"


def test_a_compiled_file_is_its_compilers_word(valley: Catalogue) -> None:
    entry = read(valley, "feeds/publisher/borchester/projects.atom").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Compilers"
    assert entry.findtext(f"{ATOM}source/{ATOM}id") == "https://compiled.example/borchester.json#_compiler"
    assert "Compiled by Compilers, not published by Borchester City Council itself" in entry.findtext(f"{ATOM}content")


def test_a_project_keeps_its_id_wherever_its_file_is(valley: Catalogue) -> None:
    def moved(catalogue: Catalogue) -> Catalogue:
        publications = tuple(
            dataclasses.replace(
                each,
                address="https://new.example/p.json",
                projects=tuple(
                    dataclasses.replace(one, id=f"new-{one.id}", iri=f"https://new.example/p.json#new-{one.id}")
                    for one in each.projects
                ),
            )
            for each in catalogue.publications
        )
        projects = tuple(project for each in publications for project in each.projects)
        return dataclasses.replace(catalogue, publications=publications, projects=projects)

    assert ids(read(moved(valley))) == ids(read(valley))


def test_the_last_changed_come_first_and_only_the_whole_is_endless(valley: Catalogue) -> None:
    ambridge = valley.publications[0]
    many = tuple(
        dataclasses.replace(
            ambridge.projects[0],
            id=f"p-{n:03}",
            oldest_iri=f"https://www.ambridge.example/projects.json#p-{n:03}",
            changed_at=FIRST + timedelta(days=n),
        )
        for n in range(MOST_ENTRIES + 1)
    )
    catalogue = dataclasses.replace(valley, publications=(dataclasses.replace(ambridge, projects=many),), projects=many)
    whole, phase = read(catalogue), read(catalogue, "feeds/phase/beta/projects.atom")
    assert ids(whole) == [project.oldest_iri for project in reversed(many)]
    assert ids(phase) == ids(whole)[:MOST_ENTRIES]
    assert ids(read(catalogue, "feeds/publisher/ambridge/projects.atom")) == ids(whole)
    assert (whole.find(COMPLETE) is not None, phase.find(COMPLETE) is not None) == (True, False)
    assert read(catalogue, "feeds/phase/idea/projects.atom").find(COMPLETE) is not None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("projects.atom", ["ambridge#old", "borchester#old"]),
        ("feeds/publisher/ambridge/projects.atom", ["ambridge#old"]),
        ("feeds/phase/live/projects.atom", ["borchester#old"]),
        ("feeds/phase/idea/projects.atom", []),
    ],
)
def test_what_is_gone_has_a_tombstone_in_each_feed_that_it_was_in(
    valley: Catalogue, path: str, expected: list[str]
) -> None:
    tombstones = (gone("ambridge", "old"), gone("borchester", "old", groups=keys(["phase/live"])))
    feed = read(dataclasses.replace(valley, tombstones=tombstones), path)
    found = [(each.get("ref"), each.get("when")) for each in feed.findall(DELETED)]
    names = [f"https://www.{name.replace('#', '.example/projects.json#')}" for name in expected]
    assert sorted(found) == [(name, "2026-10-10T09:00:00Z") for name in sorted(names)]
    if expected:
        assert feed.findtext(f"{ATOM}updated") >= "2026-10-10T09:00:00"


def test_what_came_back_under_another_name_is_not_deleted(valley: Catalogue) -> None:
    tombstones = (
        gone("ambridge", "missed-bins"),
        dataclasses.replace(gone("ambridge", "x"), iri="javascript:alert(1)"),
    )
    assert read(dataclasses.replace(valley, tombstones=tombstones)).findall(DELETED) == []


def test_without_a_site_an_entry_leads_to_the_publishers_own_page(valley: Catalogue) -> None:
    feed = read(dataclasses.replace(valley, site_url=None))
    links = {link.get("href") for link in feed.iter(f"{ATOM}link") if link.get("rel") == "alternate"}
    assert "https://www.ambridge.example/missed-bins" in links
