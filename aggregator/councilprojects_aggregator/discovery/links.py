"""The links of a home page that name a Council Projects file: the page's first bytes in, addresses out.

Used by `discover` alone. Pure. The page is hostile: it was cut before it came here, the parser (libxml2) fetches
nothing and mends any nonsense, and only so many links are followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] (a C extension; lxml-stubs break feedgen's types)

from councilprojects_validator.standard import BASE

REL = f"{BASE}rel"
"""The link relation (standard, “Discovery”)."""

# Each costs the website a request. A page with more of them is not a council's.
MOST_LINKS = 3


def links(page: bytes, url: str) -> tuple[str, ...]:
    """Return the absolute web addresses that `page`, which came from `url`, names as its projects, in their order."""
    found: list[str] = []
    base = url
    for tag, attributes in _elements(page):
        if tag == "base" and base == url and attributes.get("href"):
            base = joined(url, attributes["href"]) or url
        elif tag == "link" and REL in attributes.get("rel", "").lower().split() and attributes.get("href"):
            found.append(attributes["href"])
    absolute = (joined(base, href) for href in found)
    return tuple(dict.fromkeys(address for address in absolute if address))[:MOST_LINKS]


def _elements(page: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the `base` and `link` elements; none of a page that no parser can make sense of."""
    parser = etree.HTMLPullParser(events=("start",), tag=("base", "link"), no_network=True)
    # What was read before the parser gave up still counts.
    with suppress(etree.LxmlError, ValueError):
        parser.feed(page)
        parser.close()
    for _event, element in parser.read_events():
        yield element.tag, dict(element.attrib)


def joined(base: str, href: str) -> str | None:
    """Return the absolute web address that `href` means at `base`; None if it means none."""
    try:
        address = urljoin(base, href.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address.partition("#")[0] if parts.scheme in {"http", "https"} and parts.hostname else None
