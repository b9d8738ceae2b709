"""Mends of web addresses: spaces around them, and `https:` for hosts that are known to answer it.

Nothing is asked of the network. A host is known from the bundled list of councils' websites, or from another
address in the same file.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from councilprojects_validator import standard
from councilprojects_validator.fixing.forms import bare
from councilprojects_validator.fixing.model import Change, Edit, Fault, text_as
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.report import Kind

IDENTITIES = frozenset({"self", "previousUrls", "alsoListedAt", "project", "basedOn", "partOf", "replaces", "related"})
"""Fields whose address says which thing is meant, letter by letter, or where something once was."""

_WITHOUT_SCHEME = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[/?#][!-~]*)?")


@mends("not-a-url")
def whole_address(fault: Fault) -> Edit | None:
    """An address is written whole: without spaces around it, and with https:// where its host is known to answer."""
    written = bare(fault.value)
    if _WITHOUT_SCHEME.fullmatch(written) and _is_secure(f"https://{written}", fault):
        return text_as(fault, f"https://{written}")
    scheme, mark, rest = written.partition("://")
    whole = f"{scheme.casefold()}{mark}{rest}" if mark else written
    return None if whole == fault.value else text_as(fault, whole)


@mends("insecure-link")
def secure_address(fault: Fault) -> Edit | None:
    """An address begins with https: where its host is known to answer."""
    # The address of a source is the beginning of its projects' own addresses.
    is_identity = fault.field in IDENTITIES or fault.file.kind is Kind.REGISTRY
    if not fault.raw.startswith('"http:') or is_identity or not _is_secure(fault.value, fault):
        return None
    behind_http = fault.extent.start + len('"http')
    return Edit(fault, (Change(behind_http, behind_http, "s"),))


def _is_secure(address: str, fault: Fault) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    return host is not None and port is None and (host in fault.file.secure_hosts or host in _councils())


@cache
def _councils() -> frozenset[str]:
    sites = (urlsplit(authority.website) for authority in standard.authorities().values())
    return frozenset(site.hostname for site in sites if site.scheme == "https" and site.hostname is not None)
