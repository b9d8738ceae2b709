"""What the rules read: the parts of a file that passed the schema, and what else a rule may ask.

Made by `check` after faulty parts were set aside. `walk` and `projects` yield the publisher's own paths, so a rule
never meets the shifted indexes of `value`.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Path
from councilprojects_validator.emptiness import EXTENSION
from councilprojects_validator.naming import RECORDS
from councilprojects_validator.report import Kind
from councilprojects_validator.standard import load_schema

EVERY = "*"
"""In a pattern: every item of a list, every member of a group."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, ready for the rules. `value` is always a group, but any of its members may have been set aside."""

    contents: Contents
    text: str
    """Decoded, without a byte order mark."""
    today: date
    url: str | None = None
    kind: Kind = Kind.PROJECTS
    minor_is_newer: bool = False
    parts_left_out: frozenset[Path] = frozenset()
    """Original paths of the parts with errors, each the smallest that had to go."""
    ids: tuple[tuple[Path, str], ...] = field(default=())
    """Original path and id of every project whose id can be read, those left out included, in file order."""
    around: Mapping[str, Any] | None = None
    """The file's own members, where this is one record of it."""
    notes: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was found in it already and will be asked for again, by the module that found it."""

    @property
    def value(self) -> dict[str, Any]:
        value: dict[str, Any] = self.contents.value
        return value

    @property
    def head(self) -> Mapping[str, Any]:
        """The file's own members: `publisher`, `language` and so on, also where this is one record of it."""
        return self.value if self.around is None else self.around

    def original(self, path: Path) -> Path:
        """Return where the value at `path` of `value` stands in the publisher's file."""
        return self.contents.original(path)

    def left_out(self, path: Path) -> bool:
        """Tell whether the publisher's file has something at this original path that was set aside for an error.

        A rule that misses a field asks this before it says so: the error has been reported already.
        """
        return any(path[:depth] in self.parts_left_out for depth in range(1, len(path) + 1))

    def walk(self, *pattern: str) -> Iterator[tuple[Path, Any]]:
        """Yield the original path and value of everything that fits `pattern`: keys, and `"*"` for each member.

        `walk("projects", "*", "title")` meets every title that is there; what is missing is passed over.
        """
        if pattern[:2] == (RECORDS[self.kind], EVERY):
            return iter(_follow(self.contents, self._records(), pattern[2:]))
        return iter(_follow(self.contents, [((), self.value)], pattern))

    def projects(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield the original path and value of every project that passed the schema."""
        return self.walk("projects", EVERY)

    def records(self) -> Iterator[tuple[Path, Any]]:
        """Yield the original path and value of every project, or of every source of a registry."""
        return iter(self._records())

    def _records(self) -> list[tuple[Path, Any]]:
        """Make the list once: every rule on the file as a whole goes through it."""
        records: list[tuple[Path, Any]] | None = self.notes.get(__name__)
        if records is None:
            name = RECORDS[self.kind]
            members = _members(self.contents, (name,), self.value.get(name))
            records = self.notes[__name__] = [((name, key), member) for key, member in members]
        return records

    def without_records(self) -> Document:
        """Return the file's head alone."""
        value = {name: member for name, member in self.value.items() if name != RECORDS[self.kind]}
        return replace(self, contents=Contents(value, self.contents.kept), notes={})

    def of_record(self, path: Path, value: Any) -> Document:
        """Return one record alone, at its place in the publisher's file."""
        records = path[:1]
        place: dict[Path, Sequence[int]] = {records: (int(path[-1]),)}
        kept = ChainMap(place, cast("dict[Path, Sequence[int]]", self.contents.kept)) if self.contents.kept else place
        contents = Contents({records[0]: [value]}, kept)
        # `replace` would do, at twenty times the cost: this is done for nearly every record of a large file.
        return Document(
            contents,
            self.text,
            self.today,
            self.url,
            self.kind,
            self.minor_is_newer,
            self.parts_left_out,
            self.ids,
            self.head,
        )


def without_strangers(contents: Contents, kind: Kind) -> Contents:
    """Return the contents without fields that only another kind of file has: nothing has judged them."""
    known = load_schema(kind.value)["properties"]
    strangers = [(key,) for key in contents.value if key not in known and not key.startswith(EXTENSION)]
    return contents.without(strangers) if strangers else contents


def _follow(contents: Contents, found: list[tuple[Path, Any]], pattern: tuple[str, ...]) -> list[tuple[Path, Any]]:
    """Follow a pattern on from what was found, step by step. What many records lack is passed over at little cost."""
    for step in pattern:
        if step == EVERY:
            found = [((*path, key), member) for path, group in found for key, member in _members(contents, path, group)]
        else:
            found = [((*path, step), group[step]) for path, group in found if isinstance(group, dict) and step in group]
    return found


def _members(contents: Contents, path: Path, value: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(value, list):
        return zip(contents.kept.get(path) or range(len(value)), value, strict=True)
    return value.items() if isinstance(value, dict) else ()
