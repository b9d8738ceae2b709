"""The search, the SPARQL page and the way between the languages, as a reader of Welsh meets them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe import violations
from site_pages import ZOOMED, opened_search

pytestmark = pytest.mark.browser

STATES = {
    "all": "",
    "nothing": "?q=zzzz",
    "mended": "?q=mised+bin",
    "some": "?q=bin+stub",
    "chosen": "?phase=beta&service=524&topic=in-cab-devices",
    "openings": "?q=thornmere",
}


def test_the_search_speaks_welsh_in_every_state(page: Any, site: str) -> None:
    for size in ({"width": 1280, "height": 900}, ZOOMED):
        page.set_viewport_size(size)
        for state, query in STATES.items():
            opened_search(page, f"{site}cy/projects/{query}")
            if size is ZOOMED:
                page.locator("#narrow > summary").click()
            for facet in page.locator("details[data-facet]").all():
                if facet.get_attribute("open") is None:
                    facet.locator("summary").click()
            assert violations(page) == [], state
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], state


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "4 prosiect"),
        ("?q=bin", "2 brosiect"),
        ("?q=stub", "1 prosiect"),
        ("?q=zzzz", "Nid oes prosiect sy'n cyfateb i hyn i gyd."),
        ("?q=bathodyn+glas", "Nid oes prosiect sy'n cyfateb i hyn i gyd."),
        ("?q=sbwriel", "2 brosiect"),
    ],
)
def test_counts_have_their_forms(page: Any, site: str, query: str, says: str) -> None:
    opened_search(page, f"{site}cy/projects/{query}")

    assert page.locator("#count").inner_text() == says


def test_a_result_is_in_welsh_where_there_is_welsh_and_says_where_not(page: Any, site: str) -> None:
    opened_search(page, f"{site}cy/projects/")
    first, stub = page.locator("#results > li").first, page.locator("#results > li").last

    assert first.locator("[data-part=title]").inner_text() == "Rhoi gwybod am fin a fethwyd"
    assert first.locator("[data-part=title]").get_attribute("lang") is None
    assert first.locator("[data-part=status]").inner_text() == "Ar waith"
    assert first.locator("[data-part=freshness]").inner_text() == "Cadarnhawyd 12 Hydref 2026"
    assert stub.locator("[data-part=title]").get_attribute("lang") == "en"
    assert stub.locator("[data-part=title]").get_attribute("hreflang") == "en"
    stub.locator("a").click()
    page.wait_for_url(f"{site}projects/marlowe/stub/")
    page.get_by_role("link", name="Cymraeg (tudalen y cyngor)").click()
    page.wait_for_url(f"{site}cy/councils/marlowe/")


def test_facets_are_in_welsh_and_names_that_are_not_say_so(page: Any, site: str) -> None:
    opened_search(page, f"{site}cy/projects/")
    page.locator("[data-facet=service] > summary").click()
    page.locator("[data-facet=place] > summary").click()

    assert page.locator("label[for='service-524'] bdi").get_attribute("lang") == "en"
    assert page.locator("label[for='place-south-west']").inner_text() == "De-orllewin Lloegr (2)"
    page.locator("label[for='place-south-west']").click()
    page.locator("#count", has_text="2 brosiect").wait_for()
    assert page.locator("[data-facet=place] > summary").inner_text() == "Gwlad neu ranbarth (1 wedi'u dewis)"


def test_the_question_goes_along_into_the_other_language(page: Any, site: str) -> None:
    opened_search(page, f"{site}projects/?q=bin&phase=beta")
    page.get_by_role("link", name="Cymraeg").click()
    page.wait_for_url(f"{site}cy/projects/?q=bin&phase=beta")
    page.locator("#count", has_text="1 prosiect").wait_for()

    page.locator("#results a").first.click()

    page.wait_for_url(f"{site}cy/projects/marlowe/missed-bins/")
    page.get_by_role("navigation", name="Prif").get_by_role("link", name="Data").click()
    page.wait_for_url(f"{site}cy/data/")


def test_it_is_searched_by_keyboard_alone(page: Any, site: str) -> None:
    opened_search(page, f"{site}cy/projects/")
    press = page.keyboard.press
    page.locator("#q").focus()
    page.keyboard.type("biniau")
    press("Enter")
    page.locator("#count", has_text=re.compile("^2 brosiect$")).wait_for()
    for _ in range(40):
        press("Tab")
        if page.evaluate("document.activeElement.dataset.part") == "title":
            break
    press("Enter")
    page.wait_for_url(f"{site}cy/projects/bro/biniau/")


def test_a_question_in_sparql_is_a_link_and_goes_along(page: Any, site: str) -> None:
    question = 'SELECT ?s WHERE { ?s ?p "<b>&#" }'
    page.goto(f"{site}cy/sparql/")
    page.locator("html[data-sparql=ready]").wait_for()
    assert page.locator("#start option").first.inner_text() == "Pwy sydd wedi adeiladu system ddylunio?"
    page.locator("#question").fill(question)
    shared = page.locator("#share").evaluate("link => link.href")
    page.get_by_role("link", name="English").click()
    page.locator("html[data-sparql=ready]").wait_for()

    assert page.url.startswith(f"{site}sparql/#q=SELECT")
    assert page.locator("#question").input_value() == question
    page.goto(f"{site}about/")
    page.goto(shared)
    assert page.locator("#question").input_value() == question
    assert page.locator("#state").inner_text() == ""


def test_what_cannot_be_loaded_is_said_in_welsh(browser: Any, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/search-cy-*.json", lambda route: route.fulfill(status=404, body=""))
    page.goto(f"{site}cy/projects/")

    page.get_by_role("status").get_by_text("Nid oedd modd llwytho'r chwilio.").wait_for()
    assert page.locator("#plain").is_visible()
    assert violations(page) == []
    context.close()
