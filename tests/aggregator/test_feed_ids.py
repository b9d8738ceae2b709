"""What feeds and entries are called stays, whatever happens to site, state, file and registration."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from badserver import answer
from federation import Federation, council, project
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


def registered(federation: Federation, **changes: Any) -> None:
    """Let the registry list Ambridge otherwise, and Felpersham as ever; and crawl."""
    registry = Federation.registry(federation)
    registry["sources"][0] |= {"gss": "E07000001", **changes}
    federation.registry = lambda _names=None: registry  # type: ignore[method-assign]
    federation.run()


def moved(federation: Federation, name: str, *projects: dict[str, Any], **file: Any) -> str:
    """Let Ambridge publish at another address; return it."""
    body = json.dumps({**council("ambridge", *projects), **file}).encode()
    federation.site.pages[f"/{name}.json"] = [answer(body, "Content-Type: application/json")]
    return f"https://www.ambridge.example/{name}.json"


OTHERWISE: dict[str, list[dict[str, str]]] = {
    "id and address, twice": [
        {"id": "borough-of-ambridge", "url": "second"},
        {"id": "city-of-ambridge", "url": "third"},
    ],
    "back again": [{"id": "borough-of-ambridge", "url": "second"}, {}],
}


@pytest.mark.parametrize("changes", OTHERWISE.values(), ids=OTHERWISE)
def test_another_registration_tells_nothing_twice_and_renames_no_feed(
    ambridge: Federation, changes: list[dict[str, str]]
) -> None:
    want = {"type": "networking", "description": "Who else counts bees?"}
    bees = project("bees", title="Count the bees", wants=[want], topics=["bees"])
    ambridge.publish("ambridge", project("bins", phase="beta"), bees)
    also = project("bees-too", title="Count the bees", wants=[want], topics=["bees"])
    ambridge.publish("felpersham", project("potholes"), also)
    registered(ambridge)
    before, entries = feed_ids(ambridge), {name: entry_ids(ambridge, name) for name in json_feeds(ambridge)}
    assert len(entries["councils/ambridge/for-you/changes.json"]) > 1
    for change in changes:
        url = {"url": moved(ambridge, change["url"], project("bins", phase="beta"), bees)} if "url" in change else {}
        registered(ambridge, **{**change, **url})
    after = feed_ids(ambridge)
    # Whoever has subscribed finds the same feed, with the same entries, where it was.
    assert {name: after.get(name) for name in before} == before
    assert {name: entry_ids(ambridge, name) for name in entries} == entries
    # And it stands at the address of today too, under the same name.
    assert set(after.values()) == set(before.values())
    last = changes[-1].get("id", "ambridge")
    for place in ("feeds/publisher/{}/changes.atom", "councils/{}/for-you/changes.atom", "status/{}/problems.atom"):
        assert after[place.format(last)] == before[place.format("ambridge")]


def json_feeds(federation: Federation) -> list[str]:
    found = (path.relative_to(federation.output).as_posix() for path in federation.output.rglob("changes.json"))
    return sorted(found)


def test_another_registration_outlives_a_lost_state(ambridge: Federation) -> None:
    registered(ambridge)
    before = feed_ids(ambridge)
    registered(ambridge, id="borough-of-ambridge")
    ambridge.order().state.unlink()
    ambridge.run(restore=str(ambridge.output))
    assert {name: feed_ids(ambridge).get(name) for name in before} == before


def test_a_file_that_moves_and_projects_with_new_ids_stay_what_they_were_to_all_who_follow(
    ambridge: Federation,
) -> None:
    followed = ("changes.json", "feeds/publisher/ambridge/changes.json")
    registered(ambridge)
    entries, states = [entry_ids(ambridge, name) for name in followed], state_ids(ambridge)
    steps = (
        ("second", "missed-bins", ["bins"]),
        ("third", "lost-bins", ["missed-bins", "bins"]),
        ("ambridge", "bins", ["lost-bins"]),
    )
    previous: list[str] = ["https://www.ambridge.example/ambridge.json"]
    for path, name, former in steps:
        renamed = project(name, phase="beta", previousIds=former)
        url = moved(
            ambridge, path, renamed, project("bees"), previousUrls=[each for each in previous if path not in each]
        )
        registered(ambridge, url=url)
        previous.append(url)
        assert [entry_ids(ambridge, each) for each in followed] == entries
        assert state_ids(ambridge) == states
    ambridge.now += timedelta(days=4)
    ambridge.run()
    assert [entry_ids(ambridge, each) for each in followed] == entries, "nothing of it is told as gone later"


def state_ids(federation: Federation) -> list[str]:
    return sorted(item["id"] for item in federation.json("projects.feed.json")["items"])


def test_after_one_change_only_the_feeds_that_it_is_in_are_written(ambridge: Federation) -> None:
    ambridge.publish("ambridge", project("bins", phase="live"), project("bees"))
    crawled = ambridge.run()
    written = {path for path in crawled.published.written if path.endswith((".atom", ".rss"))}
    assert {path.rpartition("/")[0] for path in written if not path.startswith(("status/", "cy/status/"))} == {
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
