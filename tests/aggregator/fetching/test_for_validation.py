"""What the validator is lent, against real servers: facts about a file, answers for links, politeness."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path

import pytest
import trustme
from badserver import Endless, Hang, Reset, Script, Site, Step, answer, head

from councilprojects_aggregator.fetching import for_validation
from councilprojects_aggregator.fetching.for_validation import ForValidation, open_web
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.transport import tls_context
from councilprojects_aggregator.fetching.troubles import TROUBLES, trouble
from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_validator.hosting.served import Answer, Redirect, Repeat, Served, Trouble

Web = Callable[..., Site]
LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.fixture
def site(web: Web) -> Site:
    return web()


@pytest.fixture
def lent(fetcher: Fetcher) -> ForValidation:
    return ForValidation(fetcher, sleep=never)


def never(seconds: float) -> None:
    raise AssertionError(f"slept for {seconds} s, though all is ours")


def conditional(body: bytes, *headers: str, status: str = "304 Not Modified") -> Script:
    """Answer 200 at first, and `status` to a conditional request."""

    def respond(request: bytes) -> list[Step]:
        asked = b"If-None-Match: " in request or b"If-Modified-Since: " in request
        return [answer(b"", status=status)] if asked else [answer(body, *headers)]

    return respond


# --- A file -----------------------------------------------------------------------------------------------------


def test_all_that_is_told_of_a_file(site: Site, lent: ForValidation) -> None:
    site.pages["/file"] = conditional(
        gzip.compress(b"[]"),
        "Content-Type: application/json",
        "Content-Encoding: gzip",
        "Access-Control-Allow-Origin: *",
        'ETag: "1"',
        "Last-Modified: Fri, 20 Nov 2026 09:00:00 GMT",
    )
    site.pages["/old"] = [head("Location: /file", status="308 Moved")]
    url, new = site.url("/old"), site.url("/file")
    assert lent.read(url) == Served(
        Answer(url, new, status=200, redirects=(Redirect(308, new),)),
        b"[]",
        content_type="application/json",
        content_encoding="gzip",
        allow_origin="*",
        etag='"1"',
        last_modified="Fri, 20 Nov 2026 09:00:00 GMT",
        repeat=Repeat.NOT_MODIFIED,
    )
    assert site.paths == ["/old", "/file", "/robots.txt", "/file"]


def test_it_asks_as_the_aggregator_and_as_a_browser_would_for_another_website(site: Site, lent: ForValidation) -> None:
    """Object stores send Access-Control-Allow-Origin only to whoever names an origin."""
    site.pages["/file"] = lambda request: [
        answer(b"[]", *(["Access-Control-Allow-Origin: *"] if b"Origin: https://w3id.org\r\n" in request else []))
    ]
    assert lent.read(site.url("/file")).allow_origin == "*"
    assert all(f"User-Agent: {USER_AGENT}".encode() in request for request in site.requests)


REPEATS: dict[str, tuple[list[Step], Repeat | Trouble]] = {
    "not modified": ([answer(b"", status="304 Not Modified")], Repeat.NOT_MODIFIED),
    "sent again": ([answer(b"[]")], Repeat.SENT_AGAIN),
    "changed": ([answer(b"[1]")], Repeat.CHANGED),
    "too often": ([answer(b"", status="429 Too Many Requests")], Trouble.REFUSED),
    "hangs up": ([Reset()], Trouble.NO_ANSWER),
}


@pytest.mark.parametrize(("second", "expected"), REPEATS.values(), ids=REPEATS)
def test_a_second_request(second: list[Step], expected: object, site: Site, lent: ForValidation) -> None:
    numbers = count()
    site.pages["/file"] = lambda _request: second if next(numbers) else [answer(b"[]", 'ETag: "1"')]
    repeat = lent.read(site.url("/file")).repeat
    if isinstance(repeat, Answer):
        assert (repeat.trouble, repeat.url) == (expected, site.url("/file"))
        assert repeat.sentence
    else:
        assert repeat is expected


def test_without_anything_to_ask_with_there_is_no_second_request(site: Site, lent: ForValidation) -> None:
    assert lent.read(site.publish(answer(b"[]"))).repeat is None
    assert site.paths == ["/0", "/robots.txt"]


def test_robots_txt_is_heeded_by_word_and_the_file_is_read_all_the_same(site: Site, lent: ForValidation) -> None:
    site.pages["/robots.txt"] = [answer(b"User-agent: councilprojects\nDisallow: /file")]
    site.pages["/file"] = [answer(b"[]")]
    site.pages["/old"] = [head("Location: /file", status="302 Found")]
    served = lent.read(site.url("/old"))
    (refusal,) = served.robots
    assert served.content == b"[]"
    assert (refusal.url, refusal.trouble) == (site.url("/file"), Trouble.ROBOTS)
    assert "robots.txt does not let “councilprojects” read the file" in refusal.sentence


def test_robots_txt_of_every_website_on_the_way_is_asked_for_once(web: Web, lent: ForValidation) -> None:
    first, last = web(), web()
    closed = answer(b"User-agent: *\nDisallow: /")
    first.pages |= {"/robots.txt": [closed], "/b": [head(f"Location: {last.url('/c')}", status="302 Found")]}
    last.pages |= {"/robots.txt": [closed], "/c": [head("Location: /d", status="302 Found")], "/d": [answer(b"[]")]}
    first.pages["/a"] = [head("Location: /b", status="302 Found")]
    served = lent.read(first.url("/a"))
    assert [refusal.url for refusal in served.robots] == [first.url("/a"), last.url("/c")]
    assert (first.paths, last.paths) == (["/a", "/b", "/robots.txt"], ["/c", "/d", "/robots.txt"])


def test_a_robots_txt_that_cannot_be_read_turns_crawls_away(site: Site, lent: ForValidation) -> None:
    site.pages["/robots.txt"] = [answer(b"", status="500 Oops")]
    (refusal,) = lent.read(site.publish(answer(b"[]"))).robots
    assert "could not be read (http-500)" in refusal.sentence


def test_a_robots_txt_that_its_reader_chokes_on_is_our_trouble(
    site: Site, lent: ForValidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choke(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("protego.Protego.parse", choke)
    site.pages["/robots.txt"] = [answer(b"User-agent: *\nDisallow:")]
    (refusal,) = lent.read(site.publish(answer(b"[]"))).robots
    assert refusal.trouble is Trouble.OURS


FAILURES: dict[str, tuple[list[Step], Trouble, str]] = {
    "not there": ([answer(b"", status="404 Not Found")], Trouble.GONE, "(404)"),
    "taken away": ([answer(b"", status="410 Gone")], Trouble.GONE, "(410)"),
    "a login": ([answer(b"", status="401 Unauthorized")], Trouble.LOGIN, "(401)"),
    "forbidden": ([answer(b"", status="403 Forbidden")], Trouble.REFUSED, "councilprojects"),
    "too often": ([answer(b"", status="429 Too Many Requests")], Trouble.REFUSED, "councilprojects"),
    "no status of HTTP": ([answer(b"", status="999 Request denied")], Trouble.REFUSED, "999"),
    "a fault": ([answer(b"", status="502 Bad Gateway")], Trouble.SERVER, "502"),
    "half of it": ([answer(b"[", status="206 Partial Content")], Trouble.SERVER, "206"),
    "a circle": ([head("Location: /0", status="302 Found")], Trouble.REDIRECTS, "circle"),
    "a reset": ([Reset()], Trouble.NO_ANSWER, "closed the connection"),
    "silence": ([Hang()], Trouble.NO_ANSWER, "sent nothing"),
    "no end": ([head(), Endless(b" " * 65536)], Trouble.TOO_BIG, "100000"),
    "broken off": ([head("Content-Length: 9"), b"[]"], Trouble.SERVER, "broke off"),
}


@pytest.mark.parametrize(("script", "kind", "words"), FAILURES.values(), ids=FAILURES)
def test_a_file_that_cannot_be_read(
    script: list[Step], kind: Trouble, words: str, site: Site, lent: ForValidation
) -> None:
    served = lent.read(site.publish(*script))
    assert (served.content, served.answer.trouble) == (None, kind)
    assert words in served.answer.sentence
    assert set(site.paths) == {"/0"}, "of a file that cannot be read nothing more is asked"


@pytest.mark.parametrize("header", ["cf-mitigated: challenge", "x-amzn-waf-action: captcha"])
def test_a_firewall_that_says_so_is_believed(header: str, site: Site, lent: ForValidation) -> None:
    assert lent.read(site.publish(answer(b"", header, status="403 Forbidden"))).challenged
    assert not lent.read(site.publish(answer(b"[]"))).challenged


def issued(authority: trustme.CA, *names: str, **terms: datetime) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **terms).configure_cert(context)
    return context


CERTIFICATES: dict[str, tuple[Callable[[trustme.CA], ssl.SSLContext], str]] = {
    "expired": (
        lambda authority: issued(authority, "council.example", not_after=datetime(2020, 1, 1, tzinfo=UTC)),
        "has expired. Renew it.",
    ),
    "for another name": (lambda authority: issued(authority, "www.elsewhere.example"), "is for another name"),
    "from an authority unknown": (
        lambda _authority: issued(trustme.CA(), "council.example"),
        "leads to no authority that is trusted",
    ),
}


@pytest.mark.parametrize(("make", "words"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_a_certificate(make: Callable[[trustme.CA], ssl.SSLContext], words: str, web: Web, lent: ForValidation) -> None:
    authority = trustme.CA()
    context = tls_context()
    authority.configure_trust(context)
    site = web(context=make(authority))
    served = replace(lent, fetcher=replace(lent.fetcher, context=context)).read(site.publish(answer(b"[]")))
    assert served.answer.trouble is Trouble.CERTIFICATE
    assert words in served.answer.sentence


def test_an_address_that_may_not_be_asked_is_told_with_its_reason(lent: ForValidation) -> None:
    served = lent.read("https://admin:secret@www.ambridge.example/")
    assert served.answer.trouble is Trouble.ADDRESS
    assert "secret" not in served.answer.sentence


def test_at_a_host_that_is_not_ours_it_waits_between_requests(site: Site, fetcher: Fetcher) -> None:
    """Nothing is sent beyond loopback: only the answer to whose address it is changes, after the first request."""
    slept: list[float] = []
    site.pages["/file"] = conditional(b"[]", 'ETag: "1"')
    names = iter(["127.0.0.1", "93.184.215.14", "127.0.0.1", "no", "127.0.0.1"])

    def resolve(_host: str) -> list[str]:
        address = next(names)
        if address == "no":
            raise OSError("the name is gone for a moment")
        return [address]

    changing = replace(fetcher, policy=replace(fetcher.policy, resolve=resolve))
    served = ForValidation(changing, sleep=slept.append).read(site.url("/file"))
    assert served.repeat is Repeat.NOT_MODIFIED
    assert slept == [for_validation.DELAY, for_validation.DELAY]


# --- Links ------------------------------------------------------------------------------------------------------


def ask(lent: ForValidation, *urls: str, seconds: float = 60.0) -> dict[str, Answer]:
    return dict(lent.ask(urls, seconds, lambda: None))


def test_links_are_asked_for_as_pages_and_no_more_is_read_than_shows_that_they_are_there(
    site: Site, lent: ForValidation
) -> None:
    url = site.publish(head("Content-Type: video/mp4"), Endless(b"x" * 65536))
    assert ask(lent, url) == {url: Answer(url, url, status=200)}
    assert b"\r\nAccept: text/html, " in site.requests[1]
    assert site.requests[1].startswith(b"GET ")


LINKS: dict[str, tuple[list[Step], Trouble | None]] = {
    "well": ([answer(b"<html>")], None),
    "empty": ([answer(b"")], None),
    "no content": ([answer(b"", status="204 No Content")], None),
    "packed in an odd way": ([answer(b"x", "Content-Encoding: br")], None),
    "broken off": ([head("Content-Length: 9"), b"x"], None),
    "gone": ([answer(b"", status="404 Not Found")], Trouble.GONE),
    "refused": ([answer(b"", status="403 Forbidden")], Trouble.REFUSED),
    "999": ([answer(b"", status="999 Denied")], Trouble.REFUSED),
    "fault": ([answer(b"", status="500 Oops")], Trouble.SERVER),
    "silence": ([Hang()], Trouble.NO_ANSWER),
    "circle": ([head("Location: /0", status="301 Moved")], Trouble.REDIRECTS),
    "mail": ([head("Location: mailto:digital@ambridge.example", status="301 Moved")], Trouble.REDIRECTS),
}


@pytest.mark.parametrize(("script", "kind"), LINKS.values(), ids=LINKS)
def test_a_link(script: list[Step], kind: Trouble | None, site: Site, lent: ForValidation) -> None:
    url = site.publish(*script)
    found = ask(lent, url)[url]
    assert found.trouble is kind
    assert bool(found.sentence) is (kind is not None)


def test_a_link_that_moved_says_where_to(site: Site, lent: ForValidation) -> None:
    site.pages["/new"] = [answer(b"<html>")]
    url = site.publish(head("Location: /new", status="301 Moved"))
    assert ask(lent, url)[url].redirects == (Redirect(301, site.url("/new")),)


def test_robots_txt_is_heeded_for_links(site: Site, lent: ForValidation) -> None:
    site.pages["/robots.txt"] = [answer(b"User-agent: *\nDisallow: /")]
    url = site.publish(answer())
    assert ask(lent, url)[url].trouble is Trouble.ROBOTS
    assert site.paths == ["/robots.txt"]


def test_a_name_that_is_not_known(lent: ForValidation) -> None:
    def unknown(_host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    nowhere = replace(lent, fetcher=replace(lent.fetcher, policy=replace(lent.fetcher.policy, resolve=unknown)))
    url = "https://www.ambridge.example/"
    assert ask(nowhere, url)[url].trouble is Trouble.NO_SUCH_SITE


def test_what_there_is_no_time_for_is_left_out(web: Web, lent: ForValidation) -> None:
    """One website that hangs does not hold the run up; those that answered in time are there."""
    quick, slow = web("127.0.0.1"), web("127.0.0.2")
    slow.pages["/robots.txt"] = [Hang()]
    urls = [slow.publish(answer(), host="127.0.0.2"), quick.publish(answer(), host="127.0.0.1")]
    patient = replace(lent.fetcher.policy, read_timeout=60.0, deadline=60.0)
    answers = ask(replace(lent, fetcher=replace(lent.fetcher, policy=patient)), *urls, seconds=2.0)
    assert list(answers) == urls[1:]
    assert ask(lent, *urls, seconds=0.0) == {}


def test_every_answer_is_told_as_it_comes(site: Site, lent: ForValidation) -> None:
    told: list[None] = []
    urls = [site.publish(answer()), site.publish(answer(b"", status="404 Not Found"))]
    lent.ask(urls, 60.0, lambda: told.append(None))
    assert len(told) == 2


# --- How it is come by --------------------------------------------------------------------------------------------


def test_the_validator_finds_it_by_its_entry_point() -> None:
    (found,) = entry_points(group="councilprojects.fetch")
    assert found.load() is open_web


@pytest.mark.parametrize(("size", "fits"), [(100, True), (101, False)])
def test_the_validators_limit_holds(size: int, *, fits: bool, site: Site) -> None:
    site.pages["/file"] = [answer(gzip.compress(b"x" * size), "Content-Encoding: gzip")]
    web = open_web(100, LOOPBACK, [f"council.example=127.0.0.1:{site.port}"])
    served = web.read("https://council.example/file")
    assert (served.content is not None) is fits
    assert ("too big: 100 bytes" in served.answer.sentence) is not fits


def test_public_addresses_only() -> None:
    assert (
        "Use the website's name, not a number." in open_web(100, [], []).read("http://127.0.0.1:8000/").answer.sentence
    )


def test_places_come_from_a_file_too(site: Site, tmp_path: Path) -> None:
    places = tmp_path / "places"
    places.write_text(f"council.example=127.0.0.1:{site.port}  # here\n", encoding="utf-8")
    site.pages["/file"] = [answer(b"[]")]
    assert open_web(100, LOOPBACK, [f"@{places}"]).read("https://council.example/file").content == b"[]"


@pytest.mark.parametrize(
    ("networks", "value", "words"),
    [
        (LOOPBACK, "council.example", "should be written HOST=ADDRESS:PORT"),
        ([], "council.example=127.0.0.1:80", "is in no network that --allow-network names"),
        (LOOPBACK, "@/no/such/file", "No such file"),
    ],
)
def test_a_place_that_cannot_be_followed_is_a_value_error_with_a_sentence(
    networks: list[ipaddress.IPv4Network], value: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        open_web(100, networks, [value])


# --- Kinds of trouble ---------------------------------------------------------------------------------------------


def test_every_outcome_has_its_kind_of_trouble() -> None:
    assert set(TROUBLES) == set(Code)
    assert {trouble(code.value, None) for code in Code} >= set(Trouble) - {Trouble.GONE, Trouble.LOGIN, Trouble.REFUSED}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (206, Trouble.SERVER),
        (300, Trouble.SERVER),
        (400, Trouble.REFUSED),
        (401, Trouble.LOGIN),
        (404, Trouble.GONE),
        (410, Trouble.GONE),
        (451, Trouble.REFUSED),
        (500, Trouble.SERVER),
        (599, Trouble.SERVER),
        (600, Trouble.REFUSED),
        (999, Trouble.REFUSED),
    ],
)
def test_a_status_has_its_kind_of_trouble(status: int, kind: Trouble) -> None:
    assert trouble(f"http-{status}", status) is kind
