"""What feeds and entries are called stays, whatever happens to site, state, file and registration."""

from __future__ import annotations

import pytest
from federation import Federation, project
from lxml import etree

SITE = "https://projects.example/"


@pytest.fixture
def ambridge(federation: Federation) -> Federation:
    federation.publish("ambridge", project("bins", phase="alpha"), project("bees"))
    federation.publish("felpersham", project("potholes"))
    federation.run()
    federation.publish("ambridge", project("bins", phase="beta"), project("bees"))
    federation.run()
    return federation


def feed_ids(federation: Federation) -> dict[str, str | None]:
    """Return the id of each feed by its path."""
    paths = sorted(federation.output.rglob("*.atom"))
    found = {path.relative_to(federation.output).as_posix(): path for path in paths}
    return {name: etree.fromstring(path.read_bytes()).findtext("{*}id") for name, path in found.items()}


def entry_ids(federation: Federation, path: str = "changes.json") -> list[str]:
    return [item["id"] for item in federation.json(path)["items"]]


def test_a_site_that_gets_an_address_later_keeps_the_names_of_its_feeds(ambridge: Federation) -> None:
    before, entries = feed_ids(ambridge), entry_ids(ambridge)
    ambridge.run(site_url=SITE)
    assert feed_ids(ambridge) == before
    assert entry_ids(ambridge) == entries
    assert ambridge.json("changes.json")["feed_url"] == f"{SITE}changes.json"
    ambridge.run(site_url="https://elsewhere.example/")
    assert feed_ids(ambridge) == before


def test_a_lost_state_loses_no_name(ambridge: Federation) -> None:
    before, entries = feed_ids(ambridge), entry_ids(ambridge)
    groups = [event.groups for event in ambridge.run(site_url=SITE).built.state.events]
    ambridge.order().state.unlink()
    restored = ambridge.run(site_url=SITE, restore=str(ambridge.output))
    assert feed_ids(ambridge) == before
    assert entry_ids(ambridge) == entries
    assert sorted(event.groups for event in restored.built.state.events) == sorted(groups)


def test_another_registration_tells_nothing_twice(ambridge: Federation) -> None:
    entries, own = entry_ids(ambridge), entry_ids(ambridge, "feeds/publisher/ambridge/changes.json")
    registry = ambridge.registry()
    registry["sources"][0]["id"] = "borough-of-ambridge"
    ambridge.registry = lambda _names=None: registry  # type: ignore[method-assign]
    ambridge.run()
    assert entry_ids(ambridge) == entries
    assert entry_ids(ambridge, "feeds/publisher/borough-of-ambridge/changes.json") == own
    assert len(own) == 2


def test_after_one_change_only_the_feeds_that_it_is_in_are_written(ambridge: Federation) -> None:
    ambridge.publish("ambridge", project("bins", phase="live"), project("bees"))
    crawled = ambridge.run()
    written = {path for path in crawled.published.written if path.endswith((".atom", ".rss"))}
    assert {path.rpartition("/")[0] for path in written if not path.startswith("status/")} == {
        *("", "feeds/publisher/ambridge", "feeds/phase/beta", "feeds/phase/live"),
    }
    assert {"feeds/publisher/felpersham/changes.atom", "feeds/phase/idea/projects.rss"} <= crawled.built.kept
    assert crawled.built.kept <= set(crawled.published.kept)


def test_feeds_that_somebody_touched_are_written_whole(ambridge: Federation) -> None:
    before = ambridge.tree()
    (ambridge.output / "feeds/phase/idea/changes.atom").write_bytes(b"?")
    ambridge.publish("felpersham", project("potholes", phase="live"))
    ambridge.run()
    assert (ambridge.output / "feeds/phase/idea/changes.atom").read_bytes() == before["feeds/phase/idea/changes.atom"]
