"""What the schema of projects.json accepts and refuses, field by field, on a file with one change."""

from __future__ import annotations

import copy
import json
import operator
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
"""Members that are set at one place of a small file; for a refused one the keyword that refuses it, and no other."""


def changed(case: dict[str, Any]) -> dict[str, Any]:
    file: dict[str, Any] = copy.deepcopy(CASES["file"])
    part: Any = file
    for key in case["at"]:
        part = part[key]
    part.update(case["members"])
    return file


def failed_keywords(schema: dict[str, Any], file: Any) -> list[str]:
    """Return the keywords that refuse the file, which must be the same ones in the draft that old tools know."""
    failed = [str(error.validator) for error in jsonschema.Draft202012Validator(schema).iter_errors(file)]
    assert [str(error.validator) for error in jsonschema.Draft7Validator(schema).iter_errors(file)] == failed
    return failed


@pytest.mark.parametrize("case", CASES["accepted"], ids=operator.itemgetter("name"))
def test_accepts(projects_schema: dict[str, Any], case: dict[str, Any]) -> None:
    assert failed_keywords(projects_schema, changed(case)) == []


@pytest.mark.parametrize("case", CASES["refused"], ids=operator.itemgetter("name"))
def test_refuses(projects_schema: dict[str, Any], case: dict[str, Any]) -> None:
    assert failed_keywords(projects_schema, changed(case)) == [case["keyword"]]


@pytest.mark.parametrize("name", ["title", "summary", "reviewed", "id"])
def test_a_project_needs_these_four_and_nothing_else(projects_schema: dict[str, Any], name: str) -> None:
    file = copy.deepcopy(CASES["file"])
    assert failed_keywords(projects_schema, file) == []
    del file["projects"][0][name]
    assert failed_keywords(projects_schema, file) == ["required"]


def test_every_text_field_says_so_in_the_one_way_that_readers_look_for(
    fields: dict[tuple[str, str], dict[str, Any]],
) -> None:
    texts = {
        key
        for key, field in fields.items()
        if field.get("items", field).get("allOf", [{}])[0].get("$ref") == "#/$defs/text"
    }
    assert {
        ("organisation", "name"),
        ("contact", "name"),
        ("project", "description"),
        ("project", "users"),
        ("channel", "definition"),
        ("technology", "role"),
        ("contract", "title"),
        ("grant", "programme"),
        ("lesson", "text"),
        ("commitment", "name"),
        ("collaboration", "culture"),
    } <= texts
    assert fields["project", "title"]["allOf"] == [{"$ref": "#/$defs/title"}]
    assert fields["project", "summary"]["allOf"] == [{"$ref": "#/$defs/summary"}]
    assert {key for key, field in fields.items() if field.get("allOf") == [{"$ref": "#/$defs/localisedUrl"}]} == {
        ("project", "url"),
        ("contact", "url"),
    }


@pytest.mark.parametrize("page", ["README.md", "docs/publishing.md"])
def test_the_smallest_file_is_valid_and_the_one_that_the_pages_show(
    root: Path, projects_schema: dict[str, Any], page: str
) -> None:
    smallest = (root / "examples/minimal/projects.json").read_text("utf-8")
    assert failed_keywords(projects_schema, json.loads(smallest)) == []
    assert len(smallest.splitlines()) == 13
    shown = re.findall(r"```json\n(.*?)```", (root / page).read_text("utf-8"), re.DOTALL)
    assert smallest in shown


@pytest.mark.parametrize("example", ["minimal", "typical-council", "every-field"])
@pytest.mark.parametrize("name", ["projects", "projects.editor"])
def test_the_examples_are_valid(root: Path, example: str, name: str) -> None:
    schema = json.loads((root / f"schema/{name}.schema.json").read_text("utf-8"))
    file = json.loads((root / f"examples/{example}/projects.json").read_text("utf-8"))
    assert failed_keywords(schema, file) == []


def test_the_example_with_every_field_has_every_field(
    projects_schema: dict[str, Any], every_field: dict[str, Any], fields: dict[tuple[str, str], dict[str, Any]]
) -> None:
    used: set[tuple[str, str]] = set()
    collect(projects_schema, "file", every_field, used)
    assert set(fields) - used == set()


def collect(schema: dict[str, Any], definition: str, value: Any, used: set[tuple[str, str]]) -> None:
    """Add to `used` every field in `value`, an object of `definition`, under the definition that names the field."""
    part = schema if definition == "file" else schema["$defs"][definition]
    for inherited in part.get("allOf", ()):
        collect(schema, inherited["$ref"].removeprefix("#/$defs/"), value, used)
    for name, field in part.get("properties", {}).items():
        if name in value:
            used.add((definition, name))
            item = field.get("items", field)
            target = (item.get("$ref") or item.get("allOf", [{"$ref": ""}])[0]["$ref"]).removeprefix("#/$defs/")
            if schema["$defs"].get(target, {}).get("type") == "object" or target in (
                "publisher",
                "partner",
                "compiler",
            ):
                for each in value[name] if "items" in field else [value[name]]:
                    collect(schema, target, each, used)
