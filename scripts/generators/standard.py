"""The first stage of `scripts/generate`: reads `schema/` once, and answers what generators ask about its fields.

A *definition* is an object of the standard by its name in the schema's `$defs`; `file` is the whole file.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
Files: TypeAlias = dict[str, bytes]

ROOT_DEFINITION = "file"


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a codelist."""

    code: str
    title: str
    description: str
    uri: str


@dataclass(frozen=True, slots=True)
class Use:
    """A field that takes its values from a codelist."""

    codelist: str
    definition: str
    field: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """Everything in `schema/` that is written by hand."""

    projects: Schema
    registry: Schema
    codelists: Mapping[str, tuple[Code, ...]]
    uses: tuple[Use, ...]
    terms: Mapping[tuple[str, str], str]
    """A term's short IRI by definition and field."""

    @classmethod
    def read(cls, folder: Path) -> Standard:
        """Read the folder `schema/`."""
        return cls(
            projects=json.loads((folder / "projects.schema.json").read_text("utf-8")),
            registry=json.loads((folder / "registry.schema.json").read_text("utf-8")),
            codelists={file.stem: _codes(file) for file in sorted((folder / "codelists").glob("*.csv"))},
            uses=tuple(
                Use(row["Codelist"], row["Definition"], row["Field"], row["Kind"] == "open")
                for row in _rows(folder / "codelists.csv")
            ),
            terms={(row["Definition"], row["Field"]): row["Term"] for row in _rows(folder / "terms.csv")},
        )

    def definition(self, name: str) -> Schema:
        """Return a definition of either file."""
        definitions: Schema = {**self.registry["$defs"], **self.projects["$defs"]}
        part: Schema = definitions[name]
        return part

    def use(self, definition: str, field: str) -> Use | None:
        """Return the codelist that serves the field, if one does."""
        owners = (definition, base(self.projects, definition))
        return next((use for use in self.uses if use.field == field and use.definition in owners), None)


def objects(schema: Schema) -> dict[str, Schema]:
    """Return the schema's definitions of objects by name, the whole file first."""
    return {
        ROOT_DEFINITION: schema,
        **{name: part for name, part in schema["$defs"].items() if fields(schema, name)},
    }


def fields(schema: Schema, definition: str) -> dict[str, Schema]:
    """Return a definition's fields by name, those that it has from another definition first."""
    part = schema if definition == ROOT_DEFINITION else schema["$defs"][definition]
    inherited = base(schema, definition)
    return {**(fields(schema, inherited) if inherited else {}), **part.get("properties", {})}


def required(schema: Schema, definition: str) -> tuple[str, ...]:
    """Return the names of a definition's required fields."""
    part = schema if definition == ROOT_DEFINITION else schema["$defs"][definition]
    inherited = base(schema, definition)
    return (*(required(schema, inherited) if inherited else ()), *part.get("required", ()))


def base(schema: Schema, definition: str) -> str | None:
    """Return the definition that this one extends."""
    return target(schema["$defs"].get(definition, {}))


def target(field: Schema) -> str | None:
    """Return the definition that the field's value, or each item of its list, follows."""
    part = field.get("items", field)
    reference = part.get("$ref") or next((each["$ref"] for each in part.get("allOf", ())), None)
    return reference.rpartition("/")[2] if reference else None


def as_json(value: Any) -> bytes:
    """Return `value` as this project writes JSON files."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _codes(file: Path) -> tuple[Code, ...]:
    return tuple(Code(row["Code"], row["Title"], row["Description"], row["URI"]) for row in _rows(file))
