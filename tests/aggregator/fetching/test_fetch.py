"""Asking many publishers at once: politely, robots.txt heeded, each one's failure its own."""

from __future__ import annotations

import ipaddress
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from threading import Event, main_thread
from time import monotonic

import pytest
from badserver import Drip, Endless, Hang, Reset, Script, Site, Step, answer, head

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.fetch import Ask, fetch_all
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.redirects import Request
from councilprojects_aggregator.fetching.robots import Robots, read_robots
from councilprojects_aggregator.model import FetchOutcome

DISALLOWS = read_robots(FetchOutcome("fetched", "", "", 200, body=b"User-agent: *\nDisallow: /"))

Web = Callable[..., Site]


class Clock:
    """A clock that only moves when somebody sleeps, and remembers for how long they did."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetch(fetcher: Fetcher, *asks: Ask, jobs: int = 8, **options: object) -> dict[str, FetchOutcome]:
    return fetch_all(asks, fetcher, jobs=jobs, delay=0.0, **options)


def codes(outcomes: dict[str, FetchOutcome]) -> dict[str, str]:
    return {source_id: outcome.code for source_id, outcome in outcomes.items()}


def towards(fetcher: Fetcher, **addresses: str) -> Fetcher:
    """Return the fetcher with `a=…` deciding where `a.example` leads to."""
    return replace(fetcher, policy=replace(fetcher.policy, resolve=lambda host: [addresses[host.partition(".")[0]]]))


@pytest.fixture
def site(web: Web) -> Site:
    return web()


def test_every_source_has_its_outcome_in_order_of_ids(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": [answer(b"a")], "/b": [answer(b"b")]}
    asks = [Ask("beta", site.url("/b")), Ask("gamma", site.url("/c")), Ask("alpha", site.url("/a"))]
    outcomes = fetch(fetcher, *asks)
    assert list(outcomes) == ["alpha", "beta", "gamma"]
    assert codes(outcomes) == {"alpha": "fetched", "beta": "fetched", "gamma": "http-404"}
    assert (outcomes["alpha"].body, outcomes["beta"].url) == (b"a", site.url("/b"))


def test_nobody_to_ask_is_no_trouble(fetcher: Fetcher) -> None:
    assert fetch(fetcher) == {}


def test_neither_jobs_nor_order_change_the_outcomes(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {f"/{number}": [answer(str(number).encode())] for number in range(12)}
    asks = [Ask(f"s{number:02}", site.url(f"/{number}", f"h{number % 5}.example")) for number in range(14)]
    assert fetch(fetcher, *asks, jobs=1) == fetch(fetcher, *reversed(asks), jobs=16)


def test_validators_are_sent(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = [head(status="304 Not Modified")]
    assert codes(fetch(fetcher, Ask("a", site.url("/a"), '"1"', "yesterday"))) == {"a": "not-modified"}


def test_a_url_that_two_sources_share_is_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    url = site.publish(answer(b"shared"))
    outcomes = fetch(fetcher, Ask("a", url, '"1"'), Ask("b", url, '"2"'))
    assert site.paths == ["/robots.txt", "/0"]
    assert outcomes["a"] == outcomes["b"]
    assert b"If-None-Match" not in site.requests[1], "one of them has another copy"


def test_it_is_told_of_each_source_as_it_is_done(site: Site, fetcher: Fetcher) -> None:
    told: list[tuple[str, str]] = []
    asks = [Ask("a", site.publish(answer())), Ask("b", "ftp://council.example/")]
    fetch(fetcher, *asks, on_done=lambda source_id, outcome: told.append((source_id, outcome.code)))
    assert sorted(told) == [("a", "fetched"), ("b", "bad-scheme")]


# --- One failure is one source's --------------------------------------------------------------------------------


def test_a_mistake_of_ours_is_the_outcome_of_one_source(site: Site, fetcher: Fetcher) -> None:
    def resolve(host: str) -> list[str]:
        if host == "bad.example":
            raise ZeroDivisionError("at /home/somebody/secret")
        return ["127.0.0.1"]

    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=resolve))
    bad = site.url("/x", "bad.example")
    outcomes = fetch(fetcher, Ask("bad", bad), Ask("good", site.publish(answer())))
    assert outcomes["bad"] == FetchOutcome("robots-unreachable", bad, bad, detail="internal-error")
    assert outcomes["good"].code == "fetched"


def test_a_mistake_of_ours_while_the_file_is_asked_for(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.publish(answer())
    advance = Fetcher.advance

    def fail(self: Fetcher, request: Request) -> Request | FetchOutcome:
        if request.url.text == url and request.places:
            raise ZeroDivisionError("at /home/somebody/secret")
        return advance(self, request)

    monkeypatch.setattr(Fetcher, "advance", fail)
    assert fetch(fetcher, Ask("a", url)) == {"a": FetchOutcome("internal-error", url, url, detail="ZeroDivisionError")}


@pytest.mark.parametrize("broken", ["parse", "can_fetch"])
def test_a_robots_txt_that_its_reader_chokes_on(
    broken: str, site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choke(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(f"protego.Protego.{broken}", choke)
    site.pages["/robots.txt"] = [answer(b"User-agent: *\nDisallow:")]
    url = site.publish(answer())
    assert fetch(fetcher, Ask("a", url)) == {"a": FetchOutcome("internal-error", url, url, detail="RecursionError")}


@pytest.mark.parametrize(("resets", "code"), [(1, "fetched"), (2, "reset")])
def test_a_reset_gets_one_more_try_when_all_others_are_done(
    resets: int, code: str, site: Site, fetcher: Fetcher
) -> None:
    left = iter([[Reset()]] * resets)

    def sometimes(_request: bytes) -> list[Step]:
        return next(left, [answer()])

    site.pages |= {"/a": sometimes, "/b": [answer()], "/c": [answer()]}
    outcomes = fetch(fetcher, *(Ask(name, site.url(f"/{name}")) for name in "abc"))
    assert codes(outcomes) == {"a": code, "b": "fetched", "c": "fetched"}
    assert site.paths == ["/robots.txt", "/a", "/b", "/c", "/a"]


def test_a_reset_of_robots_txt_gets_one_more_try_too(site: Site, fetcher: Fetcher) -> None:
    left = iter([[Reset()]])
    site.pages["/robots.txt"] = lambda _request: next(left, [answer(b"", status="404 Not Found")])
    assert codes(fetch(fetcher, Ask("a", site.publish(answer())))) == {"a": "fetched"}


def test_ctrl_c_ends_it_at_once(site: Site, fetcher: Fetcher) -> None:
    """A signal, as a terminal sends it, while a server hangs. Nothing is waited for: the deadline is far away."""
    patient = replace(fetcher, policy=replace(fetcher.policy, deadline=60.0, read_timeout=60.0))

    def interrupt(_request: bytes) -> list[Step]:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
        return [Hang()]

    site.pages["/robots.txt"] = interrupt
    started = monotonic()
    with pytest.raises(KeyboardInterrupt):
        fetch(patient, Ask("a", site.url("/a")))
    assert monotonic() - started < 5
    assert all(thread.daemon for thread in threading.enumerate() if thread.name.startswith("fetch-"))


# --- robots.txt -------------------------------------------------------------------------------------------------

ROBOTS: dict[str, tuple[Script, str]] = {
    "allows": ([answer(b"User-agent: *\nAllow: /")], "fetched"),
    "disallows": ([answer(b"User-agent: *\nDisallow: /")], "robots-disallowed"),
    "disallows us": (
        [answer(b"User-agent: councilprojects\nDisallow: /\n\nUser-agent: *\nAllow: /")],
        "robots-disallowed",
    ),
    "is a web page": ([answer(b"<html>no such page")], "fetched"),
    "is not there": ([answer(b"", status="404 Not Found")], "fetched"),
    "is forbidden": ([answer(b"", status="403 Forbidden")], "fetched"),
    "is broken": ([answer(b"", status="500 Oops")], "robots-unreachable"),
    "hangs": ([Hang()], "robots-unreachable"),
    "drips": ([head(), Drip(b"#" * 999)], "robots-unreachable"),
    "resets every time": ([Reset()], "robots-unreachable"),
    "is cut off": ([head("Content-Length: 99"), b"User-agent: *"], "robots-unreachable"),
    "redirects to one that disallows": ([head("Location: /other", status="301 Moved")], "robots-disallowed"),
    "redirects in a circle": ([head("Location: /robots.txt", status="301 Moved")], "fetched"),
}


@pytest.mark.parametrize(("script", "code"), ROBOTS.values(), ids=ROBOTS)
def test_a_robots_txt_that(script: Script, code: str, site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/robots.txt": script, "/other": [answer(b"User-agent: *\nDisallow: /")], "/a": [answer()]}
    assert codes(fetch(fetcher, Ask("a", site.url("/a")))) == {"a": code}


def test_of_an_endless_robots_txt_the_beginning_counts(site: Site, fetcher: Fetcher) -> None:
    """Also of one that would be too big for a projects.json."""
    site.pages["/robots.txt"] = [head(), b"User-agent: *\nDisallow: /private\n", Endless(b"Disallow: /a\n" * 5_000)]
    asks = [Ask(name, site.url(f"/{name}")) for name in ("private", "open")]
    site.pages["/open"] = [answer()]
    assert codes(fetch(fetcher, *asks)) == {"open": "fetched", "private": "robots-disallowed"}


def test_robots_txt_is_asked_for_once_for_each_origin(web: Web, fetcher: Fetcher) -> None:
    first, second = web(), web()
    urls = [first.publish(answer()), first.publish(answer()), second.publish(answer())]
    fetch(fetcher, *(Ask(f"s{number}", url) for number, url in enumerate(urls)))
    assert first.paths == ["/robots.txt", "/0", "/1"]
    assert second.paths == ["/robots.txt", "/0"]


def test_rules_that_are_known_are_not_asked_for_again_where_they_let_us_in(web: Web, fetcher: Fetcher) -> None:
    first, second = web(), web()
    urls = first.publish(answer()), second.publish(answer())
    known = {url.rpartition("/")[0]: robots for url, robots in zip(urls, (Robots(), DISALLOWS), strict=True)}
    read: dict[str, Robots] = {}
    asks = [Ask(url, url) for url in urls]
    outcomes = fetch(fetcher, *asks, robots=known, on_robots=read.__setitem__)
    assert [outcomes[url].code for url in urls] == ["fetched", "fetched"]
    assert (first.paths, second.paths) == (["/0"], ["/robots.txt", "/0"])
    assert list(read) == [urls[1].rpartition("/")[0]]


def test_where_a_redirect_leads_robots_txt_is_heeded_too(web: Web, fetcher: Fetcher) -> None:
    here, there = web(), web()
    there.pages["/robots.txt"] = [answer(b"User-agent: *\nDisallow: /")]
    target = there.publish(answer())
    outcome = fetch(fetcher, Ask("a", here.publish(head(f"Location: {target}", status="302 Found"))))["a"]
    assert (outcome.code, outcome.final_url, len(outcome.hops)) == ("robots-disallowed", target, 1)
    assert there.paths == ["/robots.txt"]


def test_a_host_that_cannot_be_met_is_told_as_that(fetcher: Fetcher, site: Site) -> None:
    fetcher = towards(fetcher, good="127.0.0.1", bad="10.0.0.1")
    outcomes = fetch(
        fetcher, Ask("bad", site.url("/", "bad.example")), Ask("good", site.publish(answer(), host="good.example"))
    )
    assert codes(outcomes) == {"bad": "forbidden-address", "good": "fetched"}
    assert outcomes["bad"].final_url == site.url("/", "bad.example")


# --- Politeness -------------------------------------------------------------------------------------------------


def test_one_at_a_time_for_each_host_and_each_address(site: Site, fetcher: Fetcher) -> None:
    """Nine sources on three hosts of one machine: nobody is asked before the last one's answer is on its way."""
    at_work = threading.Lock()
    was_free: list[bool] = []

    def take_time(_request: bytes) -> Iterator[Step]:
        was_free.append(at_work.acquire(blocking=False))
        yield Drip(answer()[:-1], 0.0005)
        at_work.release()
        yield answer()[-1:]

    urls = [site.url(f"/{number}", f"h{number % 3}.example") for number in range(9)]
    site.pages |= dict.fromkeys(["/robots.txt", *(f"/{number}" for number in range(9))], take_time)
    fetch(fetcher, *(Ask(f"s{number}", url) for number, url in enumerate(urls)))
    assert was_free == [True] * 12


def test_different_addresses_are_asked_at_once(web: Web, fetcher: Fetcher) -> None:
    """Each server answers only when all of them have been asked."""
    together = threading.Barrier(4, timeout=5)

    def when_all_are_here(_request: bytes) -> list[Step]:
        together.wait()
        return [answer()]

    sites = [web(f"127.0.0.{number}") for number in range(1, 5)]
    for site in sites:
        site.pages["/a"] = when_all_are_here
    fetcher = towards(fetcher, **{f"h{number}": site.address for number, site in enumerate(sites)})
    asks = [Ask(f"s{number}", site.url("/a", f"h{number}.example")) for number, site in enumerate(sites)]
    assert set(codes(fetch(fetcher, *asks)).values()) == {"fetched"}


def test_a_pause_lies_between_two_starts(site: Site, fetcher: Fetcher) -> None:
    clock = Clock()
    starts: list[float] = []

    def note(_request: bytes) -> list[Step]:
        starts.append(clock.now)
        return [answer(b"")]

    site.pages |= {"/robots.txt": note, "/a": note, "/b": note}
    asks = [Ask("a", site.url("/a", "a.example")), Ask("b", site.url("/b", "b.example"))]
    fetch_all(asks, fetcher, delay=7.0, clock=clock, sleep=clock.sleep)
    assert [later - earlier for earlier, later in pairwise(starts)] == [7.0, 7.0, 7.0]


def test_a_pause_that_ends_while_somebody_hangs_is_over(web: Web, fetcher: Fetcher) -> None:
    """By the real clock: the one who hangs is given up after 0.4 s, by when the others are long done."""
    hanging, healthy = web("127.0.0.2"), web("127.0.0.3")
    hanging.pages["/robots.txt"] = [Hang()]
    fetcher = towards(fetcher, hanging="127.0.0.2", healthy="127.0.0.3")
    asks = [Ask("hanging", hanging.url("/", "hanging.example"))]
    asks += [Ask(f"s{number}", healthy.publish(answer(), host="healthy.example")) for number in range(3)]
    order: list[str] = []
    fetch_all(asks, fetcher, delay=0.01, on_done=lambda source_id, _outcome: order.append(source_id))
    assert order == ["s0", "s1", "s2", "hanging"]


def test_others_are_never_asked_more_often_than_once_a_second(site: Site, fetcher: Fetcher) -> None:
    """Loopback plays the Internet: no network of ours to whoever decides on the pause, but to the connection."""
    clock = Clock()

    class Elsewhere(Fetcher):
        def advance(self, request: Request) -> Request | FetchOutcome:
            if request.places:
                return fetcher.advance(request)
            return replace(request, places=(Place(ipaddress.ip_address("127.0.0.1"), site.port),))

    url = site.publish(answer(), host="www.council.gov.uk").replace(f":{site.port}", "")
    policy = replace(fetcher.policy, allow_networks=())
    fetch_all([Ask("a", url)], Elsewhere(policy, fetcher.context), delay=0.0, clock=clock, sleep=clock.sleep)
    assert (site.paths, clock.slept) == (["/robots.txt", "/0"], [1.0])


def test_hosts_that_hang_do_not_hold_the_others_up(web: Web, fetcher: Fetcher) -> None:
    """Three of sixty hang, with four jobs, until all the others are done."""
    hanging, healthy = web("127.0.0.2"), web("127.0.0.3")
    resolve = {"hang": "127.0.0.2", "well": "127.0.0.3"}
    policy = replace(fetcher.policy, resolve=lambda host: [resolve[host[:4]]], deadline=60.0, read_timeout=60.0)
    released, waited = Event(), []

    def hang(_request: bytes) -> list[Step]:
        waited.append(released.wait(30))
        return [answer(b"", status="500 Internal Server Error")]

    hanging.pages["/robots.txt"] = hang
    asks = [Ask(f"h{number}", hanging.url("/", f"hang{number}.example")) for number in range(3)]
    asks += [Ask(f"s{number}", healthy.publish(answer(), host=f"well{number}.example")) for number in range(57)]
    done: list[str] = []

    def on_done(source_id: str, _outcome: FetchOutcome) -> None:
        done.append(source_id)
        if len(done) == 57:
            released.set()

    outcomes = fetch(replace(fetcher, policy=policy), *asks, jobs=4, on_done=on_done)
    assert {outcomes[f"h{number}"].code for number in range(3)} == {"robots-unreachable"}
    assert {outcomes[f"s{number}"].code for number in range(57)} == {"fetched"}
    assert done[57:] == ["h0", "h1", "h2"], "the hanging ones share an address, so they come one by one"
    assert waited == [True, True, True]


def test_more_hanging_hosts_than_jobs_do_not_hold_up_the_rest(web: Web, fetcher: Fetcher) -> None:
    """Five hang, with two jobs, until the sixth has been read."""
    sites, read = [web(f"127.0.0.{number}") for number in range(2, 8)], Event()

    def wait(_request: bytes) -> list[Step]:
        return [answer(b"" if read.wait(8) else b"late")]

    for site in sites[:-1]:
        site.pages["/robots.txt"] = wait
    sites[-1].pages["/"] = [answer()]
    fetcher = towards(fetcher, **{f"s{number}": site.address for number, site in enumerate(sites)})
    fetcher = replace(fetcher, policy=replace(fetcher.policy, deadline=10.0, read_timeout=10.0))
    asks = [Ask(f"s{number}", site.url("/", f"s{number}.example")) for number, site in enumerate(sites)]
    done: list[str] = []

    def on_done(source_id: str, _outcome: FetchOutcome) -> None:
        done.append(source_id)
        read.set()

    fetch(fetcher, *asks, jobs=2, on_done=on_done)
    assert done[0] == "s5"


def test_a_name_is_looked_up_once_a_run(site: Site, fetcher: Fetcher) -> None:
    looked_up: list[str] = []

    def resolve(host: str) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=resolve))
    fetch(fetcher, *(Ask(f"s{number}", site.publish(answer())) for number in range(3)))
    assert looked_up == ["council.example"]


def test_the_next_address_is_tried_in_a_lane_of_its_own(web: Web, fetcher: Fetcher) -> None:
    site = web()
    fetcher = replace(fetcher, policy=replace(fetcher.policy, resolve=lambda _host: ["127.0.0.2", "127.0.0.1"]))
    assert codes(fetch(fetcher, Ask("a", site.publish(answer())))) == {"a": "fetched"}
