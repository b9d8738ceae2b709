"""What robots.txt allows is asked for and nothing else; it is asked for once."""

from __future__ import annotations

import pytest
from asking import DISALLOWS, codes, fetch, towards
from badserver import Drip, Endless, Hang, Reset, Script, Site, Web, answer, head

from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.robots import Robots

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
