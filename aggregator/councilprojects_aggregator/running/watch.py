"""Running again and again: the loop, and how a person or the system ends it.

Around `crawl`. Promises that a run is never cut short by one signal: the first asks to end when the run is over, the
second ends it at once, as Ctrl-C ends a single run. Clock and pause are given, so that a test waits for nothing.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from types import FrameType, TracebackType
from typing import Self, TypeAlias

Pause: TypeAlias = Callable[[float], bool]
"""Waits so many seconds; says whether to end."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def watch(  # noqa: PLR0913 (by name only)
    run: Callable[[datetime], object],
    *,
    began: datetime,
    interval: timedelta,
    clock: Callable[[], datetime],
    pause: Pause,
    on_next: Callable[[datetime], None],
) -> None:
    """Call `run` with the time once every `interval`, the first of them after the one that began at `began`.

    Ends when `pause` says so. A run that takes longer than the interval is followed by the next at once.
    """
    while True:
        now = clock()
        wait = waiting_time(began, now, interval)
        on_next(now + wait)
        if pause(wait.total_seconds()):
            return
        began = clock()
        run(began)


def waiting_time(began: datetime, now: datetime, interval: timedelta) -> timedelta:
    """Return how long to wait after a run that began at `began`: never more than `interval`, be the clock set back."""
    return max(timedelta(0), min(interval, began + interval - now))


class Ending:
    """A context: what asks the process to end is heard, and obeyed between runs. Use it in the main thread."""

    def __init__(self, on_signal: Callable[[], None]) -> None:
        """`on_signal` is called as soon as there is one."""
        self._on_signal = on_signal
        self._asked = False
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        # A pipe and `select`, not threading.Event: setting one from a signal's handler may wait for its own thread.
        self._ears, self._bell = os.pipe()
        self._stack.callback(os.close, self._ears)
        self._stack.callback(os.close, self._bell)
        for number in SIGNALS:
            self._stack.callback(signal.signal, number, signal.signal(number, self._hear))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def pause(self, seconds: float) -> bool:
        """Wait; say whether to end. A signal ends the wait."""
        return bool(select.select([self._ears], [], [], seconds)[0])

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        os.write(self._bell, b"!")
        self._on_signal()
