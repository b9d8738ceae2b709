"""Where to connect for a URL: its host's addresses, or the place that `--connect-to` names. `http` calls it.

A name is looked up once for each request and judged by its whole answer: a name that leads to a public address now and
a private one the next time (DNS rebinding) gains nothing, for what was judged is what is connected to.
"""

from __future__ import annotations

from councilprojects_aggregator.fetching.addresses import IpAddress, is_within, parse_address
from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.failures import Failure, resolving
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.policy import Policy
from councilprojects_aggregator.fetching.urls import Url, check_public

TLS_PORTS = frozenset({443, 8443})
"""Of `--connect-to`: a place with one of these ports speaks TLS for an https URL, one with any other plain HTTP."""


def places(url: Url, policy: Policy) -> tuple[Place, ...]:
    """Return where to connect for `url`, the first to be tried in front; raise Failure if that is nowhere or forbidden.

    One forbidden address condemns the name: to pick the good ones would leave the choice to whoever made the mixture.
    """
    mapped = policy.connect_to.get(url.host)
    if mapped is not None:
        if not is_within(mapped.address, policy.allow_networks):
            raise Failure(Code.FORBIDDEN_ADDRESS, url.host)
        return (mapped,)
    addresses = _addresses(url.host, policy)
    if not all(policy.allows(address) for address in addresses):
        raise Failure(Code.FORBIDDEN_ADDRESS, url.host)
    if not all(is_within(address, policy.allow_networks) for address in addresses):
        check_public(url)
    return tuple(Place(address, url.port) for address in addresses[: policy.max_addresses])


def speaks_tls(url: Url, policy: Policy) -> bool:
    """Tell whether the connection for `url` is to be encrypted."""
    mapped = policy.connect_to.get(url.host)
    return url.scheme == "https" and (mapped is None or mapped.port in TLS_PORTS)


def _addresses(host: str, policy: Policy) -> list[IpAddress]:
    literal = parse_address(host)
    if literal is not None:
        return [literal]
    try:
        answers = policy.resolve(host)
    except OSError as error:
        raise resolving(error, host) from error
    addresses = [parse_address(answer) for answer in answers]
    if not addresses:
        raise Failure(Code.DNS_FAILURE, host)
    # An address with a zone is none of ours: it belongs to one link of this machine.
    if None in addresses:
        raise Failure(Code.FORBIDDEN_ADDRESS, host)
    return [address for address in addresses if address is not None]
