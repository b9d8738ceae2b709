"""What feeds hold as HTML, put into a page without any policy, as a careless reader would: nothing of it runs."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from lxml import etree

from councilprojects_aggregator.model import Catalogue, Event, EventKind, Files
from councilprojects_aggregator.writers.feeds.write import write_feeds

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>ran('script')</script>",
    "<img src=x onerror=\"ran('img')\">",
    "<svg onload=ran('svg')>",
    "<svg><script>ran('svg script')</script></svg>",
    "<math><mtext></p><img src=x onerror=ran('math')>",
    "</p></div></body><script>ran('closing')</script>",
    "--><script>ran('comment')</script>",
    "]]><script>ran('cdata')</script>",
    "<![CDATA[<script>ran('in cdata')</script>]]>",
    "&lt;script&gt;ran('escaped')&lt;/script&gt;",
    "&amp;lt;script&amp;gt;ran('escaped twice')&amp;lt;/script&amp;gt;",
    "&#60;script&#62;ran('by number')&#60;/script&#62;",
    "\"><script>ran('attribute')</script>",
    "' onmouseover='ran(1)' autofocus onfocus='ran(2)",
    "<a href=\"javascript:ran('link')\">here</a>",
    "<iframe srcdoc=\"<script>parent.ran('frame')</script>\"></iframe>",
    "<object data=\"javascript:ran('object')\"></object>",
    "<details open ontoggle=ran('toggle')>",
    "<input autofocus onfocus=ran('focus')>",
    "<video><source onerror=ran('video')></video>",
    "<style>@import 'javascript:ran(1)';</style><link rel=stylesheet href=javascript:ran(2)>",
    "<template><script>ran('template')</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=ran('noscript')>\">",
    "<x\x00script>ran('null')</x>",
    "\u202e<script>ran('turned')</script>\u2066",
    "+ADw-script+AD4-ran('utf-7')+ADw-/script+AD4-",
    "<meta http-equiv=refresh content=\"0;url=javascript:ran('meta')\">",
    "<base href=\"javascript:ran('base')//\">",
)


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> Files:
    """Return the feeds of a publisher whose every text is an attack, in every kind of entry."""
    trickster = next(each for each in catalogue.publications if each.source.id == "trickster")
    (sample,) = trickster.projects
    projects = tuple(
        dataclasses.replace(
            sample,
            id=f"p-{number}",
            oldest_iri=f"{trickster.address}#p-{number}",
            title={"en": attack},
            data=sample.data | {"title": {"en": attack}, "summary": {"en": attack}, "phase": attack, "status": attack},
        )
        for number, attack in enumerate(ATTACKS)
    )
    publication = dataclasses.replace(trickster, name={"en": "".join(ATTACKS[:3])}, projects=projects)
    events = tuple(
        Event(f"tag:x,2026:{kind}-{each.id}", each.good_at, "trickster", kind, each.oldest_iri, each.id)
        for kind in (EventKind.PROJECT_ADDED, EventKind.PHASE_CHANGED)
        for each in projects
    )
    hostile = dataclasses.replace(catalogue, publications=(publication,), projects=projects, events=events)
    return write_feeds(hostile).files


def held(files: Files) -> list[str]:
    """Return all that a reader may take for HTML."""
    found = [item["content_html"] for path in ("changes.json", "projects.feed.json") for item in _items(files[path])]
    for path in ("changes.rss", "projects.rss"):
        for item in etree.fromstring(files[path]).iter("item"):
            found += [item.findtext("title") or "", item.findtext("description") or ""]
    for path in ("changes.atom", "projects.atom"):
        found += [
            content.text or "" for content in etree.fromstring(files[path]).iter("{http://www.w3.org/2005/Atom}content")
        ]
    return found


def _items(feed: bytes) -> list[dict[str, str]]:
    items: list[dict[str, str]] = json.loads(feed)["items"]
    return items


def test_a_page_that_shows_an_attack_unescaped_runs_it(browser: Any) -> None:
    assert "script" in shown(browser, [f"<p>{ATTACKS[0]}</p>"])[0]


def test_nothing_in_a_feed_runs_and_all_of_it_is_text(browser: Any, files: Files) -> None:
    pieces = held(files)
    assert len(pieces) > 6 * len(ATTACKS)
    ran, elements = shown(browser, pieces)
    assert ran == []
    assert elements == ["P"]


def shown(browser: Any, pieces: list[str]) -> tuple[list[str], list[str]]:
    """Return what ran in a page of all the pieces, and which elements they came to."""
    context = browser.new_context()
    page = context.new_page()
    ran: list[str] = []
    page.expose_function("ran", lambda what: ran.append(str(what)))
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto("about:blank")
    page.set_content("<!DOCTYPE html><body><main>" + "<hr>".join(pieces) + "</main>", wait_until="load")
    page.evaluate("document.querySelectorAll('main *').forEach(each => { each.focus?.(); each.click?.() })")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    elements = page.evaluate("[...new Set([...document.querySelectorAll('main *, main ~ *')].map(e => e.tagName))]")
    context.close()
    return ran, sorted(set(elements) - {"HR"})
