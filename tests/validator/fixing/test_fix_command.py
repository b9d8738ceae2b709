"""`councilprojects fix` as somebody uses it: what stands on which stream, what is written, the exit code."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from councilprojects_validator.cli import cli
from councilprojects_validator.reading.read import MAX_SIZE

SOUND = """{
  "councilProjects": "1.0",
  "publisher": {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"},
  "projects": [
    {
      "id": "missed-bins",
      "title": "Report a missed bin",
      "summary": "Residents report a missed collection online and see when the crew will return.",
      "reviewed": "2026-10-12",
      "phase": "beta",
      "url": "https://www.ambridge.example/missed-bins"
    }
  ]
}
"""
FAULTY = SOUND.replace('"beta"', '"Beta"')
DIFF = """--- a/faulty.json
+++ b/faulty.json
@@ -7,7 +7,7 @@
       "title": "Report a missed bin",
       "summary": "Residents report a missed collection online and see when the crew will return.",
       "reviewed": "2026-10-12",
-      "phase": "Beta",
+      "phase": "beta",
       "url": "https://www.ambridge.example/missed-bins"
     }
   ]
"""
DAY = ("--date", "2026-11-20")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sound.json").write_text(SOUND, encoding="utf-8")
    Path("faulty.json").write_text(FAULTY, encoding="utf-8")
    Path("other.json").write_text('{"Phase": "Beta"}', encoding="utf-8")
    return tmp_path


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["fix", *arguments, *DAY], input=given, catch_exceptions=False)


def test_without_write_the_mends_are_shown_and_nothing_changes() -> None:
    result = run("faulty.json")
    assert (result.exit_code, result.stdout) == (1, DIFF)
    assert result.stderr == (
        "faulty.json: 1 thing can be mended. To do it, run this again with --write.\n"
        "  line 10: A code is written as its list has it. [unknown-code]\n"
        "Nothing is left for a person to mend.\n"
    )
    assert Path("faulty.json").read_text(encoding="utf-8") == FAULTY


def test_with_write_the_file_is_mended_and_a_second_run_does_nothing() -> None:
    result = run("faulty.json", "--write")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("faulty.json: mended 1 thing.\n")
    assert Path("faulty.json").read_text(encoding="utf-8") == SOUND
    before = Path("faulty.json").stat()
    result = run("faulty.json", "--write")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "faulty.json: there is nothing to mend that is certain.\nNothing is left for a person to mend.\n"
    )
    assert Path("faulty.json").stat() == before


def test_what_is_left_for_a_person_is_counted_and_does_not_change_the_exit_code() -> None:
    Path("faulty.json").write_text(FAULTY.replace("2026-10-12", "03/04/2026"), encoding="utf-8")
    result = run("faulty.json", "--write")
    assert result.exit_code == 0
    assert result.stderr.endswith("Left for a person: 1 error. `councilprojects validate` says what and where.\n")


def test_standard_input_comes_out_mended_and_the_words_stand_apart() -> None:
    result = run("-", given=FAULTY.replace("\n", "\r\n").encode())
    assert (result.exit_code, result.stdout_bytes) == (0, SOUND.replace("\n", "\r\n").encode())
    assert result.stderr.startswith("standard input: mended 1 thing.\n")


@pytest.mark.parametrize("given", [b"", b"\xff\xfe", b"<html>", b'{"a": 1,}', b"\xef\xbb\xbf{}"])
def test_standard_input_that_is_none_of_ours_comes_out_as_it_is(given: bytes) -> None:
    result = run("-", given=given)
    assert (result.exit_code, result.stdout_bytes) == (2, given)
    assert "Nothing says that this is a file of Council Projects" in result.stderr


def test_standard_input_stands_alone() -> None:
    result = run("-", "faulty.json", given=b"")
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_folder_stands_for_the_marked_files_in_it() -> None:
    result = run(".", "--write")
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stderr.splitlines() if ".json" in line] == [
        "faulty.json",
        "sound.json",
    ]
    assert Path("other.json").read_text(encoding="utf-8") == '{"Phase": "Beta"}'


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["sound.json"], 0),
        (["sound.json", "faulty.json"], 1),
        (["faulty.json", "gone.json"], 2),
        (["other.json"], 2),
        (["https://www.ambridge.example/projects.json"], 2),
    ],
)
def test_the_exit_code_is_the_highest_of_all_files(names: list[str], code: int) -> None:
    result = run(*names)
    assert result.exit_code == code
    assert all(name in result.stderr for name in names)


def test_a_read_only_file_is_told_and_stays() -> None:
    Path("faulty.json").chmod(0o444)
    result = run("faulty.json", "--write")
    assert (result.exit_code, result.stderr) == (2, "faulty.json: The file is read-only, so nothing was written.\n")
    assert Path("faulty.json").read_text(encoding="utf-8") == FAULTY


@pytest.mark.parametrize("name", ["large.json", "-"])
def test_of_a_file_that_is_too_large_nothing_is_written_anywhere(name: str) -> None:
    content = FAULTY.encode() + b" " * MAX_SIZE
    Path("large.json").write_bytes(content)
    result = run(name, "--write", given=content)
    assert (result.exit_code, result.stdout_bytes) == (2, b"")
    assert "The file is larger than 10 MB and was not read." in result.stderr
    assert Path("large.json").stat().st_size == len(content)


def test_a_larger_file_is_mended_where_that_is_wanted() -> None:
    """Also one that is at the limit and grows by being mended."""
    faulty = FAULTY.replace('"phase": "Beta"', '"phase": "beta", "start": "1/2026"')
    content = faulty.encode() + b" " * MAX_SIZE
    Path("large.json").write_bytes(content)
    assert run("large.json", "--write", "--max-size", str(len(content) - 1)).exit_code == 2
    assert run("large.json", "--write", "--max-size", str(len(content))).exit_code == 0
    assert Path("large.json").stat().st_size > MAX_SIZE
    assert run("large.json", "--max-size", "10.5MB").exit_code == 0


def test_many_places_of_one_kind_are_counted() -> None:
    broken = SOUND.replace('"phase": "beta"', '"topics": [\n%s"waste"]' % ("null,\n" * 30))
    Path("faulty.json").write_text(broken, encoding="utf-8")
    assert (
        "  lines 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 20 more: An empty field or item is taken out."
        " [empty-value]\n" in run("faulty.json").stderr
    )


@pytest.mark.parametrize(("no_colour", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_person_at_a_terminal_sees_colours_unless_they_said_no(no_colour: dict[str, str], *, coloured: bool) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "councilprojects_validator", "fix", "faulty.json", *DAY]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "", **no_colour}
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment, check=False)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode().replace("\r\n", "\n")
    os.close(ours)
    assert done.returncode == 1
    assert ('\x1b[32m+      "phase": "beta",\x1b[0m\n' in shown) is coloured
    assert (shown == DIFF) is not coloured
