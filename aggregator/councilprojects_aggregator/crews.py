"""Several processes for work that comes in parts: what they make arrives here, whoever made it.

Used where pages are made by the ten thousand. Each process is a copy of this one (fork), so nothing has to be handed to
it, and memory that nobody writes to is shared. Where there is no such thing (Windows), or threads are running that a
copy would not have, all is made here, one part after the other: what comes out is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from typing import Any, TypeAlias, TypeVar

from councilprojects_validator.wording import _

Made = TypeVar("Made")
Part: TypeAlias = Callable[[], Iterator[Made]]

# Enough that waking each other costs little, and little enough that it is nothing beside a page's own memory.
BATCH = 16


def processors() -> int:
    """Return how many processes may work at once; 1 where copies of this one cannot be made."""
    if not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


def together(parts: Sequence[Part[Made]], jobs: int) -> Iterator[Made]:
    """Yield what all `parts` make, the first of them here and each other in a process of its own, if `jobs` allows it.

    In whatever order it is ready. What a part raises is raised here; where a process ends before its work does,
    ChildProcessError.
    """
    if jobs < len(parts) or not _can_fork():
        for part in parts:
            yield from part()
        return
    with _crew(parts[1:]) as crew:
        for one in parts[0]():
            yield one
            yield from _arrived(crew, 0)
        while crew:
            yield from _arrived(crew, None)


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


@contextmanager
def _crew(parts: Sequence[Part[Made]]) -> Iterator[list[Connection]]:
    """Give the ends of pipes from which what the processes make can be taken; an end that is empty is taken away."""
    context = multiprocessing.get_context("fork")
    # What is there now stays as it is: else the copies' collectors would write to all of it.
    gc.collect()
    gc.freeze()
    started = [_started(context, part) for part in parts]
    gc.unfreeze()
    try:
        yield [connection for _process, connection in started]
    finally:
        for process, connection in started:
            connection.close()
            process.terminate()
            process.join()


def _started(context: ForkContext, part: Part[Made]) -> tuple[ForkProcess, Connection]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(part, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _work(part: Part[object], connection: Connection) -> None:
    """Send what `part` makes, by batches; then nothing, or what went wrong."""
    # Whoever stops a run stops the process that was started, which ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):
        try:
            made = part()
            while batch := list(islice(made, BATCH)):
                connection.send(batch)
            connection.send(None)
        except Exception as error:  # noqa: BLE001 (it is raised where it can be dealt with)
            connection.send(error)


def _arrived(crew: list[Connection], timeout: float | None) -> Iterator[Any]:
    for connection in wait(crew, timeout) if crew else ():
        assert isinstance(connection, Connection)  # noqa: S101 (what we waited for)
        try:
            sent = connection.recv()
        except EOFError:
            raise ChildProcessError(_("a process that made pages was ended")) from None
        if isinstance(sent, Exception):
            raise sent
        if sent is None:
            crew.remove(connection)
        else:
            yield from sent
