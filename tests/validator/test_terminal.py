"""What a person at a terminal sees while something takes long, and that a pipe sees nothing of it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

LARGE = b'{"councilProjects": "1.0"}' + b" " * 2_000_000
COMMAND = (sys.executable, "-m", "councilprojects_validator")


def on_standard_error(*arguments: str, term: str = "xterm") -> str:
    """Return what stands on standard error where that is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": term, "COLUMNS": "40"}
    subprocess.run([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=theirs, env=environment, check=False)
    os.write(theirs, b"|")  # so that there is something to read if nothing was shown
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    return shown


@pytest.mark.parametrize(("command", "doing"), [("validate", "Checking"), ("fix", "Mending")])
def test_long_work_is_told_at_a_terminal_and_wiped_away(tmp_path: Path, command: str, doing: str) -> None:
    (tmp_path / "large.json").write_bytes(LARGE)
    shown = on_standard_error(command, str(tmp_path / "large.json"))
    told, wiped, _rest = shown.split("\r", 2)
    assert told.startswith(f"{doing} /")
    assert len(told) <= 40 - 1
    assert wiped == " " * len(told)


def test_quick_work_and_a_dumb_terminal_are_told_nothing(tmp_path: Path) -> None:
    (tmp_path / "small.json").write_bytes(LARGE.strip())
    (tmp_path / "large.json").write_bytes(LARGE)
    assert on_standard_error("validate", str(tmp_path / "small.json")) == "|"
    assert on_standard_error("validate", str(tmp_path / "large.json"), term="dumb") == "|"


def test_a_pipe_is_told_nothing(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(LARGE)
    done = subprocess.run([*COMMAND, "validate", str(tmp_path / "large.json")], capture_output=True, check=False)
    assert done.stderr == b""
