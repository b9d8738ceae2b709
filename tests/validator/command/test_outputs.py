"""`--format FORMAT=FILE`: what is asked for, where it goes, and what is said where it cannot go there."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import jsonschema
import pytest
from click.shell_completion import CompletionItem
from click.testing import CliRunner, Result
from minimal import DAY, VALID

from councilprojects_validator.cli import cli
from councilprojects_validator.command.outputs import FORMATS, Output, conflict, parse
from councilprojects_validator.command.report_options import Form
from councilprojects_validator.command.writing import write_whole
from councilprojects_validator.standard import load_schema

pytestmark = pytest.mark.usefixtures("folder")


def validate(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["validate", *arguments, *DAY])


def both(*arguments: str) -> list[str]:
    return [part for argument in arguments for part in ("--format", argument)]


@pytest.mark.parametrize(
    ("asked", "output"),
    [
        ("text", Output("text")),
        ("sarif=a/b.sarif", Output("sarif", "a/b.sarif")),
        ("html=a=b.html", Output("html", "a=b.html")),
        ("json=-", Output("json")),
    ],
)
def test_what_is_asked_for(asked: str, output: Output) -> None:
    assert parse(asked) == output


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            "pdf",
            "There is no format “pdf”. Choose one of text, concise, json, github, gitlab, sarif, junit, html, markdown",
        ),
        ("SARIF=x", "Did you mean sarif?"),
        ("html=", "“html=” names no file: write it as html=FILE."),
    ],
)
def test_what_cannot_be_asked_for_is_a_sentence(asked: str, sentence: str) -> None:
    result = validate("valid.json", "--format", asked)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("outputs", "sentence"),
    [
        ([Output("text"), Output("json", "a")], None),
        ([Output("json", "a"), Output("html", "b")], None),
        ([Output("text"), Output("json")], "Only one report can be printed, not text, json."),
        ([Output("json", "a"), Output("html", "./a")], "Two reports cannot go to one file: ./a."),
        ([Output("json", "x/../valid.json")], "The report would overwrite x/../valid.json, which is to be checked."),
        ([Output("json", "a\0"), Output("html", "b" * 5000)], None),
    ],
)
def test_which_reports_can_be_had_together(outputs: list[Output], sentence: str | None) -> None:
    found = conflict(outputs, ["valid.json"])
    assert (found or "").startswith(sentence or "")
    assert bool(found) is bool(sentence)


def test_a_second_report_to_print_is_a_usage_error_before_anything_is_checked(folder: Path) -> None:
    result = validate("valid.json", *both("text", "json", "html=r.html"))
    assert result.exit_code == 2
    assert "Only one report can be printed" in result.stderr
    assert result.stdout == ""
    assert not (folder / "r.html").exists()


def test_the_file_under_check_is_never_overwritten(folder: Path) -> None:
    result = validate("valid.json", *both("json=valid.json"))
    assert result.exit_code == 2
    assert (folder / "valid.json").read_text(encoding="utf-8") == VALID


def test_several_reports_at_once(folder: Path) -> None:
    written = [f"{form}=r.{form}" for form in FORMATS if form != "text"]
    result = validate("invalid.json", *both("text", *written))
    assert result.exit_code == 1
    assert result.stdout.startswith("invalid.json\n")
    assert {path.name for path in folder.glob("r.*")} == {f"r.{form}" for form in FORMATS if form != "text"}
    jsonschema.Draft202012Validator(load_schema("report")).validate(json.loads((folder / "r.json").read_bytes()))
    assert json.loads((folder / "r.sarif").read_bytes())["runs"][0]["results"][0]["ruleId"] == "end-before-start"
    assert json.loads((folder / "r.gitlab").read_bytes())[0]["location"]["path"] == "invalid.json"
    assert ET.parse(folder / "r.junit").getroot().tag == "testsuites"  # noqa: S314 - our own output
    assert (folder / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "r.markdown").read_text(encoding="utf-8").startswith("### invalid.json\n")
    assert (folder / "r.github").read_text(encoding="utf-8").startswith("::error file=invalid.json,")


def test_with_files_alone_nothing_is_printed() -> None:
    assert validate("valid.json", *both("json=r.json")).output == ""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["valid.json"], 0),
        (["warned.json"], 0),
        (["warned.json", "--strict"], 1),
        (["invalid.json"], 1),
        (["invalid.json", "gone.json"], 2),
    ],
)
def test_the_exit_code_is_the_same_in_every_format(form: str, arguments: list[str], code: int) -> None:
    assert validate(*arguments, "--format", form).exit_code == code
    assert validate(*arguments, "--format", f"{form}=report").exit_code == code


def test_a_path_below_the_current_folder_is_told_relative_to_it(folder: Path) -> None:
    shown = json.loads(validate(str(folder / "invalid.json"), "--format", "gitlab").stdout)
    assert shown[0]["location"]["path"] == "invalid.json"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no/such/r.json", "there is no folder no/such"),
        ("taken", "it is a folder"),
        ("a\0b", "embedded null"),
        ("b" * 300, "File name too long"),
    ],
)
def test_a_report_that_cannot_be_written_is_a_sentence(folder: Path, path: str, reason: str) -> None:
    (folder / "taken").mkdir()
    result = validate("valid.json", *both("text", f"json={path}", "html=r.html"))
    assert result.exit_code == 2
    # Python itself has more or fewer words for it from one version to the next.
    assert result.stderr.startswith(f"The report could not be written to {path}: ")
    assert reason in result.stderr
    assert result.stderr.endswith(".\n")
    assert result.stderr.count("\n") == 1
    assert result.stdout.startswith("valid.json\nValid")
    assert (folder / "r.html").exists()
    assert not list(folder.glob(".councilprojects-*"))


def test_links_that_lead_in_a_circle_are_told_as_such(folder: Path) -> None:
    (folder / "circle.json").symlink_to("circle.json")
    result = validate("circle.json", *both("concise", "json=r.json"))
    assert result.exit_code == 2
    assert "circle.json: not checked: This file cannot be read: Too many levels of symbolic links" in result.stdout


def test_a_report_replaces_the_earlier_one_whole_and_keeps_its_mode(folder: Path) -> None:
    target = folder / "r.txt"
    target.write_text("before" * 100, encoding="utf-8")
    target.chmod(0o640)
    inode = target.stat().st_ino
    assert write_whole("r.txt", "after\n") is None
    assert target.read_text(encoding="utf-8") == "after\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.stat().st_ino != inode
    assert not list(folder.glob(".councilprojects-*"))


def test_a_new_report_can_be_read_by_whom_the_mask_allows(folder: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_whole("r.txt", "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((folder / "r.txt").stat().st_mode) == 0o640


def test_through_a_link_its_end_is_written(folder: Path) -> None:
    (folder / "end.txt").write_text("before", encoding="utf-8")
    (folder / "link.txt").symlink_to("end.txt")
    assert write_whole("link.txt", "after") is None
    assert (folder / "link.txt").is_symlink()
    assert (folder / "end.txt").read_text(encoding="utf-8") == "after"


def test_what_is_no_file_is_written_to_and_stays() -> None:
    command = [
        sys.executable,
        "-m",
        "councilprojects_validator",
        "validate",
        "valid.json",
        *DAY,
        *both("json=/dev/stdout"),
    ]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert json.loads(found.stdout)["exitCode"] == 0


def test_a_named_pipe_is_written_to_and_stays(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit((folder / "pipe").read_text, encoding="utf-8")
        assert write_whole("pipe", "report") is None
        assert read.result(timeout=10) == "report"
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def at_terminal(*arguments: str, **environment: str) -> str:
    """Run the command at a pseudo-terminal of its own and return what it shows there."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "councilprojects_validator", "validate", *arguments, *DAY]
    variables = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    with subprocess.Popen(command, stdout=its, env={**variables, "TERM": "xterm", **environment}):
        os.close(its)
        shown = b""
        with suppress(OSError):  # how Linux says that the other end is closed
            while part := os.read(ours, 65536):
                shown += part
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_at_a_terminal_it_is_coloured_and_cut_to_the_width() -> None:
    shown = at_terminal("invalid.json", COLUMNS="60")
    assert "\x1b[31m\x1b[1merror:\x1b[0m" in shown
    plain = at_terminal("invalid.json", COLUMNS="60", NO_COLOR="1")
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 60


def test_a_report_in_a_file_is_neither_coloured_nor_cut(folder: Path) -> None:
    at_terminal("invalid.json", *both("text=r.txt"), COLUMNS="60")
    shown = (folder / "r.txt").read_text(encoding="utf-8")
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) > 80


def test_github_writes_the_job_summary_where_github_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "summary.md").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    validate("invalid.json", *both("text", "github=r.txt"))
    assert (folder / "summary.md").read_text(encoding="utf-8").startswith("before\n### invalid.json\n\n**Not valid")
    validate("invalid.json", *both("markdown"))
    assert (folder / "summary.md").read_text(encoding="utf-8").count("###") == 1


def test_a_shell_is_offered_the_formats() -> None:
    context = click.Context(cli)
    offered = Form().shell_complete(context, click.Option(["--format"]), "m")
    assert [item.value for item in offered if isinstance(item, CompletionItem)] == ["markdown"]
    assert Form().convert(Output("json"), None, None) == Output("json")
