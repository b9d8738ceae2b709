"""`councilprojects status`: worst first, readable on any terminal, and nobody's text harms one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from badserver import answer
from click.testing import CliRunner, Result
from federation import Federation, project

from councilprojects_aggregator.model import Health
from councilprojects_aggregator.running.status_command import status
from councilprojects_aggregator.running.status_file import LARGEST, SourceStatus, Status
from councilprojects_aggregator.running.table import NARROW, RANKS, as_json, table

SENTENCE = "We last read this file on 30 October 2026. The web server has a fault of its own (status 500)."


def source(name: str, state: str, **more: Any) -> SourceStatus:
    return SourceStatus(name.lower(), name, state, more.pop("sentence", SENTENCE), **more)


def looked_at(*sources: SourceStatus, troubles: tuple[str, ...] = ()) -> Status:
    return Status("1.0", "2026-11-21T06:00:00Z", troubles, sources)


VALLEY = looked_at(
    source("Ambridge", "current", sentence="The file is read.", good_at="2026-10-12T06:00:00Z"),
    source("Borchester", "stale", good_at="2026-10-12T06:00:00Z", trouble_since="2026-11-20T06:00:00Z"),
    source("Felpersham", "refused", sentence="Another publisher's file."),
    troubles=("The list https://lists.example/ could not be read.",),
)


def test_the_table_has_the_worst_first() -> None:
    assert table(VALLEY, 100) == (
        "3 sources, looked at 2026-11-21T06:00:00Z.\n"
        "The list https://lists.example/ could not be read.\n"
        "\n"
        "Name                            State       Since       What that means\n"
        "Felpersham                      refused                 Another publisher's file.\n"
        "Borchester                      stale       2026-11-20  We last read this file on 30 October 2026.\n"
        "                                                        The web server has a fault of its own\n"
        "                                                        (status 500).\n"
        "Ambridge                        current     2026-10-12  The file is read.\n"
    )


def test_on_a_narrow_terminal_the_sentence_stands_below() -> None:
    assert table(VALLEY, 40).splitlines()[5:] == [
        "Felpersham",
        "    refused",
        "    Another publisher's file.",
        "Borchester",
        "    stale 2026-11-20",
        "    We last read this file on 30 October",
        "    2026. The web server has a fault of",
        "    its own (status 500).",
        "Ambridge",
        "    current 2026-10-12",
        "    The file is read.",
    ]


@pytest.mark.parametrize("width", [1, 5, 20, 40, NARROW - 1, NARROW, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = source("N" * 300, "current" * 20, sentence="word " * 400 + "x" * 900)
    assert max(map(len, table(looked_at(long), width).splitlines())) <= max(width, 5)


@pytest.mark.parametrize("width", [40, 120])
def test_no_text_of_others_moves_the_cursor(width: int) -> None:
    evil = "\x1b[2J\x9b\r\n\x07\u202e\u2066evil"
    shown = looked_at(SourceStatus(evil, evil, evil, evil, good_at=evil, trouble_since=evil), troubles=(evil,))
    for text in (table(shown, width), as_json(shown)):
        assert not set(text) & set("\x1b\x9b\r\x07\u202e\u2066")


def test_every_state_has_its_rank_and_an_unknown_one_comes_first() -> None:
    assert set(RANKS) == set(Health)
    shown = looked_at(source("A", "refused"), source("B", "on-fire"))
    assert [row["state"] for row in json.loads(as_json(shown))["sources"]] == ["on-fire", "refused"]


def test_for_programs_there_is_the_same_in_the_same_order() -> None:
    rows = json.loads(as_json(VALLEY))
    assert rows["checked"] == "2026-11-21T06:00:00Z"
    assert rows["sources"][0] == {
        "id": "felpersham",
        "name": "Felpersham",
        "state": "refused",
        "since": None,
        "sentence": "Another publisher's file.",
    }


def test_without_sources_there_is_a_heading_alone() -> None:
    assert table(looked_at(source("A", "current", sentence="")), 100).splitlines()[-1].split() == ["A", "current"]
    assert table(looked_at(), 40).split("\n\n")[0].replace("\n", " ") == "0 sources, looked at 2026-11-21T06:00:00Z."


@pytest.fixture
def shown(federation: Federation) -> Callable[..., Result]:
    """Return what runs the command after one run over a council that is well and one that is not."""
    federation.publish("ambridge", project("bins"))
    federation.fail("borchester")
    federation.run()
    return lambda *arguments: CliRunner().invoke(status, [*arguments, *federation.ways_in()])


@pytest.mark.parametrize("place", ["", "status.json"])
def test_a_folder_or_its_file_is_read(shown: Callable[..., Result], federation: Federation, place: str) -> None:
    result = shown(str(federation.output / place))
    assert result.exit_code == 0
    assert result.stdout.index("Borchester") < result.stdout.index("Ambridge")


@pytest.mark.parametrize("place", ["", "site", "site/", "site/status.json"])
def test_a_site_is_read_through_the_one_fetcher(
    shown: Callable[..., Result], federation: Federation, place: str
) -> None:
    content = (federation.output / "status.json").read_bytes()
    for path in ("/status.json", "/site/status.json"):
        federation.site.pages[path] = [answer(content)]
    result = shown(f"https://www.ambridge.example/{place}", "--format=json")
    assert result.exit_code == 0
    assert [row["state"] for row in json.loads(result.stdout)["sources"]] == ["unread", "current"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("nowhere", "could not be read: No such file"),
        ("nul\0", "could not be read"),
        ("https://www.ambridge.example/gone/", "There is no file at this address (404)"),
        ("https://169.254.169.254/", "could not be read"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(shown: Callable[..., Result], place: str, words: str) -> None:
    result = shown(place)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b"\xff",
        b'{"councilProjectsStatus": 1}',
        b"[" * 100_000,
        b'{"councilProjectsStatus": "1.0", "checked": "", "troubles": [], "sources": [{"id": 1}]}',
    ],
)
def test_what_is_no_status_is_a_sentence(shown: Callable[..., Result], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "status.json").write_bytes(content)
    result = shown(str(tmp_path))
    assert result.exit_code == 2
    assert "holds no status that this program wrote" in result.stderr


def test_what_is_far_too_big_is_not_read(shown: Callable[..., Result], tmp_path: Path) -> None:
    with (tmp_path / "status.json").open("wb") as file:
        file.truncate(LARGEST + 1)
    result = shown(str(tmp_path))
    assert result.exit_code == 2
    assert "too big" in result.stderr
