"""`scripts/generate`: what is made from the standard is made anew when the standard changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

QUERIES = "aggregator/councilprojects_aggregator/queries"
MADE = (
    f"{QUERIES}/01-design-systems.rq",
    "docs/cli.md",
    "docs/codelists.md",
    "docs/fields.md",
    "docs/fixing.md",
    "docs/rules.md",
    "schema/context.jsonld",
    "schema/projects.editor.schema.json",
    "schema/vocabulary.html",
    "schema/vocabulary.jsonld",
    "schema/vocabulary.ttl",
    "validator/councilprojects_validator/rules/examples.json",
)


def generate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "scripts/generate"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    for folder in ("schema", "scripts", "docs", "validator", "tests/data", "aggregator"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_committed_copies_are_fresh(root: Path) -> None:
    done = generate(root, "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_stale_copies_are_named_with_the_command_and_left_alone(copy: Path) -> None:
    for path in MADE:
        (copy / path).write_text("old")
    done = generate(copy, "--check")
    assert done.returncode == 1
    assert sorted(done.stderr.splitlines()) == [f"{path} is stale. Run: scripts/generate" for path in MADE]
    assert {(copy / path).read_text() for path in MADE} == {"old"}


def test_a_missing_copy_is_written(root: Path, copy: Path) -> None:
    (copy / MADE[0]).unlink()
    assert generate(copy).stdout == f"written: {MADE[0]}\n"
    assert (copy / MADE[0]).read_bytes() == (root / MADE[0]).read_bytes()


@pytest.mark.parametrize("page", ["docs/fields.md", "docs/codelists.md"])
def test_links_between_the_pages_lead_to_a_heading(root: Path, page: str) -> None:
    text = (root / page).read_text("utf-8")
    links = set(re.findall(r"\]\(([a-z]*(?:\.md)?)#([^)]+)\)", text))
    assert links
    for file, anchor in links:
        target = (root / "docs" / file if file else root / page).read_text("utf-8")
        headings = [heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", target, re.MULTILINE)]
        assert headings.count(anchor) == 1, (file, anchor)
