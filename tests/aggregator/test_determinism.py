"""The same files and the same date give the same bytes, wherever and however the run is done.

Processes of their own over the examples, for hash seed, locale and time zone are settled before Python's first line.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "scripts/serve_examples.py"
REGISTRY = "https://registry.councilprojects.example/registry.json"
DATES = ("2026-11-21T23:30:00Z", "2026-11-22T23:30:00Z")
"""Half an hour before midnight in London: another day, and in places another month, for those who look at a clock."""

NOT_COMPARED = "run.json"  # it says how many seconds the run took

PLAIN = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "Europe/London"}


def serve_examples() -> ModuleType:
    loader = SourceFileLoader("examples_for_determinism", str(SOURCE))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where a dataclass looks its own module up
    loader.exec_module(module)
    return module


def crawl(places: Mapping[str, str], folder: Path, variables: Mapping[str, str], jobs: int) -> dict[str, bytes]:
    """Crawl twice, on two days, and return the output."""
    lines = [f"--connect-to={host}={place}" for host, place in places.items()]
    for date in DATES:
        command = [
            *(sys.executable, "-m", "councilprojects_validator", "aggregate", REGISTRY, "--quiet", "--date", date),
            *("--output", "site", "--state", "state.sqlite", "--jobs", str(jobs), "--delay", "0"),
            *("--allow-network", "127.0.0.0/8", *lines),
        ]
        done = subprocess.run(command, cwd=folder, env={**os.environ, **PLAIN, **variables}, check=False, timeout=300)
        assert done.returncode == 0
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != NOT_COMPARED
    }


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("determinism") / "examples"
    shutil.copytree(ROOT / "examples", folder)
    return folder


@pytest.fixture(scope="module")
def places(examples: Path) -> Iterator[Mapping[str, str]]:
    with serve_examples().serving(examples) as served:
        yield served


@pytest.fixture(scope="module")
def expected(places: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return crawl(places, tmp_path_factory.mktemp("expected"), {}, jobs=4)


@pytest.mark.parametrize(
    ("variables", "jobs"),
    [
        ({"PYTHONHASHSEED": "1"}, 1),
        ({"PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Kiritimati"}, 32),
        ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/Los_Angeles"}, 4),
        ({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, 4),
    ],
    ids=["one job", "many jobs, farthest east", "Turkish letters, far west", "plain C"],
)
def test_neither_hash_seed_nor_jobs_nor_locale_nor_time_zone_changes_a_byte(
    places: Mapping[str, str], expected: dict[str, bytes], tmp_path: Path, variables: Mapping[str, str], jobs: int
) -> None:
    assert crawl(places, tmp_path, variables, jobs) == expected


def test_a_registry_in_another_order_changes_no_byte(
    places: Mapping[str, str], expected: dict[str, bytes], examples: Path, tmp_path: Path
) -> None:
    kept = {path: path.read_bytes() for path in examples.rglob("registry.json")}
    try:
        for path, content in kept.items():
            registry = json.loads(content)
            turned = {**dict(reversed(registry.items())), "sources": registry["sources"][::-1]}
            path.write_text(json.dumps(turned), encoding="utf-8")
        assert crawl(places, tmp_path, {}, jobs=4) == expected
    finally:
        for path, content in kept.items():
            path.write_bytes(content)
