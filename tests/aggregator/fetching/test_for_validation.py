"""What the validator is lent, against real servers: facts about a file, and how it is come by."""

from __future__ import annotations

import gzip
import ipaddress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path

import pytest
import trustme
from badserver import Endless, Hang, Reset, Script, Site, Step, Web, answer, head
from certificates import HOST, ServerContext, another_authority, another_name, expired, issued

from councilprojects_aggregator.fetching import for_validation
from councilprojects_aggregator.fetching.for_validation import ForValidation, open_web
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.transport import tls_context
from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_validator.hosting.findings import hosting
from councilprojects_validator.hosting.served import Answer, Redirect, Repeat, Served, Trouble

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]


def conditional(body: bytes, *headers: str, status: str = "304 Not Modified") -> Script:
    """Answer 200 at first, and `status` to a conditional request."""

    def respond(request: bytes) -> list[Step]:
        asked = b"If-None-Match: " in request or b"If-Modified-Since: " in request
        return [answer(b"", status=status)] if asked else [answer(body, *headers)]

    return respond


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


CERTIFICATES: dict[ServerContext, str] = {
    expired: "has expired. Renew it.",
    another_name: "is for another name",
    another_authority: "leads to no authority that is trusted",
}


@pytest.mark.parametrize(("make", "words"), CERTIFICATES.items(), ids=[make.__name__ for make in CERTIFICATES])
def test_a_certificate(make: ServerContext, words: str, web: Web, lent: ForValidation) -> None:
    authority = trustme.CA()
    context = tls_context()
    authority.configure_trust(context)
    site = web(context=make(authority))
    served = replace(lent, fetcher=replace(lent.fetcher, context=context)).read(site.publish(answer(b"[]")))
    assert served.answer.trouble is Trouble.CERTIFICATE
    assert words in served.answer.sentence


def test_the_certificates_end_is_handed_on(web: Web, lent: ForValidation) -> None:
    authority, context = trustme.CA(), tls_context()
    authority.configure_trust(context)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)
    site = web(context=issued(authority, HOST, not_after=until))
    served = replace(lent, fetcher=replace(lent.fetcher, context=context)).read(site.publish(answer(b"[]")))
    assert served.certificate is not None
    assert served.certificate.until == until
    assert "hosting-certificate-ends" in {each.code for each in hosting(served, 100, datetime.now(UTC).date())}


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
