"""Making `.venv`: nothing twice, and a sentence for each way in which it can fail."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def environment(script: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = script("environment.py")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "councilprojects.json")
    return module


@pytest.fixture
def installed(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for pip: what it was asked to install."""
    asked: list[str] = []
    monkeypatch.setattr(environment, "install", lambda _python, what: asked.append(what))
    return asked


@pytest.fixture
def ready(environment: ModuleType) -> Path:
    """An environment whose Python runs."""
    programs = environment.VENV / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    return programs


def test_the_second_time_nothing_is_installed(environment: ModuleType, installed: list[str], ready: Path) -> None:
    assert environment.prepare(frozenset({"aggregator", "test"})) == ready
    assert environment.prepare(frozenset({"aggregator"})) == ready
    assert installed == [".[aggregator,test]"]


@pytest.mark.usefixtures("ready")
def test_a_changed_pyproject_and_a_new_extra_are_installed_beside_what_is_there(
    environment: ModuleType, installed: list[str]
) -> None:
    environment.prepare(frozenset({"test"}))
    environment.prepare(frozenset({"aggregator"}))
    (environment.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    environment.prepare(frozenset({"aggregator"}))
    assert installed == [".[test]", ".[aggregator,test]", ".[aggregator,test]"]
    assert json.loads(environment.STAMP.read_text(encoding="utf-8"))["extras"] == ["aggregator", "test"]


def test_an_installation_that_failed_is_tried_again(
    environment: ModuleType, ready: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    failing = ready / "pip-fails"
    failing.write_text("#!/bin/sh\necho 'no route to host' >&2\nexit 1\n", encoding="utf-8")
    failing.chmod(0o755)
    environment.STAMP.write_text('{"pyproject": "half', encoding="utf-8")
    real = environment.install
    monkeypatch.setattr(environment, "install", lambda _python, what: real(failing, what))
    with pytest.raises(environment.SetupError, match="Is there a network"):
        environment.prepare(frozenset({"test"}))
    assert "no route to host" in capfd.readouterr().err
    assert not environment.STAMP.exists()


def test_an_environment_whose_python_is_gone_is_made_again(
    environment: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = environment.VENV / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to("/nowhere/python")
    made = []
    monkeypatch.setattr(environment, "create", lambda: made.append(True))
    environment.prepare(frozenset({"test"}))
    assert (made, installed) == ([True], [".[test]"])


def test_a_missing_venv_module_is_named_with_the_package_that_brings_it(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'ensurepip is not available.'\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(environment.SetupError, match="apt-get install python3-venv"):
        environment.prepare(frozenset({"test"}))


def test_a_python_that_is_too_old_gives_way_to_a_newer_one_on_the_path(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "python-new"
    newer.write_text("", encoding="utf-8")
    newer.chmod(0o755)
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    monkeypatch.setattr(environment, "NEWER", ("python-nowhere", "python-new"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda program, arguments: started.append((program, arguments)))
    monkeypatch.setattr(sys, "argv", ["scripts/demo", "--no-serve"])
    environment.use_new_enough_python()
    assert started == [(str(newer), [str(newer), "scripts/demo", "--no-serve"])]


def test_a_python_that_is_too_old_and_alone_is_told_so(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    monkeypatch.setattr(environment, "NEWER", ())
    with pytest.raises(environment.SetupError, match=r"needs Python 3\.11 or newer, and this is Python 3"):
        environment.use_new_enough_python()


def test_a_python_that_is_new_enough_goes_on(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("started again"))
    environment.use_new_enough_python()
