"""What the rules read: the parts of a file that passed the schema, and what else a rule may ask.

Made by `check` after faulty parts were set aside. `walk` and `projects` yield the publisher's own paths, so a rule
never meets the shifted indexes of `value`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Path
from councilprojects_validator.report import Kind

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

    @property
    def value(self) -> dict[str, Any]:
        value: dict[str, Any] = self.contents.value
        return value

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
        yield from _matches(self.contents, (), self.value, pattern)

    def projects(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield the original path and value of every project that passed the schema."""
        yield from self.walk("projects", EVERY)


def _matches(contents: Contents, path: Path, value: Any, pattern: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    if not pattern:
        yield path, value
        return
    step, rest = pattern[0], pattern[1:]
    if isinstance(value, list) and step == EVERY:
        indexes = contents.kept.get(path, range(len(value)))
        for index, item in zip(indexes, value, strict=True):
            yield from _matches(contents, (*path, index), item, rest)
    elif isinstance(value, dict):
        for key in value if step == EVERY else (step,):
            if key in value:
                yield from _matches(contents, (*path, key), value[key], rest)
