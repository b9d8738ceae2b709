"""The JSON Schemas: documented to the last field, and in the subset that every engine and editor understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SCHEMAS = Path(__file__).parents[2] / "schema"
NAMES = ("projects", "projects.editor", "registry", "report", "status")
# What draft-07, draft 2020-12 and editors read alike, with `$defs` in place of `definitions`.
PORTABLE = {
    *("$schema", "$id", "$ref", "$defs", "title", "description", "examples"),
    *("type", "enum", "const", "properties", "required", "items", "contains", "minProperties", "propertyNames"),
    *("additionalProperties", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "maxItems"),
    *("allOf", "anyOf", "if", "then"),
}
FOR_EDITORS = {"patternProperties", "enumDescriptions"}
FORMATS = {"uri", "uri-reference", "email", "date", "date-time", "duration", "partial-date"}
UNPORTABLE_PATTERN = re.compile(r"\\[dDwWsSpPbBAZz]|\(\?")
BY_NAME = ("properties", "patternProperties", "$defs")
SHARED = ("text", "url", "partialDate", "moment", "id", "gss", "orgId", "licence")


def load(name: str) -> dict[str, Any]:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk over every schema inside `schema`, never into examples, enums or constants."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for key, value in schema.items():
        if key in BY_NAME:
            for name, part in value.items():
                yield from parts(part, f"{path}/{key}/{name}")
        elif key in ("items", "contains", "propertyNames", "additionalProperties", "if", "then"):
            yield from parts(value, f"{path}/{key}")
        elif key in ("allOf", "anyOf"):
            for index, part in enumerate(value):
                yield from parts(part, f"{path}/{key}/{index}")


def documented(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk over every field and every definition."""
    for path, part in parts(schema):
        for key in ("properties", "$defs"):
            for name, each in part.get(key, {}).items():
                yield f"{path}/{key}/{name}", each


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_by_the_metaschemas_of_both_drafts(name: str) -> None:
    schema = load(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$id"] == f"https://w3id.org/councilprojects/1.0/{name}.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_title_and_description(name: str) -> None:
    fields = dict(documented(load(name)))
    assert fields
    bare = [path for path, field in fields.items() if not field.get("title") or not field.get("description")]
    assert bare == []


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_examples_and_they_are_valid(name: str) -> None:
    schema = load(name)
    fields = {path: field for path, field in documented(schema) if "/properties/" in path}
    assert [path for path, field in fields.items() if not field.get("examples")] == []
    for path, field in documented(schema):
        validator = jsonschema.Draft202012Validator({"$defs": schema["$defs"], **field})
        for example in field.get("examples", ()):
            assert [error.message for error in validator.iter_errors(example)] == [], path


@pytest.mark.parametrize("name", NAMES)
def test_only_portable_keywords_are_used(name: str) -> None:
    allowed = PORTABLE | FOR_EDITORS if name == "projects.editor" else PORTABLE
    assert {f"{path}: {key}" for path, part in parts(load(name)) for key in part if key not in allowed} == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "projects.editor"])
def test_unknown_members_are_never_refused(name: str) -> None:
    assert [path for path, part in parts(load(name)) if part.get("additionalProperties") is False] == []


@pytest.mark.parametrize("name", NAMES)
def test_references_stay_inside_the_file_and_have_nothing_beside_them(name: str) -> None:
    schema = load(name)
    references = [part for _path, part in parts(schema) if "$ref" in part]
    assert all(part["$ref"].removeprefix("#/$defs/") in schema["$defs"] for part in references)
    assert all(set(part) == {"$ref"} for part in references), "draft-07 ignores what stands beside $ref"


@pytest.mark.parametrize("name", NAMES)
def test_every_definition_is_used(name: str) -> None:
    schema = load(name)
    used = {part["$ref"].removeprefix("#/$defs/") for _path, part in parts(schema) if "$ref" in part}
    assert used == set(schema["$defs"])


@pytest.mark.parametrize("name", NAMES)
def test_patterns_mean_the_same_in_every_engine(name: str) -> None:
    patterns = {part["pattern"] for _path, part in parts(load(name)) if "pattern" in part}
    assert patterns
    assert {pattern for pattern in patterns if UNPORTABLE_PATTERN.search(pattern)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_formats_are_the_ones_that_the_validator_knows(name: str) -> None:
    assert {part["format"] for _path, part in parts(load(name)) if "format" in part} <= FORMATS


@pytest.mark.parametrize("name", ["projects", "registry", "report", "status"])
def test_any_of_chooses_between_required_sets_or_formats_only(name: str) -> None:
    choices = [frozenset(choice) for _path, part in parts(load(name)) for choice in part.get("anyOf", ())]
    assert set(choices) <= {frozenset({"required"}), frozenset({"format"})}


@pytest.mark.parametrize("shared", SHARED)
def test_what_two_schemas_share_is_the_same_in_both(shared: str) -> None:
    assert load("registry")["$defs"][shared] == load("projects")["$defs"][shared]


@pytest.mark.parametrize("shared", ["finding", "setAside"])
def test_what_report_and_status_share_is_the_same_in_both(shared: str) -> None:
    assert load("status")["$defs"][shared] == load("report")["$defs"][shared]


def test_the_editors_schema_refuses_a_misspelled_member_and_keeps_extensions() -> None:
    schema = load("projects.editor")
    validator = jsonschema.Draft202012Validator(schema)
    project = {"id": "a", "title": "A", "summary": "B", "reviewed": "2026-10-12"}
    file = {"councilProjects": "1.0", "publisher": {"name": {"cy": "A"}, "url": "https://a.example/"}}
    assert list(validator.iter_errors({**file, "projects": [{**project, "x_camden_programme": {"any": 1}}]})) == []
    errors = list(validator.iter_errors({**file, "projects": [{**project, "sumary": "C"}]}))
    assert [error.validator for error in errors] == ["additionalProperties"]
