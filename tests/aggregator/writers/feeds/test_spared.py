"""A feed that did not change is not written again, and one that did is; its id never moves."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from lxml import etree

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.write import write_feeds


def changed(valley: Catalogue, **data: Any) -> Catalogue:
    """Return the catalogue with something else said of Ambridge's project."""
    ambridge, *others = valley.publications
    project = dataclasses.replace(ambridge.projects[0], data=ambridge.projects[0].data | data)
    publications = (dataclasses.replace(ambridge, projects=(project,)), *others)
    projects = tuple(project for each in publications for project in each.projects)
    return dataclasses.replace(valley, publications=publications, projects=projects)


def test_what_stands_is_kept_and_nothing_else(valley: Catalogue) -> None:
    first = write_feeds(valley)
    again = write_feeds(dataclasses.replace(valley), first.digests)
    assert set(again.files) == {paths.OPML}
    assert again.kept == first.files.keys() - {paths.OPML}
    assert again.digests == first.digests


def test_a_change_is_written_wherever_it_shows(valley: Catalogue) -> None:
    first, after = write_feeds(valley), changed(valley, summary={"en-gb": "Another summary."})
    spared, whole = write_feeds(after, first.digests), write_feeds(after)
    differing = {path for path, content in whole.files.items() if first.files[path] != content}
    assert differing <= spared.files.keys()
    assert {path.rpartition("/")[0] for path in differing} == {
        *("", "feeds/publisher/ambridge", "feeds/phase/beta", "feeds/topic/waste", "feeds/service/524"),
        *("feeds/place/england", "feeds/place/west-midlands", "feeds/wanted/all", "feeds/wanted/code"),
        *("feeds/topic/all", "feeds/service/all", "feeds/kind/district"),
    }
    assert {**{path: first.files[path] for path in spared.kept}, **spared.files} == whole.files


def test_another_edition_keeps_nothing(valley: Catalogue) -> None:
    first = write_feeds(valley, edition="1")
    assert write_feeds(valley, first.digests, "2").kept == frozenset()


@pytest.mark.parametrize("path", ["changes.atom", "projects.atom", "feeds/phase/beta/changes.atom"])
def test_a_feed_keeps_its_id_where_the_site_moves(valley: Catalogue, path: str) -> None:
    def feed_id(catalogue: Catalogue) -> str | None:
        return etree.fromstring(write_feeds(catalogue).files[path]).findtext("{*}id")

    there = dataclasses.replace(valley, first_home=valley.home)
    moved = dataclasses.replace(there, home="https://elsewhere.example/", site_url="https://elsewhere.example/")
    assert feed_id(moved) == feed_id(there) == feed_id(valley)


def test_every_feed_has_an_id_of_its_own(valley: Catalogue) -> None:
    files = write_feeds(valley).files
    found = [etree.fromstring(files[path]).findtext("{*}id") for path in files if path.endswith(".atom")]
    assert len(found) - len(set(found)) == 1  # `feed.atom` is `changes.atom`
