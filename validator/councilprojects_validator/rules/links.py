"""Rules on addresses, without opening any of them."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.fields import addresses, links
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.places import Holds
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

PRIVATE_SUFFIXES = (
    ".local",
    ".localhost",
    ".internal",
    ".intranet",
    ".lan",
    ".corp",
    ".home.arpa",
    ".test",
    ".invalid",
)
"""Names that no public address has (RFC 2606, RFC 6762, RFC 8375) or that only staff can open."""

PLACEHOLDER_HOSTS = ("example.com", "example.org", "example.net")
"""Reserved for documentation (RFC 2606). `.example` is left to the standard's own examples."""

OPENING = {")": "(", "]": "[", "}": "{"}

MARKS = frozenset(".,;:!'")
"""Marks with which a sentence goes on or ends, and hardly any address."""

TWO_LEVELS = frozenset({"uk"})
"""Top domains below which a body's own name is the third label from the end: `camden.gov.uk`."""


PLAIN = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+(?!(?:local|localhost|internal|intranet|lan|corp|arpa|test|invalid)(?![a-z]))[a-z]{2,}"
    r"(?:[/?#](?:\S*[A-Za-z0-9/_=-])?)?"
)
"""An address as nearly all are: no rule on the address itself has anything to say of it, but of its `http:`."""


def _has_odd_address(glance: Glance) -> bool:
    for link in glance.links:
        if PLAIN.fullmatch(link) is None or "example." in link:
            return True
    return any("@" in uri for uri in glance.uris)


def _is_insecure(glance: Glance) -> bool:
    # Of all the schemes that an address may have only this one has its colon there.
    return any(link[4:5] == ":" for link in glance.links)


@rule("credentials-in-url", Severity.ERROR, when=_has_odd_address)
def credentials_in_url(document: Document) -> Iterator[Fault]:
    """An address has a user name or password in it.

    This file is open to everybody and copied at once. Whoever reads it could log in.

    Remove everything between `//` and `@`, and the `@`. Change the password today: it has been published.
    """
    for field in addresses(document):
        parts = _split(field.value)
        if parts is None or "@" not in parts.netloc:
            continue
        # In `ssh://git@host/…` the name alone is part of how the protocol works; over HTTP it is a login.
        if field.holds is Holds.URL or parts.scheme in {"http", "https"} or ":" in parts.netloc.rpartition("@")[0]:
            message = _("The address for {host} has a user name or password in it. Remove what stands before the “@”.")
            yield Fault(message.format(host=clipped(parts.netloc.rpartition("@")[2])), field.path)


@rule("insecure-link", Severity.INFO, when=_is_insecure)
def insecure_link(document: Document) -> Iterator[Fault]:
    """An address begins with `http:` instead of `https:`.

    What travels over `http:` can be read and changed on the way. Nearly all sites answer over `https:` too, and
    browsers warn of those that do not.

    Open the page with `https:` in front, and write that address if it works.
    """
    for field in links(document):
        if field.value[:5].casefold() == "http:" and not _leads_nowhere(_host(field.value)):
            secure = "https:" + field.value[5:]
            message = _("This address begins with “http:”. Try whether it opens with “https:”, and write that.")
            yield Fault(message, field.path, suggestion=secure)


@rule("private-host", Severity.WARNING, when=_has_odd_address)
def private_host(document: Document) -> Iterator[Fault]:
    """An address cannot be opened from outside the council.

    Names such as `intranet` or `server.local` and addresses such as `10.0.0.5` exist in the council's own network
    only. Others get an error, and learn about the inside of the network.

    Give a public page, or leave the address out.
    """
    for field in links(document):
        host = _host(field.value)
        if _is_private(host):
            message = _("{host} cannot be opened from outside. Give a public page, or leave the address out.")
            yield Fault(message.format(host=clipped(host)), field.path)


@rule("placeholder-link", Severity.WARNING, when=_has_odd_address)
def placeholder_link(document: Document) -> Iterator[Fault]:
    """An address is a placeholder.

    `example.com` and its like are reserved for documentation, so nobody finds anything there about the project.

    Give the real address, or leave the field out.
    """
    for field in links(document):
        host = _host(field.value)
        if _is_placeholder(host):
            yield Fault(_("{host} is a placeholder. Give the real address.").format(host=clipped(host)), field.path)


@rule("trailing-punctuation", Severity.WARNING, when=_has_odd_address)
def trailing_punctuation(document: Document) -> Iterator[Fault]:
    """An address ends with a mark that seems to belong to the sentence it was copied from.

    With the mark, the address usually leads to “page not found”.

    Open the address in a browser without the last character, and write it so.
    """
    for field in links(document):
        whole = _without_marks(field.value)
        if whole != field.value and not _leads_nowhere(_host(field.value)):
            message = _("This address ends with “{mark}”. Does it open without? Then write it so.")
            yield Fault(message.format(mark=clipped(field.value[len(whole) :])), field.path, suggestion=whole)


def _without_marks(address: str) -> str:
    """Return an address without the marks of the sentence around it; a bracket stays if it was opened before."""
    end = len(address)
    closing = {mark: address.count(mark) - address.count(opening) for mark, opening in OPENING.items()}
    while end and (address[end - 1] in MARKS or closing.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in closing:
            closing[address[end]] -= 1
    return address[:end]


@rule("publisher-url-other-host", Severity.WARNING)
def publisher_url_other_host(document: Document) -> Iterator[Fault]:
    """The publisher's website is on another host than the file.

    A file proves whose it is by where it stands. Readers take this one for the council's only if a registry vouches
    for both hosts.

    Publish the file on the council's own website, or ask the registry that lists it to add the other host. Somebody
    who wrote the file in the council's place says so in `compiledBy`.
    """
    who = "compiledBy" if "compiledBy" in document.value else "publisher"
    for path, declared, actual in _hosts(document, (who, "url")):
        message = _("This website is on {declared}, but the file was read from {actual}. Publish it on the website.")
        yield Fault(message.format(declared=clipped(declared), actual=clipped(actual)), path)


@rule("self-on-other-host", Severity.WARNING)
def self_on_other_host(document: Document) -> Iterator[Fault]:
    """The file says that it stands on another host than the one it was read from.

    Every project's own address is made from `self`. Readers believe it only if it is the address that the registry
    has, or one that this address leads to.

    Write the address at which the file stands, or leave `self` out: then the address in the registry counts.
    """
    for path, declared, actual in _hosts(document, ("self",)):
        message = _("By `self` this file stands on {declared}, but it was read from {actual}. Correct `self`.")
        yield Fault(message.format(declared=clipped(declared), actual=clipped(actual)), path)


def _hosts(document: Document, pattern: tuple[str, ...]) -> Iterator[tuple[Path, str, str]]:
    """Yield the place and host of an address that another body owns than the one that the file was read from."""
    actual = _split(document.url) if document.url else None
    for path, url in document.walk(*pattern):
        declared = _split(url) if isinstance(url, str) else None
        if declared is None or actual is None or not declared.hostname or not actual.hostname:
            continue
        if _domain(declared.hostname) != _domain(actual.hostname) and not _leads_nowhere(declared.hostname):
            yield path, declared.hostname, actual.hostname


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.hostname  # noqa: B018 - parsed only when asked for, and refused then
    except ValueError:
        return None
    return parts


def _host(address: str) -> str:
    parts = _split(address)
    return "" if parts is None else parts.hostname or ""


def _leads_nowhere(host: str) -> bool:
    """Tell whether an address there has to be replaced: whatever else is wrong with it goes with it."""
    return _is_private(host) or _is_placeholder(host)


def _is_private(host: str) -> bool:
    if not host:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host.rstrip(".") or host.rstrip(".").endswith(PRIVATE_SUFFIXES)


def _is_placeholder(host: str) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in PLACEHOLDER_HOSTS)


def _domain(host: str) -> str:
    """Return the part of a host name that one body owns: `camden.gov.uk` of `data.camden.gov.uk`."""
    labels = host.casefold().rstrip(".").split(".")
    return ".".join(labels[-3:] if labels[-1] in TWO_LEVELS else labels[-2:])
