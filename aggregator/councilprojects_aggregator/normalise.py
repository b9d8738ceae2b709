"""Normal form: one shape for what the standard lets a publisher write in several.

Every *text* becomes a map by language, `lgsl` and `lgil` become integers, letters with marks one character each
(Unicode's form C, as RDF asks of literals: one export writes “é”, the next an “e” with an accent behind it); nothing is
added. Where texts stand is read from the schema, so that a new field needs no line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unicodedata import normalize

from councilprojects_aggregator.model import Json, Texts
from councilprojects_validator.standard import load_schema

DEFAULT_LANGUAGE = "en-GB"
BY_LANGUAGE = frozenset(f"#/$defs/{name}" for name in ("text", "title", "summary", "localisedUrl"))
INTEGERS = frozenset({"lgsl", "lgil"})


@dataclass(slots=True)
class _Shape:
    """What the schema says of one place: the part of it that matters here."""

    by_language: bool = False
    bases: list[_Shape] = field(default_factory=list)
    """What it refers to: named parts, shared, and possibly incomplete while the tree is being made."""
    properties: dict[str, _Shape] = field(default_factory=dict)
    items: _Shape | None = None

    def member(self, key: str) -> _Shape | None:
        if key in self.properties:
            return self.properties[key]
        return next(filter(None, (base.member(key) for base in self.bases)), None)


def normalise(file: Mapping[str, Any]) -> Json:
    """Return an accepted file (`Acceptance.value`) in normal form, as a new value."""
    normal: Json = _normal(file, _file_shape(), str(file.get("language", DEFAULT_LANGUAGE)).lower())
    return normal


def normalise_project(project: Mapping[str, Any], language: str) -> Json:
    """Return one project in normal form; `language` is that of its file."""
    normal: Json = _normal(project, _file_shape().properties["projects"].items, language.lower())
    return normal


def texts(value: str | Mapping[str, str], language: str) -> Texts:
    """Return a *text* as a map by lower-case tag, sorted; a plain string is in `language`."""
    if isinstance(value, str):
        return {language: composed(value)}
    return {tag.lower(): composed(value[tag]) for tag in sorted(value)}


def composed(value: str) -> str:
    """Return a string in form C (UAX 15); an address as it is, for there another form is another place."""
    return value if value.isascii() or "://" in value else normalize("NFC", value)


def _normal(value: Any, shape: _Shape | None, language: str) -> Any:
    if isinstance(value, str) and not (shape and shape.by_language):
        return composed(value)
    if shape is None:
        return value
    if shape.by_language:
        return texts(value, language)
    if isinstance(value, Mapping):
        return {
            key: int(item) if key in INTEGERS else _normal(item, shape.member(key), language)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_normal(item, shape.items, language) for item in value]
    return value


@cache
def _file_shape() -> _Shape:
    schema = load_schema("projects")
    shapes: dict[str, _Shape] = {}

    def build(part: Mapping[str, Any]) -> _Shape:
        reference = part.get("$ref")
        shape = _Shape(by_language=reference in BY_LANGUAGE)
        if reference is not None and not shape.by_language:
            shape.bases.append(named(reference))
        shape.bases += map(build, part.get("allOf", ()))
        shape.by_language |= any(base.by_language for base in shape.bases)
        shape.properties = {key: build(inner) for key, inner in part.get("properties", {}).items()}
        if "items" in part:
            shape.items = build(part["items"])
        return shape

    def named(reference: str) -> _Shape:
        # Known before it is built: an organisation has members, which are organisations.
        if reference not in shapes:
            shapes[reference] = _Shape()
            shapes[reference].bases.append(build(schema["$defs"][reference.removeprefix("#/$defs/")]))
        return shapes[reference]

    return build(schema)
