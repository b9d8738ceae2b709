"""Every state of the search: by axe, by keyboard, narrow, and in words; what is chosen outlives the way back."""

from __future__ import annotations

from typing import Any

import pytest
from axe import violations
from site_pages import opened_search

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
STATES = {
    "all": "",
    "nothing": "?q=zzzz",
    "nothing but near": "?q=missionary",
    "nothing chosen": "?q=stub&phase=beta",
    "council and openings": "?q=thornmere",
    "mended": "?q=mised+bin",
    "some": "?q=bin+stub",
    "chosen": "?phase=beta&topic=in-cab-devices&kind=unitary&technology=roundswise&freshness=fresh&open=talking",
    "hostile": "?q=script",
}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_any_state(page: Any, site: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    opened_search(page, f"{site}projects/")
    assert violations(page) == [], "all facets closed"
    # Open, they show all that is there when they are closed, and more.
    for state, query in STATES.items():
        opened_search(page, f"{site}projects/{query}")
        if size is NARROW:
            page.locator("#narrow > summary").click()
        for facet in page.locator("details[data-facet]").all():
            if facet.get_attribute("open") is None:
                facet.locator("summary").click()
        assert page.locator("details[data-facet]:not([open])").count() == 0
        assert violations(page) == [], f"{state}, all facets open"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], state


@pytest.mark.parametrize(
    ("query", "says", "understood"),
    [
        (
            "?q=mised+bin",
            "2 projects",
            (
                "Nothing was found for the words as typed. Showing results for “missed bin”. "
                "The first matches all of this, the others come near."
            ),
        ),
        ("?q=bin+stub", "", "No project matches all of this. Showing those that come nearest."),
        ("?q=zzzz", "No project matches all of this.", ""),
        ("?q=bin", "", ""),
    ],
)
def test_what_was_understood_is_said(page: Any, site: str, query: str, says: str, understood: str) -> None:
    opened_search(page, f"{site}projects/{query}")

    assert page.locator("#understood").inner_text() == understood
    assert page.locator("#understood").is_visible() is bool(understood)
    assert says in page.get_by_role("status").inner_text()


def test_every_facet_narrows_down_and_says_how_many_are_chosen(page: Any, site: str) -> None:
    opened_search(page, f"{site}projects/{STATES['chosen']}")

    assert page.locator("#results [data-part=title]").all_inner_texts() == ["Report a missed bin"]
    assert page.locator("[data-facet=technology] > summary").inner_text() == "Technology (1 chosen)"
    assert page.locator("[data-facet=service] > summary").inner_text().strip() == "Service"
    page.go_back()
    page.go_forward()
    page.locator("html[data-search=ready]").wait_for()
    assert page.locator("input:checked").count() == 6


def test_on_a_phone_the_results_come_before_the_facets_are_opened_search(page: Any, site: str) -> None:
    page.set_viewport_size(NARROW)
    opened_search(page, f"{site}projects/")
    assert not page.locator("[data-facet=phase] > summary").is_visible()

    page.set_viewport_size(WIDE)
    page.locator("[data-facet=phase] > summary").wait_for()
    assert not page.locator("#narrow > summary").is_visible()


def test_everything_is_done_by_keyboard_alone(page: Any, site: str) -> None:
    opened_search(page, f"{site}projects/")
    press = page.keyboard.press
    page.locator("#main").focus()
    press("Tab")
    page.keyboard.type("bin")
    press("Enter")
    for _ in range(3):
        press("Tab")
    assert page.locator(":focus").inner_text().strip() == "Phase"
    press("Enter")
    page.locator("#phase-beta").wait_for()
    while page.evaluate("document.activeElement.id") != "phase-beta":
        press("Tab")
    press("Space")
    page.locator("#count", has_text="1 project").wait_for()
    assert page.url.endswith("?q=bin&phase=beta")
    for _ in range(60):
        press("Tab")
        if page.evaluate("document.activeElement.dataset.part") == "title":
            break
    press("Enter")
    page.wait_for_url(f"{site}projects/marlowe/missed-bins/")
