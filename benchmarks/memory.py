"""How much memory this process and those that it starts take together: watched by another while they work.

Of Linux alone: what several processes share counts once (proportional set size, `smaps_rollup`).
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

OFTEN = 0.25
"""Seconds between two looks: each costs some milliseconds."""


@contextmanager
def watched() -> Iterator[list[int]]:
    """Give a list that afterwards holds the memory before, and the most, in MB."""
    found = [now(os.getpid())]
    ours, theirs = multiprocessing.get_context("fork").Pipe()
    watcher = multiprocessing.get_context("fork").Process(target=_watch, args=(os.getpid(), theirs))
    watcher.start()
    yield found
    ours.send(None)
    found.append(ours.recv())
    watcher.join()


def _watch(process: int, connection: Connection) -> None:
    most = now(process)
    while not connection.poll(OFTEN):
        most = max(most, now(process))
    connection.send(most)


def now(process: int) -> int:
    """Return the memory of a process and its children but ourselves, in MB."""
    every = [process, *(child for child in _children(process) if child != os.getpid())]
    return sum(map(_of, every)) // 1024


def _children(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        found += [int(folder.name)] if int(parent) == process else []
    return found


def _of(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
