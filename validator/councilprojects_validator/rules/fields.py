"""Every text, address and code of a document, wherever the schema says that one may stand.

Stands behind the rules on text, people, links and vocabulary. The schema decides which member is which, so a new
field is covered by these rules from the day it is in the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from councilprojects_validator.diagnostics import Path
from councilprojects_validator.report import Kind
from councilprojects_validator.rules.places import Holds, Sieve, shape, sieve

if TYPE_CHECKING:
    from councilprojects_validator.document import Document


@dataclass(frozen=True, slots=True)
class Field:
    """One string: an entry of a language map is one too, with its tag at the end of `path`."""

    path: Path
    name: str
    holds: Holds
    value: str
    codelist: str | None = None


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


def _fields(document: Document) -> list[Field]:
    """Return what there is of all these; several rules ask for it, one after the other."""
    found = document.notes.get(__name__)
    if found is None:
        found = document.notes[__name__] = []
        _gather(document.value, sieve(schema_of(document), ""), (), "", _Search(document.contents.kept, found))
    return found


class _Search(NamedTuple):
    kept: Mapping[Path, Sequence[int]]
    found: list[Field]


def _gather(value: Any, place: Sieve, path: Path, name: str, search: _Search) -> None:
    if isinstance(value, str):
        if place.holds is not None:
            search.found.append(Field(path, name, place.holds, value, place.codelist))
    elif isinstance(value, list):
        for index, item in zip(search.kept.get(path) or range(len(value)), value, strict=True):
            _gather(item, place, (*path, index), name, search)
    elif isinstance(value, dict) and place.holds is not None:
        # In a language map every entry is what the whole is.
        for tag, entry in value.items():
            _gather(entry, place, (*path, tag), name, search)
    elif isinstance(value, dict):
        for key, member in value.items():
            inner = place.members.get(key)
            if inner is not None:
                _gather(member, inner, (*path, key), key, search)
