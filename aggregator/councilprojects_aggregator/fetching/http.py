"""One GET, safe and bounded: a URL goes in, a `FetchOutcome` comes out, whatever the web does.

An edge of the pipeline, called by `fetch` for publishers' files and by `reading` for registries. What is promised: no
address is connected to that the policy forbids, by whatever name, redirect or change of mind in the DNS; no more time,
memory or redirects are spent than it says; nothing is sent but what stands here, and nothing is remembered.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from time import monotonic

import requests

from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.bodies import ACCEPT_ENCODING, declared_length, read_body
from councilprojects_aggregator.fetching.failures import WEB_TROUBLE, Failure, answering
from councilprojects_aggregator.fetching.lookup import places, speaks_tls
from councilprojects_aggregator.fetching.outcomes import Code, http_code
from councilprojects_aggregator.fetching.policy import Policy
from councilprojects_aggregator.fetching.redirects import REDIRECTS, Request, redirected
from councilprojects_aggregator.fetching.transport import certificate_of, dial, sent, tls_context
from councilprojects_aggregator.fetching.urls import clean
from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_aggregator.fetching.watchdog import Deadline, Watchdog
from councilprojects_aggregator.model import FetchOutcome

__all__ = ["Fetcher", "IpNetwork", "Policy"]

ACCEPT_JSON = "application/json, */*;q=0.5"
"""Any type is welcome: half of all servers name JSON wrongly, and some refuse a request that names one type alone."""

CHUNK = 65_536
"""Bytes for each read: what the system buffers anyway."""

LONGEST_HEADER = 1024
"""Characters of a header that is kept. Real validators have under a hundred."""

HEADER_VALUE = re.compile(r"[\x20-\x7e\x80-\xff]+")
"""RFC 9110 section 5.5. A NUL in an ETag would be stored, published and sent back."""

CHALLENGE_HEADERS = ("Cf-Mitigated", "X-Amzn-Waf-Action")
"""By which Cloudflare and AWS tell programs that they are stopped, and that the answer is not the website's own."""

KEPT_HEADERS = (
    "ETag",
    "Last-Modified",
    "Content-Type",
    "Retry-After",
    "Content-Encoding",
    "Access-Control-Allow-Origin",
    *CHALLENGE_HEADERS,
)

ANSWERS = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})
"""Of these alone the certificate is looked at: others have troubles enough."""

FAIL_OVER = frozenset({Code.REFUSED_CONNECTION, Code.CONNECT_TIMEOUT, Code.UNREACHABLE})
"""No server was met: the name's next address may have one."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks within the bounds of a policy. It can be shared by threads: nothing of one request is kept for another."""

    policy: Policy = field(default_factory=Policy)
    context: ssl.SSLContext = field(default_factory=tls_context)
    watchdog: Watchdog = field(default_factory=Watchdog)

    def get(  # noqa: PLR0913 (all but the first are settings with a default, by name only)
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = ACCEPT_JSON,
        enough: int | None = None,
        origin: str | None = None,
    ) -> FetchOutcome:
        """Ask for `url`, follow its redirects, and return what came of it.

        With `etag` or `last_modified`, sent back as they came (RFC 9110 section 13.1), a “not modified” is an answer.
        """
        first = self.begin(url, etag=etag, last_modified=last_modified, accept=accept, enough=enough, origin=origin)
        return first if isinstance(first, FetchOutcome) else self.finish(first)

    def finish(self, request: Request) -> FetchOutcome:
        """Send `request`, follow its redirects, and return what came of it."""
        step: Request | FetchOutcome = request
        while isinstance(step, Request):
            step = self.advance(step)
        return step

    def begin(  # noqa: PLR0913 (as above)
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = ACCEPT_JSON,
        enough: int | None = None,
        origin: str | None = None,
    ) -> Request | FetchOutcome:
        """Return the request for `url`, or the outcome where it may not be asked for. Nothing is sent yet."""
        try:
            cleaned = clean(url, self.policy.allow_networks, self.policy.connect_to)
        except Failure as failure:
            return FetchOutcome(failure.code.value, url, url, detail=failure.detail)
        return Request(url, cleaned, accept, self.policy.deadline, etag, last_modified, enough, origin)

    def advance(self, request: Request) -> Request | FetchOutcome:
        """Take `request` one step further: look its host up, or ask the first of its places.

        Returns the request as it goes on (its places known, redirected, or the next place to be tried) or the outcome.
        """
        started = monotonic()
        try:
            step = self._ask(request) if request.places else replace(request, places=places(request.url, self.policy))
        except Failure as failure:
            if failure.code in FAIL_OVER and len(request.places) > 1:
                step = replace(request, places=request.places[1:])
            else:
                return _failed(request, failure)
        if isinstance(step, Request):
            return replace(step, seconds=step.seconds - (monotonic() - started))
        return step

    def _ask(self, request: Request) -> Request | FetchOutcome:
        deadline = self.watchdog.deadline(request.seconds)
        try:
            with deadline:
                step = self._exchange(request, deadline)
        except Failure:
            if deadline.expired:
                raise Failure(Code.DEADLINE) from None
            raise
        # To a reader, a socket that was shut down is a body that has ended.
        if deadline.expired:
            raise Failure(Code.DEADLINE)
        return step

    def _exchange(self, request: Request, deadline: Deadline) -> Request | FetchOutcome:
        call = partial(dial, request.places[0], self.policy, deadline)
        context = self.context if speaks_tls(request.url, self.policy) else None
        timeouts = (self.policy.connect_timeout, self.policy.read_timeout)
        try:
            with sent("GET", request.url, _headers(request), call=call, context=context, timeouts=timeouts) as response:
                return self._answer(request, response)
        except WEB_TROUBLE as error:
            raise answering(error) from error

    def _answer(self, request: Request, response: requests.Response) -> Request | FetchOutcome:
        outcome = _without_body(request, response)
        try:
            if response.status_code in REDIRECTS:
                return redirected(request, response.status_code, response.headers.get("Location"), self.policy)
            if response.status_code == HTTPStatus.OK:
                return replace(outcome, body=self._body(request, response))
        except Failure as failure:
            return replace(outcome, code=failure.code.value, detail=failure.detail)
        return outcome

    def _body(self, request: Request, response: requests.Response) -> bytes:
        headers = response.raw.headers
        length = declared_length(headers.getlist("Content-Length"), headers.getlist("Transfer-Encoding"))
        if length is not None and length > self.policy.max_wire and request.enough is None:
            raise Failure(Code.TOO_BIG, str(self.policy.max_wire))
        try:
            return read_body(
                _chunks(response),
                ",".join(headers.getlist("Content-Encoding")),
                max_wire=max(self.policy.max_wire, request.enough or 0),
                max_body=self.policy.max_body,
                enough=request.enough,
            )
        except WEB_TROUBLE as error:
            failure = answering(error)
            # After the headers, a lost connection is a file that broke off.
            raise (Failure(Code.CUT_OFF) if failure.code is Code.RESET else failure) from error


def _headers(request: Request) -> dict[str, str]:
    headers = {
        "Host": request.url.authority,
        "User-Agent": USER_AGENT,
        "Accept": request.accept,
        "Accept-Encoding": ACCEPT_ENCODING,
        "Connection": "close",
    }
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    if request.origin:
        headers["Origin"] = request.origin
    return headers


def _chunks(response: requests.Response) -> Iterator[bytes]:
    return iter(lambda: response.raw.read1(CHUNK, decode_content=False), b"")


def _without_body(request: Request, response: requests.Response) -> FetchOutcome:
    """Return what is told by status and headers alone."""
    kept = {name: _kept(response.headers.get(name)) for name in KEPT_HEADERS}
    return FetchOutcome(
        _code(response.status_code, is_conditional=request.is_conditional),
        request.asked,
        request.url.text,
        response.status_code,
        hops=request.hops,
        etag=kept["ETag"],
        last_modified=kept["Last-Modified"],
        content_type=kept["Content-Type"],
        retry_after=kept["Retry-After"],
        content_encoding=kept["Content-Encoding"],
        allow_origin=kept["Access-Control-Allow-Origin"],
        challenged=any(kept[name] for name in CHALLENGE_HEADERS),
        certificate=certificate_of(response) if response.status_code in ANSWERS else None,
    )


def _code(status: int, *, is_conditional: bool) -> str:
    if status == HTTPStatus.OK:
        return Code.FETCHED.value
    if status == HTTPStatus.NOT_MODIFIED:
        return (Code.NOT_MODIFIED if is_conditional else Code.UNASKED_NOT_MODIFIED).value
    return http_code(status)


def _kept(value: str | None) -> str | None:
    if value is None or len(value) > LONGEST_HEADER or not HEADER_VALUE.fullmatch(value):
        return None
    return value


def _failed(request: Request, failure: Failure) -> FetchOutcome:
    return FetchOutcome(failure.code.value, request.asked, request.url.text, detail=failure.detail, hops=request.hops)
