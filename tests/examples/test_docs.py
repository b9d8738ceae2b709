"""What the docs say is true: links lead somewhere, commands exist, output shown is output printed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import split

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = {"site", "build", "dist", "node_modules"}


def ours(path: Path) -> bool:
    return not any(part in FOREIGN or part.startswith(".") for part in path.relative_to(ROOT).parts)


PAGES = sorted(filter(ours, ROOT.rglob("*.md")))
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
MADE_ELSEWHERE = {"python", "docker", "echo", "git", "newsboat", "pipx", "uvx"}  # commands that are not ours


def consoles(page: Path) -> Iterator[tuple[str, str]]:
    """Yield each `$ command` of a page's console blocks, with the output shown below it."""
    for _indent, language, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "console":
            first, *others = re.split(r"^ *\$ ", body, flags=re.MULTILINE)
            assert not first.strip(), f"{page}: a console block begins with a command"
            for part in others:
                command, _, output = part.partition("\n")
                yield command.strip(), output


COMMANDS = [(page, command, output) for page in PAGES for command, output in consoles(page)]


def test_there_are_pages_and_commands_to_look_at() -> None:
    assert len(PAGES) > 10
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [target for target in LINK.findall(text) if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize(("page", "command", "output"), COMMANDS, ids=[command for _, command, _ in COMMANDS])
def test_commands_exist_and_print_what_is_shown(
    page: Path, command: str, output: str, run: Callable[..., tuple[int, str]]
) -> None:
    program, *arguments = split(command)
    if program == "councilprojects":
        check_own_command(arguments, output, run)
    elif program.startswith("."):
        assert program.startswith(".venv/bin/"), page
    elif "/" in program or program == "python3":
        assert (ROOT / (arguments[0] if program == "python3" else program)).exists(), page
    else:
        assert program in MADE_ELSEWHERE, f"{page}: {command}"


def check_own_command(arguments: list[str], output: str, run: Callable[..., tuple[int, str]]) -> None:
    if output.strip():
        _code, said = run("councilprojects", *arguments)
        assert said.rstrip() == output.rstrip()
        return
    code, manual = run("councilprojects", arguments[0], "--help")
    assert code == 0
    assert [word for word in arguments if word.startswith("--") and word not in manual] == []


def test_the_readme_keeps_to_its_length_and_shows_the_smallest_file() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    smallest = (ROOT / "examples" / "minimal" / "projects.json").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 120
    assert smallest.rstrip() in readme
    assert smallest.rstrip() in (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")


def test_every_folder_of_the_top_has_its_page() -> None:
    for folder in ("schema", "validator", "aggregator", "examples", "tests", "benchmarks"):
        assert (ROOT / folder / "README.md").exists(), folder


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = {re.split(r"[^\w.-]", line)[0] for line in project["dependencies"] + extras["aggregator"] + extras["test"]}
    told = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    assert {name for name in names if name not in told} == set()
