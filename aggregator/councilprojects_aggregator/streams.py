"""Files that are too large to be held: written in pieces to where they will stand.

A writer is given a mapping into which it puts its files by their paths. One that stands for a folder (`staging`) can
be written into in pieces as well; any other mapping gets the whole when it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from typing import BinaryIO, Protocol, runtime_checkable


@runtime_checkable
class Streams(Protocol):
    """What a mapping has that stands for a folder."""

    def opened(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Give what is written to become the file of this name; it is one when the block ends without an exception."""
        ...

    def scratch(self) -> BinaryIO:
        """Return an empty file to write and read, of which nothing is left when it is closed."""
        ...


@contextmanager
def opened(files: MutableMapping[str, bytes], name: str) -> Iterator[BinaryIO]:
    """Give what is written to become the file `name` among `files`."""
    if isinstance(files, Streams):
        with files.opened(name) as file:
            yield file
        return
    with BytesIO() as held:
        yield held
        files[name] = held.getvalue()


def scratch(files: MutableMapping[str, bytes]) -> Callable[[], BinaryIO]:
    """Return what opens an empty file for a while, in memory where `files` are."""
    return files.scratch if isinstance(files, Streams) else BytesIO
