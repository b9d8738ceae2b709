"""Which files a home page names, whatever its HTML is like."""

from __future__ import annotations

from time import process_time

import pytest

from councilprojects_aggregator.discovery.discover import HEAD
from councilprojects_aggregator.discovery.links import MOST_LINKS, REL, joined, links

HOME = "https://www.ambridge.example/about/"
LINK = f'<link rel="{REL}" href="/data/projects.json">'


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (LINK, ["https://www.ambridge.example/data/projects.json"]),
        (f'<link rel="{REL}" href="projects.json">', [f"{HOME}projects.json"]),
        (f'<LINK HREF=p.json REL="alternate {REL.upper()}">', [f"{HOME}p.json"]),
        (f'<base href="/x/"><base href="/y/"><link rel="{REL}" href="p">', ["https://www.ambridge.example/x/p"]),
        (f'<base href="javascript:1"><link rel="{REL}" href="p">', [f"{HOME}p"]),
        (f'<link rel="{REL}" href="//files.example/p.json#top">', ["https://files.example/p.json"]),
        (LINK + LINK, ["https://www.ambridge.example/data/projects.json"]),
        (f"<html><body><p>unclosed{LINK}", ["https://www.ambridge.example/data/projects.json"]),
        (f"<!-- {LINK} -->", []),
        (f"<script>'{LINK}'</script>", []),
        (f'<link rel="{REL}"><link rel="{REL}" href=""><link href="/x">', []),
        (f'<link rel="{REL}s" href="/x"><link rel="stylesheet" href="/x">', []),
        (f'<link rel="{REL}" href="javascript:alert(1)"><link rel="{REL}" href="file:///etc/passwd">', []),
        (f'<link rel="{REL}" href="https://[::1/p.json">', []),
        (f'<link rel="{REL}" href="https://:1/p.json">', []),
        ("", []),
        ("{}", []),
        ("\x00\x00", []),
    ],
)
def test_what_a_page_links_to(page: str, found: list[str]) -> None:
    assert links(page.encode(), HOME) == tuple(found)


def test_only_so_many_links_are_followed() -> None:
    page = "".join(f'<link rel="{REL}" href="/{number}">' for number in range(50))
    assert len(links(page.encode(), HOME)) == MOST_LINKS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_any_encoding_is_read(encoding: str) -> None:
    assert links(f"<title>Caffè</title>{LINK}".encode(encoding), HOME) != ()


@pytest.mark.parametrize(
    "junk", [b"<", b"<!--", b"<a ", b"<!", b"</", b"&#x", b"<div>", b"<link rel='", b"\xff\xfe\x00", b"<![CDATA["]
)
def test_a_hostile_page_costs_little(junk: bytes) -> None:
    began = process_time()
    assert links((junk * (HEAD // len(junk)))[:HEAD], HOME) == ()
    assert process_time() - began < 10


def test_an_address_that_is_none_is_none() -> None:
    assert joined("https://[", "x") is None
    assert joined("nonsense", "x") is None
