"""No test reaches beyond loopback: a pytest plugin that is on for every one of them.

An audit hook, so that it holds for whatever opens a socket in this process, and whenever. Browsers are processes of
their own: their tests block the network in them.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

PUBLIC = "93.184.215.14"
"""A public address. Nothing is ever sent there: the block of the network would fail the test."""


class BeyondLoopbackError(RuntimeError):
    """A test tried to reach the network. Not an OSError, lest our own code takes it for a web that misbehaves."""


def is_loopback(host: object) -> bool:
    """Tell whether `host`, as socket functions take it, is this machine and nothing else."""
    text = host.decode() if isinstance(host, bytes) else host
    if text in {None, "", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(text).partition("%")[0])
    except ValueError:
        return False
    # To bind to “any” reaches nobody; to connect to it is to connect to oneself.
    return address.is_loopback or address.is_unspecified


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise BeyondLoopbackError where a socket function is about to leave this machine."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        target = arguments[1]
        # A path is a socket within this machine; None is what a connected one sends to.
        if isinstance(target, tuple) and not is_loopback(target[0]):
            raise BeyondLoopbackError(f"{event} to {target}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"} and not is_loopback(
        arguments[0]
    ):
        raise BeyondLoopbackError(f"{event} of {arguments[0]!r}")


def pytest_configure() -> None:
    sys.addaudithook(watch)
