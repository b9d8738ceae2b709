"""docs/integrations.md: its commands run, its snippets name what is there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from badserver import Site, answer
from scratch import ROOT, VALID, offline, plain

PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
COMMANDS = COMMAND.findall(PAGE)
PUBLISHING_PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
PUBLISHING = COMMAND.findall(PUBLISHING_PAGE)
SNIPPETS: list[Any] = [
    yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
]
PROGRAMS = Path(sys.executable).parent


def by(program: str, commands: Sequence[str] = COMMANDS) -> list[list[str]]:
    return [words for words in map(shlex.split, commands) if words[0] == program]


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = plain(
        {"PIPX_HOME": str(folder / ".pipx"), "UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable}
    )
    path = f"{PROGRAMS}:{environment['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**environment, "PATH": path}, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode and offline(done.stdout + done.stderr):
        pytest.skip(f"{command[0]} installs from PyPI, and there is no network")
    return done


@pytest.mark.slow
def test_uvx_and_pipx_run_it_without_an_installation(checkout: Path, council: Path) -> None:
    """As the page has it, but from this tree in place of PyPI."""
    shutil.copy(VALID, council / "projects.json")
    uvx, pipx = by("uvx")[0], by("pipx")[0]
    assert (uvx[:2], pipx[:3]) == (["uvx", "councilprojects"], ["pipx", "run", "councilprojects"])
    for command in (["uvx", "--from", str(checkout), *uvx[1:]], ["pipx", "run", "--spec", str(checkout), *pipx[2:]]):
        done = run(command, council)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Valid: nothing to mend." in done.stdout


@pytest.mark.slow
def test_uvx_takes_the_extra_that_reads_urls(checkout: Path, council: Path) -> None:
    from_extra = by("uvx")[1]
    assert from_extra[1:3] == ["--from", "councilprojects[aggregator]"]
    done = run(["uvx", "--from", f"councilprojects[aggregator] @ {checkout.as_uri()}", *from_extra[3:]], council)
    assert done.returncode == 2
    assert "www.ambridge.example" in done.stdout
    assert "install `councilprojects[aggregator]`" not in done.stdout


def test_python_m_is_the_same_command() -> None:
    (words,) = by("python")
    done = run([sys.executable, *words[1:]], ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


ALL = {tuple(words) for words in (*by("councilprojects"), *by("councilprojects", PUBLISHING))}
OWN = sorted(words for words in ALL if words[1] != "discover")
(DISCOVER,) = ALL.difference(OWN)


@pytest.mark.parametrize("words", OWN, ids=" ".join)
def test_its_own_commands_do_what_is_said_of_them(
    words: tuple[str, ...], web: Callable[..., Site], council: Path
) -> None:
    """With the council's website on loopback."""
    shutil.copy(VALID, council / "projects.json")
    site = web()
    site.pages |= {"/projects.json": [answer(VALID.read_bytes())], "/": [answer(b"<html>")]}
    there = ["--allow-network", "127.0.0.0/8", "--connect-to", f"www.ambridge.example=127.0.0.1:{site.port}"]
    done = run([*words, *(there if words[1] == "validate" else [])], council)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    assert bool(site.paths) is ("--online" in words or "://" in words[2])
    assert ("hosting-no-cors" in done.stdout) is ("://" in words[2])
    assert ("link-gone" in done.stdout) is ("--online" in words)


def test_discover_prints_the_entry_for_a_registry(web: Callable[..., Site], council: Path) -> None:
    site = web()
    site.pages |= {"/projects.json": [answer(VALID.read_bytes())], "/": [answer(b"<html>")]}
    host = urlsplit(DISCOVER[2]).hostname
    there = ["--allow-network", "127.0.0.0/8", "--connect-to", f"{host}=127.0.0.1:{site.port}"]
    done = run([*DISCOVER, *there], council)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["url"] == f"{DISCOVER[2]}projects.json"


def test_every_command_of_the_page_is_run_here() -> None:
    assert {shlex.split(command)[0] for command in COMMANDS} == {"uvx", "pipx", "python", "councilprojects"}
    assert len(OWN) > 3


def test_the_snippets_name_what_is_there() -> None:
    hook, workflow, steps, include = SNIPPETS
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [each["id"] for each in hook["repos"][0]["hooks"]] == [each["id"] for each in hooks]
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    used = workflow["jobs"]["validate"]["steps"][1]
    assert set(used["with"]) <= set(action["inputs"])
    assert steps[1]["with"]["sarif_file"] in steps[0]["run"]
    assert (ROOT / include["include"][0]["remote"].split("/v0.1.0/")[1]).is_file()


def test_every_input_and_output_of_the_action_is_told() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    untold = {
        name for name in (*action["inputs"], *action["outputs"]) if f"`{name}" not in PAGE and f"{name}:" not in PAGE
    }
    assert untold <= {"date"}, "for tests: a workflow judges as of today"


def test_every_web_servers_snippet_sends_the_header_that_browsers_need() -> None:
    snippets = re.findall(r"^```(nginx|apache|xml)\n(.*?)^```", PUBLISHING_PAGE, re.MULTILINE | re.DOTALL)
    assert [server for server, _text in snippets] == ["nginx", "apache", "xml"]
    for _server, text in snippets:
        assert re.search(r"""Access-Control-Allow-Origin"?(?: value=)? ?"?\*""", text)
    assert ET.fromstring(snippets[2][1]).tag == "configuration"  # noqa: S314 (our own page)
