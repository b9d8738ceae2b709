"""Which URLs are asked for, and how they are spelt. Pure; `http` sends every URL and every redirect through `clean`.

What is sent is built from the parts that were judged, so that no two parsers can disagree about the host.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import idna
from requests.utils import requote_uri
from urllib3.util import parse_url

from councilprojects_aggregator.fetching.addresses import IpNetwork, is_within, parse_address
from councilprojects_aggregator.fetching.failures import Failure
from councilprojects_aggregator.fetching.outcomes import Code

LONGEST_URL = 2048
"""Characters. More is no address that somebody registered, and sizes our headers."""

DEFAULT_PORTS = {"http": 80, "https": 443}

PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})
"""Where websites answer. On any other port a redirect could have us poke at mail servers and databases."""

# Parsers drop these, or take a backslash for a slash, each in its own way: a host judged by one is not another's.
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")

# RFC 1123 section 2.1. The last label starts with a letter, so no spelling of an IPv4 address (0x7f.1) is a name.
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{LABEL}\.)*(?=[a-z]){LABEL}\Z")

STEADY_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*/?\Z")
"""A path that no rewriting changes: nothing to be quoted, and no dot in front of a part."""

# Names that mean something in one network only, or nothing (RFC 6761, 6762, 7686, 8375, 9476; ICANN's `internal`).
PRIVATE_SUFFIXES = frozenset(
    {"alt", "arpa", "corp", "example", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test"}
)


@dataclass(frozen=True, slots=True)
class Url:
    """A URL that may be asked for, in the one spelling that is sent."""

    text: str
    scheme: str
    host: str
    """A-labels in lower case, or an IP address without brackets."""
    port: int

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them (RFC 9110 section 7.2)."""
        return urlsplit(self.text).netloc

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


def clean(text: str, networks: Sequence[IpNetwork] = (), mapped: Collection[str] = ()) -> Url:
    """Return the URL that `text` spells; raise Failure if it is none that may be asked for.

    An IP address in place of a name has to be in one of `networks`. Where there are none, names and ports that are used
    within private networks only are refused at once, but for the hosts in `mapped`.
    """
    parts, port = _split(text)
    if parts.scheme not in DEFAULT_PORTS:
        raise Failure(Code.BAD_SCHEME, text)
    if "@" in parts.netloc:
        raise Failure(Code.USERINFO)
    host = _host(parts.hostname or "", networks)
    url = _built(parts, host, DEFAULT_PORTS[parts.scheme] if port is None else port)
    if not networks and host not in mapped:
        check_public(url)
    return url


def resolve_redirect(base: Url, location: str) -> str:
    """Return the target of a redirect from `base` (RFC 9110 section 10.2.2), not yet judged.

    http.client reads headers as Latin-1; an address in a header that is not ASCII is nearly always UTF-8.
    """
    try:
        text = location.encode("latin-1").decode("utf-8")
        if UNSAFE.search(text):  # now, for urljoin would drop them
            raise Failure(Code.BAD_URL, text)
        return urljoin(base.text, text)
    except ValueError:
        raise Failure(Code.BAD_URL, location) from None


def check_public(url: Url) -> None:
    """Raise Failure if `url` could only mean something within a private network."""
    if "." not in url.host or url.host.rpartition(".")[2] in PRIVATE_SUFFIXES:
        raise Failure(Code.FORBIDDEN_HOST, url.host)
    if url.port not in PUBLIC_PORTS:
        raise Failure(Code.FORBIDDEN_PORT, str(url.port))


def canonical_name(name: str) -> str:
    """Return a host name as A-labels in lower case (UTS 46, RFC 5891); raise Failure if it is none."""
    lowered = name.removesuffix(".").lower()
    # Of a name without A-labels, or what could pass for one, UTS 46 lowers the letters and no more.
    if name.isascii() and "--" not in lowered and NAME.match(lowered):
        return lowered
    try:
        ascii_name = idna.encode(name.removesuffix("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise Failure(Code.BAD_HOST, name) from None
    if not NAME.match(ascii_name):
        raise Failure(Code.BAD_HOST, name)
    return ascii_name


def _split(text: str) -> tuple[SplitResult, int | None]:
    if len(text) > LONGEST_URL or UNSAFE.search(text):
        raise Failure(Code.BAD_URL, text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise Failure(Code.BAD_URL, text) from None
    return parts, port


def _host(name: str, networks: Sequence[IpNetwork]) -> str:
    address = parse_address(name)
    if address is None:
        return canonical_name(name)
    if not is_within(address, networks):
        raise Failure(Code.BAD_HOST, name)
    return str(address)


def _built(parts: SplitResult, host: str, port: int) -> Url:
    authority = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[parts.scheme]:
        authority += f":{port}"
    # Surrogates can come from JSON escapes in a registry; they are in no URL.
    if any("\ud800" <= character <= "\udfff" for character in parts.path + parts.query):
        raise Failure(Code.BAD_URL, quote(parts.path, errors="replace"))
    spelt = urlunsplit((parts.scheme, authority, parts.path or "/", parts.query, ""))
    if not parts.query and STEADY_PATH.match(parts.path):
        return Url(spelt, parts.scheme, host, port)
    # The two rewritings that requests and urllib3 do anyway: what we say that we asked for is what we sent.
    return Url(requote_uri(parse_url(spelt).url), parts.scheme, host, port)
