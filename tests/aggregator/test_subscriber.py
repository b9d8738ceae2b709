"""A subscriber with a real reader: one example changes, and exactly one new unread entry says what."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
from feed_readers import Newsboat, program, serving

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "https://registry.councilprojects.example/federation/registry.json"


def serve_examples() -> ModuleType:
    loader = SourceFileLoader("examples_for_subscribers", str(ROOT / "scripts/serve_examples.py"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where a dataclass looks its own module up
    loader.exec_module(module)
    return module


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    program("newsboat")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path / "examples"


@pytest.fixture
def places(examples: Path) -> Iterator[Mapping[str, str]]:
    with serve_examples().serving(examples) as served:
        yield served


def crawl(folder: Path, places: Mapping[str, str], date: str, site_url: str) -> None:
    command = [
        *(sys.executable, "-m", "councilprojects_validator", "aggregate", REGISTRY, "--quiet", "--date", date),
        *("--output", "site", "--site-url", site_url, "--delay", "0", "--allow-network", "127.0.0.0/8"),
        *(f"--connect-to={host}={place}" for host, place in places.items()),
    ]
    subprocess.run(command, cwd=folder, check=True, timeout=300)


def change(examples: Path, **changes: str) -> dict[str, str]:
    """Change the first project of Marlowe Vale's that is an alpha; return it as it was."""
    path = examples / "federation/marlowe-vale/projects.json"
    file = json.loads(path.read_bytes())
    project: dict[str, str] = next(each for each in file["projects"] if each.get("phase") == "alpha")
    before = dict(project)
    project.update(changes)
    path.write_text(json.dumps(file), encoding="utf-8")
    return before


def test_one_change_is_one_unread_entry_that_says_what_changed(
    examples: Path, places: Mapping[str, str], tmp_path: Path
) -> None:
    reader = Newsboat(tmp_path / "newsboat")
    with serving(tmp_path / "site") as site:
        main, phase, other = (
            f"{site}{path}"
            for path in ("changes.atom", "feeds/phase/alpha/changes.rss", "feeds/publisher/thornmere/changes.atom")
        )
        crawl(tmp_path, places, "2026-11-21T06:00:00Z", site)
        reader.reload(main, phase, other)
        assert len(reader.unread()) == 3  # each council's first file is one entry, in however many feeds
        reader.read_all()

        # Nobody changed anything, and everything was stamped anew.
        change(examples, reviewed="2026-11-21")
        crawl(tmp_path, places, "2026-11-22T06:00:00Z", site)
        reader.reload(main, phase, other)
        assert reader.unread() == []

        before = change(examples, phase="beta")
        crawl(tmp_path, places, "2026-11-23T06:00:00Z", site)
        reader.reload(main, phase, other)
        (entry,) = reader.unread()
        assert entry["title"] == f"{before['title']} moved from alpha to beta"
        assert entry["url"] == f"{site}projects/marlowe-vale/{before['id']}/"
        assert before["summary"] in entry["content"]

        # Reading the same again shows nothing again.
        reader.read_all()
        crawl(tmp_path, places, "2026-11-24T06:00:00Z", site)
        reader.reload(main, phase, other)
        assert reader.unread() == []
