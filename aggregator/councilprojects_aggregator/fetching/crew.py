"""Threads that do one kind of work, each task by itself, and are not waited for at the end. `fetch` employs them.

concurrent.futures would wait at exit for every request under way: somebody who presses Ctrl-C would look at half a
minute of silence. These are daemons, and the process leaves without them.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew(Generic[Task, Result]):
    """A context within which `work` is done on tasks that are given, in up to `size` threads.

    `work` must not raise: there is nobody to tell.
    """

    def __init__(self, size: int, work: Callable[[Task], Result]) -> None:
        self.busy = 0
        """How many tasks were given and not collected yet."""
        self.employed = 0
        """How many threads there are."""
        self._size = size
        self._work = work
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[Task, Result]] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in range(self.employed):
            self._tasks.put(None)

    @property
    def has_room(self) -> bool:
        return self.busy < self._size

    def give(self, task: Task) -> None:
        self.busy += 1
        if self.busy > self.employed:
            self.employed += 1
            Thread(target=self._serve, daemon=True, name=f"fetch-{self.employed}").start()
        self._tasks.put(task)

    def collect(self, seconds: float | None) -> tuple[Task, Result] | None:
        """Return a task that is done, with its result; None if none is within `seconds` (None: wait for one)."""
        try:
            done = self._results.get(timeout=seconds)
        except Empty:
            return None
        self.busy -= 1
        return done

    def _serve(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._results.put((task, self._work(task)))
