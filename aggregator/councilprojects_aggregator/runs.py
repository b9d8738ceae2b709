"""Lines in any number, sorted with little memory: what is too much to be held is on disk in sorted runs meanwhile.

Knows nothing of what the lines say. Where the runs are kept is given by whoever makes one: a stage that writes files
gives what is on the disk that those go to (`streams`).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import BinaryIO, Self

MOST_BYTES = 16 << 20
"""Of lines in memory: the graph of a country comes to seven runs."""


class Runs:
    """Takes lines in any order and gives them back by their bytes; equal ones stay equal in number."""

    def __init__(self, scratch: Callable[[], BinaryIO]) -> None:
        """Keep runs in the files that `scratch` opens, which are closed in the end."""
        self._scratch = scratch
        self._files: list[BinaryIO] = []
        self._held: list[bytes] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files, whatever has happened."""
        for file in self._files:
            file.close()

    def add(self, line: bytes) -> None:
        """Take a line, with its end."""
        self._held.append(line)
        self._size += len(line)
        if self._size >= MOST_BYTES:
            self._put_aside()

    def in_order(self) -> Iterator[bytes]:
        """Yield all lines that were added, with their ends."""
        self._held.sort()
        for file in self._files:
            file.seek(0)
        yield from heapq.merge(*self._files, self._held)
        self._held.clear()

    def _put_aside(self) -> None:
        self._held.sort()
        file = self._scratch()
        self._files.append(file)
        file.writelines(self._held)
        self._held.clear()
        self._size = 0
