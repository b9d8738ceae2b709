"""The block itself: a test that reached the web would be a test that fails on a train."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from loopback_only import BeyondLoopbackError

PUBLIC = "192.0.2.1"  # TEST-NET-1 (RFC 5737): were the block gone, this would reach nobody either


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_beyond_loopback_is_refused(method: str) -> None:
    with socket.socket() as connection, pytest.raises(BeyondLoopbackError):
        getattr(connection, method)((PUBLIC, 80))


def test_a_datagram_beyond_loopback_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(BeyondLoopbackError):
        sender.sendto(b"", (PUBLIC, 53))


@pytest.mark.parametrize("look_up", [lambda host: socket.getaddrinfo(host, 80), socket.gethostbyname])
def test_a_name_is_not_looked_up(look_up: Callable[[str], object]) -> None:
    with pytest.raises(BeyondLoopbackError):
        look_up("www.example.org")


def test_loopback_is_reached() -> None:
    assert socket.getaddrinfo("127.0.0.1", 80)
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
