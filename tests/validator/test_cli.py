"""The command line: what each command prints and its exit code, in this process and in a fresh one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from minimal import DAY, INVALID, VALID

from councilprojects_validator.cli import cli


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=given)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("names", "options", "code"),
    [
        (["valid.json"], [], 0),
        (["warned.json"], [], 0),
        (["warned.json"], ["--strict"], 1),
        (["valid.json"], ["--strict"], 0),
        (["invalid.json"], [], 1),
        (["gone.json"], [], 2),
        (["valid.json", "invalid.json"], [], 1),
        (["gone.json", "invalid.json", "valid.json"], [], 2),
        (["gone.json", "warned.json"], ["--strict"], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "concise", "json", "github"])
def test_the_exit_code_is_that_of_the_worst_file_in_every_format(
    names: list[str], options: list[str], code: int, form: str
) -> None:
    assert run("validate", *names, *options, *DAY, "--format", form).exit_code == code


@pytest.mark.usefixtures("folder")
def test_text_is_the_default_and_says_what_was_checked() -> None:
    shown = run("validate", "valid.json", *DAY).stdout
    assert shown.startswith("valid.json\nValid: nothing to mend.\nLooked at 1 project with schema 1.0, ")
    assert "\nThe file has 1 project, and it can be listed.\n" in shown


@pytest.mark.usefixtures("folder")
def test_concise_names_file_line_and_column() -> None:
    assert run("validate", "invalid.json", *DAY, "--format", "concise").stdout == (
        "invalid.json:9:31: error: This ends on 2025, before it starts on 2026. Correct one of the two dates."
        " [end-before-start]\n"
    )


@pytest.mark.usefixtures("folder")
def test_json_is_one_object_with_the_exit_code() -> None:
    whole = json.loads(run("validate", "warned.json", *DAY, "--strict", "--format", "json").stdout)
    assert whole["exitCode"] == 1
    assert [finding["code"] for finding in whole["files"][0]["findings"]] == ["title-in-capitals"]


def test_github_writes_the_job_summary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run("validate", "invalid.json", *DAY, "--format", "github").stdout.startswith("::error file=invalid.json,")
    assert summary.read_text(encoding="utf-8").startswith("before\n### invalid.json\n\n**Not valid: 1 error.**")


def test_a_summary_that_cannot_be_written_is_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "no" / "such" / "summary.md"))
    result = run("validate", "invalid.json", *DAY, "--format", "github")
    assert result.exit_code == 1
    assert result.stderr == "The job summary could not be written: No such file or directory.\n"


@pytest.mark.usefixtures("folder")
def test_other_formats_write_no_summary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    run("validate", "invalid.json", *DAY)
    assert not (folder / "summary.md").exists()


def test_standard_input_is_named_by_a_hyphen() -> None:
    result = run("validate", "-", *DAY, "--format", "concise", given=INVALID.encode())
    assert result.stdout.startswith("-:9:31: error: ")
    assert run("validate", "-", *DAY, given=VALID.encode()).stdout.startswith("standard input\nValid")


@pytest.mark.usefixtures("folder")
def test_the_date_decides_what_has_passed() -> None:
    assert "reviewed-in-future" in run("validate", "valid.json", "--date", "2026-10-11").stdout
    assert "reviewed-in-future" not in run("validate", "valid.json", "--date", "2026-10-12").stdout


@pytest.mark.usefixtures("folder")
def test_a_moment_counts_as_its_day_in_london() -> None:
    early = run("validate", "valid.json", "--date", "2026-10-11T22:59:59Z").stdout
    late = run("validate", "valid.json", "--date", "2026-10-11T23:00:00Z").stdout
    assert "reviewed-in-future" in early
    assert "reviewed-in-future" not in late


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("date", ["yesterday", "12/10/2026", "2026-02-30", "0001-01-01T00:00:00+14:00"])
def test_a_date_that_is_none_is_a_sentence(date: str) -> None:
    result = run("validate", "valid.json", "--date", date)
    assert result.exit_code == 2
    assert f"“{date}” is no date. Write it as 2026-10-12." in result.stderr


@pytest.mark.usefixtures("folder")
def test_without_a_date_today_counts() -> None:
    assert run("validate", "valid.json").exit_code == 0


@pytest.mark.usefixtures("folder")
def test_a_file_over_the_limit_is_refused_and_one_at_it_is_not() -> None:
    size = len(VALID.encode())
    assert run("validate", "valid.json", *DAY, "--max-size", str(size)).exit_code == 0
    over = run("validate", "valid.json", *DAY, "--max-size", str(size - 1), "--format", "concise")
    assert over.exit_code == 1
    assert over.stdout.splitlines()[0].endswith("[file-too-large]")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["validate"], "Missing argument"),
        (["validate", "x.json", "--format", "xml"], "There is no format “xml”. Choose one of text"),
        (["validate", "x.json", "--strickt"], "No such option"),
        (["validate", "x.json", "--max-size", "0"], "A size must be at least 1 byte."),
        (["validate", "x.json", "--max-size", "10 TB"], "“10 TB” is no size. Write it as 500KB, 20MB, 1GB"),
        (["valdate"], "No such command"),
        (["validate", ""], "The name is empty. Was a variable not set?"),
        (["fix", "x.json", ""], "The name is empty. Was a variable not set?"),
    ],
)
def test_a_wrong_call_is_a_sentence_and_exit_2(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
