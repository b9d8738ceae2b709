"""Completion in shells: the script that is printed, tried in a real bash; zsh and fish by what they ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from councilprojects_validator.cli import cli
from councilprojects_validator.command import completion as cli_completion
from councilprojects_validator.rules import RULES

PROGRAM = Path(sys.executable).with_name("councilprojects")

# Bash with the script in it, asked as readline asks at a press of Tab: words and the number of the last one.
IN_BASH = """
source /dev/stdin <<< "$SCRIPT"
COMP_WORDS=({words}); COMP_CWORD={number}
compopt() {{ COMPREPLY+=("compopt $1 $2"); }}
_councilprojects_completion councilprojects
printf '%s\\n' "${{COMPREPLY[@]}}"
complete -p councilprojects
"""


def script(shell: str) -> str:
    result = CliRunner().invoke(cli, ["completion", shell], prog_name="councilprojects")
    assert result.exit_code == 0
    return result.stdout


def ask(shell: str, *words: str) -> list[str]:
    """Ask the program as the script of this shell does."""
    asked = {
        "_COUNCILPROJECTS_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    done = subprocess.run([PROGRAM], env={**os.environ, **asked}, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no bash of its own")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["councilprojects", "expl"], ["explain"]),
        (["councilprojects", "explain", "end-before"], ["end-before-start"]),
        (["councilprojects", "validate", "--onl"], ["--online"]),
        (["councilprojects", "completion", ""], ["bash", "zsh", "fish"]),
        (["councilprojects", "validate", "proj"], ["compopt -o default"]),
    ],
)
def test_in_a_real_bash(words: list[str], expected: list[str]) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    given = IN_BASH.format(words=" ".join(f"'{word}'" for word in words), number=len(words) - 1)
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "--norc", "-c", given],
        env={**os.environ, "PATH": path, "SCRIPT": script("bash")},
        capture_output=True,
        text=True,
        check=True,
    )
    *found, registered = done.stdout.splitlines()
    assert found == expected
    assert registered.startswith("complete -o nosort -F _councilprojects_completion councilprojects")
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_zsh_and_fish_get_what_they_ask_for_with_its_meaning(shell: str) -> None:
    found = "\n".join(ask(shell, "councilprojects", "explain", "end-before-start"))
    assert "end-before-start" in found
    assert RULES["end-before-start"].title.split("\n")[0] in found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_by_the_variable_that_the_program_looks_at(shell: str) -> None:
    assert f"_COUNCILPROJECTS_COMPLETE={shell}_complete" in script(shell)


def installed(shell: str) -> str:
    program = shutil.which(shell)
    if program is None:
        assert not os.environ.get("CI"), f"{shell} is missing: scripts/check installs it"
        pytest.skip(f"{shell} is not installed")
    return program


def test_in_a_real_fish() -> None:
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [installed("fish"), "--no-config", "-c", "source; complete -C 'councilprojects explain end-before'"],
        env={**os.environ, "PATH": path},
        input=script("fish"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("end-before-start\t")


def test_a_real_zsh_can_read_its_script() -> None:
    subprocess.run([installed("zsh"), "-n"], input=script("zsh"), text=True, check=True, capture_output=True)


def test_another_shell_is_a_sentence() -> None:
    result = CliRunner().invoke(cli, ["completion", "powershell"])
    assert result.exit_code == 2
    assert "'powershell' is not one of" in result.stderr


def test_files_are_left_to_the_shell_and_codes_come_with_their_titles() -> None:
    context, argument = click.Context(cli), click.Argument(["x"])
    assert [(item.value, item.type) for item in cli_completion.paths(context, argument, "proj")] == [("proj", "file")]
    assert [(item.value, item.help) for item in cli_completion.codes(context, argument, "end-before")] == [
        ("end-before-start", RULES["end-before-start"].title)
    ]
