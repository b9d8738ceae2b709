"""A file's JSON from which parts were left out, with the way back to where the rest stands in the publisher's file.

Comes from `emptiness` (without `null` and empty values) and `setaside` (without faulty parts); goes to `structure`,
`keys` and `document`. All paths that leave these stages are the publisher's own, because removing an item of a list
shifts the indexes of those behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from councilprojects_validator.diagnostics import Path

KEPT_EMPTY: frozenset[Path] = frozenset({("projects",), ("sources",)})
"""The lists that may stand empty: a council with nothing to list yet, a registry that only includes others."""

_Tree: TypeAlias = dict[str | int | None, Any]
"""Paths by their first key, then by their second; None marks where one ends."""


@dataclass(frozen=True, slots=True)
class Contents:
    """JSON less some parts. `kept` holds, for a list that lost items, the original indexes of those that stayed.

    The keys of `kept` are original paths, so that leaving out more never changes an entry that is there already.
    """

    value: Any
    kept: Mapping[Path, Sequence[int]] = field(default_factory=dict)

    def original(self, path: Path, below: Path = ()) -> Path:
        """Return where the value at `path` stands in the publisher's file.

        `path` leads from `value`, or from the part that stands at `below` in the publisher's file.
        """
        there = below
        for key in path:
            indexes = self.kept.get(there)
            there = (*there, indexes[key] if indexes is not None and isinstance(key, int) else key)
        return there

    def at(self, path: Path) -> Any:
        """Return what stands at `path` of the publisher's file; None where it is not, or was left out."""
        value = self.value
        for depth, key in enumerate(path):
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int):
                value = _item(value, key, self.kept.get(path[:depth]))
            else:
                return None
        return value

    def items(self, path: Path) -> Iterator[tuple[Path, Any]]:
        """Yield what the list at `path` of the publisher's file holds, with each item's own path."""
        value = self.at(path)
        if isinstance(value, list):
            for index, item in zip(self.kept.get(path, range(len(value))), value, strict=True):
                yield (*path, index), item

    def without(self, paths: Iterable[Path]) -> Contents:
        """Return the contents less the parts at these original paths, and less what is empty without them.

        The root stays, and the lists of `KEPT_EMPTY`. Paths that lead nowhere are passed over.
        """
        tree: _Tree = {}
        for path in paths:
            branch = tree
            for key in path:
                branch = branch.setdefault(key, {})
            branch[None] = {}
        kept = dict(self.kept)
        return Contents(_pruned(self.value, tree, (), kept), kept)


def is_empty(value: Any, path: Path) -> bool:
    """Tell whether the value at this path is read as absent (standard, principle 6)."""
    if value is None or value in ("", {}):
        return True
    return value == [] and path not in KEPT_EMPTY


def _item(items: list[Any], index: int, indexes: Sequence[int] | None) -> Any:
    place = index if indexes is None else bisect_left(indexes, index)
    if place >= len(items) or (indexes is not None and indexes[place] != index):
        return None
    return items[place]


def _pruned(value: Any, tree: _Tree, origin: Path, kept: dict[Path, Sequence[int]]) -> Any:
    """Copy what lies on the way to a path that goes; all else is shared with the value it came from."""
    if isinstance(value, dict):
        left = _left(value.items(), tree, origin, kept)
        return dict(left)
    if isinstance(value, list):
        left = _left(zip(kept.get(origin, range(len(value))), value, strict=True), tree, origin, kept)
        stayed = list(left)
        kept[origin] = tuple(index for index, _item in stayed)
        return [item for _index, item in stayed]
    return value


def _left(
    members: Iterable[tuple[Any, Any]], tree: _Tree, origin: Path, kept: dict[Path, Sequence[int]]
) -> Iterator[tuple[Any, Any]]:
    for key, member in members:
        branch = tree.get(key)
        if branch is None:
            yield key, member
        elif None not in branch:
            there = (*origin, key)
            rest = _pruned(member, branch, there, kept)
            if not is_empty(rest, there):
                yield key, rest
