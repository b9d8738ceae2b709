"""Which redirects the fetcher follows, how far, and which it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from badserver import Endless, Site, answer, head
from loopback_only import PUBLIC

from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.model import Hop


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
