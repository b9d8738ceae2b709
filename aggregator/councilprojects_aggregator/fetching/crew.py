"""Threads that do one kind of work, each task by itself, and are not waited for at the end. `fetch` employs them.

concurrent.futures would wait at exit for every request under way: somebody who presses Ctrl-C would look at half a
minute of silence. These are daemons, and the process leaves without them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, islice
from math import inf
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


PATIENCE = 1.0
"""Seconds after which a task counts as hanging: websites answer within one, and a thread that waits costs nothing.

One host of twenty that hangs would else soon hold up all others."""

RESERVES = 8
"""So many times its size a crew may grow for those that hang."""


class Crew(Generic[Task, Result]):
    """A context within which `work` is done on tasks that are given, up to `size` at once but for those that hang.

    `work` must not raise: there is nobody to tell. Every `now` is by one clock of the caller's.
    """

    def __init__(self, size: int, work: Callable[[Task], Result]) -> None:
        self.busy = 0
        """How many tasks were given and not collected yet."""
        self.employed = 0
        """How many threads there are."""
        self._size = size
        self._work = work
        self._numbers = count()
        self._since: dict[int, float] = {}
        """When each task that is under way was given, the oldest first."""
        self._tasks: SimpleQueue[tuple[int, Task] | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[int, Task, Result]] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in range(self.employed):
            self._tasks.put(None)

    def seconds_to_room(self, now: float) -> float:
        """Return how long until there is room for one more task, if none is collected meanwhile; 0 if there is now."""
        if self.busy < self._size:
            return 0.0
        if self.busy >= self._size * RESERVES:
            return inf
        # There is room as soon as all but the youngest `size - 1` hang.
        last = next(islice(self._since.values(), self.busy - self._size, None))
        return max(last + PATIENCE - now, 0.0)

    def give(self, task: Task, now: float) -> None:
        number = next(self._numbers)
        self._since[number] = now
        self.busy += 1
        if self.busy > self.employed:
            self.employed += 1
            Thread(target=self._serve, daemon=True, name=f"fetch-{self.employed}").start()
        self._tasks.put((number, task))

    def collect(self, seconds: float | None) -> tuple[Task, Result] | None:
        """Return a task that is done, with its result; None if none is within `seconds` (None: wait for one)."""
        try:
            number, task, result = self._results.get(timeout=seconds)
        except Empty:
            return None
        del self._since[number]
        self.busy -= 1
        return task, result

    def _serve(self) -> None:
        while (given := self._tasks.get()) is not None:
            number, task = given
            self._results.put((number, task, self._work(task)))
