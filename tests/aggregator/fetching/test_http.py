"""The fetcher against real servers on loopback: what it sends, where it connects, what it follows and gives back."""

from __future__ import annotations

import gzip
import ipaddress
import os
import socket
import ssl
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from badserver import Endless, Script, Site, answer, head

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.policy import DNS_PATIENCE, bound_dns_waits, resolve
from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_aggregator.model import FetchOutcome, Hop

PUBLIC = "93.184.215.14"
"""A public address. Nothing is ever sent there: the block of the network would fail the test."""

Web = Callable[..., Site]


@pytest.fixture
def site(web: Web) -> Site:
    return web()


def headers_of(request: bytes) -> dict[str, str]:
    lines = request.decode("latin-1").split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines if line)


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


# --- Redirects --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_told(status: int, site: Site, fetcher: Fetcher) -> None:
    site.pages["/new"] = [answer()]
    url = site.publish(head("Location: /new", status=f"{status} Elsewhere"))
    new = site.url("/new")
    outcome = fetcher.get(url)
    assert (outcome.url, outcome.final_url, outcome.hops) == (url, new, (Hop(status, new),))


REDIRECTS = {
    "/new": "fetched",
    "new#fragment": "fetched",
    "/caf\xc3\xa9": "fetched",
    "": "redirect-loop",
    "#fragment": "redirect-loop",
    "/old?": "redirect-loop",
    "file:///etc/passwd": "bad-scheme",
    "ftp://council.example/projects.json": "bad-scheme",
    "gopher://council.example/": "bad-scheme",
    "data:application/json,{}": "bad-scheme",
    "javascript:alert(1)": "bad-scheme",
    "http://10.1.2.3/": "bad-host",
    "http://169.254.169.254/latest/meta-data/": "bad-host",
    "http://[fe80::1]/": "bad-host",
    "http://[fe80::1%25eth0]/": "bad-host",
    "http://[::ffff:10.0.0.1]/": "bad-host",
    "http://2130706433/": "bad-host",
    "http://0x7f.0.0.1/": "bad-host",
    "http://0177.1/": "bad-host",
    "http://127.1/": "bad-host",
    "http://a_b.example/": "bad-host",
    "http://private.example.org/": "forbidden-address",
    "http://mixed.example.org/": "forbidden-address",
    "http://public.example.org:22/": "forbidden-port",
    "http://public.example.org:6379/": "forbidden-port",
    "http://intranet/": "forbidden-host",
    "http://printer.local/": "forbidden-host",
    "http://user@council.example/": "userinfo",
    "http://user:word@council.example/": "userinfo",
    "http://council.example\\@public.example.org/": "bad-url",
    "/with space": "bad-url",
    "/with\ttab": "bad-url",
    "http://council.example:99999/": "bad-url",
    "http://council.example:http/": "bad-url",
    "http://[::1/": "bad-url",
    "/not-utf-8-\xff": "bad-url",
    "/" + "x" * 3000: "bad-url",
}


@pytest.mark.parametrize(("location", "code"), REDIRECTS.items())
def test_where_a_redirect_may_lead(location: str, code: str, site: Site, fetcher: Fetcher) -> None:
    addresses = {
        "private.example.org": ["10.0.0.1"],
        "mixed.example.org": [PUBLIC, "10.0.0.1"],
        "public.example.org": [PUBLIC],
        "intranet": [PUBLIC],
        "printer.local": [PUBLIC],
    }
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda host: addresses.get(host, ["127.0.0.1"])))
    site.pages |= {
        "/old": [head(f"Location: {location}", status="302 Found")],
        "/new": [answer()],
        "/caf%C3%A9": [answer()],
    }
    outcome = fetcher.get(site.url("/old"))
    assert outcome.code == code
    assert outcome.status == (None if code.startswith("forbidden-") else 302 if code != "fetched" else 200)


def test_redirects_in_a_circle_end(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/a": [head("Location: /b", status="302 Found")],
        "/b": [head("Location: /a", status="302 Found")],
    }
    outcome = fetcher.get(site.url("/a"))
    assert (outcome.code, outcome.detail, site.paths) == ("redirect-loop", site.url("/a"), ["/a", "/b"])


@pytest.mark.parametrize(("redirects", "code"), [(5, "fetched"), (6, "too-many-redirects")])
def test_five_redirects_are_followed_and_no_more(redirects: int, code: str, site: Site, fetcher: Fetcher) -> None:
    for number in range(redirects):
        site.pages[f"/{number}"] = [head(f"Location: /{number + 1}", status="302 Found")]
    site.pages[f"/{redirects}"] = [answer()]
    assert fetcher.get(site.url("/0")).code == code
    assert len(site.requests) == 6


def test_the_body_of_a_redirect_is_not_read(site: Site, fetcher: Fetcher) -> None:
    site.pages["/new"] = [answer()]
    url = site.publish(head("Location: /new", status="302 Found"), Endless(b"x" * 60_000))
    assert fetcher.get(url).code == "fetched"


# --- Addresses --------------------------------------------------------------------------------------------------


def test_rebinding_gains_nothing(site: Site, fetcher: Fetcher) -> None:
    """The name is public when it is judged and private when it would be asked for again; it is not asked for again."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda _host: next(answers)))
    url = site.publish(answer())
    assert fetcher.get(url).code == "fetched"
    assert fetcher.get(url).code == "forbidden-address"
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], [PUBLIC, "10.0.0.1"], ["127.0.0.1", "169.254.169.254"], ["fe80::1%eth0"], ["nonsense"]],
)
def test_one_bad_address_condemns_a_name(addresses: list[str], fetcher: Fetcher) -> None:
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda _host: addresses))
    outcome = fetcher.get("http://council.example.org/")
    assert (outcome.code, outcome.detail) == ("forbidden-address", "council.example.org")


def test_what_is_connected_to_is_judged_once_more(fetcher: Fetcher) -> None:
    """A request that was tampered with on its way gets nowhere either."""
    request = replace(fetcher.begin("http://council.example/"), places=(Place(ipaddress.ip_address("10.0.0.1"), 80),))
    outcome = fetcher.advance(request)
    assert isinstance(outcome, FetchOutcome)
    assert outcome.code == "forbidden-address"


def test_by_default_nothing_private_is_reached(context: ssl.SSLContext) -> None:
    fetcher = Fetcher(Policy(resolve=lambda _host: ["127.0.0.1"]), context)
    assert fetcher.get("http://127.0.0.1/").code == "bad-host"
    assert fetcher.get("http://localhost/").code == "forbidden-host"
    assert fetcher.get("http://council.example.org/").code == "forbidden-address"
    assert fetcher.get("http://council.example.org:81/").code == "forbidden-port"


def test_a_literal_within_an_allowed_network_is_reached(web: Web, fetcher: Fetcher) -> None:
    site = web("::1")
    url = f"http://[::1]:{site.port}/file"
    site.pages["/file"] = [answer()]
    outcome = fetcher.get(url)
    assert (outcome.code, outcome.final_url) == ("fetched", url)
    assert headers_of(site.requests[0])["Host"] == f"[::1]:{site.port}"


@pytest.mark.parametrize("dead", [["127.0.0.2"], ["127.0.0.2", "127.0.0.3", "127.0.0.4"]])
def test_the_next_address_is_tried(dead: list[str], web: Web, fetcher: Fetcher) -> None:
    site = web()
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda _host: [*dead, "127.0.0.1"]))
    assert fetcher.get(site.publish(answer())).code == "fetched"


def test_no_more_than_four_addresses_are_tried(web: Web, fetcher: Fetcher) -> None:
    site = web()
    dead = [f"127.0.0.{number}" for number in range(2, 6)]
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda _host: [*dead, "127.0.0.1"]))
    assert fetcher.get(site.publish(answer())).code == "refused-connection"


def test_nothing_listens(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert fetcher.get(f"http://council.example:{port}/").code == "refused-connection"


def test_a_server_that_takes_no_connection(fetcher: Fetcher) -> None:
    """Its queue of connections is full, so the system drops what would be one more."""
    with socket.socket() as server, socket.socket() as first, socket.socket() as second:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for waiting in (first, second):
            waiting.settimeout(0)
            waiting.connect_ex(server.getsockname())
        port = server.getsockname()[1]
        assert fetcher.get(f"http://council.example:{port}/").code == "connect-timeout"


# --- Names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "NXDOMAIN"), "dns-failure"),
        (socket.gaierror(socket.EAI_NODATA, "no address"), "dns-failure"),
        (socket.gaierror(socket.EAI_AGAIN, "SERVFAIL, or silence"), "dns-no-answer"),
        (socket.gaierror(socket.EAI_FAIL, "broken"), "dns-no-answer"),
        (OSError("no more files"), "dns-no-answer"),
    ],
)
def test_a_name_that_cannot_be_looked_up(error: OSError, code: str, fetcher: Fetcher) -> None:
    def fail(_host: str) -> list[str]:
        raise error

    outcome = replace(fetcher, policy=replace(fetcher.policy, resolve=fail)).get("http://council.example/")
    assert (outcome.code, outcome.detail) == (code, "council.example")


def test_a_name_without_addresses(fetcher: Fetcher) -> None:
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda _host: []))
    assert fetcher.get("http://council.example/").code == "dns-failure"


def test_the_system_is_asked_by_default() -> None:
    assert "127.0.0.1" in resolve("localhost")


def test_look_ups_are_bounded_unless_the_user_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RES_OPTIONS", raising=False)
    bound_dns_waits()
    assert os.environ["RES_OPTIONS"] == DNS_PATIENCE
    monkeypatch.setenv("RES_OPTIONS", "timeout:9")
    bound_dns_waits()
    assert os.environ["RES_OPTIONS"] == "timeout:9"


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


# --- Connecting elsewhere ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("declared", ["https://www.council.example", "http://www.council.example:8080"])
def test_connect_to_changes_where_and_nothing_else(declared: str, site: Site, policy: Policy) -> None:
    """No field of the outcome tells where we connected."""
    place = Place(ipaddress.ip_address("127.0.0.1"), site.port)
    fetcher = Fetcher(replace(policy, connect_to={"www.council.example": place}, resolve=_no_look_up))
    site.pages |= {"/old": [head("Location: /new", status="301 Moved")], "/new": [answer()]}
    outcome = fetcher.get(f"{declared}/old")
    new = f"{declared}/new"
    assert outcome == FetchOutcome("fetched", f"{declared}/old", new, 200, hops=(Hop(301, new),), body=b"{}")
    assert {headers_of(request)["Host"] for request in site.requests} == {declared.partition("//")[2]}


def test_a_downgrade_is_judged_by_the_declared_urls(site: Site, policy: Policy, context: ssl.SSLContext) -> None:
    place = Place(ipaddress.ip_address("127.0.0.1"), site.port)
    fetcher = Fetcher(replace(policy, connect_to={"council.example": place}), context)
    site.pages["/old"] = [head("Location: http://council.example/new", status="301 Moved")]
    outcome = fetcher.get("https://council.example/old")
    assert (outcome.code, outcome.detail) == ("redirect-downgrade", "http://council.example/new")


def test_a_place_that_does_not_answer_is_not_named(policy: Policy, context: ssl.SSLContext) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    place = Place(ipaddress.ip_address("127.0.0.1"), port)
    outcome = Fetcher(replace(policy, connect_to={"council.example": place}), context).get("https://council.example/")
    assert outcome == FetchOutcome("refused-connection", "https://council.example/", "https://council.example/")


def test_a_place_outside_the_allowed_networks_is_refused(context: ssl.SSLContext) -> None:
    """Even a public one: plain HTTP is spoken there for https URLs."""
    place = Place(ipaddress.ip_address(PUBLIC), 80)
    fetcher = Fetcher(Policy(connect_to={"council.example": place}), context)
    assert fetcher.get("https://council.example/").code == "forbidden-address"


def _no_look_up(host: str) -> list[str]:
    raise AssertionError(f"{host} was looked up")
