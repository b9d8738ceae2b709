"""The main job, end to end: councils' files over real HTTP in, the output folder as a subscriber meets it out."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from badserver import Reset, answer
from federation import START, Federation, council, project, unwatched

from councilprojects_aggregator.crawl import crawl
from councilprojects_aggregator.memory.history import RestoreError
from councilprojects_aggregator.publish import PublishError, Staged
from councilprojects_aggregator.registry import RegistryError

WEB_PAGE = b"<!doctype html><title>Sorry</title>"


@pytest.fixture
def two(federation: Federation) -> Federation:
    """Two councils: Ambridge with two projects, Felpersham with one."""
    federation.publish("ambridge", project("bins", phase="alpha"), project("bees"))
    federation.publish("felpersham", project("potholes"))
    return federation


def entries(federation: Federation) -> list[str]:
    return [item["title"] for item in federation.json("feed.json")["items"]]


def shown(federation: Federation) -> list[str]:
    return [each["id"] for each in federation.json("catalogue.json")["projects"]]


def test_a_first_run_publishes_all_and_tells_each_source_once(two: Federation) -> None:
    crawled = two.run()
    assert shown(two) == ["bees", "bins", "potholes"]
    assert sorted(entries(two)) == [
        "Ambridge Borough Council now publishes 2 projects, among them Report bees",
        "Felpersham Borough Council now publishes a project: Report potholes",
    ]
    assert {source["state"] for source in two.json("status.json")["sources"]} == {"current"}
    assert (two.output / "projects/ambridge/bins/index.html").is_file()
    assert crawled.built.run.new_events == 2
    (said,) = two.said
    assert said.startswith(f"A first run: {two.folder / 'site.state.sqlite'} holds nothing yet.")


def test_a_second_run_asks_conditionally_and_rewrites_nothing_but_its_own_facts(two: Federation) -> None:
    two.run(timedelta(hours=1))
    before = two.tree()
    inodes = {name: (two.output / name).stat().st_ino for name in before}
    two.site.requests.clear()
    published = two.run().published
    asked = [request for request in two.site.requests if b".json" in request.split(b"\r\n")[0]]
    assert all(b"If-None-Match" in request for request in asked)
    assert two.tree() == before
    assert {name: (two.output / name).stat().st_ino for name in before} == inodes
    assert {name for name in published.written if not name.startswith(("status/", "cy/status/"))} == {
        "meta.nq",
        "run.json",
        "status.json",
    }


def test_robots_are_asked_for_once_a_day_whatever_the_number_of_runs(two: Federation) -> None:
    two.run(timedelta(hours=12))
    assert "/robots.txt" in two.site.paths
    two.site.requests.clear()
    two.run(timedelta(hours=12))
    assert "/robots.txt" not in two.site.paths
    two.run()
    assert "/robots.txt" in two.site.paths


def test_the_same_inputs_give_the_same_bytes_in_any_order_and_with_any_number_of_jobs(two: Federation) -> None:
    two.publish("penny-hassett", project("parks"))
    two.run(timedelta(0))
    first = {**two.tree(), "status.json": (two.output / "status.json").read_bytes()}
    two.names.reverse()
    two.run(timedelta(0), output=two.folder / "again", state=two.folder / "again.sqlite", jobs=1)
    again = Federation(two.site, two.folder / "x")
    again.folder = two.folder
    (two.folder / "site").rename(two.folder / "first")
    (two.folder / "again").rename(two.folder / "site")
    assert {**two.tree(), "status.json": (two.output / "status.json").read_bytes()} == first


def test_a_source_that_fails_keeps_its_projects_labelled_until_it_is_mended(two: Federation) -> None:
    two.run()
    two.fail("ambridge")
    two.run()
    stale = {each["id"]: each.get("staleSince") for each in two.json("catalogue.json")["projects"]}
    assert stale == {"bees": "2026-11-22T06:00:00Z", "bins": "2026-11-22T06:00:00Z", "potholes": None}
    assert two.status("ambridge")["state"] == "stale"
    assert "22 November 2026" in (two.output / "projects/ambridge/bins/index.html").read_text()
    two.publish("ambridge", project("bins", phase="beta"), project("bees"))
    two.run()
    assert two.status("ambridge")["state"] == "current"
    assert entries(two)[0] == "Report bins moved from alpha to beta"
    assert len(entries(two)) == 3


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ([answer(WEB_PAGE, "Content-Type: text/html")], "html-instead-of-json"),
        ([answer(b"")], "invalid"),
        ([answer(b"{")], "invalid"),
        ([answer(b"[" * 100_000)], "invalid"),
        ([answer(b"", status="404 Not Found")], "http-404"),
        ([answer(b"", "Location: https://elsewhere.example/", status="302 Found")], "dns-failure"),
        ([Reset()], "reset"),
        ([answer(json.dumps(council("felpersham", project("x"))).encode())], "another-publishers-file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_one_publisher_does_is_that_publishers_result(two: Federation, script: object, outcome: str) -> None:
    two.run()
    two.script("ambridge", script)
    two.run()
    assert two.status("ambridge")["outcome"] == outcome
    assert two.status("felpersham")["state"] == "current"
    assert shown(two) == ["bees", "bins", "potholes"]
    assert len(entries(two)) == 2


def test_a_faulty_project_is_set_aside_with_its_earlier_copy_shown(two: Federation) -> None:
    two.run()
    two.publish("ambridge", {**project("bins"), "reviewed": "yesterday"}, project("bees"), {"id": "new"})
    two.run()
    assert shown(two) == ["bees", "bins", "potholes"]
    status = two.status("ambridge")
    assert (status["state"], status["notShown"]) == ("partial", ["new"])
    assert {finding["code"] for finding in status["findings"]} >= {"not-a-date", "missing-field"}
    assert all(finding["line"] == 1 for finding in status["findings"])
    assert len(entries(two)) == 2


def unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def test_what_is_removed_at_the_source_leaves_every_file(two: Federation) -> None:
    private = "Ruth Archer’s beehives"
    two.publish("ambridge", project("bins"), project("bees", title=private, phase="alpha"))
    two.run()
    two.publish("ambridge", project("bins"), project("bees", title=private, phase="beta"))
    two.run()
    assert any(private in title for title in entries(two))
    two.publish("ambridge", project("bins"))
    two.run()
    held = [path for path in two.output.rglob("*") if path.is_file() and b"Archer" in unpacked(path)]
    assert held == []
    assert "Archer" not in (two.folder / "site.state.sqlite").read_bytes().decode("latin-1")


def test_a_large_drop_is_held_until_somebody_accepts_it(two: Federation) -> None:
    two.publish("ambridge", *(project(each) for each in ("a", "b", "c", "d")))
    two.run()
    two.publish("ambridge", project("a"))
    two.run()
    assert (two.status("ambridge")["state"], len(shown(two))) == ("held", 5)
    two.run(confirmed=frozenset({"ambridge"}))
    assert (two.status("ambridge")["state"], shown(two)) == ("current", ["a", "potholes"])


def test_accepting_an_unknown_source_is_told(two: Federation) -> None:
    with pytest.raises(RegistryError, match="no source “ambrige”"):
        two.run(confirmed=frozenset({"ambrige"}))


@pytest.mark.parametrize("by_url", [False, True], ids=["folder", "url"])
def test_a_lost_state_is_restored_without_a_new_entry_or_a_lost_copy(two: Federation, *, by_url: bool) -> None:
    two.run()
    two.fail("felpersham")
    two.run()
    told, before = entries(two), two.json("catalogue.json")
    shutil.copytree(two.output, two.folder / "published")
    for left in two.folder.glob("site*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    earlier = two.folder / "published"
    if by_url:
        for path in earlier.rglob("*"):
            if path.is_file():
                two.site.pages[f"/earlier/{path.relative_to(earlier).as_posix()}"] = [answer(path.read_bytes())]
    two.run(timedelta(0), restore="https://old.example/earlier" if by_url else str(earlier))
    assert entries(two) == told
    assert two.json("catalogue.json") == before
    assert two.status("felpersham")["state"] == "stale"


@pytest.mark.parametrize("place", ["nowhere", "https://old.example/nothing"])
def test_nothing_to_restore_from_is_told_and_nothing_is_written(two: Federation, place: str) -> None:
    with pytest.raises(RestoreError, match=r"no history\.jsonl"):
        two.run(restore=place)
    assert not two.output.exists()


def test_a_server_of_an_earlier_output_that_fails_is_no_first_run(two: Federation) -> None:
    two.site.pages["/earlier/history.jsonl"] = [answer(b"", status="503 Service Unavailable")]
    with pytest.raises(RestoreError, match=r"could not be read from https://old\.example/earlier/"):
        two.run(restore="https://old.example/earlier/")


def test_a_registry_that_is_down_is_stood_in_for_by_its_last_good_copy(two: Federation) -> None:
    url = "https://registry.example/registry.json"
    two.site.pages["/registry.json"] = [answer(json.dumps(two.registry()).encode())]
    two.run(registry=url)
    for trouble in (answer(b"", status="404 Not Found"), answer(WEB_PAGE)):
        two.site.pages["/registry.json"] = [trouble]
        crawled = two.run(registry=url)
        assert shown(two) == ["bees", "bins", "potholes"]
        assert any("An earlier copy of it stands in." in each for each in crawled.built.catalogue.troubles)


def test_a_registry_that_never_came_is_told(two: Federation) -> None:
    with pytest.raises(RegistryError, match="404"):
        two.run(registry="https://registry.example/registry.json")
    with pytest.raises(RegistryError, match="No such file"):
        two.run(registry="nowhere.json")


def test_a_run_that_dies_before_the_exchange_is_finished_by_the_next(
    two: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Staged, "publish", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            two.run()
    assert not two.output.exists()
    two.run()
    assert len(entries(two)) == 2
    assert {item["date_published"] for item in two.json("feed.json")["items"]} == {"2026-11-21T06:00:00Z"}


def test_a_folder_that_is_not_ours_is_refused_before_anybody_is_asked(two: Federation) -> None:
    two.output.mkdir()
    (two.output / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError):
        two.run()
    assert two.site.requests == []


def test_no_address_of_this_machine_is_in_any_file(two: Federation) -> None:
    two.fail("felpersham")
    two.run()
    pattern = re.compile(rb"127\.0\.0\.|localhost|" + str(two.site.port).encode() + rb"\b|" + str(two.folder).encode())
    assert [path for path in two.output.rglob("*") if path.is_file() and pattern.search(path.read_bytes())] == []


def test_a_server_that_asks_to_be_left_alone_is_left_alone(two: Federation) -> None:
    two.run()
    two.script("ambridge", [answer(b"", "Retry-After: 172800", status="503 Service Unavailable")])
    two.run()
    two.site.requests.clear()
    two.run()
    assert "/ambridge.json" not in two.site.paths
    two.publish("ambridge", project("bins", phase="alpha"), project("bees"))
    two.run()
    assert two.status("ambridge")["state"] == "current"


def test_a_preview_source_is_reported_and_not_published(two: Federation) -> None:
    registry = two.registry()
    registry["sources"][0]["lane"] = "preview"
    order = two.order()
    Path(order.registry).write_text(json.dumps(registry))
    crawl(order, two.said.append, unwatched)
    assert shown(two) == ["potholes"]
    assert two.status("ambridge")["state"] == "preview"


def test_a_first_run_on_a_given_day_stamps_that_day(two: Federation) -> None:
    two.run()
    assert two.json("run.json")["now"] == "2026-11-21T06:00:00Z"
    assert replace(two.order()).now != START
