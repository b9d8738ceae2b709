"""What the validator is lent: the one fetcher of the product, for its URLs and for `--online`.

An edge. The entry point `councilprojects.fetch` leads to `open_web`; what comes back are the
validator's own values (`hosting.served`), so that it needs to know nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from time import sleep as real_sleep
from urllib.parse import urlsplit

from councilprojects_aggregator.fetching.addresses import is_within
from councilprojects_aggregator.fetching.connect_to import parse_connect_to
from councilprojects_aggregator.fetching.failures import Failure
from councilprojects_aggregator.fetching.fetch import DELAY, JOBS, Ask, fetch_all, refusal_of, robots_of
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.lookup import places
from councilprojects_aggregator.fetching.outcomes import Code, sentence
from councilprojects_aggregator.fetching.policy import MAX_BODY, MAX_WIRE, Policy, bound_dns_waits
from councilprojects_aggregator.fetching.redirects import Request
from councilprojects_aggregator.fetching.robots import ACCEPT_TEXT, ENOUGH, Robots
from councilprojects_aggregator.fetching.troubles import trouble
from councilprojects_aggregator.fetching.user_agent import CRAWLER_PAGE
from councilprojects_aggregator.model import FetchOutcome
from councilprojects_validator.hosting.served import Answer, Redirect, Repeat, Served

ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.8"
"""Links lead to pages. Some servers answer 406 to whoever asks for JSON first."""

FIRST_BYTES = 1024
"""Of a page that is linked: that it comes is what was asked. The connection is closed then."""

ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(CRAWLER_PAGE))
"""A website of ours, in whose name a browser might ask."""

FETCHED = frozenset({Code.FETCHED, Code.NOT_MODIFIED})
OK = range(200, 300)


def open_web(max_size: int, networks: Sequence[IPv4Network | IPv6Network], connect_to: Sequence[str]) -> ForValidation:
    """Return what asks the web, within the limits of a crawl (entry point `councilprojects.fetch`).

    `max_size` bounds the unpacked file; on the wire it may have the same share of that as in a crawl, so that both
    judge alike. Raises ConnectToError, a ValueError, where `connect_to` cannot be followed.
    """
    bound_dns_waits()
    mapped = parse_connect_to(connect_to, networks, lambda name: Path(name).read_text(encoding="utf-8"))
    wire = max_size * MAX_WIRE // MAX_BODY
    policy = Policy(allow_networks=tuple(networks), connect_to=mapped, max_wire=wire, max_body=max_size)
    return ForValidation(Fetcher(policy))


@dataclass(frozen=True, slots=True)
class ForValidation:
    """The validator's `Web`."""

    fetcher: Fetcher
    sleep: Callable[[float], None] = real_sleep

    def read(self, url: str) -> Served:
        """Read a file, then its website's robots.txt, then the file once more, conditionally: one after the other."""
        outcome = self.fetcher.get(url, origin=ORIGIN)
        served = Served(
            _answer(url, outcome),
            outcome.body,
            content_type=outcome.content_type,
            content_encoding=outcome.content_encoding,
            allow_origin=outcome.allow_origin,
            etag=outcome.etag,
            last_modified=outcome.last_modified,
            challenged=outcome.challenged,
            certificate=outcome.certificate,
        )
        if outcome.body is None:
            return served
        return replace(served, robots=tuple(self._robots(outcome)), repeat=self._repeat(outcome))

    def ask(self, urls: Sequence[str], seconds: float, on_answer: Callable[[], None]) -> Mapping[str, Answer]:
        """Ask whether addresses answer, as politely as a crawl: robots.txt heeded, one request a second to a host."""
        asks = [Ask(url, url, accept=ACCEPT_PAGE, enough=FIRST_BYTES) for url in urls]
        outcomes = fetch_all(
            asks,
            self.fetcher,
            jobs=JOBS,
            delay=0.0,  # counts for allowed networks alone
            sleep=self.sleep,
            seconds=seconds,
            on_done=lambda _url, _outcome: on_answer(),
        )
        return {url: _link_answer(url, outcome) for url, outcome in outcomes.items()}

    def _robots(self, outcome: FetchOutcome) -> Iterator[Answer]:
        """Give the refusals of each website on the way, one a website: a crawl asks at all of them."""
        known: dict[str, Robots] = {}
        refused: set[str] = set()
        for url in (outcome.url, *(hop.url for hop in outcome.hops)):
            request = self.fetcher.begin(url)
            if isinstance(request, FetchOutcome) or request.url.origin in refused:
                continue
            origin = request.url.origin
            if origin not in known:
                self._pause(request)
                known[origin] = robots_of(self.fetcher.get(f"{origin}/robots.txt", accept=ACCEPT_TEXT, enough=ENOUGH))
            refusal = refusal_of(known[origin], request)
            if refusal is not None:
                refused.add(origin)
                yield _answer(url, refusal)

    def _repeat(self, outcome: FetchOutcome) -> Repeat | Answer | None:
        """Ask for the file again, if it has changed; None where there is nothing to say what it was."""
        request = self.fetcher.begin(outcome.final_url, etag=outcome.etag, last_modified=outcome.last_modified)
        if isinstance(request, FetchOutcome) or not request.is_conditional:
            return None
        self._pause(request)
        again = self.fetcher.finish(request)
        if again.code not in FETCHED:
            return _answer(outcome.final_url, again)
        if again.body is None:
            return Repeat.NOT_MODIFIED
        return Repeat.SENT_AGAIN if again.body == outcome.body else Repeat.CHANGED

    def _pause(self, request: Request) -> None:
        """Wait as long as a crawl does between two requests, but at a host that is ours."""
        policy = self.fetcher.policy
        with suppress(Failure):  # that there is no such host now, the request itself will say
            if all(is_within(place.address, policy.allow_networks) for place in places(request.url, policy)):
                return
        self.sleep(DELAY)


def _answer(url: str, outcome: FetchOutcome) -> Answer:
    told = "" if outcome.code in FETCHED else sentence(outcome.code, outcome.status, outcome.detail)
    return Answer(
        url,
        outcome.final_url,
        trouble(outcome.code, outcome.status),
        told,
        outcome.status,
        tuple(Redirect(hop.status, hop.url) for hop in outcome.hops),
    )


def _link_answer(url: str, outcome: FetchOutcome) -> Answer:
    """Return the answer for a page: what is wrong with the body of a 200 is no concern of whoever links to it."""
    answer = _answer(url, outcome)
    return replace(answer, trouble=None, sentence="") if outcome.status in OK else answer
