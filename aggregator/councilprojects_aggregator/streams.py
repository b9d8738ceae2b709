"""Files that are too large or too many to be held: written in pieces, or by several processes, to where they will be.

A writer is given a mapping into which it puts its files by their paths. One that stands for a folder (`staging`) can
be written into in pieces as well, and by copies of this process; any other mapping gets the whole when it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from io import BytesIO
from typing import BinaryIO, Protocol, runtime_checkable

from councilprojects_aggregator.crews import Share, together

File = tuple[str, bytes]


@runtime_checkable
class Streams(Protocol):
    """What a mapping has that stands for a folder."""

    def opened(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Give what is written to become the file of this name; it is one when the block ends without an exception."""
        ...

    def scratch(self) -> BinaryIO:
        """Return an empty file to write and read, of which nothing is left when it is closed."""
        ...

    def lay(self, name: str, content: bytes) -> bool:
        """Put a file where it will stand, in whatever process, and say how it got there: that has to be noted."""
        ...

    def note(self, name: str, *, kept: bool) -> None:
        """Count a file among those that are there, with what `lay` said of it."""
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


def put(files: MutableMapping[str, bytes], shares: Sequence[Share[File]], jobs: int) -> None:
    """Put in all files that `shares` make, by so many processes: each puts its own where they will stand."""
    if not isinstance(files, Streams):
        files.update(together(shares, jobs))
        return
    for name, kept in together([partial(_laid, files, share) for share in shares], jobs):
        files.note(name, kept=kept)


def _laid(files: Streams, share: Share[File]) -> Iterator[tuple[str, bool]]:
    for name, content in share():
        yield name, files.lay(name, content)
