"""Every text, address and code of a document, wherever the schema says that one may stand.

Stands behind the rules on text, people, links and vocabulary. The schema decides which member is which, so a new
field is covered by these rules from the day it is in the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from councilprojects_validator import standard
from councilprojects_validator.diagnostics import Path
from councilprojects_validator.report import Kind

if TYPE_CHECKING:
    from councilprojects_validator.document import Document


class Holds(Enum):
    """What a member is for, by the `$defs` of the schema that it is made of."""

    TEXT = ("text",)
    URL = ("url", "localisedUrl")
    URI = ("uri",)
    CODE = ()
    """A code of a list: `codelists.csv` says where."""


@dataclass(frozen=True, slots=True)
class Field:
    """One string: an entry of a language map is one too, with its tag at the end of `path`."""

    path: Path
    name: str
    holds: Holds
    value: str
    codelist: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What the schema says about one place; `members` and `items` are pointers into the schema."""

    holds: Holds | None
    members: Mapping[str, str]
    items: str | None
    codelist: str | None
    deprecated: str | None = None
    """Its description, where the schema calls it deprecated."""


def texts(document: Document) -> Iterator[Field]:
    """Yield all human-readable text."""
    return (field for field in _fields(document) if field.holds is Holds.TEXT)


def links(document: Document) -> Iterator[Field]:
    """Yield all addresses of pages and files; not `uri`, which names a thing and need not open."""
    return (field for field in _fields(document) if field.holds is Holds.URL)


def addresses(document: Document) -> Iterator[Field]:
    """Yield all URLs and URIs."""
    return (field for field in _fields(document) if field.holds in {Holds.URL, Holds.URI})


def coded(document: Document) -> Iterator[tuple[Path, str, str]]:
    """Yield the place, the codelist's name and the value of every member that has a codelist."""
    for field in _fields(document):
        if field.codelist is not None:
            yield field.path, field.codelist, field.value


def deprecated(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield the place of every member that the schema calls deprecated, with what the schema says of it."""
    schema = schema_of(document)
    stack: list[tuple[Any, str, Path]] = [(document.value, "", ())]
    while stack:
        value, pointer, path = stack.pop()
        place = shape(schema, pointer)
        if place.deprecated is not None:
            yield document.original(path), place.deprecated
        if isinstance(value, dict):
            stack.extend((value[key], inner, (*path, key)) for key, inner in place.members.items() if key in value)
        elif isinstance(value, list) and place.items is not None:
            stack.extend((item, place.items, (*path, index)) for index, item in enumerate(value))


@cache
def given_up() -> frozenset[str]:
    """Return the names of all members that the schemas call deprecated."""
    return frozenset(name for name, place in every_member() if place.deprecated is not None)


def every_member() -> Iterator[tuple[str, Shape]]:
    """Yield every member that the schemas know, with what they say about it."""
    seen: set[tuple[str, str]] = set()
    stack = [("projects", ""), ("registry", "")]
    while stack:
        schema, pointer = stack.pop()
        if (schema, pointer) in seen:
            continue
        seen.add((schema, pointer))
        place = shape(schema, pointer)
        stack += [(schema, place.items)] if place.items is not None else []
        for name, inner in place.members.items():
            yield name, shape(schema, inner)
            stack.append((schema, inner))


def schema_of(document: Document) -> str:
    """Return the name of the schema by which the document is judged."""
    return "registry" if document.kind is Kind.REGISTRY else "projects"


def codelist_at(kind: Kind, path: Path) -> str | None:
    """Return the name of the codelist that the member at `path` takes its codes from, if it has one."""
    schema, pointer = "registry" if kind is Kind.REGISTRY else "projects", ""
    for step in path:
        place = shape(schema, pointer)
        inner = place.items if isinstance(step, int) else place.members.get(step)
        if inner is None:
            return None
        pointer = inner
    return shape(schema, pointer).codelist


def _fields(document: Document) -> Iterator[Field]:
    for path, name, place, value in _walk(schema_of(document), document.value, "", (), ""):
        if place.holds is not None:
            yield Field(document.original(path), name, place.holds, value, place.codelist)


def _walk(schema: str, value: Any, pointer: str, path: Path, name: str) -> Iterator[tuple[Path, str, Shape, str]]:
    place = shape(schema, pointer)
    if isinstance(value, str):
        yield path, name, place, value
    elif isinstance(value, dict):
        for key, member in value.items():
            # In a language map every entry is of the same shape as the whole.
            inner = pointer if place.holds is not None else place.members.get(key)
            if inner is not None:
                yield from _walk(schema, member, inner, (*path, key), name if place.holds is not None else key)
    elif isinstance(value, list) and place.items is not None:
        for index, item in enumerate(value):
            yield from _walk(schema, item, place.items, (*path, index), name)


@cache
def shape(schema: str, pointer: str) -> Shape:
    """Return what the schema says about the place that `pointer` leads to."""
    names: set[str] = set()
    members: dict[str, str] = {}
    items: str | None = None
    deprecated: str | None = None
    for at, node in _parts(schema, pointer):
        names.add(at.removeprefix("/$defs/"))
        members = {each: f"{at}/properties/{each}" for each in node.get("properties", {})} | members
        items = f"{at}/items" if "items" in node else items
        deprecated = node.get("description", "") if node.get("deprecated") is True else deprecated
    codelist = _codelist(pointer)
    holds = next((each for each in Holds if names.intersection(each.value)), Holds.CODE if codelist else None)
    return Shape(holds, members, items, codelist, deprecated)


def _codelist(pointer: str) -> str | None:
    found = re.fullmatch(r"/\$defs/(\w+)/properties/(\w+)(?:/items)?", pointer)
    return None if found is None else standard.codelists().get((found[1], found[2]))


def _parts(schema: str, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a subschema and all that it refers to or is made of, nearest first."""
    node: Any = standard.load_schema(schema)
    for step in pointer.split("/")[1:]:
        node = node[int(step)] if isinstance(node, list) else node[step]
    yield pointer, node
    if "$ref" in node:
        yield from _parts(schema, node["$ref"].removeprefix("#"))
    for number in range(len(node.get("allOf", ()))):
        yield from _parts(schema, f"{pointer}/allOf/{number}")
