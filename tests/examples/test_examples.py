"""Each example's command prints what the example says, and what should be valid is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/cmd.txt"))
INVALID = {"faulty"}


@pytest.mark.parametrize("example", FOLDERS, ids=lambda path: path.name)
def test_an_example_prints_what_it_says(example: Path, run: Callable[..., tuple[int, str]]) -> None:
    command = (example / "cmd.txt").read_text(encoding="utf-8").strip()
    code, said = run(*command.split())
    renew = f"if the new output is right: {command} > examples/{example.name}/expected.txt"
    assert said == (example / "expected.txt").read_text(encoding="utf-8"), renew
    assert code == (example.name in INVALID)


def test_every_example_has_a_command_and_stands_in_the_list() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()}
    listed = re.findall(r"^\| \[([a-z-]+)\]", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert folders == {path.name for path in FOLDERS} == set(listed)


@pytest.mark.parametrize("name", ["registry.json", "federation/registry.json", "uk/registry.json"])
def test_the_registries_are_valid(name: str, run: Callable[..., tuple[int, str]]) -> None:
    code, said = run("councilprojects", "validate", f"examples/{name}", "--strict", "--date", "2026-11-20")
    assert (code, "Valid: " in said) == (0, True), said


def test_the_partners_of_the_federation_name_each_other() -> None:
    marlowe, helyg = (project_file(name) for name in ("marlowe-vale", "bro-helyg"))
    theirs = {f"{helyg['self']}#{project['id']}": project for project in helyg["projects"]}
    ours = {f"{marlowe['self']}#{project['id']}": project for project in marlowe["projects"]}
    named = [
        (iri, partner["project"])
        for iri, project in ours.items()
        for partner in project.get("partners", ())
        if "project" in partner
    ]
    assert named
    for iri, other in named:
        assert iri in {partner.get("project") for partner in theirs[other]["partners"]}


def test_welsh_is_nowhere_less_than_english() -> None:
    def maps(value: object) -> list[dict[str, str]]:
        if isinstance(value, list):
            return [found for item in value for found in maps(item)]
        if not isinstance(value, dict):
            return []
        own = [value] if "en" in value or "cy" in value else []
        return own + [found for item in value.values() for found in maps(item)]

    found = maps(project_file("bro-helyg"))
    assert len(found) == 20
    assert all(list(texts) == ["cy", "en"] for texts in found)


def test_addresses_in_the_examples_are_mailboxes_of_teams_that_do_not_exist() -> None:
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("*.json")]
    boxes = {box for text in texts for box in re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", text)}
    assert boxes
    assert [box for box in boxes if not re.fullmatch(r"[a-z]+(-[a-z]+)*@[a-z]+\.example", box)] == []


def project_file(name: str) -> dict[str, list[dict[str, list[dict[str, str]]]]]:
    loaded: dict[str, list[dict[str, list[dict[str, str]]]]] = json.loads(
        (EXAMPLES / "federation" / name / "projects.json").read_bytes()
    )
    return loaded
