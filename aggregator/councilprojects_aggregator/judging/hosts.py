"""Comparing hosts and URLs: one address can be spelt in many ways. Pure; used wherever identity is decided."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit, urlunsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}


def host(url: str | None) -> str | None:
    """Return the host of `url` in the form in which hosts are compared; None where there is none.

    Lower case, IDNs as A-labels (UTS 46, RFC 5891), without port, closing dot and leading `www.`.
    """
    parts = _split(url or "")
    return canonical_host(parts.hostname) if parts and parts.hostname else None


def canonical_host(name: str) -> str | None:
    """Return a bare host name in the form of `host`; None if it is none."""
    ascii_name = _ascii(name)
    return ascii_name.removeprefix("www.") if ascii_name else None


def url_key(url: str) -> str:
    """Return `url` in a form that is equal for spellings of one address (RFC 3986 section 6.2.2), without fragment."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url
    name = _ascii(parts.hostname) or parts.hostname
    port = parts.port
    netloc = name if port in {None, DEFAULT_PORTS.get(parts.scheme)} else f"{name}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (a property that raises for a port that is none)
    except ValueError:
        return None
    return parts


def _ascii(name: str) -> str | None:
    try:
        lowered = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None
    return lowered.lower().rstrip(".") or None
