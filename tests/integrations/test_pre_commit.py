"""The hook, by pre-commit itself: it clones this repository, builds its environment and judges a council's commit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from scratch import FAULTY, ROOT, VALID, commit, git, offline, plain

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it has built: once for all tests of this module."""
    return tmp_path_factory.mktemp("pre-commit")


def pre_commit(council: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [PRE_COMMIT, *arguments],
        cwd=council,
        env=plain({"PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode and offline(done.stdout + done.stderr):
        pytest.skip("pre-commit builds the hook's environment from PyPI, and there is no network")
    return done


def use(council: Path, checkout: Path) -> None:
    """Write the configuration that docs/integrations.md shows, with the address and revision of the checkout."""
    revision = git(checkout, "rev-parse", "HEAD").strip()
    repository = {"repo": str(checkout), "rev": revision, "hooks": [{"id": HOOKS[0]["id"]}]}
    (council / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repository]}), encoding="utf-8")
    shutil.copy(VALID, council / "projects.json")
    commit(council)


@pytest.mark.slow
def test_a_commit_with_a_sound_file_passes_and_one_with_a_faulty_file_does_not(
    checkout: Path, council: Path, home: Path
) -> None:
    use(council, checkout)
    passed = pre_commit(council, home, "run", "--all-files")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Validate projects.json" in passed.stdout
    assert "Passed" in passed.stdout

    (council / "data").mkdir()
    shutil.copy(FAULTY, council / "data" / "projects.json")
    (council / "package.json").write_text("{", encoding="utf-8")
    git(council, "add", "--all")
    failed = pre_commit(council, home, "run")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "data/projects.json:19:14: error: This ends on 2025-09, before it starts on 2026-04." in failed.stdout
    assert "package.json" not in failed.stdout


@pytest.mark.slow
def test_the_hook_runs_at_a_commit(checkout: Path, council: Path, home: Path) -> None:
    use(council, checkout)
    assert pre_commit(council, home, "install").returncode == 0
    shutil.copy(FAULTY, council / "projects.json")
    git(council, "add", "--all")
    environment = plain({"PRE_COMMIT_HOME": str(home)})
    done = subprocess.run(
        ["git", "commit", "--message=Faulty"], cwd=council, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "[end-before-start]" in done.stdout + done.stderr


def test_the_hook_needs_nothing_but_the_validator() -> None:
    """Its environment has no extra: what a council's every commit waits for stays small."""
    assert [hook["id"] for hook in HOOKS] == ["councilprojects-validate"]
    assert "additional_dependencies" not in HOOKS[0]


@pytest.mark.slow
def test_pre_commit_itself_accepts_the_manifest() -> None:
    done = subprocess.run(
        [PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
