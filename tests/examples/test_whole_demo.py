"""The main job from end to end, as the demo does it: real files, real HTTP, and then the things that go wrong.

One test for each promise of the README; each runs the installed command against the examples' own servers.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import feedparser
import pytest

pytestmark = pytest.mark.slow

REGISTRY = "https://registry.councilprojects.example/registry.json"
FIRST, SECOND, THIRD = "2026-11-21T06:00:00Z", "2026-11-22T06:00:00Z", "2026-11-23T06:00:00Z"
MOVING = {"status.json", "run.json", "meta.nq"}
HELYG = "federation/bro-helyg/projects.json"


class Federation:
    """The examples, served from a copy, and the command that crawls them into `site`."""

    def __init__(self, folder: Path, places: dict[str, str], run: Callable[..., tuple[int, str]]) -> None:
        self.examples = folder / "examples"
        self.site = folder / "site"
        self.state = folder / "site.state.sqlite"
        self._lines = [f"--connect-to={host}={place}" for host, place in places.items()]
        self._run = run

    def crawl(self, date: str, *options: str) -> str:
        given = ["--output", str(self.site), "--date", date, "--allow-network", "127.0.0.0/8", "--delay", "0"]
        code, said = self._run("councilprojects", "aggregate", REGISTRY, *given, *self._lines, *options)
        assert code == 0, said
        return said

    def read(self, file: str) -> Any:
        return json.loads((self.site / file).read_bytes())

    def source(self, source_id: str) -> dict[str, Any]:
        found: dict[str, Any] = next(each for each in self.read("status.json")["sources"] if each["id"] == source_id)
        return found

    def content(self) -> dict[str, bytes]:
        """All files but those of moving facts."""
        return {name: path.read_bytes() for name, path in self._settled()}

    def stamps(self) -> dict[str, int]:
        """When each of them was last written."""
        return {name: path.stat().st_mtime_ns for name, path in self._settled()}

    def _settled(self) -> Iterator[tuple[str, Path]]:
        for path in self.site.rglob("*"):
            name = path.relative_to(self.site).as_posix()
            if path.is_file() and name not in MOVING and not name.startswith(("status/", "cy/status/")):
                yield name, path


@pytest.fixture(scope="module")
def crawled(
    tmp_path_factory: pytest.TempPathFactory, example_servers: ModuleType, run: Callable[..., tuple[int, str]]
) -> Iterator[Federation]:
    """The federation after its first crawl; not to be changed."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(example_servers.EXAMPLES, folder / "examples")
    with example_servers.serving(folder / "examples") as places:
        first = Federation(folder, places, run)
        first.crawl(FIRST)
        yield first


@pytest.fixture
def federation(
    tmp_path: Path, crawled: Federation, example_servers: ModuleType, run: Callable[..., tuple[int, str]]
) -> Iterator[Federation]:
    """A copy of the federation after its first crawl, to change."""
    shutil.copytree(crawled.examples, tmp_path / "examples")
    shutil.copytree(crawled.site, tmp_path / "site")
    shutil.copy(crawled.state, tmp_path)
    with example_servers.serving(tmp_path / "examples") as places:
        yield Federation(tmp_path, places, run)


def test_every_project_of_both_registries_is_there_and_every_source_is_well(crawled: Federation) -> None:
    projects = crawled.read("catalogue.json")["projects"]
    assert sum(project["compiled"] for project in projects) == 98
    assert sorted(project["iri"].partition("#")[2] for project in projects if not project["compiled"]) == [
        "bin-heb-ei-gasglu",
        "blue-badge-renewals",
        "missed-bins",
        "planning-checks",
        "repairs-photos",
        "rhybuddion-cau-ysgolion",
    ]
    assert {source["state"] for source in crawled.read("status.json")["sources"]} == {"current"}


def test_no_output_holds_an_address_or_a_path_of_this_machine(crawled: Federation) -> None:
    for path in crawled.site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"127.0.0." not in content, path
            assert str(crawled.site.parent).encode() not in content, path


@pytest.mark.parametrize("feed", ["feed.atom", "feed.rss"])
def test_the_feeds_are_read_without_complaint(crawled: Federation, feed: str) -> None:
    read = feedparser.parse((crawled.site / feed).read_bytes())
    assert not read.bozo
    assert len(read.entries) == 56


def test_a_second_run_says_unchanged_and_touches_nothing(federation: Federation) -> None:
    before, stamps = federation.content(), federation.stamps()
    said = federation.crawl(FIRST)
    assert "unchanged" in said
    assert federation.content() == before
    assert federation.stamps() == stamps


def test_a_source_that_fails_keeps_its_projects_labelled_and_comes_back(federation: Federation) -> None:
    file = federation.examples / HELYG
    content = file.read_bytes()
    file.unlink()
    federation.crawl(SECOND)
    failed = federation.source("bro-helyg")
    assert (failed["state"], failed["shown"], failed["projects"]) == ("stale", "earlier", 2)
    assert failed["staleSince"] == SECOND
    shown = [each for each in federation.read("catalogue.json")["projects"] if each["publisher"] == "bro-helyg"]
    assert {datetime.fromisoformat(each["staleSince"]) for each in shown} == {datetime.fromisoformat(SECOND)}
    file.write_bytes(content)
    federation.crawl(THIRD)
    mended = federation.source("bro-helyg")
    assert (mended["state"], mended["shown"], mended["staleSince"]) == ("current", "latest", None)


def test_a_lost_state_is_restored_from_the_output_without_a_new_entry_or_a_lost_copy(federation: Federation) -> None:
    (federation.examples / HELYG).unlink()
    federation.crawl(SECOND)
    before = feedparser.parse((federation.site / "feed.atom").read_bytes())
    federation.state.unlink()
    federation.crawl(THIRD, "--restore", str(federation.site))
    after = feedparser.parse((federation.site / "feed.atom").read_bytes())
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert federation.source("bro-helyg")["projects"] == 2
    assert federation.source("bro-helyg")["state"] == "stale"


def test_the_order_of_the_registry_changes_nothing(federation: Federation) -> None:
    before = federation.content()
    for name in ("federation/registry.json", "uk/registry.json"):
        registry = json.loads((federation.examples / name).read_bytes())
        registry["sources"].reverse()
        (federation.examples / name).write_text(json.dumps(registry), encoding="utf-8")
    federation.state.unlink()
    shutil.rmtree(federation.site)
    federation.crawl(FIRST)
    assert federation.content() == before
