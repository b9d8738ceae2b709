"""`councilprojects aggregate` as a person meets it: what it prints, and how it ends when something is wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from badserver import Hang, Site
from click.testing import CliRunner, Result
from federation import Federation, project

from councilprojects_aggregator.cli import aggregate


@pytest.fixture
def asked(federation: Federation) -> Callable[..., Result]:
    """Return a function that runs the command on a federation of one council, with further arguments."""
    federation.publish("ambridge", project("bins"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(aggregate, [*federation.arguments(), "--date=2026-11-21", *arguments])

    return run


def test_a_run_tells_what_it_found_and_where_it_is(asked: Callable[..., Result], federation: Federation) -> None:
    result = asked()
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Borsetshire: 1 source, 1 project.", "1 new entry in the feeds."]
    assert lines[2].startswith(f"{federation.output}: ")
    assert "A first run" in result.stderr
    assert federation.json("run.json")["now"] == "2026-11-21T00:00:00Z"


def test_a_second_run_says_unchanged(asked: Callable[..., Result]) -> None:
    asked()
    result = asked()
    assert "unchanged" in result.stdout
    assert result.stderr == ""


def test_a_source_that_fails_is_named_with_a_sentence(asked: Callable[..., Result], federation: Federation) -> None:
    asked()
    federation.fail("ambridge", "404 Not Found")
    result = asked()
    assert result.exit_code == 0
    assert "1 source needs care:" in result.stdout
    assert "  ambridge: We last read this file on 21 November 2026." in result.stdout


@pytest.mark.parametrize(("most", "code"), [("0", 1), ("1", 0), (None, 0)])
def test_more_failing_sources_than_wanted_give_exit_code_1_and_a_whole_site(
    asked: Callable[..., Result], federation: Federation, most: str | None, code: int
) -> None:
    federation.fail("ambridge")
    result = asked(*([] if most is None else [f"--fail-over={most}"]))
    assert result.exit_code == code
    assert (federation.output / "index.html").is_file()


def test_parts_that_are_left_out_are_no_failure(asked: Callable[..., Result], federation: Federation) -> None:
    federation.publish("ambridge", project("bins"), {"id": "torn"})
    assert asked("--fail-over=0").exit_code == 0
    assert federation.status("ambridge")["state"] == "partial"


def test_quiet_prints_nothing(asked: Callable[..., Result]) -> None:
    assert asked("--quiet").output == ""


def test_the_sites_address_makes_links_to_its_pages(asked: Callable[..., Result], federation: Federation) -> None:
    asked("--site-url=https://projects.example")
    assert "https://projects.example/councils/ambridge/" in (federation.output / "feed.atom").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--allow-network=intranet"], "“intranet” is no network"),
        (["--date=yesterday"], "“yesterday” is no date"),
        (["--connect-to=ambridge"], "should be written HOST=ADDRESS:PORT"),
        (["--connect-to=www.ambridge.example=192.0.2.1:80"], "is in no network that --allow-network names"),
        (["--connect-to=@nowhere"], "The file nowhere cannot be read: No such file or directory."),
        (["--site-url=projects.example"], "is no address of a site"),
        (["--site-url=https://"], "is no address of a site"),
        (["--site-url=https://a b/"], "is no address of a site"),
        (["--site-url=https://projects.example/?lang=cy"], "is no address of a site"),
        (["--jobs=0"], "is not in the range"),
        (["--delay=-1"], "is not in the range"),
        (["--delay=nan"], "“nan” is no number of seconds"),
        (["--delay=inf"], "“inf” is no number of seconds"),
        (["--state="], "The name is empty"),
        (["--output="], "The name is empty"),
        (["--output=/"], "/ cannot be replaced whole"),
        (["--accept=ambrige"], "no source “ambrige”"),
        (["--restore=nowhere"], "no history.jsonl"),
        (["--restore=nowhere"], "say so by --first-run"),
        (["--first-run"], "--first-run says that nothing was published yet"),
        (["--watch"], "no one --date can be meant"),
        (["--interval=1w"], "“1w” is no length of time"),
        (["--interval=0d"], "“0d” is no length of time"),
        (["--fail-over=-1"], "is not in the range"),
        (["--webhook=hooks.example/secret"], "This is no web address."),
        (["--webhook=https:///secret"], "This is no web address."),
        (["--webhook=http://[/secret"], "This is no web address."),
        (["--log-format=xml"], "is not one of"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    asked: Callable[..., Result], federation: Federation, arguments: list[str], words: str
) -> None:
    result = asked(*arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert not federation.output.exists()


@pytest.mark.parametrize(
    ("option", "file", "words"),
    [
        ("--state", "site/state.sqlite", "is inside the folder of --output"),
        ("--metrics", "site/run/site.prom", "is inside the folder of --output"),
        ("--metrics", "site.state.sqlite", "holds something else"),
        ("--metrics", "site.state.sqlite-wal", "holds something else"),
        ("--metrics", "./site/../site.state.sqlite.lock", "holds something else"),
    ],
)
def test_no_file_of_a_run_takes_the_place_of_another(
    asked: Callable[..., Result], federation: Federation, option: str, file: str, words: str
) -> None:
    asked()
    state = (federation.folder / "site.state.sqlite").read_bytes()
    result = asked(f"{option}={federation.folder / file}")
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert (federation.folder / "site.state.sqlite").read_bytes() == state


def test_the_figures_of_a_run_do_not_overwrite_its_registry(tmp_path: Path) -> None:
    registry = tmp_path / "registry.json"
    registry.write_text("{}")
    result = CliRunner().invoke(aggregate, [str(registry), f"--output={tmp_path / 'site'}", f"--metrics={registry}"])
    assert result.exit_code == 2
    assert "holds something else" in result.stderr
    assert registry.read_text() == "{}"


def test_the_current_folder_is_written_if_it_is_empty(
    asked: Callable[..., Result], federation: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = federation.folder / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert asked("--output=.").exit_code == 0
    assert (folder / "index.html").is_file()
    assert (federation.folder / "here.state.sqlite").is_file()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("<html>", "web page"),
        ("{", "The file ends before"),
        ('{"councilProjects": "1.0"}', "Name a registry"),
        ('{"councilProjectsRegistry": "1.0", "name": "X"}', "sources"),
        ('{"councilProjectsRegistry": "9.0", "name": "X", "sources": []}', "9.0"),
    ],
)
def test_a_registry_that_is_none_is_explained(tmp_path: Path, content: str, words: str) -> None:
    registry = tmp_path / "registry.json"
    registry.write_text(content)
    result = CliRunner().invoke(aggregate, [str(registry), "--output", str(tmp_path / "site")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert not (tmp_path / "site").exists()


def test_a_registry_without_sources_makes_an_empty_site(tmp_path: Path) -> None:
    registry = tmp_path / "registry.json"
    registry.write_text(json.dumps({"councilProjectsRegistry": "1.0", "name": "New", "sources": []}))
    result = CliRunner().invoke(aggregate, [str(registry), "--output", str(tmp_path / "site")])
    assert result.exit_code == 0
    assert "The registry lists no source yet." in result.stdout
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_first_run_begins_where_nothing_was_ever_published(
    asked: Callable[..., Result], federation: Federation
) -> None:
    nowhere = str(federation.folder / "nowhere")
    assert asked("--restore", nowhere).exit_code == 2
    assert asked("--restore", nowhere, "--first-run").exit_code == 0
    assert federation.status("ambridge")["state"] == "current"


def test_a_first_run_throws_no_earlier_output_away(asked: Callable[..., Result], federation: Federation) -> None:
    asked()
    earlier = federation.output.rename(federation.folder / "earlier")
    (federation.folder / "site.state.sqlite").unlink()
    result = asked("--restore", str(earlier), "--first-run")
    assert result.exit_code == 2
    assert "has an output already (history.jsonl)" in result.stderr
    (earlier / "history.jsonl").unlink()
    result = asked("--restore", str(earlier), "--first-run")
    assert result.exit_code == 2
    assert "has an output already (councilprojects-output.txt)" in result.stderr
    assert not federation.output.exists()


def test_who_is_not_due_is_left_in_peace(asked: Callable[..., Result], federation: Federation) -> None:
    def requests() -> int:
        asked_for = federation.site.paths.count("/ambridge.json")
        federation.site.requests.clear()
        return asked_for

    asked("--due")
    assert requests() == 1
    asked("--due", "--date=2026-11-21T12:00:00Z")
    assert requests() == 0
    asked("--due", "--date=2026-11-21T12:00:00Z", "--interval=6h")
    assert requests() == 0, "what was asked for the last time says when"
    asked("--date=2026-11-21T12:00:00Z", "--interval=6h")
    assert requests() == 1
    asked("--due", "--date=2026-11-21T18:00:00Z", "--interval=6h")
    assert requests() == 1
    asked("--due", "--date=2026-11-21T18:30:00Z", "--accept=ambridge")
    assert requests() == 1, "what a person has asked for is not put off"


def test_a_second_process_is_told_to_wait(asked: Callable[..., Result], federation: Federation) -> None:
    from councilprojects_aggregator.memory.store import Store  # noqa: PLC0415 (only here)

    with Store.open(federation.folder / "site.state.sqlite"):
        result = asked()
    assert result.exit_code == 2
    assert "Another run is using the state" in result.stderr


def test_ctrl_c_ends_it_quietly_and_the_next_run_works(
    federation: Federation, asked: Callable[..., Result], web: Callable[..., Site]
) -> None:
    slow = web()
    slow.pages["/robots.txt"] = slow.pages["/ambridge.json"] = [Hang()]
    order = federation.order()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "councilprojects_validator", "aggregate", order.registry, "--output", order.output),
            *("--allow-network", "127.0.0.0/8", "--delay", "0"),
            *("--connect-to", f"www.ambridge.example=127.0.0.1:{slow.port}"),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    slow.met.wait(20)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert not federation.output.exists()
    assert asked().exit_code == 0


def test_in_a_pipe_no_progress_is_shown_and_help_is_worth_reading() -> None:
    result = CliRunner().invoke(aggregate, ["--help"])
    assert result.exit_code == 0
    for word in ("--restore", "--connect-to", "Examples:", "Exit code: 0 all is well; 1 more", "last good copy"):
        assert word in result.stdout
