"""The schema engine as this project uses it: jsonschema, offline, with our own formats and an end that is the end.

The only module that imports jsonschema (a tenth of a second), so `structure` loads it when a first file is judged.
Only what it finds is used, never its texts: they change between releases and speak of “instances”.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry

from councilprojects_validator.structure.formats import FORMATS

_DOLLAR = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
"""What a `$` may be hidden in, and the `$` itself."""


def judge(schema: dict[str, Any]) -> Validator:
    """Return a validator for `schema` that checks formats and fetches nothing, whatever a `$ref` says."""
    keywords: dict[str, Any] = {"pattern": _pattern, "uniqueItems": _unique_items}
    # The stubs leave out what `extend` takes and returns.
    engine: type[Draft202012Validator] = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return engine(schema, format_checker=_formats(), registry=Registry())


def without_references(schema: dict[str, Any]) -> tuple[dict[str, Any], dict[int, str]]:
    """Return a copy of `schema` with what each `$ref` refers to in its place, and whose definition each part of it is.

    To look a reference up takes the engine as long as to judge what it finds. The parts are named by `id`, since the
    engine hands over the very part that refuses a value. A definition may hold itself, and so may its copy.
    """
    made: dict[str, dict[str, Any]] = {name: {} for name in schema["$defs"]}
    names: dict[int, str] = {}

    def copied(node: Any, name: str) -> Any:
        if isinstance(node, list):
            return [copied(each, name) for each in node]
        if not isinstance(node, dict):
            return node
        if node.keys() == {"$ref"}:
            return made[node["$ref"].removeprefix("#/$defs/")]
        copy = {key: copied(member, name) for key, member in node.items()}
        names[id(copy)] = name
        return copy

    for name, definition in schema["$defs"].items():
        made[name].update(copied(definition, name))
        names[id(made[name])] = name
    whole = copied({key: member for key, member in schema.items() if key != "$defs"}, "")
    resolved = {**whole, "$defs": made}
    return resolved, names | {id(resolved): names.get(id(whole), "")}


@lru_cache(maxsize=256)
def anchored(pattern: str) -> re.Pattern[str]:
    r"""Compile a pattern as JSON Schema means it: `$` is the very end, and letters and digits are those of ASCII.

    In Python `$` also matches before a line break at the end, and `\d` any digit of Unicode (ECMA-262 has neither).
    """
    ended = _DOLLAR.sub(lambda found: r"\Z" if found[0] == "$" else found[0], pattern)
    return re.compile(ended, re.ASCII)


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, has_format in FORMATS.items():
        checker.checks(name)(_of_texts(has_format))
    return checker


def _of_texts(has_format: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or has_format(value)


def _pattern(_validator: Validator, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and anchored(pattern).search(value) is None:
        yield ValidationError("pattern")


def _unique_items(_validator: Validator, unique: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: FBT001 - the engine's
    """Point at the second of two, in linear time; the engine's own compares every pair."""
    seen: set[str] = set()
    for index, item in enumerate(value if unique and isinstance(value, list) else ()):
        canonical = json.dumps(item, sort_keys=True)
        if canonical in seen:
            yield ValidationError("uniqueItems", path=[index])
        seen.add(canonical)
