"""Which URLs are asked for, and in which spelling."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import idna
import pytest
import requests
from hypothesis import example, given
from hypothesis import strategies as st

from councilprojects_aggregator.fetching.failures import Failure
from councilprojects_aggregator.fetching.urls import LONGEST_URL, Url, canonical_name, clean

PRIVATE = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")]

CLEANED = {
    "https://www.council.gov.uk/projects.json": "https://www.council.gov.uk/projects.json",
    "HTTPS://WWW.Council.GOV.UK/Projects.json": "https://www.council.gov.uk/Projects.json",
    "https://www.council.gov.uk": "https://www.council.gov.uk/",
    "https://www.council.gov.uk./a": "https://www.council.gov.uk/a",
    "https://www.council.gov.uk:443/a": "https://www.council.gov.uk/a",
    "http://www.council.gov.uk:80/a": "http://www.council.gov.uk/a",
    "https://www.council.gov.uk:8443/a?b=c&d#e": "https://www.council.gov.uk:8443/a?b=c&d",
    "https://www.council.gov.uk/a/../b/./c": "https://www.council.gov.uk/b/c",
    "https://www.council.gov.uk/~a%7eb%2fc": "https://www.council.gov.uk/~a~b%2Fc",
    "https://www.council.gov.uk/é": "https://www.council.gov.uk/%C3%A9",
    "https://www.council.gov.uk/100%": "https://www.council.gov.uk/100%25",
    "https://www.ynysmôn.cymru/": "https://www.xn--ynysmn-mxa.cymru/",
    "https://faß.de/": "https://xn--fa-hia.de/",
    "https://\uff37\uff37\uff37.council.gov.uk/": "https://www.council.gov.uk/",
}

REFUSED = {
    "": "bad-scheme",
    "projects.json": "bad-scheme",
    "//www.council.gov.uk/": "bad-scheme",
    "file:///etc/passwd": "bad-scheme",
    "ftp://www.council.gov.uk/": "bad-scheme",
    "https://": "bad-host",
    "https:///a": "bad-host",
    "https://.gov.uk/": "bad-host",
    "https://a..uk/": "bad-host",
    "https://-a.uk/": "bad-host",
    "https://a_b.uk/": "bad-host",
    "https://a%2eb.uk/": "bad-host",
    "https://council.gov.uk../": "bad-host",
    "https://" + "a" * 64 + ".uk/": "bad-host",
    "https://" + "a." * 127 + "uk/": "bad-host",
    "https://8.8.8.8/": "bad-host",
    "https://[2606::1]/": "bad-host",
    "https://127.1/": "bad-host",
    "https://council.1/": "bad-host",
    "https://council.0x7f/": "bad-host",
    "https://localhost/": "forbidden-host",
    "https://intranet/": "forbidden-host",
    "https://printer.local/": "forbidden-host",
    "https://db.internal/": "forbidden-host",
    "https://router.home.arpa/": "forbidden-host",
    "https://council.example/": "forbidden-host",
    "https://a.onion/": "forbidden-host",
    "https://www.council.gov.uk:22/": "forbidden-port",
    "https://www.council.gov.uk:0/": "forbidden-port",
    "https://www.council.gov.uk:65536/": "bad-url",
    "https://www.council.gov.uk:-1/": "bad-url",
    "https://www.council.gov.uk:x/": "bad-url",
    "https://user@www.council.gov.uk/": "userinfo",
    "https://@www.council.gov.uk/": "userinfo",
    "https://user:word@www.council.gov.uk/": "userinfo",
    "https://www.council.gov.uk\\@evil.example/": "bad-url",
    "https://www.council.gov.uk/a b": "bad-url",
    "https://www.council.gov.uk/a\n": "bad-url",
    " https://www.council.gov.uk/": "bad-url",
    "https://www.council.gov.uk/\0": "bad-url",
    "https://www.council.gov.uk/\ud800": "bad-url",
    "https://[::1/": "bad-url",
    "https://[fd00::1%25eth0]/": "bad-host",
    "https://a\u2100b.uk/": "bad-url",
    "https://www.council.gov.uk/" + "x" * LONGEST_URL: "bad-url",
}


@pytest.mark.parametrize(("text", "cleaned"), CLEANED.items())
def test_a_url_has_one_spelling(text: str, cleaned: str) -> None:
    url = clean(text)
    assert url.text == cleaned
    assert clean(url.text) == url


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_a_url_that_is_not_asked_for(text: str, code: str) -> None:
    with pytest.raises(Failure) as refusal:
        clean(text)
    assert refusal.value.code == code


def test_the_parts_of_a_url() -> None:
    url = clean("HTTP://Council.GOV.UK:8080/a?b")
    assert url == Url("http://council.gov.uk:8080/a?b", "http", "council.gov.uk", 8080)
    assert (url.authority, url.origin) == ("council.gov.uk:8080", "http://council.gov.uk:8080")


@pytest.mark.parametrize(
    "text", ["http://10.1.2.3:9000/", "http://[fd00::1]:9000/", "http://intranet:9000/", "https://a.local/"]
)
def test_allowed_networks_open_literals_ports_and_private_names(text: str) -> None:
    """Whether a name leads into them is seen when it is looked up."""
    assert clean(text, PRIVATE).text == text


def test_only_literals_within_the_allowed_networks_are_let_in() -> None:
    with pytest.raises(Failure):
        clean("http://11.1.2.3/", PRIVATE)


def test_a_host_that_is_mapped_may_be_a_private_name() -> None:
    assert clean("https://council.example:9000/", (), {"council.example"}).host == "council.example"


@given(st.text(max_size=60), st.text(max_size=30))
@example("/a/../..//b", "%zz")
def test_what_we_say_that_we_ask_for_is_what_requests_sends(path: str, query: str) -> None:
    try:
        url = clean(f"https://www.council.gov.uk/{path}?{query}")
    except Failure:
        return
    assert requests.Request("GET", url.text).prepare().url == url.text
    assert clean(url.text) == url
    assert urlsplit(url.text).hostname == "www.council.gov.uk"


@given(st.text(max_size=40))
def test_whatever_is_written_is_cleaned_or_refused(text: str) -> None:
    try:
        url = clean(f"https://{text}")
    except Failure:
        return
    assert requests.Request("GET", url.text).prepare().url == url.text


def test_a_name_is_lowered_and_made_ascii() -> None:
    assert canonical_name("Ynysmôn.Cymru.") == "xn--ynysmn-mxa.cymru"


@given(st.from_regex(r"[a-zA-Z0-9-]{1,5}(\.[a-zA-Z0-9-]{1,5}){0,2}\.?", fullmatch=True))
@example("A.UK.")
@example("ab--c.uk")
def test_the_quick_way_to_a_name_gives_what_uts_46_gives(name: str) -> None:
    try:
        expected = idna.encode(name.removesuffix("."), uts46=True).decode()
    except idna.IDNAError:
        expected = ""
    try:
        found = canonical_name(name)
    except Failure:
        # What is no name of the DNS's, or could be an address, is left out of what UTS 46 lets through.
        assert not expected or expected.rpartition(".")[2][0].isdigit()
    else:
        assert found == expected


@given(st.from_regex(r"(/[a-zA-Z0-9_.~-]{0,4}){0,4}/?", fullmatch=True))
@example("/.a")
@example("//a")
def test_the_quick_way_to_a_path_changes_nothing_that_the_libraries_would(path: str) -> None:
    url = clean(f"https://www.council.gov.uk{path}").text
    assert requests.Request("GET", url).prepare().url == url
