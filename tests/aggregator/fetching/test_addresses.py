"""The address policy, address by address."""

from __future__ import annotations

import ipaddress

import pytest
from AntiSSRF.ipaddress_ranges import IPAddressRanges
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator.fetching.addresses import (
    NEVER_PUBLIC,
    IpNetwork,
    is_public,
    is_within,
    parse_address,
)

FORBIDDEN = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fdff::1",
    "fe80::1",
    "fec0::1",
    "ff00::1",
    "ff02::1",
    "ff0e::1",
]

PUBLIC = [
    "1.1.1.1",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "223.255.255.255",
    "2606:2800:21f:cb07::1",
    "2a00::1",
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_is_not_public(text: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert not is_public(address)


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public(text: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert is_public(address)


@given(st.sampled_from(NEVER_PUBLIC), st.data())
def test_no_address_of_a_forbidden_network_is_public(network: IpNetwork, data: st.DataObject) -> None:
    number = data.draw(st.integers(int(network.network_address), int(network.broadcast_address)))
    assert not is_public(type(network.network_address)(number))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_the_same_in_the_clothes_of_ipv6(address: ipaddress.IPv4Address) -> None:
    assert parse_address(f"::ffff:{address}") == address


@pytest.mark.parametrize(
    "text", ["", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "1.2.3.4.5", "fe80::1%eth0", "::1%1", "a.b"]
)
def test_other_spellings_are_no_addresses(text: str) -> None:
    assert parse_address(text) is None


def test_within_looks_at_both_kinds_of_network() -> None:
    networks = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")]
    inside = [parse_address(text) for text in ("10.9.8.7", "fd12::1", "11.0.0.1", "fe00::1", "::ffff:10.0.0.1")]
    assert [is_within(address, networks) for address in inside if address] == [True, True, False, False, True]


@pytest.mark.parametrize("text", IPAddressRanges.recommended_v1)
def test_whatever_microsofts_list_forbids_is_forbidden_here(text: str) -> None:
    network = ipaddress.ip_network(text)
    for address in (network[0], network[-1]):
        judged = parse_address(str(address))
        assert judged is not None
        assert not is_public(judged)
