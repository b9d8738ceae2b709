"""Every keyword, format and definition of the schemas has its words, also those that no file has broken yet."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

import pytest

from councilprojects_validator import standard
from councilprojects_validator.structure import forms, messages
from councilprojects_validator.structure.formats import FORMATS


def subschemas(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from subschemas(member)


JUDGING = {
    "required",
    "type",
    "enum",
    "const",
    "maxLength",
    "minLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "maxItems",
    "minItems",
    "uniqueItems",
    "propertyNames",
    "format",
    "pattern",
    "anyOf",
    "dependentRequired",
    "multipleOf",
    "minProperties",
    "maxProperties",
    "oneOf",
    "not",
}


NEVER_BROKEN = {"minProperties": "a group with nothing in it is read as absent", "const": "stands in an `if` only"}


@pytest.mark.parametrize("name", ["projects", "registry"])
def test_every_keyword_format_and_definition_of_the_schemas_has_its_words(name: str) -> None:
    schema = standard.load_schema(name)
    used = {keyword for part in subschemas(schema) for keyword in part if keyword in JUDGING}
    assert used - NEVER_BROKEN.keys() <= messages._SENTENCES.keys()  # noqa: SLF001 - the table under test
    assert {part["format"] for part in subschemas(schema) if isinstance(part.get("format"), str)} <= FORMATS.keys()
    for definition, part in schema["$defs"].items():
        if "pattern" in part:
            assert forms.form_of(definition, ()) is not forms._ANY, definition  # noqa: SLF001
        if "required" in part or ("anyOf" in part and "properties" in part):
            assert messages._thing(definition) != "entry", definition  # noqa: SLF001


def test_every_message_goes_through_the_catalogue() -> None:
    for module in (forms, messages):
        tree = ast.parse(File(str(module.__file__)).read_text(encoding="utf-8"))
        told = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        assert all(not re.search(r"[a-z] [a-z]", json.dumps(ast.unparse(node))[2:]) for node in told)
