from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator.writers.iris import is_iri, is_web_address

GOOD = (
    "https://www.ambridge.example",
    "https://www.ambridge.example/",
    "HTTP://ambridge.example:8080/a/b%20c?q=1&r=(2)#there/?",
    "https://www.cyngor.example/gwasanaethau/tŷ",
    "https://bücher.example/",
    "https://xn--bcher-kva.example/~team//x;y=1,2:3@4!$'*+",
)
NAMES = ("mailto:digital@ambridge.example", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "tag:a.example,2026:x/y")
BAD = (
    "",
    "projects.json",
    "//ambridge.example/",
    "http://",
    "https:///path",
    "javascript:alert(1)",
    "JaVaScRiPt://ambridge.example/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://ambridge.example/",
    " https://ambridge.example/",
    "https://ambridge.example/\n",
    "https://ambridge.example/a b",
    "https://ambridge.example/%zz",
    "https://ambridge.example/%",
    "https://ambridge.example/<script>",
    'https://ambridge.example/"',
    "https://ambridge.example/{x}|^`\\",
    "https://ambridge.example/[x]",
    "https://[::1]/",
    "https://user:secret@ambridge.example/",
    "https://ambridge.example:99999999/",
    "https://ambridge.example:port/",
    "https://ambridge.example/\u202egpj.exe",
    "https://ambridge.example/\ud800",
    "https://ambridge.example/\ue000",
    "https://ambridge.example/\x00",
    "https://ambridge.example/#a#b",
    "https://a℀b.example/",
    "mailto:",
    "urn:\u202e",
    7,
    None,
)


@pytest.mark.parametrize("address", GOOD)
def test_an_absolute_web_address_passes(address: str) -> None:
    assert is_web_address(address)
    assert is_iri(address)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_an_iri_and_no_link(name: str) -> None:
    assert is_iri(name)
    assert not is_web_address(name)


@pytest.mark.parametrize("value", BAD)
def test_anything_else_is_refused(value: object) -> None:
    assert not is_web_address(value)
    assert not is_iri(value)


@pytest.mark.parametrize("iri", [*GOOD, *NAMES])
def test_what_passes_is_read_by_a_strict_parser(iri: str) -> None:
    _parse(iri)


@given(st.text(alphabet=st.sampled_from("aé%2F/?#:@[]<> \\\u202e\ue000\U0001f5d1"), max_size=20))
def test_whatever_passes_is_read_by_a_strict_parser(tail: str) -> None:
    if is_iri(f"https://a.example{tail}"):
        _parse(f"https://a.example{tail}")


def test_a_long_hostile_address_takes_no_time() -> None:
    assert not is_iri("https://a.example/" + "a" * 100_000 + "<")
    assert not is_iri("https://a.example/" + "%41" * 100_000 + "<")
    assert not is_iri("https://a.example?" + "/?" * 100_000 + "<")


def _parse(iri: str) -> None:
    line = f"<{iri}> <https://p.example/> <{iri}> .".encode()
    assert len(list(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS))) == 1
