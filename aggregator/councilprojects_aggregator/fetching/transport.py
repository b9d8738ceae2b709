"""requests and urllib3, kept from doing what they do by themselves. `http` sends each request through `sent`.

Connections are made by a function that is given, to an address that has been judged: neither library looks a name up.
The host's name stays, so server name indication and the certificate's check are untouched. Nothing is kept or added:
no cookies, no passwords from .netrc, no proxies or certificates from the environment, no redirects, no retries.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.failures import Failure, connecting
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.policy import Policy
from councilprojects_aggregator.fetching.urls import Url
from councilprojects_aggregator.fetching.watchdog import Deadline
from councilprojects_validator.hosting.served import Certificate

Dial: TypeAlias = Callable[[], socket.socket]


def tls_context() -> ssl.SSLContext:
    """Return what judges certificates: the public authorities that come with requests, TLS 1.2 or newer.

    One is shared by all: loading the authorities for each new host, as requests does, costs 30 ms of CPU.
    """
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def dial(place: Place, policy: Policy, deadline: Deadline) -> socket.socket:
    """Return a connection to `place`; raise Failure if the policy forbids it or nothing takes the connection.

    The address was judged when its name was looked up. It is judged again here, at the last moment, so that no way
    leads round the policy.
    """
    if not policy.allows(place.address):
        raise Failure(Code.FORBIDDEN_ADDRESS)
    family = socket.AF_INET if place.address.version == 4 else socket.AF_INET6  # noqa: PLR2004 (IP's own number)
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(min(policy.connect_timeout, deadline.left))
        connection.connect((str(place.address), place.port))
        connection.settimeout(policy.read_timeout)  # for the TLS handshake; urllib3 sets it again afterwards
        deadline.watch(connection)
    except OSError as error:
        connection.close()
        raise connecting(error) from error
    return connection


@contextmanager
def sent(  # noqa: PLR0913 (what makes up one request)
    method: str,
    url: Url,
    headers: Mapping[str, str],
    *,
    call: Dial,
    context: ssl.SSLContext | None,
    timeouts: tuple[float, float],
    body: bytes | None = None,
) -> Iterator[requests.Response]:
    """Send one request and give its answer, the body unread; connected by `call`, with TLS if there is a `context`.

    There is no session of requests' around it, so nothing is there that could keep or add anything, or follow a
    redirect: a session would read its body, however long, to prepare the next request.
    """
    prepared = requests.Request(method, url.text, headers=dict(headers), data=body).prepare()
    with (
        closing(_DialledAdapter(_pool(url, call, context))) as adapter,
        adapter.send(prepared, stream=True, timeout=timeouts) as response,
    ):
        yield response


def _pool(url: Url, call: Dial, context: ssl.SSLContext | None) -> HTTPConnectionPool:
    """Return a pool of one connection. The context decides whether it speaks TLS, not the URL's scheme."""
    if context is None:
        return _PlainPool(url.host, url.port, call=call)
    return _TlsPool(url.host, url.port, ssl_context=context, call=call)


class _DialledAdapter(HTTPAdapter):
    def __init__(self, pool: HTTPConnectionPool) -> None:
        super().__init__()
        self._pool = pool

    def get_connection_with_tls_context(self, *_: Any, **__: Any) -> HTTPConnectionPool:
        return self._pool

    def cert_verify(self, *_: Any, **__: Any) -> None:
        """Leave it to the shared context: this would load the certificate authorities anew."""

    def close(self) -> None:
        super().close()
        self._pool.close()


def certificate_of(response: requests.Response) -> Certificate | None:
    """Return how long the certificate is good that the answer came under; None where it came without encryption."""
    line = getattr(getattr(response.raw, "_original_response", None), "line", None)
    if not isinstance(line, ssl.SSLSocket):
        return None
    try:
        told = line.getpeercert() or {}
        return Certificate(_moment(told["notBefore"]), _moment(told["notAfter"]))
    except (OSError, ValueError, OverflowError, KeyError):  # the line is dead, or a date is none
        return None


def _moment(told: object) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told)), UTC)


class _CookielessResponse(http.client.HTTPResponse):
    def __init__(self, line: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(line, *args, **options)
        self.line = line
        """What it came by: the connection lets go of it as soon as the headers are read."""

    def begin(self) -> None:
        """Drop cookies at the door: requests parses them whatever the policy, and ninety long ones take seconds."""
        super().begin()
        del self.msg["Set-Cookie"], self.msg["Set-Cookie2"]


class _PlainConnection(HTTPConnection):
    response_class = _CookielessResponse

    def __init__(self, *args: Any, call: Dial, **options: Any) -> None:
        super().__init__(*args, **options)
        self._call = call

    def _new_conn(self) -> socket.socket:
        return self._call()


class _TlsConnection(_PlainConnection, HTTPSConnection):
    """The same, and TLS spoken over what it is called through, which is urllib3's part."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection  # pyright: ignore[reportAssignmentType] (urllib3's own classes do not fit it either)


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection  # pyright: ignore[reportAssignmentType] (as above)
