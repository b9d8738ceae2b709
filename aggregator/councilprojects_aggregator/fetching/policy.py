"""What we let the web do to us: every limit of a fetch, each beside the threat that it meets. `http` enforces them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from councilprojects_aggregator.fetching.addresses import IpAddress, IpNetwork, is_public, is_within
from councilprojects_aggregator.fetching.connect_to import Place

Resolve: TypeAlias = Callable[[str], Sequence[str]]
"""From a host name to its addresses, the one to try first in front; raises OSError."""

DEADLINE = 30.0
"""Seconds for one fetch as a whole. Time-outs are for each read: a server that sends a byte now and then, or
`100 Continue` for ever, never meets one."""

CONNECT_TIMEOUT = 5.0
"""Seconds. A firewall that drops packets answers never; a website answers within one."""

READ_TIMEOUT = 10.0
"""Seconds without a byte. Slow pages take a few; silence is given up sooner than slowness."""

MAX_WIRE = 5_000_000
"""Bytes as they are sent. An endless body would fill the memory."""

MAX_BODY = 10_000_000
"""Bytes once unpacked, as many as the validator reads. Gzip packs 2 GB of zeros into 2 MB."""

MAX_REDIRECTS = 5
"""RFC 9309 asks for five at least. Each is a further request that somebody else chose."""

MAX_ADDRESSES = 4
"""Of those that a name resolves to. Each that hangs costs a time-out; a name may have hundreds."""

DNS_PATIENCE = "timeout:2 attempts:1"
"""For RES_OPTIONS (resolv.conf(5)): a look-up ends after two seconds for each name server, not after half a minute."""


def bound_dns_waits() -> None:
    """Bound look-ups, which no time-out of HTTP covers, unless the user has set RES_OPTIONS.

    Changes the environment of the process, so only edges call it, and before threads start: the C library reads the
    variable at its first look-up.
    """
    os.environ.setdefault("RES_OPTIONS", DNS_PATIENCE)


def resolve(host: str) -> list[str]:
    """Ask the system for the addresses of `host`, in the order that it prefers (RFC 6724). Raises OSError."""
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of every fetch, and the exceptions that whoever runs us has made."""

    allow_networks: tuple[IpNetwork, ...] = ()
    """Addresses that may be connected to though they are not public, at any port, by literals too."""
    connect_to: Mapping[str, Place] = field(default_factory=dict)
    """Where to connect, by host, in place of what the name resolves to."""
    resolve: Resolve = resolve
    deadline: float = DEADLINE
    connect_timeout: float = CONNECT_TIMEOUT
    read_timeout: float = READ_TIMEOUT
    max_wire: int = MAX_WIRE
    max_body: int = MAX_BODY
    max_redirects: int = MAX_REDIRECTS
    max_addresses: int = MAX_ADDRESSES

    def allows(self, address: IpAddress) -> bool:
        return is_public(address) or is_within(address, self.allow_networks)
