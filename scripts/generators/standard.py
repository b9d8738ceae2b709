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
    title_cy: str
    description: str
    description_cy: str
    uri: str


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A term of our own namespace, and what it is below in others' vocabularies."""

    name: str
    kind: str
    """`class`, `link` (to a thing), `value` (a literal), `either` or `datatype`."""
    label: str
    definition: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A code, and the concept of somebody else's scheme that is close to it or broader."""

    codelist: str
    code: str
    kind: str
    """`close` or `broad`."""
    concept: str


@dataclass(frozen=True, slots=True)
class MatchedConcept:
    """A concept of somebody else's scheme, as they call both."""

    concept: str
    label: str
    scheme: str
    title: str


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
    vocabulary: tuple[OwnTerm, ...]
    matches: tuple[Match, ...]
    matched: tuple[MatchedConcept, ...]

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
            vocabulary=tuple(map(_own_term, _rows(folder / "vocabulary.csv"))),
            matches=tuple(
                Match(row["Codelist"], row["Code"], row["Match"], row["Concept"])
                for row in _rows(folder / "close-matches.csv")
            ),
            matched=tuple(
                MatchedConcept(row["Concept"], row["Label"], row["Scheme"], row["Title"])
                for row in _rows(folder / "matched-concepts.csv")
            ),
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
    columns = ("Code", "Title", "Title_cy", "Description", "Description_cy", "URI")
    return tuple(Code(*(row[column] for column in columns)) for row in _rows(file))


def _own_term(row: dict[str, str]) -> OwnTerm:
    return OwnTerm(row["Term"], row["Kind"], row["Label"], row["Definition"], tuple(row["SubOf"].split()))
