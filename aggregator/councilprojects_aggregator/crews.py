"""Several processes for work that comes in shares: what they make arrives here, whoever made it.

Used where pages are made by the ten thousand. Each process is a copy of this one (fork), so nothing has to be handed to
it, and memory that nobody writes to is shared. Whoever is free takes the next share, so all end together. Where there
is no such thing (Windows), or threads are running that a copy would not have, all is made here, one share after the
other: what comes out is the same.
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
Share: TypeAlias = Callable[[], Iterator[Made]]

# Enough that waking each other costs little, and little enough that it is nothing beside a page's own memory.
BATCH = 16

TURN = 2
"""Bytes of a share's number."""
# Linux, pipe(7): PIPE_BUF. So many bytes go into an empty pipe, however little room the system gives to pipes.
MOST_SHARES = 4096 // TURN


def processors() -> int:
    """Return how many processes may work at once; 1 where copies of this one cannot be made."""
    if not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


def together(shares: Sequence[Share[Made]], jobs: int) -> Iterator[Made]:
    """Yield what all `shares` make, each of them made by whichever of so many processes is free; this is one of them.

    In whatever order it is ready. Shares are taken in their order: with the long ones first, all processes end at
    nearly the same time. The very first are taken by the others: what arrives from them must not wait for long. What a
    share raises is raised here; where a process ends before its work does, ChildProcessError; of more than MOST_SHARES
    shares, ValueError.
    """
    if len(shares) > MOST_SHARES:
        raise ValueError(f"{len(shares)} shares are more than {MOST_SHARES}")
    others = min(jobs, len(shares)) - 1
    if others < 1 or not _can_fork():
        for share in shares:
            yield from share()
        return
    with _crew(shares, others) as (ours, crew):
        while batch := list(islice(ours, BATCH)):
            yield from batch
            yield from _arrived(crew, 0)
        while crew:
            yield from _arrived(crew, None)


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


@contextmanager
def _crew(shares: Sequence[Share[Made]], others: int) -> Iterator[tuple[Iterator[Made], list[Connection]]]:
    """Give what this process makes, and the ends of pipes from which what the others make can be taken.

    An end that is empty is taken away.
    """
    context = multiprocessing.get_context("fork")
    turns = _turns(range(others, len(shares)))
    # What is there now stays as it is until all is done: else the collectors would write to all of it, and it would
    # have to be copied.
    gc.collect()
    gc.freeze()
    started = [_started(context, _of(shares, turns, first)) for first in range(others)]
    try:
        yield _of(shares, turns), [connection for _process, connection in started]
    finally:
        gc.unfreeze()
        os.close(turns)
        for process, connection in started:
            connection.close()
            process.terminate()
            process.join()


def _turns(numbers: range) -> int:
    """Return the end of a pipe from which each number can be read once, by whoever comes first; then it is empty."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(TURN) for number in numbers))
    os.close(writing)
    return reading


def _of(shares: Sequence[Share[Made]], turns: int, first: int | None = None) -> Iterator[Made]:
    """Yield what the `first` share makes, if any, and then what each makes whose turn is taken."""
    if first is not None:
        yield from shares[first]()
    while turn := os.read(turns, TURN):
        yield from shares[int.from_bytes(turn)]()


def _started(context: ForkContext, ours: Iterator[object]) -> tuple[ForkProcess, Connection]:
    end, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(ours, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, end


def _work(made: Iterator[object], connection: Connection) -> None:
    """Send what is `made`, by batches; then nothing, or what went wrong."""
    # Whoever stops a run stops the process that was started, which ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):
        try:
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
