"""The total deadline of a fetch: when it passes, the socket is shut down under whoever reads from it.

That ends slow bodies, slow headers, floods of `100 Continue` and hanging handshakes alike, wherever in the libraries
the thread waits. Only the look-up of a name cannot be ended so (`policy.bound_dns_waits`).
"""

from __future__ import annotations

import contextlib
import socket
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self


class Watchdog:
    """One thread for all deadlines that are under way; a timer for each would cost as much as a third of a request.

    It is there while there is something to wait for, and no longer.
    """

    def __init__(self) -> None:
        self._deadlines: list[tuple[float, int, Deadline]] = []
        """A heap, the next to pass in front. Those that were met stay in it until they come to the front."""
        self._numbers = count()
        self._changed = Condition()
        self._on_duty = False

    def deadline(self, seconds: float) -> Deadline:
        return Deadline(self, seconds)

    def mind(self, deadline: Deadline) -> None:
        """Tell `deadline` when it passes."""
        with self._changed:
            heappush(self._deadlines, (deadline.end, next(self._numbers), deadline))
            if not self._on_duty:
                self._on_duty = True
                Thread(target=self._serve, daemon=True, name="watchdog").start()
            elif self._deadlines[0][-1] is deadline:
                self._changed.notify()

    def _serve(self) -> None:
        while (passed := self._next_passed()) is not None:
            passed.expire()

    def _next_passed(self) -> Deadline | None:
        """Wait for the next deadline that passes; None when there is none left, and duty is over."""
        with self._changed:
            while self._deadlines:
                end, _number, deadline = self._deadlines[0]
                left = end - monotonic()
                if left > 0 and not deadline.is_met:
                    self._changed.wait(left)
                else:
                    heappop(self._deadlines)
                    if not deadline.is_met:
                        return deadline
            self._on_duty = False
            return None


class Deadline:
    """A context: `expired` tells afterwards whether it passed within."""

    def __init__(self, watchdog: Watchdog, seconds: float) -> None:
        self.expired = False
        self.is_met = False
        self.end = monotonic() + seconds
        self._watchdog = watchdog
        self._plugs: list[socket.socket] = []
        self._lock = Lock()

    def __enter__(self) -> Self:
        self._watchdog.mind(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self.is_met = True
            for plug in self._plugs:
                plug.close()
            self._plugs.clear()

    @property
    def left(self) -> float:
        """Seconds, never quite none: a socket with a time-out of 0 does not wait, it fails."""
        return max(self.end - monotonic(), 0.001)

    def watch(self, connection: socket.socket) -> None:
        """Shut `connection` down when the deadline passes, or now if it has passed.

        A duplicate is kept: TLS takes the original's descriptor away from it, and shutting either down ends both.
        """
        with self._lock:
            self._plugs.append(connection.dup())
            if self.expired:
                self._shut()

    def expire(self) -> None:
        """End what is watched, unless it has ended by itself."""
        with self._lock:
            if not self.is_met:
                self.expired = True
                self._shut()

    def _shut(self) -> None:
        for plug in self._plugs:
            with contextlib.suppress(OSError):  # it was closed at the other end
                plug.shutdown(socket.SHUT_RDWR)
