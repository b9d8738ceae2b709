"""What tests of fetching share: limits short enough for a suite, and names that lead to loopback."""

from __future__ import annotations

import ipaddress
import ssl

import pytest

from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.transport import tls_context

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


@pytest.fixture
def policy() -> Policy:
    """A policy for loopback: every name leads to 127.0.0.1, and nothing lasts longer than a second."""
    return Policy(
        allow_networks=LOOPBACK,
        resolve=lambda _host: ["127.0.0.1"],
        deadline=1.0,
        connect_timeout=0.5,
        read_timeout=0.4,
        max_wire=100_000,
        max_body=200_000,
    )


@pytest.fixture(scope="session")
def context() -> ssl.SSLContext:
    """The real one, made once: it takes 30 ms."""
    return tls_context()


@pytest.fixture
def fetcher(policy: Policy, context: ssl.SSLContext) -> Fetcher:
    return Fetcher(policy, context)
