"""The fetcher against real servers on loopback: what it sends, keeps and gives back, and how much memory that takes."""

from __future__ import annotations

import gzip
import ssl
import tracemalloc
from pathlib import Path

import pytest
from badserver import Endless, Script, Site, Web, answer, head, headers_of

from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_aggregator.model import FetchOutcome

# --- What is sent, and what comes back --------------------------------------------------------------------------


def test_the_whole_of_what_is_sent(site: Site, fetcher: Fetcher) -> None:
    fetcher.get(site.publish(answer()))
    assert headers_of(site.requests[0]) == {
        "Host": f"council.example:{site.port}",
        "User-Agent": USER_AGENT,
        "Accept": "application/json, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def test_the_user_agent_says_who_we_are_and_where_to_complain() -> None:
    assert USER_AGENT == "councilprojects/0.1.0 (+https://w3id.org/councilprojects/crawler)"


def test_the_whole_of_what_comes_back(site: Site, fetcher: Fetcher) -> None:
    url = site.publish(
        answer(
            b"[]",
            'ETag: W/"caf\xe9"',
            "Last-Modified: yesterday, as it were",
            "Content-Type: text/plain",
            "Retry-After: soon",
        )
    )
    assert fetcher.get(url) == FetchOutcome(
        "fetched",
        url,
        url,
        200,
        etag='W/"caf\xe9"',
        last_modified="yesterday, as it were",
        content_type="text/plain",
        retry_after="soon",
        body=b"[]",
    )


def test_a_failure_keeps_what_the_headers_said(site: Site, fetcher: Fetcher) -> None:
    outcome = fetcher.get(site.publish(answer(b"x", "Retry-After: 120", status="503 Busy")))
    assert (outcome.code, outcome.status, outcome.retry_after) == ("http-503", 503, "120")


@pytest.mark.parametrize("value", ["a\0b", "\x1b[31m", "x" * 2000, ""])
def test_a_header_that_cannot_be_sent_back_is_not_kept(value: str, site: Site, fetcher: Fetcher) -> None:
    assert fetcher.get(site.publish(answer(b"{}", f"ETag: {value}"))).etag is None


def test_gzip_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    packed = bytes.fromhex("1f8b08000000000002ffabae0500 43bfa6a3 02000000".replace(" ", ""))
    assert fetcher.get(site.publish(answer(packed, "Content-Encoding: gzip"))).body == b"{}"


# --- Asking conditionally ---------------------------------------------------------------------------------------


def test_validators_go_back_byte_for_byte_and_304_is_then_an_answer(site: Site, fetcher: Fetcher) -> None:
    url = site.publish(head(status="304 Not Modified"))
    outcome = fetcher.get(url, etag='W/"caf\xe9"', last_modified="yesterday, as it were")
    assert (outcome.code, outcome.status, outcome.body) == ("not-modified", 304, None)
    sent = headers_of(site.requests[0])
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('W/"caf\xe9"', "yesterday, as it were")


def test_one_validator_is_enough(site: Site, fetcher: Fetcher) -> None:
    url = site.publish(head(status="304 Not Modified"))
    assert fetcher.get(url, last_modified="yesterday").code == "not-modified"


def test_a_server_that_ignores_validators_is_read(site: Site, fetcher: Fetcher) -> None:
    assert fetcher.get(site.publish(answer()), etag='"1"').code == "fetched"


def test_validators_follow_a_redirect_within_their_origin(site: Site, fetcher: Fetcher) -> None:
    site.pages["/new"] = [head(status="304 Not Modified")]
    outcome = fetcher.get(site.publish(head("Location: /new", status="301 Moved")), etag='"1"')
    assert outcome.code == "not-modified"


def test_validators_do_not_go_to_another_origin(site: Site, fetcher: Fetcher) -> None:
    site.pages["/new"] = [head(status="304 Not Modified")]
    elsewhere = site.url("/new", "other.example")
    outcome = fetcher.get(site.publish(head(f"Location: {elsewhere}", status="301 Moved")), etag='"1"')
    assert outcome.code == "unasked-not-modified"
    assert "If-None-Match" not in headers_of(site.requests[1])


# --- Nothing is remembered, nothing is taken from the environment -----------------------------------------------


def test_no_cookie_is_sent_back(site: Site, fetcher: Fetcher) -> None:
    """Neither in the next request, nor to the target of a redirect: a cookie wall is a circle."""
    site.pages["/wall"] = [head("Set-Cookie: seen=1; Path=/", "Location: /wall?", status="302 Found")]
    assert fetcher.get(site.url("/wall")).code == "redirect-loop"
    fetcher.get(site.url("/wall"))
    assert not any(b"cookie" in request.lower() for request in site.requests)


def test_hostile_cookies_cost_nothing(site: Site, fetcher: Fetcher) -> None:
    many = ["Set-Cookie: " + "a=b;" * 15_000] * 90
    assert fetcher.get(site.publish(answer(b"{}", *many))).code == "fetched"


def test_netrc_proxies_and_certificates_of_the_environment_are_left_alone(
    web: Web, site: Site, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = web("127.0.0.9")
    (tmp_path / ".netrc").write_text("machine council.example login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.9:{proxy.port}")
    assert fetcher.get(site.publish(answer())).code == "fetched"
    assert proxy.requests == []
    assert b"authorization" not in site.requests[0].lower()


def test_the_connection_is_closed_when_the_answer_was_read(web: Web, fetcher: Fetcher) -> None:
    site = web()
    for _ in range(3):
        assert fetcher.get(site.publish(answer())).code == "fetched"
    assert len(site.requests) == 3


# --- Memory -----------------------------------------------------------------------------------------------------

GREEDY: dict[str, Script] = {
    "an endless body": [head(), Endless(b"[]," * 20_000)],
    "endless headers": [b"HTTP/1.1 200 OK\r\n", Endless(b"X: y\r\n" * 10)],
    "a header without end": [b"HTTP/1.1 200 OK\r\nX: ", Endless(b"y" * 60_000)],
    "a gzip bomb": [head("Content-Encoding: gzip"), gzip.compress(bytes(150_000_000), 1)],
    "an error page without end": [head(status="500 No"), Endless(b"x" * 60_000)],
    "a redirect without end": [head("Location: /nowhere", status="302 Found"), Endless(b"x" * 60_000)],
}


@pytest.mark.parametrize("script", GREEDY.values(), ids=GREEDY)
def test_memory_stays_bounded(script: Script, site: Site, policy: Policy, context: ssl.SSLContext) -> None:
    """With the real limits: what has come so far, and at most as much again while it is unpacked."""
    site.pages["/file"] = script
    fetcher = Fetcher(Policy(allow_networks=policy.allow_networks, resolve=policy.resolve), context)
    tracemalloc.start()
    try:
        assert fetcher.get(site.url("/file")).body is None
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * fetcher.policy.max_body
