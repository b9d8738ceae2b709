"""Sixth stage of `check`: keys that the standard does not know, at every depth, each with what was probably meant.

The schema lets unknown keys pass, so that no released file is ever made invalid (standard, principle 3); this walk
over its `properties` finds them. Names with `x_` belong to their owners and are left alone, values and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path, Severity, Target
from councilprojects_validator.emptiness import EXTENSION
from councilprojects_validator.naming import RECORDS
from councilprojects_validator.quoting import clipped
from councilprojects_validator.report import Kind
from councilprojects_validator.standard import load_schema
from councilprojects_validator.structure.gate import Gate, gate
from councilprojects_validator.suggestions import LONGEST_WORD, fold, nearest
from councilprojects_validator.wording import _

MOST_GUESSES = 1_000
"""Comparing words is slow. A file with more unknown keys has a plan of its own; guessing on only costs time."""

MANY = 500
"""Records in which to look for unknown keys takes longer than to make the gate that most of them pass."""

MEANT: Mapping[str, tuple[str, ...]] = {
    "attachments": ("outputs",),
    "aims": ("problem",),
    "approach": ("description",),
    "blurb": ("summary",),
    "body": ("description",),
    "council": ("publisher", "lead"),
    "cost": ("budget",),
    "created": ("start",),
    "customers": ("users",),
    "dateReviewed": ("reviewed",),
    "documents": ("outputs",),
    "email": ("contact",),
    "endDate": ("end",),
    "feed": ("updatesFeed",),
    "funder": ("funding", "partners"),
    "github": ("repositories",),
    "goal": ("problem",),
    "homepage": ("url",),
    "keywords": ("topics",),
    "label": ("title", "name"),
    "lang": ("language",),
    "lastModified": ("modified",),
    "lastReviewed": ("reviewed",),
    "lastUpdated": ("modified", "reviewed"),
    "link": ("url", "links"),
    "mail": ("email",),
    "name": ("title",),
    "objective": ("problem",),
    "owner": ("lead",),
    "organisation": ("publisher", "lead"),
    "products": ("technologies",),
    "repo": ("repositories",),
    "repository": ("repositories",),
    "reviewDate": ("reviewBy", "reviewed"),
    "reviewedOn": ("reviewed",),
    "slug": ("id",),
    "source": ("repositories",),
    "stage": ("phase",),
    "startDate": ("start",),
    "state": ("status",),
    "suppliers": ("partners",),
    "systems": ("technologies",),
    "tag": ("topics",),
    "tags": ("topics",),
    "team": ("department",),
    "title": ("name", "label"),
    "updated": ("modified", "reviewed"),
    "uuid": ("id",),
    "website": ("url",),
    "web": ("url",),
}
"""What people call a field that has quite another name here. The first that the group knows is meant."""

_MEANT = {fold(word): fields for word, fields in MEANT.items()}
_OWNED = re.compile(r"x_[a-z0-9]+_[\s\S]+")
_NEARLY_OWNED = re.compile(r"[xX][-_]([A-Za-z0-9]+)[-_](.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Known:
    """What a value may hold, as pointers into the schema. A group without `members` is not judged."""

    members: Mapping[str, str]
    items: str | None


def unknown_keys(contents: Contents, kind: Kind, *, minor_is_newer: bool = False) -> Iterator[Diagnostic]:
    """Yield a warning for each unknown key; only a note where the file follows a newer version, which may know it."""
    for number, (path, known) in enumerate(_unknown(contents, kind, (), contents.value, "")):
        key = str(path[-1])
        if key.startswith(EXTENSION):
            if _OWNED.fullmatch(key) is None:
                yield _without_owner(path, key)
        elif minor_is_newer:
            yield _newer(path, key)
        else:
            yield _unknown_key(path, key, _meant(key, known) if number < MOST_GUESSES else None)


def _unknown(
    contents: Contents, kind: Kind, path: Path, value: Any, pointer: str
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield each key that is not in the schema, extensions too, with the known ones that its group does not use."""
    known = _known(kind, pointer)
    if isinstance(value, list) and known.items is not None:
        many = path == (RECORDS[kind],) and len(value) >= MANY
        is_known = _known_throughout(kind, known.items) if many else None
        indexes = contents.kept.get(path) or range(len(value))
        for index, item in zip(indexes, value, strict=True):
            if is_known is None or not is_known(item):
                yield from _unknown(contents, kind, (*path, index), item, known.items)
    elif isinstance(value, dict) and known.members:
        for key, member in value.items():
            inner = known.members.get(key)
            if inner is not None:
                yield from _unknown(contents, kind, (*path, key), member, inner)
            else:
                yield (*path, key), tuple(name for name in known.members if name not in value)


@cache
def _known_throughout(kind: Kind, pointer: str) -> Gate:
    """Return the fast gate for values in which every key is known, or an extension with an owner: most records are."""
    places: dict[str, dict[str, Any]] = {}
    _strict(kind, pointer, places)
    return gate({"$ref": f"#/$defs/{_name(pointer)}", "$defs": places})


def _strict(kind: Kind, pointer: str, places: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Add a schema of this place that knows of keys alone, and those of all below it; return a reference to it."""
    name = _name(pointer)
    if name not in places:
        place = places[name] = {}
        known = _known(kind, pointer)
        if known.items is not None:
            place["items"] = _strict(kind, known.items, places)
        if known.members:
            place["properties"] = {key: _strict(kind, inner, places) for key, inner in known.members.items()}
            place["patternProperties"] = {f"^{_OWNED.pattern}$": True}
            place["additionalProperties"] = False
    return {"$ref": f"#/$defs/{name}"}


def _name(pointer: str) -> str:
    return pointer.replace("/", ".")


@cache
def _known(kind: Kind, pointer: str) -> Known:
    members: dict[str, str] = {}
    items = None
    for at, part in _parts(load_schema(kind.value), pointer):
        members |= {name: f"{at}/properties/{name}" for name in part.get("properties", ())}
        items = f"{at}/items" if "items" in part else items
    return Known(members, items)


def _parts(schema: dict[str, Any], pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a part of the schema and all that it refers to or is made of."""
    part: Any = schema
    for step in pointer.split("/")[1:]:
        part = part[int(step)] if isinstance(part, list) else part[step]
    yield pointer, part
    if "$ref" in part:
        yield from _parts(schema, part["$ref"].removeprefix("#"))
    for number in range(len(part.get("allOf", ()))):
        yield from _parts(schema, f"{pointer}/allOf/{number}")


def _meant(key: str, known: tuple[str, ...]) -> str | None:
    owned = _NEARLY_OWNED.fullmatch(key)
    if owned is not None:
        return clipped(f"x_{owned[1].lower()}_{owned[2]}")
    folded = fold(key[:LONGEST_WORD])
    same = next((name for name in known if fold(name) == folded), None)
    named = next((name for name in _MEANT.get(folded, ()) if name in known), None)
    return same or named or nearest(key, known)


def _unknown_key(path: Path, key: str, meant: str | None) -> Diagnostic:
    if meant is None:
        message = _(
            "`{key}` is not a field of the standard here, so nobody will see it. Check the spelling; a field of your"
            " own begins with x_ and your name, such as `x_camden_programme`."
        )
    else:
        message = _("`{key}` is not a field of the standard here, so nobody will see it. Did you mean `{meant}`?")
    message = message.format(key=clipped(key), meant=meant)
    return Diagnostic("unknown-key", Severity.WARNING, message, path, Target.KEY, suggestion=meant)


def _newer(path: Path, key: str) -> Diagnostic:
    message = _("`{key}` is not known to this validator, which knows an older version of the standard than the file's.")
    return Diagnostic("newer-version", Severity.INFO, message.format(key=clipped(key)), path, Target.KEY)


def _without_owner(path: Path, key: str) -> Diagnostic:
    message = _(
        "`{key}` does not say whose field it is. Write x_, your name, _ and the field's name: `x_camden_programme`."
    )
    return Diagnostic("extension-without-owner", Severity.WARNING, message.format(key=clipped(key)), path, Target.KEY)
