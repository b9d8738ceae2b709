"""Asking many publishers at once: each one's failure its own."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace
from threading import main_thread
from time import monotonic

import pytest
from asking import codes, fetch
from badserver import Hang, Reset, Site, Step, answer, head

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.redirects import Request
from councilprojects_aggregator.model import FetchOutcome


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
