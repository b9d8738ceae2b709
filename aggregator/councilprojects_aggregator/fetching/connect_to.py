"""`--connect-to HOST=ADDRESS:PORT`: where to connect in place of what a name resolves to. Pure; `cli` calls it.

For demos, tests and a look at a site before its name is switched over. Addresses outside `--allow-network` are refused:
the option must not become a way round the address policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from councilprojects_aggregator.fetching.addresses import IpAddress, IpNetwork, is_within, parse_address
from councilprojects_aggregator.fetching.failures import Failure
from councilprojects_aggregator.fetching.urls import canonical_name
from councilprojects_validator.wording import _

LARGEST_PORT = 65535


class ConnectToError(ValueError):
    """What was written cannot be followed; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address and a port to connect to."""

    address: IpAddress
    port: int


def parse_connect_to(
    values: Sequence[str], networks: Sequence[IpNetwork], read: Callable[[str], str]
) -> dict[str, Place]:
    """Return the places by host, as they were given in `values`: `HOST=ADDRESS:PORT`, or `@FILE` with one a line.

    In a file, empty lines and what follows a `#` are left out; `read` gives the text of a file. An IPv6 address stands
    in brackets. Raises ConnectToError for what is malformed or cannot be read,
    a host given two places, or an address outside `networks`.
    """
    places: dict[str, Place] = {}
    for text in _mappings(values, read):
        host, place = _mapping(text)
        if not is_within(place.address, networks):
            raise ConnectToError(
                _("{text}: {address} is in no network that --allow-network names.").format(
                    text=text, address=place.address
                )
            )
        if places.setdefault(host, place) != place:
            raise ConnectToError(_("{text}: {host} was given another place before.").format(text=text, host=host))
    return places


def _mappings(values: Iterable[str], read: Callable[[str], str]) -> Iterator[str]:
    for value in values:
        if not value.startswith("@"):
            yield value.strip()
            continue
        for line in _content(value[1:], read).splitlines():
            text = line.partition("#")[0].strip()
            if text:
                yield text


def _content(name: str, read: Callable[[str], str]) -> str:
    try:
        return read(name)
    except UnicodeDecodeError:
        raise ConnectToError(_("The file {name} is no text in UTF-8.").format(name=name)) from None
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise ConnectToError(_("The file {name} cannot be read: {reason}.").format(name=name, reason=reason)) from None


def _mapping(text: str) -> tuple[str, Place]:
    name, equals, place = text.partition("=")
    address_text, colon, port_text = place.strip().rpartition(":")
    if not (equals and colon):
        raise ConnectToError(_("“{text}” should be written HOST=ADDRESS:PORT.").format(text=text))
    return _host(name.strip(), text), Place(_address(address_text, text), _port(port_text, text))


def _host(name: str, text: str) -> str:
    try:
        return canonical_name(name)
    except Failure:
        raise ConnectToError(_("{text}: “{name}” is not a host name.").format(text=text, name=name)) from None


def _address(spelt: str, text: str) -> IpAddress:
    bracketed = spelt.startswith("[") and spelt.endswith("]")
    address = parse_address(spelt[1:-1] if bracketed else spelt)
    if address is None or (":" in spelt) is not bracketed:
        raise ConnectToError(
            _("{text}: “{address}” is not an IP address. Write it like 127.0.0.1 or [::1].").format(
                text=text, address=spelt
            )
        )
    return address


def _port(spelt: str, text: str) -> int:
    short = spelt.isascii() and spelt.isdecimal() and len(spelt) <= len(str(LARGEST_PORT))
    if not (short and 0 < int(spelt) <= LARGEST_PORT):
        raise ConnectToError(
            _("{text}: “{port}” is not a port. It is a number from 1 to 65535.").format(text=text, port=spelt)
        )
    return int(spelt)
