"""A web server on loopback that behaves as it is told to, however badly: a pytest plugin, used through `web`.

What it does with a connection is a script: bytes are sent as they are, the other steps are below. It speaks no HTTP of
its own and knows no TLS but the context it is given, so that it can break every rule of both.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread
from typing import TypeAlias

import pytest

PATIENCE = 10.0
"""Seconds after which a connection is given up: a client that hangs fails its test, not the whole run."""

FLOOD = 1_000_000
"""Repetitions after which an endless thing ends after all, long after any client should have hung up."""


@dataclass(frozen=True)
class Endless:
    """Send the bytes again and again, until the client has had enough."""

    content: bytes


@dataclass(frozen=True)
class Drip:
    """Send the bytes one by one, with a pause after each: every read succeeds, the whole takes too long."""

    content: bytes
    pause: float = 0.02


@dataclass(frozen=True)
class Hang:
    """Say nothing more, until the client hangs up."""


@dataclass(frozen=True)
class Reset:
    """Break the connection off with a TCP reset."""


Step: TypeAlias = bytes | Endless | Drip | Hang | Reset
Script: TypeAlias = Iterable[Step] | Callable[[bytes], Iterable[Step]]
"""Steps, or a function that makes them from the request, one after the other if it is a generator."""


def answer(body: bytes = b"{}", *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole, proper answer; `headers` as they should stand, `Name: value`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body


def head(*headers: str, status: str = "200 OK") -> bytes:
    """Return status line and headers, and no word about what follows."""
    return "\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode("latin-1")


def headers_of(request: bytes) -> dict[str, str]:
    """Return the headers of a request that came in."""
    lines = request.decode("latin-1").split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines if line)


@dataclass
class Site:
    """One listening socket. Tests put scripts in `pages`, by path, and find the requests that came in `requests`."""

    listener: socket.socket
    context: ssl.SSLContext | None = None
    greeting: Sequence[Step] | None = None
    """What a client's first words are answered with, whatever they are, in place of any conversation."""
    pages: dict[str, Script] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    """Head of each request, as it came."""
    met: Event = field(default_factory=Event)
    """Set as soon as there is one."""
    _numbers: count[int] = field(default_factory=count)
    _stopped: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        return self.listener.getsockname()[0]

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split(b" ")[1].decode("latin-1") for request in self.requests]

    def url(self, path: str, host: str = "council.example") -> str:
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{path}"

    def publish(self, *script: Step, host: str = "council.example") -> str:
        """Put a script at a path of its own and return its URL."""
        path = f"/{next(self._numbers)}"
        self.pages[path] = script
        return self.url(path, host)

    def serve(self) -> None:
        """Take connections until the listener is closed."""
        while not self._stopped.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            Thread(target=self._attend, args=(connection,), daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _attend(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        # A client that has had enough hangs up: that is what most of these tests are about.
        with connection, contextlib.suppress(OSError):
            self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        if self.greeting is not None:
            connection.recv(65536)
            for step in self.greeting:
                self._do(connection, step)
            return
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True)
        with connection:
            request = self._read_head(connection)
            if not request:
                return
            self.requests.append(request)
            self.met.set()
            script = self.pages.get(request.split(b" ")[1].decode("latin-1"), [answer(b"", status="404 Not Found")])
            for step in script(request) if callable(script) else script:
                self._do(connection, step)

    def _read_head(self, connection: socket.socket) -> bytes:
        request = b""
        while b"\r\n\r\n" not in request:
            more = connection.recv(65536)
            if not more:
                return b""
            request += more
        head, _blank, body = request.partition(b"\r\n\r\n")
        declared = re.search(rb"(?im)^content-length: *([0-9]+)", head)
        # What is left unread when a connection is closed makes the system reset it.
        while declared is not None and len(body) < int(declared[1]):
            more = connection.recv(65536)
            if not more:
                break
            body += more
        return request

    def _do(self, connection: socket.socket, step: Step) -> None:
        match step:
            case bytes():
                connection.sendall(step)
            case Endless(content):
                for _ in range(FLOOD):
                    connection.sendall(content)
            case Drip(content, pause):
                for byte in content:
                    connection.sendall(bytes([byte]))
                    if self._stopped.wait(pause):
                        return
            case Hang():
                connection.recv(1)
            case Reset():
                reset(connection)


def reset(connection: socket.socket) -> None:
    """Close with a reset in place of an orderly end (SO_LINGER with no time to linger)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


Web: TypeAlias = Callable[..., Site]


@pytest.fixture
def web() -> Iterator[Web]:
    """Return a function that opens a `Site`: on which address of loopback, with which TLS context, if any."""
    sites: list[Site] = []

    def open_site(
        address: str = "127.0.0.1",
        *,
        port: int = 0,
        context: ssl.SSLContext | None = None,
        greeting: Sequence[Step] | None = None,
    ) -> Site:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        site = Site(socket.create_server((address, port), family=family, backlog=256), context, greeting)
        Thread(target=site.serve, daemon=True).start()
        sites.append(site)
        return site

    yield open_site
    for site in sites:
        site.stop()


@pytest.fixture
def site(web: Web) -> Site:
    """Return a site that is open already, for whoever needs no more than one."""
    return web()
