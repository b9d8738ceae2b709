"""Where a publisher's link may lead, and how a reader sees it: what escaping cannot take care of, for all pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import idna

from councilprojects_aggregator.writers.iris import is_iri, is_web_address

SCHEMES = frozenset({"http", "https", "mailto"})
"""Whatever else a link may say (`javascript:`, `data:`, `file:` …), nobody is led there from our pages."""


def safe_url(url: object) -> str:
    """Return `url` if a page may link to it, else nothing: absolute `http(s)` and `mailto` addresses may.

    An address whose host turns into something else once its letters are normalised (UTS 46) is refused too.
    """
    if not is_web_address(url) and not (is_iri(url) and str(url).lower().startswith("mailto:")):
        return ""
    try:
        urlsplit(str(url))
    except ValueError:
        return ""
    return str(url)


def host(url: str) -> str:
    """Return the host that a safe `url` leads to, in ASCII so that look-alike letters show; of `mailto` nothing."""
    try:
        name = urlsplit(url).hostname or ""
        seen = name if name.isascii() else idna.encode(name, uts46=True).decode()
    except ValueError:  # letters that no host name may have
        return ascii(url).strip("'")
    return seen.removeprefix("www.")


def short_url(url: str) -> str:
    """Return `url` as it is shown: without `https://` and a slash at its end."""
    return re.sub(r"^https?://", "", url).removesuffix("/")
