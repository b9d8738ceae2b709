"""A request on its way: where it was sent first, where redirects have led it, where to connect next. Pure.

`http` takes a `Request` one step further at a time, so that `fetch` can choose when each step may start.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.failures import Failure
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.policy import Policy
from councilprojects_aggregator.fetching.urls import Url, clean, resolve_redirect
from councilprojects_aggregator.model import Hop

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""RFC 9110 section 15.4. 300 offers a choice, 305 and 306 are no longer used."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for next."""

    asked: str
    """The URL as it was given; it stays while redirects are followed."""
    url: Url
    accept: str
    seconds: float
    """What is left of the deadline."""
    etag: str | None = None
    last_modified: str | None = None
    enough: int | None = None
    """Bytes after which reading may end; then a longer body is no failure."""
    origin: str | None = None
    """The website for which a browser would ask; some servers say only then whether it may (Fetch, section 3.2)."""
    hops: tuple[Hop, ...] = ()
    visited: tuple[str, ...] = ()
    """The URLs asked before `url`."""
    places: tuple[Place, ...] = ()
    """Where to connect for `url`, the next one first; none before its host was looked up."""

    @property
    def is_conditional(self) -> bool:
        return bool(self.etag or self.last_modified)


def redirected(request: Request, status: int, location: str | None, policy: Policy) -> Request:
    """Return the request that follows a redirect; raise Failure if it may not be followed.

    Validators go to the origin only that they came from: another one's “not modified” would be about another file.
    """
    if location is None:
        raise Failure(Code.REDIRECT_WITHOUT_LOCATION)
    target = clean(resolve_redirect(request.url, location), policy.allow_networks, policy.connect_to)
    visited = (*request.visited, request.url.text)
    if target.text in visited:
        raise Failure(Code.REDIRECT_LOOP, target.text)
    if len(visited) > policy.max_redirects:
        raise Failure(Code.TOO_MANY_REDIRECTS, str(policy.max_redirects))
    if request.url.scheme == "https" and target.scheme == "http":
        raise Failure(Code.REDIRECT_DOWNGRADE, target.text)
    same_origin = target.origin == request.url.origin
    return replace(
        request,
        url=target,
        hops=(*request.hops, Hop(status, target.text)),
        visited=visited,
        places=(),
        etag=request.etag if same_origin else None,
        last_modified=request.last_modified if same_origin else None,
    )
