"""An unchanged run is spared its work, and nobody can tell from the output that it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from badserver import answer
from federation import Federation, project

from councilprojects_aggregator import build as stage
from councilprojects_aggregator.memory.shrink import ANSWERS

HOUR = timedelta(hours=1)


@pytest.fixture
def mixed(federation: Federation) -> Federation:
    """A federation in which all is not well, in most of the ways there are, crawled until nothing more comes of it."""
    federation.publish("ambridge", project("bins", phase="alpha"), project("bees"))
    federation.publish("felpersham", *(project(each) for each in "abcd"))
    federation.publish("borchester", project("old"))
    federation.publish("penny-hassett", project("parks"))
    federation.fail("hollerton")
    federation.run(HOUR)
    federation.publish("ambridge", {**project("bins"), "reviewed": "yesterday"}, project("bees"))
    federation.publish("felpersham", project("a"))
    federation.serve("borchester", b"<html>sorry</html>")
    federation.fail("penny-hassett", "404 Not Found")
    for _ in range(ANSWERS):  # Felpersham's are counted so far
        federation.run(HOUR)
    return federation


def anew(federation: Federation) -> dict[str, bytes]:
    """Return all files but those of moving facts as a run writes them that knows of no output."""
    elsewhere = federation.folder / "elsewhere"
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copy(federation.order().state, federation.folder / "copy.sqlite")
    federation.run(timedelta(0), output=elsewhere, state=federation.folder / "copy.sqlite")
    fresh = Federation(federation.site, federation.folder / "x", names=federation.names)
    shutil.rmtree(federation.folder / "x", ignore_errors=True)
    (federation.folder / "x").mkdir()
    elsewhere.rename(fresh.output)
    return fresh.tree()


def test_an_unchanged_run_writes_moving_facts_alone_and_gives_the_same_site(
    mixed: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = anew(mixed)
    for each in ("put_site", "match", "with_for_you"):
        monkeypatch.setattr(stage, each, lambda *_: pytest.fail("nothing of it has changed"))
    crawled = mixed.run(HOUR)
    assert crawled.built.stands
    assert {name for name in crawled.published.written if not name.startswith(("status/", "cy/status/"))} == {
        *("status.json", "run.json", "meta.nq"),
    }
    assert mixed.tree() == expected
    assert mixed.json("run.json")["now"] == "2026-11-21T10:00:00Z"


def mend(federation: Federation) -> None:
    federation.publish("ambridge", project("bins", phase="beta"), project("bees"))


def fail_otherwise(federation: Federation) -> None:
    federation.fail("penny-hassett", "503 Service Unavailable")


def fail_first(federation: Federation) -> None:
    federation.fail("ambridge")


def join(federation: Federation) -> None:
    federation.publish("loxley", project("lights"))


def leave(federation: Federation) -> None:
    federation.names.remove("borchester")


def next_day(federation: Federation) -> None:
    federation.now += timedelta(days=1)


def refuse_otherwise(federation: Federation) -> None:
    federation.script("borchester", [answer(b"{")])


@pytest.mark.parametrize(
    "change",
    [mend, fail_otherwise, fail_first, join, leave, next_day, refuse_otherwise],
    ids=lambda each: each.__name__,
)
def test_a_run_after_some_change_gives_what_one_without_shortcuts_gives(
    mixed: Federation, change: Callable[[Federation], None]
) -> None:
    mixed.run(HOUR)
    change(mixed)
    expected = anew(mixed)
    mixed.run(timedelta(0))
    assert mixed.tree() == expected


def remove(site: Path) -> None:
    (site / "index.html").unlink()


def edit(site: Path) -> None:
    path = site / "index.html"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"a", b"b"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def add(site: Path) -> None:
    (site / "more.html").write_bytes(b"?")


def lose(site: Path) -> None:
    shutil.rmtree(site)


@pytest.mark.parametrize("touch", [remove, edit, add, lose], ids=lambda each: each.__name__)
def test_an_output_that_somebody_touched_is_made_whole(mixed: Federation, touch: Callable[[Path], None]) -> None:
    mixed.run(HOUR)
    before = mixed.tree()
    touch(mixed.output)
    assert not mixed.run(HOUR).built.stands
    assert mixed.tree() == before


def test_text_that_no_file_can_hold_takes_no_shortcut(federation: Federation) -> None:
    federation.serve(
        "ambridge",
        b'{"councilProjects": "1.0", "publisher": {"name": "Ambridge Borough Council", '
        b'"url": "https://www.ambridge.example/"}, "x_a_b": "\\ud800", "projects": []}',
    )
    federation.run(HOUR)
    before = federation.tree()
    federation.run(HOUR)
    assert federation.tree() == before
