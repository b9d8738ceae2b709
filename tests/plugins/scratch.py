"""Scratch repositories: this tree as others would check it out, and a council's own. A pytest plugin."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "action.yml",
    "aggregator",
    "docs/integrations",
    "pyproject.toml",
    "schema",
    "scripts",
    "validator",
)
VALID = ROOT / "examples" / "minimal" / "projects.json"
FAULTY = ROOT / "examples" / "faulty" / "projects.json"

OFFLINE = ("Temporary failure in name resolution", "No matching distribution found", "Could not resolve host")
"""What pip and npm say without a network."""


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with what is shipped, as it stands in this tree: what a release tag would give."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in SHIPPED:
        copied = folder / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copied, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, copied)
    commit(folder)
    return folder


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A folder for a council's repository, empty yet."""
    folder = tmp_path / "council"
    folder.mkdir()
    return folder


def commit(folder: Path) -> str:
    """Put all that is there into the folder's repository and return the commit's id."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=All of it")
    return git(folder, "rev-parse", "HEAD").strip()


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, env=plain(), capture_output=True, text=True, check=True)
    return done.stdout


def plain(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment without what a runner or the user's git adds to it."""
    ours = ("GITHUB_", "GIT_", "RUNNER_", "PYTEST_", "PRE_COMMIT", "COUNCILPROJECTS_", "CI_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    who = "tests@ambridge.example"
    author = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"), who)
    return {**kept, **author, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **(extra or {})}


def offline(said: str) -> bool:
    """Tell whether a set-up failed for want of a network: skipped then, but never in CI."""
    return not os.environ.get("CI") and any(each in said for each in OFFLINE)
