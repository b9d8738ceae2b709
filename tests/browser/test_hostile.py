"""A site whose publishers are out to break it, crawled page by page in a browser, below a path of a host.

Their records come through the whole pipeline, as from the web: what the validator sets aside is not seen here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from councilprojects_aggregator.build import build
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, Files, State
from councilprojects_aggregator.registry import read_registry

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
NARROW = {"width": 320, "height": 640}

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
TEXTS = {
    "script": f"{SCRIPT}{{{{ 7 * 7 }}}}${{7*7}}",
    "attribute": "\" autofocus onfocus=alert(1) x='",
    "bidi": "\u202egnp.exe\u2066\u2067\u202d every word after it",
    "marks": "e" + "\u0301" * 90 + " Z\u0335\u0321\u0327",
    "enormous": "W" * 120,
    "foreign": "日本語のプロジェクト مشروع שלום",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;",
    "markdown": "[x](javascript:alert(1)) ![y](https://evil.example/p.png) <iframe srcdoc='<script>alert(1)</script>'>",
    "proto": "__proto__ constructor toString",
}
ADDRESSES = (
    "https://evil.example/?<script>alert(1)</script>",
    "https://evil.example/" + "a" * 1900,
    "https://www.bank.example.evil.example/login",
)


def record(number: int, text: str) -> dict[str, Any]:
    address = ADDRESSES[number % len(ADDRESSES)]
    long = (text + " ") * 4
    return {
        "id": f"{'x' * 70}-{number}" if number == 4 else f"attack-{number}",
        "title": {"en": text[:120], "cy": text[:120][::-1]},
        "summary": long[:500],
        "description": long * 20,
        "reviewed": "2026-11-01",
        "url": address,
        "phase": "beta",
        "status": "active",
        "topics": [text[:60], "design-systems"],
        "services": [{"name": text}, {"lgsl": 524}],
        "contact": {"name": text, "email": "a@b.example", "url": address},
        "partners": [{"name": text, "url": address}],
        "technologies": [{"name": text[:80], "role": text}],
        "wants": [{"type": "delivery", "resource": "skills", "description": text, "url": address}],
        "offers": [{"type": "delivery", "resource": "code", "description": text}],
        "outputs": [{"type": "report", "title": text, "url": address}],
        "contracts": [{"title": text, "system": text[:80], "supplier": {"name": text}, "end": "2027-03"}],
        "links": [{"label": text, "url": address}],
        "updates": [{"date": "2026-10-01", "text": text}],
        "lessons": [{"text": text}],
    }


def file(council: str) -> bytes:
    attack = TEXTS["script"]
    publisher = {
        "name": f"{council} {attack}",
        "url": f"https://www.{council}.example/",
        "contact": {"name": attack, "email": "a@b.example"},
        "commitments": [{"name": attack}],
    }
    projects = [record(number, text) for number, text in enumerate(TEXTS.values())]
    empty = {"id": "empty", "title": "-", "summary": ".", "reviewed": "2026-11-01", "url": ADDRESSES[0]}
    live = {
        **record(99, "links"),
        "url": "javascript:alert(1)",
        "links": [{"label": "x", "url": "data:text/html,<script>"}],
    }
    whole = {"councilProjects": "1.0", "publisher": publisher, "projects": [*projects, empty, live]}
    return json.dumps(whole).encode()


@pytest.fixture(scope="module")
def files() -> Files:
    councils = ("one", "two")
    sources = [
        {
            "id": each,
            "name": each,
            "url": f"https://www.{each}.example/projects.json",
            "homepage": f"https://www.{each}.example/",
        }
        for each in councils
    ]
    listed = {"councilProjectsRegistry": "1.0", "name": f"Site {TEXTS['script']}", "sources": sources}
    registry = read_registry(
        json.dumps(listed).encode(), "https://list.example/r.json", lambda _: b"", today=NOW.date()
    )

    def answers(asks: Sequence[Ask]) -> dict[str, FetchOutcome]:
        return {
            ask.source_id: FetchOutcome(
                "fetched", ask.url, ask.url, 200, content_type="application/json", body=file(ask.source_id)
            )
            for ask in asks
        }

    return build(registry, State(NOW, {}), answers, NOW, clock=lambda: 0.0).files


@pytest.fixture(scope="module")
def hostile(serve: Any, files: Files) -> Iterator[str]:
    with serve(files, "some/path/") as address:
        yield address


def test_a_crawl_of_hostile_projects_breaks_nothing(page: Any, hostile: str, files: Files) -> None:
    page.set_viewport_size(NARROW)
    page.add_init_script("window.alert = () => { document.documentElement.dataset.ran = 'yes'; }")
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("request", lambda request: None if request.url.startswith(hostile) else failed.append(request.url))
    wide, ran, seen, waiting = [], [], set(), [hostile]

    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        wide += [address] if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"] else []
        ran += [address] if page.locator("html[data-ran]").count() else []
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map((one) => one.href)")
        assert not [link for link in links if link.lower().startswith(("javascript:", "data:"))]
        inside = (urldefrag(urljoin(address, link))[0] for link in links if link.startswith(hostile))
        waiting += [link for link in inside if link.endswith("/")]

    pages = {f"{hostile}{path.removesuffix('index.html')}" for path in files if path.endswith("index.html")}
    assert len([one for one in pages if re.search("(?<!/cy)/projects/(one|two)/.", one)]) == 2 * (len(TEXTS) + 2)
    assert pages - seen == set()
    assert (wide, ran, failed) == ([], [], [])


def test_searching_hostile_projects_breaks_nothing(page: Any, hostile: str) -> None:
    page.set_viewport_size(NARROW)
    page.add_init_script("window.alert = () => { document.documentElement.dataset.ran = 'yes'; }")
    for question in (*TEXTS.values(), "attack", "skills"):
        page.goto(f"{hostile}projects/")
        page.locator("html[data-search=ready]").wait_for()
        page.locator("#q").fill(question)
        page.keyboard.press("Enter")
        page.locator("#narrow > summary").click()
        for summary in page.locator("[data-facet] > summary").all():
            summary.click()

        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert page.locator("html[data-ran]").count() == 0
        assert page.locator("#results script, #results img, #results iframe").count() == 0
        hrefs = page.evaluate("[...document.querySelectorAll('#results a')].map((one) => one.href)")
        assert all(href.startswith(f"{hostile}projects/") for href in hrefs)
