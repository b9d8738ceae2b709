"""Makes `schema/projects.editor.schema.json`: the schema for completion in editors, never for judging a file.

Unlike the schema it knows every member by name, so that an editor underlines a misspelled one, and it shows what
each code means.
"""

from __future__ import annotations

from typing import Any

from generators.standard import (
    ROOT_DEFINITION,
    Files,
    Schema,
    Standard,
    Use,
    as_json,
    fields,
    objects,
    required,
)

EXTENSIONS = {"^x_": True}


def editor_schema(standard: Standard) -> Files:
    """Return the editors' schema."""
    schema = standard.projects
    definitions = {name: _closed(standard, name, part) for name, part in objects(schema).items()}
    root = definitions.pop(ROOT_DEFINITION)
    root["$id"] = schema["$id"].replace("projects.schema", "projects.editor.schema")
    root["$defs"] = {name: definitions.get(name, part) for name, part in schema["$defs"].items()}
    return {"schema/projects.editor.schema.json": as_json(root)}


def _closed(standard: Standard, definition: str, part: Schema) -> Schema:
    """Return the object with all its fields in one place: `additionalProperties` sees no further."""
    closed = {key: value for key, value in part.items() if key not in ("allOf", "properties", "required", "$defs")}
    names = required(standard.projects, definition)
    properties = {
        name: _field(standard, definition, name, field) for name, field in fields(standard.projects, definition).items()
    }
    closed |= {"type": "object"} | ({"required": list(names)} if names else {})
    return closed | {"properties": properties, "patternProperties": EXTENSIONS, "additionalProperties": False}


def _field(standard: Standard, definition: str, name: str, field: Schema) -> Schema:
    use = standard.use(definition, name)
    if not use:
        return field
    if "items" in field:
        return field | {"items": _coded(standard, use, field["items"])}
    return _coded(standard, use, field)


def _coded(standard: Standard, use: Use, part: Schema) -> dict[str, Any]:
    """Add what each code means, in the keyword that VS Code and IntelliJ show; other words stay allowed if open."""
    codes = standard.codelists[use.codelist]
    listed = {
        "enum": [code.code for code in codes],
        "enumDescriptions": [f"{code.title}. {code.description}" for code in codes],
    }
    return part | ({"anyOf": [listed, {"type": "string"}]} if use.is_open else listed)
