"""Why a request came to nothing, on its way from where that is noticed to `http`, which makes a `FetchOutcome` of it.

An exception, for it has to cross requests and urllib3; it never leaves `http`.
"""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
from collections.abc import Iterator, Mapping

import requests
import urllib3.exceptions

from councilprojects_aggregator.fetching.outcomes import Code

WEB_TROUBLE = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)
"""What the libraries raise for what the web does; anything else is a mistake of ours."""

LONGEST_DETAIL = 200
"""Characters. Details are shown on a page, and a hostile redirect can be 64 KB long."""


class Failure(Exception):  # noqa: N818 (it is no error of ours)
    """A request came to nothing."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in detail[:LONGEST_DETAIL])


def connecting(error: OSError) -> Failure:
    """Return what it means that `connect` failed with `error`."""
    if isinstance(error, TimeoutError):
        return Failure(Code.CONNECT_TIMEOUT)
    if isinstance(error, ConnectionRefusedError):
        return Failure(Code.REFUSED_CONNECTION)
    return Failure(Code.UNREACHABLE, errno.errorcode.get(error.errno or 0, ""))


def resolving(error: OSError, host: str) -> Failure:
    """Return what it means that looking `host` up failed with `error`."""
    nothing_there = isinstance(error, socket.gaierror) and error.errno in NO_SUCH_NAME
    return Failure(Code.DNS_FAILURE if nothing_there else Code.DNS_NO_ANSWER, host)


NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def answering(error: BaseException) -> Failure:
    """Return what it means that, once connected, the libraries raised `error`, whatever they wrapped it in."""
    for cause in _causes(error):
        failure = _meaning(cause)
        if failure is not None:
            return failure
    return Failure(Code.RESET)


def _meaning(error: BaseException) -> Failure | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error)
    if isinstance(error, ssl.SSLError):
        reason = error.reason or ""
        return Failure(TLS_REASONS.get(reason, Code.TLS_FAILED), reason.replace("_", " ").lower())
    return next((Failure(code) for kind, code in MEANINGS.items() if isinstance(error, kind)), None)


def _certificate(error: ssl.SSLCertVerificationError) -> Failure:
    return Failure(CERTIFICATE_FAULTS.get(error.verify_code, Code.TLS_UNTRUSTED), error.verify_message)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give what is at the bottom of `error` first, then what wraps it; each once."""
    seen: dict[int, BaseException] = {}
    to_see = [error]
    while to_see:
        each = to_see.pop()
        if id(each) not in seen:
            seen[id(each)] = each
            nested = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
            to_see += [inner for inner in nested if isinstance(inner, BaseException)]
    yield from reversed(seen.values())


MEANINGS: Mapping[type[BaseException], Code] = {
    http.client.RemoteDisconnected: Code.RESET,  # before its two base classes
    http.client.LineTooLong: Code.BAD_HEADERS,
    http.client.BadStatusLine: Code.NOT_HTTP,
    http.client.UnknownProtocol: Code.NOT_HTTP,
    http.client.IncompleteRead: Code.CUT_OFF,
    urllib3.exceptions.InvalidHeader: Code.BAD_LENGTH,  # raised for Content-Length only
    TimeoutError: Code.READ_TIMEOUT,
    ConnectionError: Code.RESET,
    # Last: “got more than 100 headers” has no class of its own.
    http.client.HTTPException: Code.BAD_HEADERS,
}

# X509_V_ERR_… of OpenSSL's x509_vfy.h, for which Python has no names.
CERTIFICATE_FAULTS: Mapping[int, Code] = {
    9: Code.TLS_NOT_YET_VALID,
    10: Code.TLS_EXPIRED,
    18: Code.TLS_SELF_SIGNED,
    19: Code.TLS_SELF_SIGNED,  # somewhere in the chain
    62: Code.TLS_WRONG_NAME,
    64: Code.TLS_WRONG_NAME,  # an IP address
    66: Code.TLS_TOO_OLD,  # the key is too short
    67: Code.TLS_TOO_OLD,  # an authority's key is too short
    68: Code.TLS_TOO_OLD,  # signed by way of MD5 or SHA-1
}

TLS_REASONS: Mapping[str, Code] = {
    "UNSUPPORTED_PROTOCOL": Code.TLS_TOO_OLD,
    "TLSV1_ALERT_PROTOCOL_VERSION": Code.TLS_TOO_OLD,
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": Code.TLS_TOO_OLD,
    "DH_KEY_TOO_SMALL": Code.TLS_TOO_OLD,
    "WRONG_VERSION_NUMBER": Code.TLS_NOT_SPOKEN,
    "HTTP_REQUEST": Code.TLS_NOT_SPOKEN,
    "RECORD_LAYER_FAILURE": Code.TLS_NOT_SPOKEN,
}
