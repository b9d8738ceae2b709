"""Fifth stage of `check`: what of a file is not as the schema says, as one finding for each fault.

The file's head and every project are judged on their own, so that a file costs as much as its parts and `setaside` can
look again at those that it changed. Of all the keywords that one mistake breaks only the one that says most is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path
from councilprojects_validator.reading.read import MOST_FAULTS
from councilprojects_validator.report import Kind
from councilprojects_validator.standard import load_schema
from councilprojects_validator.structure.gate import Gate, gate
from councilprojects_validator.structure.messages import Violation, diagnostic

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

LISTS = {Kind.PROJECTS: "projects", Kind.REGISTRY: "sources"}
"""The list that a file of each kind is for."""

_INDEPENDENT = frozenset({"required", "anyOf", "uniqueItems", "dependentRequired"})
"""Keywords of which several may be broken by several mistakes at one place."""

_TELLING = ("propertyNames", "type", "enum", "const", "anyOf", "format", "pattern")
"""The first of these that is broken says most; all others come behind, in the schema's order."""


def structure(
    contents: Contents, kind: Kind, only: Collection[Path] | None = None, empty: Collection[Path] = ()
) -> Iterator[Diagnostic]:
    """Yield what the schema refuses, with the publisher's own paths, in no particular order.

    `only` limits it to the head, `()`, and to single projects (or sources of a registry) by their original path.
    `empty` are the paths that were read as absent: a field that is missing for this reason is said to be empty.
    """
    name = LISTS[kind]
    items = contents.at((name,))
    head = {**contents.value, name: []} if isinstance(items, list) else contents.value
    if (only is None or () in only) and not compiled_gate(kind, is_item=False)(head):
        yield from _judged(contents, kind, (), head, empty)
    is_valid = compiled_gate(kind, is_item=True)
    for path, item in contents.items((name,)):
        if (only is None or path in only) and not is_valid(item):
            yield from _judged(contents, kind, path, item, empty)


def _judged(contents: Contents, kind: Kind, origin: Path, value: Any, empty: Collection[Path]) -> Iterator[Diagnostic]:
    for violation in _violations(kind, origin, value):
        path = contents.original(violation.path, origin)
        is_empty = any((*path, name) in empty for name in violation.missing)
        yield diagnostic(replace(violation, path=path, is_empty=is_empty))


def _violations(kind: Kind, origin: Path, value: Any) -> Iterator[Violation]:
    by_place: dict[Path, list[Violation]] = {}
    engine, definitions = _engine(kind, is_item=bool(origin))
    for error in islice(engine.iter_errors(value), MOST_FAULTS + 1):
        for violation in _of_error(error, definitions):
            by_place.setdefault(violation.path, []).append(violation)
    for violations in by_place.values():
        yield from _most_telling(violations)


def _most_telling(violations: list[Violation]) -> Iterator[Violation]:
    first = min(violations, key=_rank)
    if first.keyword == "type":
        codes = next((each.expected for each in violations if each.keyword == "enum"), ())
        yield replace(first, codes=tuple(codes))
        return
    yield first
    told = {(first.keyword, first.missing)}
    for violation in violations:
        if violation.keyword in _INDEPENDENT and (violation.keyword, violation.missing) not in told:
            told.add((violation.keyword, violation.missing))
            yield violation


def _rank(violation: Violation) -> int:
    return _TELLING.index(violation.keyword) if violation.keyword in _TELLING else len(_TELLING)


def _of_error(error: ValidationError, definitions: dict[int, str]) -> Iterator[Violation]:
    violation = Violation(
        keyword=str(error.validator),
        expected=error.validator_value,
        found=error.instance,
        path=tuple(error.absolute_path),
        definition=definitions.get(id(error.schema), ""),
    )
    if "propertyNames" in error.absolute_schema_path:
        yield replace(violation, keyword="propertyNames", path=(*violation.path, str(error.instance)))
    elif violation.keyword == "required":
        # The engine says only how many are missing; which ones can be seen.
        for name in violation.expected:
            if name not in violation.found:
                yield replace(violation, missing=(name,))
    elif violation.keyword == "anyOf" and all("required" in choice for choice in violation.expected):
        yield replace(violation, missing=tuple(choice["required"][0] for choice in violation.expected))
    else:
        yield violation


@cache
def compiled_gate(kind: Kind, *, is_item: bool) -> Gate:
    """Return the fast gate before the schema of a file's head or of one item, made once."""
    return gate(_schema(kind, is_item=is_item))


@cache
def _engine(kind: Kind, *, is_item: bool) -> tuple[Validator, dict[int, str]]:
    """Return the validator of the head or of one item, and which definition each part of the schema belongs to."""
    from councilprojects_validator.structure.engine import judge, without_references  # noqa: PLC0415 - a tenth of a second, only when it is needed

    schema, definitions = without_references(_schema(kind, is_item=is_item))
    return judge(schema), definitions


def _schema(kind: Kind, *, is_item: bool) -> dict[str, Any]:
    schema = load_schema(kind.value)
    items: dict[str, Any] = schema["properties"][LISTS[kind]]["items"]
    return {**items, "$defs": schema["$defs"]} if is_item else schema
