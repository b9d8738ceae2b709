"""The command line: what each command prints and its exit code, in this process and in a fresh one."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from councilprojects_validator import cli as command_line
from councilprojects_validator import commands
from councilprojects_validator import explain as pages
from councilprojects_validator.cli import cli
from councilprojects_validator.rules import RULES

VALID = """{
  "councilProjects": "1.0",
  "publisher": {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"},
  "projects": [
    {
      "id": "missed-bins",
      "title": "Report a missed bin",
      "summary": "Residents report a missed collection online and see when the crew will return.",
      "reviewed": "2026-10-12",
      "url": "https://www.ambridge.example/missed-bins"
    }
  ]
}
"""
WARNED = VALID.replace('"Report a missed bin"', '"REPORT A MISSED BIN"')
INVALID = VALID.replace('"reviewed"', '"start": "2026", "end": "2025", "reviewed"')
DAY = ("--date", "2026-11-20")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for name, text in {"valid": VALID, "warned": WARNED, "invalid": INVALID}.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=given)


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a fresh process, as a user does."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, "-m", "councilprojects_validator", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**environment, **options.pop("env", {})},
        **options,
    )


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
    ],
)
def test_a_wrong_call_is_a_sentence_and_exit_2(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr


@pytest.mark.parametrize("code", ["end-before-start", "json-trailing-comma", "missing-field", "unknown-key"])
def test_explain_shows_the_page(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} ({RULES[code].severity})\n\n{RULES[code].title}\n\n")


@pytest.mark.parametrize("code", ["end-before-strat", "End_Before_Start"])
def test_explain_guesses_what_was_meant(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 2
    assert f"There is no code “{code}”. Did you mean end-before-start" in result.stderr


def test_explain_of_nothing_like_a_code_names_the_list() -> None:
    result = run("explain", "zzzzzz")
    assert result.exit_code == 2
    assert "`councilprojects rules` lists all of them." in result.stderr


def test_rules_lists_every_code_errors_first() -> None:
    lines = run("rules").stdout.splitlines()
    assert len(lines) == len(RULES)
    assert sorted(line.split()[0] for line in lines) == sorted(RULES)
    severities = [line.split()[1] for line in lines]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_rules_as_json_has_every_page() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)["rules"]
    assert {each["code"]: each["page"] for each in listed} == {code: rule.page for code, rule in RULES.items()}


def test_the_page_of_rules_has_a_heading_for_each_link() -> None:
    page = pages.markdown({})
    headings = re.findall(r"^### (\S+)$", page, re.MULTILINE)
    assert headings == sorted(RULES)
    assert sorted(re.findall(r"\(#([a-z0-9-]+)\)", page)) == headings


def test_help_lists_other_packages_commands_and_shows_examples() -> None:
    shown = run("--help").stdout
    assert re.search(
        r"^ +aggregate +Read many councils' files and write one site, feed and graph\.$", shown, re.MULTILINE
    )
    assert "  councilprojects validate projects.json\n" in shown
    assert "Exit code: 0 valid, 1 not valid, 2 could not be checked." in run("validate", "--help").stdout


def offer(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Pretend that an installed package offers this command, and no other does."""
    entry = EntryPoint(name, value, commands.GROUP)
    monkeypatch.setattr(commands, "entry_points", lambda *, group: [entry] if group == entry.group else [])


@click.command(help="Harvest everything.")
@click.option("--times", default=1)
def harvest(times: int) -> None:
    click.echo(f"harvested {times}")


def test_another_packages_command_is_loaded_when_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harvester", sys.modules[__name__])
    offer(monkeypatch, "harvest", "harvester:harvest")
    assert re.search(r"^ +harvest +Another package's command\.$", run("--help").stdout, re.MULTILINE)
    assert run("harvest", "--times", "2").stdout == "harvested 2\n"


@pytest.mark.parametrize("arguments", [[], ["registry.json", "--output", "site"], ["--help"]])
def test_a_command_whose_packages_are_missing_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    offer(monkeypatch, "aggregate", "no_such_package.cli:aggregate")
    assert "aggregate" in run("--help").stdout
    result = run("aggregate", *arguments)
    assert result.exit_code == 2
    assert "To use `councilprojects aggregate` install `councilprojects[aggregator]`." in result.stderr


def test_an_entry_point_that_is_no_command_is_our_own_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "odd", "json:dumps")
    assert isinstance(run("odd").exception, TypeError)


def test_the_version_is_that_of_the_package() -> None:
    result = process("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("councilprojects ")


def test_help_and_version_import_neither_the_engine_nor_the_rules() -> None:
    loaded = (
        "import sys, councilprojects_validator.cli as c; c.cli.main(['--help'], standalone_mode=False);"
        "sys.exit(any(m.split('.')[0] in {'jsonschema', 'requests', 'rdflib', 'councilprojects_aggregator'}"
        " or m.endswith(('.check', '.rules')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=False).returncode == 0


@pytest.mark.usefixtures("folder")
def test_a_fresh_process_writes_utf_8_whatever_the_console_is() -> None:
    result = process("validate", "invalid.json", *DAY, env={"PYTHONIOENCODING": "cp850", "PYTHONUTF8": "0"})
    assert result.returncode == 1
    assert "project “Report a missed bin” (missed-bins)" in result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("folder")
def test_a_fresh_process_gives_the_same_bytes_each_time() -> None:
    first, second = (process("validate", ".", *DAY, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first == second
    assert first.index("invalid.json") < first.index("valid.json")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("arguments", [["validate", "gone.json"], ["explain", "no"], ["validate", "--no"]])
def test_no_traceback_reaches_the_user(arguments: list[str]) -> None:
    result = process(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is no signal on Windows")
def test_a_reader_that_goes_away_is_no_trouble() -> None:
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, "-m", "councilprojects_validator", "rules", "--format", "json"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (result.returncode, result.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_an_interrupt_ends_quietly_with_130() -> None:
    program = (
        "import signal, sys, types\n"
        "from councilprojects_validator import cli\n"
        "def wait(size):\n"
        "    print('ready', flush=True)\n"
        "    signal.pause()\n"
        "sys.stdin = types.SimpleNamespace(buffer=types.SimpleNamespace(read=wait))\n"
        "sys.argv = ['councilprojects', 'validate', '-']\n"
        "cli.main()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline().strip() == b"ready"
        running.send_signal(signal.SIGINT)
        output, errors = running.communicate()
    assert (running.returncode, output, errors.strip()) == (130, b"", b"")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("fault", "code", "shown"),
    [
        (KeyError("x\x1b[31m"), 2, "This is a fault in councilprojects itself, please report it: KeyError: "),
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
        (SystemExit("text"), 0, ""),
    ],
)
def test_whatever_happens_ends_with_a_code_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: BaseException, code: int, shown: str
) -> None:
    def fails(**_options: object) -> None:
        raise fault

    monkeypatch.setattr(cli, "main", fails)
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == code
    printed = capsys.readouterr().err
    assert printed.startswith(shown)
    assert "\x1b" not in printed


def test_a_command_that_returns_ends_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["councilprojects", "explain", "end-before-start"])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 0


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
@pytest.mark.usefixtures("folder")
def test_colour_is_for_terminals_whose_owner_has_not_said_no(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    terminal: bool,  # noqa: FBT001 - a case of the table
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    with pytest.raises(SystemExit):
        cli.main(["validate", "invalid.json", *DAY], standalone_mode=False)
    assert ("\x1b[" in capsys.readouterr().out) is coloured
