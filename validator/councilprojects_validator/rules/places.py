"""What the schema says about each place of a file: what it holds, and which members and items it has.

Stands behind `fields` and `glance`, so that a new field is covered by the rules on texts, addresses and codes from the
day it is in the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any

from councilprojects_validator import standard


class Holds(Enum):
    """What a member is for."""

    TEXT = "text"
    URL = "url"
    URI = "uri"
    CODE = "code"
    """A code of a list: `codelists.csv` says where."""


MADE_OF = {"text": Holds.TEXT, "url": Holds.URL, "localisedUrl": Holds.URL, "uri": Holds.URI}
"""What a member holds, by the `$defs` of the schema that it is made of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the schema says about one place; `members` and `items` are pointers into the schema."""

    holds: Holds | None
    members: Mapping[str, str]
    items: str | None
    codelist: str | None
    deprecated: str | None = None
    """Its description, where the schema calls it deprecated."""


@dataclass(slots=True)
class Sieve:
    """What of a place has to be looked at for texts, addresses and codes: `members` has no others."""

    holds: Holds | None
    codelist: str | None
    codes: frozenset[str]
    """Those of the codelist that are in use."""
    members: dict[str, Sieve] = field(default_factory=dict)


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
    holds = next((holds for name, holds in MADE_OF.items() if name in names), Holds.CODE if codelist else None)
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


@cache
def sieve(schema: str, pointer: str) -> Sieve:
    """Return what has to be looked at below a place."""
    return _sieve(schema, pointer, {})


def _sieve(schema: str, pointer: str, made: dict[str, Sieve]) -> Sieve:
    """`made` has those that are there already, since an organisation may have others as its members."""
    if pointer not in made:
        place = shape(schema, pointer)
        found = made[pointer] = Sieve(place.holds, place.codelist, _in_use(place.codelist))
        for name, inner in place.members.items():
            # No list holds lists, so what it holds stands for it.
            there = shape(schema, inner).items or inner
            member = _sieve(schema, there, made)
            if member.holds is not None or shape(schema, there).members:
                found.members[name] = member
    return made[pointer]


def _in_use(codelist: str | None) -> frozenset[str]:
    codes = standard.codelist(codelist) if codelist is not None else {}
    return frozenset(code for code, each in codes.items() if not each.deprecated)


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
