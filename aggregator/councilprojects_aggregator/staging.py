"""The new tree of the output while it is being made, beside the old one: what `publish` gives to whoever makes files.

A mapping that holds none of its files in memory: each goes to the disk as it is put in, or is hard-linked from the old
tree where the very same stands there. Nothing outside its own folder changes.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
"""Bytes of an old file in memory at a time: the graph of a country has hundreds of millions."""

NO_PARTS = frozenset({"", ".", ".."})
"""What no part of a path may be."""


@dataclass(slots=True, eq=False)
class Staging(MutableMapping[str, bytes]):
    """Files by their path with forward slashes. What the disk refuses is an OSError."""

    output: Path
    folder: Path
    before: dict[str, os.stat_result]
    """The files of the old tree."""
    written: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    """Those that stand in the old tree already, linked from there."""
    _folders: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> bytes:
        if name not in self.written and name not in self.kept:
            raise KeyError(name)
        return (self.folder / name).read_bytes()

    def __setitem__(self, name: str, content: bytes) -> None:
        self.note(name, kept=self.lay(name, content))

    def lay(self, name: str, content: bytes) -> bool:
        """Put a file on the disk and say whether it was linked from the old tree, which then has to be noted.

        A copy of this in another process may do it, for nothing but the folder changes.
        """
        path = _inside(self.folder, name)
        if name in self:
            os.unlink(path)  # noqa: PTH108 (of strings, as there are so many)
        self._make_folder(name)
        if self._is_same(name, content) and self._link(name):
            return True
        _write(path, content)
        return False

    def note(self, name: str, *, kept: bool) -> None:
        """Count a file that is there now among those that are `kept` from the old tree, or among those that are new."""
        this, that = (self.kept, self.written) if kept else (self.written, self.kept)
        this.add(name)
        that.discard(name)

    def __delitem__(self, name: str) -> None:
        """Take a file away: what is linked must not be written into, for it is the old tree's too."""
        (self.folder / name).unlink(missing_ok=True)
        self.written.discard(name)
        self.kept.discard(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.written | self.kept))

    def __len__(self) -> int:
        return len(self.written) + len(self.kept)

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Give what is written to become a file; where the old tree has the very same, that is linked in its place."""
        path = Path(_inside(self.folder, name))
        if name in self:
            del self[name]
        self._make_folder(name)
        with path.open("wb") as file:
            yield file
        self.written.add(name)
        if self._has_size(name, path.stat().st_size) and filecmp.cmp(path, self.output / name, shallow=False):
            del self[name]
            self.keep([name])

    def scratch(self) -> BinaryIO:
        """Return a file for a while, on the disk that has room for the output."""
        return tempfile.TemporaryFile(dir=self.folder)

    def keep(self, names: Iterable[str]) -> None:
        """Take over those files of the old tree that have not been put in."""
        for name in names:
            self._make_folder(name)
            if not self._link(name):
                shutil.copy2(self.output / name, self.folder / name)
            self.kept.add(name)

    def missing(self, keep: Collection[str] | None) -> set[str]:
        """Return the files of the old tree that have not been put in, of `keep` alone if that is given."""
        others = self.before.keys() - self.written - self.kept
        return others if keep is None else others & set(keep)

    def _make_folder(self, name: str) -> None:
        parent = name.rpartition("/")[0]
        if parent in self._folders:
            return
        if parent:
            self._make_folder(parent)
            os.makedirs(f"{self.folder}/{parent}", exist_ok=True)  # noqa: PTH103 (of strings, as there are so many)
        self._folders.add(parent)

    def _has_size(self, name: str, size: int) -> bool:
        found = self.before.get(name)
        return found is not None and stat.S_ISREG(found.st_mode) and found.st_size == size

    def _is_same(self, name: str, content: bytes) -> bool:
        if not self._has_size(name, len(content)):
            return False
        try:
            with open(f"{self.output}/{name}", "rb") as file:  # noqa: PTH123 (as above)
                starts = range(0, len(content) or 1, CHUNK)
                return all(file.read(CHUNK) == content[start : start + CHUNK] for start in starts)
        except OSError:  # it is there and cannot be read: it is written anew
            return False

    def _link(self, name: str) -> bool:
        try:
            os.link(f"{self.output}/{name}", f"{self.folder}/{name}")
        except OSError:  # a file system without hard links
            return False
        return True


def _inside(root: Path, name: str) -> str:
    if name.startswith("/") or "\\" in name or not NO_PARTS.isdisjoint(name.split("/")):
        raise ValueError(f"not a path inside the output folder: {name!r}")
    return f"{root}/{name}"


def _write(path: str, content: bytes) -> None:
    """Write a new file; never into one that is there, for that may be the old tree's too."""
    try:
        file = open(path, "xb")  # noqa: PTH123, SIM115 (as above; closed below)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108 (as above)
        file = open(path, "xb")  # noqa: PTH123, SIM115 (as above)
    with file:
        file.write(content)
