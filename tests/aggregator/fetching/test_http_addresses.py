"""Where the fetcher connects: the addresses of a name, those that are forbidden, places named with --connect-to."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
from dataclasses import replace

import pytest
from badserver import Site, Web, answer, head, headers_of
from loopback_only import PUBLIC

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.policy import DNS_PATIENCE, bound_dns_waits, resolve
from councilprojects_aggregator.model import FetchOutcome, Hop

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
