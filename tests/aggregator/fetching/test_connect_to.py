"""`--connect-to`, as people write it."""

from __future__ import annotations

import ipaddress

import pytest

from councilprojects_aggregator.fetching.addresses import parse_address
from councilprojects_aggregator.fetching.connect_to import ConnectToError, Place, parse_connect_to

NETWORKS = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1")]


def place(address: str, port: int) -> Place:
    parsed = parse_address(address)
    assert parsed is not None
    return Place(parsed, port)


def no_file(name: str) -> str:
    raise AssertionError(f"{name} was read")


@pytest.mark.parametrize(
    ("text", "host", "expected"),
    [
        ("www.council.example=127.0.0.1:8000", "www.council.example", place("127.0.0.1", 8000)),
        (" WWW.Council.example = 127.0.0.1:1 ", "www.council.example", place("127.0.0.1", 1)),
        ("ynysmôn.cymru=[::1]:65535", "xn--ynysmn-mxa.cymru", place("::1", 65535)),
        ("council.example=[::ffff:127.0.0.9]:80", "council.example", place("127.0.0.9", 80)),
    ],
)
def test_a_host_and_its_place(text: str, host: str, expected: Place) -> None:
    assert parse_connect_to([text], NETWORKS, no_file) == {host: expected}


def test_a_file_has_one_on_each_line() -> None:
    content = "# the demo\n\na.example=127.0.0.1:1\n  b.example=127.0.0.2:2  # the second\n"
    read = {"hosts.txt": content}.__getitem__
    assert parse_connect_to(["@hosts.txt", "c.example=127.0.0.3:3"], NETWORKS, read) == {
        "a.example": place("127.0.0.1", 1),
        "b.example": place("127.0.0.2", 2),
        "c.example": place("127.0.0.3", 3),
    }


def test_the_same_place_may_be_given_twice() -> None:
    assert len(parse_connect_to(["a.example=127.0.0.1:1"] * 2, NETWORKS, no_file)) == 1


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["council.example"], "“council.example” should be written HOST=ADDRESS:PORT."),
        (["council.example=127.0.0.1"], "“council.example=127.0.0.1” should be written HOST=ADDRESS:PORT."),
        (["a b=127.0.0.1:1"], "a b=127.0.0.1:1: “a b” is not a host name."),
        (["=127.0.0.1:1"], "=127.0.0.1:1: “” is not a host name."),
        (["a.example=localhost:1"], "“localhost” is not an IP address. Write it like 127.0.0.1 or [::1]."),
        (["a.example=::1:80"], "“::1” is not an IP address. Write it like 127.0.0.1 or [::1]."),
        (["a.example=[127.0.0.1]:80"], "“[127.0.0.1]” is not an IP address."),
        (["a.example=127.0.0.1:0"], "“0” is not a port. It is a number from 1 to 65535."),
        (["a.example=127.0.0.1:65536"], "“65536” is not a port."),
        (["a.example=127.0.0.1:0065536"], "“0065536” is not a port."),
        (["a.example=127.0.0.1:http"], "“http” is not a port."),
        (["a.example=127.0.0.1:\N{SUPERSCRIPT TWO}"], "is not a port."),
        (["a.example=127.0.0.1:" + "9" * 5000], "is not a port."),
        (["a.example=10.0.0.1:80"], "10.0.0.1 is in no network that --allow-network names."),
        (["a.example=127.0.0.1:1", "a.example=127.0.0.1:2"], "a.example was given another place before."),
    ],
)
def test_what_cannot_be_followed_is_told_in_a_sentence(texts: list[str], sentence: str) -> None:
    with pytest.raises(ConnectToError) as error:
        parse_connect_to(texts, NETWORKS, no_file)
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (IsADirectoryError(21, "Is a directory"), "The file hosts cannot be read: Is a directory."),
        (UnicodeDecodeError("utf-8", b"\xaf", 0, 1, "invalid start byte"), "The file hosts is no text in UTF-8."),
        (ValueError("embedded null byte"), "The file hosts cannot be read: embedded null byte."),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(error: Exception, words: str) -> None:
    def read(_name: str) -> str:
        raise error

    with pytest.raises(ConnectToError) as told:
        parse_connect_to(["@hosts"], NETWORKS, read)
    assert str(told.value) == words
