"""The command as a process: what comes out, whatever goes wrong, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from minimal import DAY

from councilprojects_validator import cli as command_line
from councilprojects_validator.cli import cli


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
        (MemoryError(), 2, "There is too little memory for this"),
        (RuntimeError("can't start new thread"), 2, "There is too little memory for this"),
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


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_an_interrupt_while_it_begins_ends_as_quietly(tmp_path: Path) -> None:
    # In the place of the first package that the command imports.
    (tmp_path / "click.py").write_text("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)")
    result = process("rules", env={"PYTHONPATH": str(tmp_path)})
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["rules"], ["explain", "file-empty"], ["--help"], ["completion", "bash"]])
def test_what_cannot_be_printed_is_a_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "councilprojects_validator", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr == "What is printed could not be written: No space left on device.\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(os.name == "nt", reason="closed by a POSIX shell")
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-", "0<&- 1>&- 2>&-"])
def test_a_stream_that_is_closed_changes_no_verdict(closed: str) -> None:
    command = f"{sys.executable} -m councilprojects_validator validate valid.json {closed}"
    result = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8", check=False)  # noqa: S602 - ours
    assert (result.returncode, result.stderr) == (0, "")
