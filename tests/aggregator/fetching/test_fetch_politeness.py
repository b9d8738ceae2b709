"""Many are asked at once, and nobody too often: pauses, one request at a time, nobody held up by others."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from threading import Event

from asking import Clock, codes, fetch, towards
from badserver import Drip, Hang, Site, Step, Web, answer

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.fetch import Ask, fetch_all
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.redirects import Request
from councilprojects_aggregator.model import FetchOutcome

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
