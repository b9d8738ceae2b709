"""What the tests of examples, scripts and docs share: the repository, its scripts as modules, its commands."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Load a file of `scripts/` as a module; the scripts import each other by name, as when they run."""
    monkeypatch.syspath_prepend(SCRIPTS)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return load


@pytest.fixture(scope="session")
def example_servers() -> ModuleType:
    """`scripts/serve_examples.py`, for tests that share a server."""
    return load("serve_examples.py")


def load(name: str) -> ModuleType:
    loader = SourceFileLoader(f"script_{Path(name).stem}", str(SCRIPTS / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where a dataclass looks its own module up
    loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def run() -> Callable[..., tuple[int, str]]:
    """Run an installed command in the repository as a person does, and give its exit code and what it printed."""

    def command(program: str, *arguments: str) -> tuple[int, str]:
        plain = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1", "COLUMNS": "100"}
        path = Path(sys.executable).with_name(program)
        done = subprocess.run([path, *arguments], cwd=ROOT, env=plain, capture_output=True, check=False, timeout=120)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8")

    return command
