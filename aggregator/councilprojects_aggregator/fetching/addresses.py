"""Which addresses may be connected to. Pure; `http` asks before a name is used and again before every connection.

A publisher chooses what its name points at, so without this a registry entry could make us read the machine's own
services, the office network or a cloud's metadata service (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TypeAlias

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

# `is_global` follows the IANA registries of special-purpose addresses (RFC 6890), and its answers differ between
# versions of Python. These it passes in some version, or they carry another address inside.
NEVER_PUBLIC: tuple[IpNetwork, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10",  # shared by a provider's customers (RFC 6598); one cloud's metadata service is in it
        "168.63.129.16/32",  # Azure's own services, at a public address
        "192.0.0.0/24",  # protocol assignments (RFC 6890); another cloud's metadata service is in it
        "192.31.196.0/24",  # AS112, which answers for private addresses (RFC 7535)
        "192.52.193.0/24",  # automatic multicast tunnels (RFC 7450)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved
        "::/96",  # IPv4-compatible (RFC 4291 section 2.5.5.1): any IPv4 address inside
        "64:ff9b::/96",  # NAT64 (RFC 6052): any IPv4 address inside
        "64:ff9b:1::/48",  # NAT64 within a network (RFC 8215)
        "100::/64",  # discard (RFC 6666)
        "100:0:0:1::/64",  # dummy addresses (RFC 9780)
        "2001::/23",  # protocol assignments (RFC 2928); Teredo (RFC 4380) is in it: any IPv4 address inside
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4 (RFC 3056): any IPv4 address inside
        "2620:4f:8000::/48",  # AS112 (RFC 7534)
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "fec0::/10",  # site-local (RFC 3879)
        "ff00::/8",  # multicast
    )
)


def parse_address(text: str) -> IpAddress | None:
    """Return the address that `text` spells in the usual way, IPv4-mapped IPv6 as the IPv4 address that it means.

    None for any other spelling (`0x7f.1`, `127.1`), and for an address with a zone, which is valid on one link only.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return None
        return address.ipv4_mapped or address
    return address


def is_public(address: IpAddress) -> bool:
    """Tell whether anybody on the Internet could reach `address`, and it stands for no other address."""
    return address.is_global and not any(address in network for network in NEVER_PUBLIC)


def is_within(address: IpAddress, networks: Iterable[IpNetwork]) -> bool:
    return any(address in network for network in networks)
