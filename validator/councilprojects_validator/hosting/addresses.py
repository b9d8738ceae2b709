"""What redirects mean for an address that somebody wrote down: whether it moved for good, and where to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

if TYPE_CHECKING:
    from councilprojects_validator.hosting.served import Answer

FOR_GOOD = frozenset({301, 308})
"""RFC 9110, section 15.4: the target is to be used from now on. The other redirects are for today."""

ENCRYPTED = "https"


def moved_to(answer: Answer) -> str | None:
    """Return the address that is to be used from now on in place of `answer.url`; None where that one stays.

    Only what moved for good before the first redirect for today counts. A fragment stays, as in browsers (section
    10.2.2), unless the new address has one.
    """
    target = answer.url
    for redirect in answer.redirects:
        if redirect.status not in FOR_GOOD:
            break
        target = redirect.url
    fragment = urlsplit(answer.url).fragment
    if fragment and not urlsplit(target).fragment:
        target = f"{target}#{fragment}"
    return None if _spelling(target) == _spelling(answer.url) else target


def only_encrypted(old: str, new: str) -> bool:
    """Tell whether `new` is `old` with `https:` in place of `http:`, and nothing else."""
    before, after = _spelling(old), _spelling(new)
    return before.scheme != after.scheme == ENCRYPTED and before._replace(scheme=ENCRYPTED) == after


def is_encrypted(url: str) -> bool:
    return urlsplit(url).scheme == ENCRYPTED


def host(url: str) -> str:
    """Return the host as registries compare it: in lower case, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def leads_home(old: str, new: str) -> bool:
    """Tell whether a page now leads to a website's front page, as a page that is gone often does."""
    return urlsplit(new).path in {"", "/"} and urlsplit(old).path not in {"", "/"}


def without_fragment(url: str) -> str:
    """Return what is sent: a fragment never is."""
    return urlunsplit(urlsplit(url)._replace(fragment=""))


def _spelling(url: str) -> SplitResult:
    """Return the parts of an address so that spellings of one and the same are equal."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/")
