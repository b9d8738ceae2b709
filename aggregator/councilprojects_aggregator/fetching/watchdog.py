"""The total deadline of a fetch: when it passes, the socket is shut down under whoever reads from it.

That ends slow bodies, slow headers, floods of `100 Continue` and hanging handshakes alike, wherever in the libraries
the thread waits. Only the look-up of a name cannot be ended so (`policy.bound_dns_waits`).
"""

from __future__ import annotations

import contextlib
import socket
from threading import Lock, Timer
from time import monotonic
from types import TracebackType
from typing import Self


class Deadline:
    """A context: `expired` tells afterwards whether it passed within.

    One timer thread for each fetch costs 0.2 ms of CPU, a tenth of a TLS handshake, and shares nothing with others.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._end = monotonic() + seconds
        self._plugs: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(max(seconds, 0.0), self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for plug in self._plugs:
                plug.close()
            self._plugs.clear()

    @property
    def left(self) -> float:
        """Seconds, never quite none: a socket with a time-out of 0 does not wait, it fails."""
        return max(self._end - monotonic(), 0.001)

    def watch(self, connection: socket.socket) -> None:
        """Shut `connection` down when the deadline passes, or now if it has passed.

        A duplicate is kept: TLS takes the original's descriptor away from it, and shutting either down ends both.
        """
        with self._lock:
            self._plugs.append(connection.dup())
            if self.expired:
                self._shut()

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            self._shut()

    def _shut(self) -> None:
        for plug in self._plugs:
            with contextlib.suppress(OSError):  # it was closed at the other end
                plug.shutdown(socket.SHUT_RDWR)
