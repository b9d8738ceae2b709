"""The search before its data is there: the newest at once, nothing that is typed lost, the same list afterwards."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

DATA = "**/assets/search-*.json"
CARDS = """[...document.querySelectorAll("#results > li")].map((card) => [card.innerText, card.querySelector("a").href,
  ...["title", "summary"].map((part) => card.querySelector(`[data-part=${part}]`).lang)])"""


@pytest.fixture
def waiting(page: Any, site: str) -> Any:
    """Return a function that opens the search while its data is on its way, and one that lets this come."""
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    def open_search(place: str = "projects/") -> Any:
        page.route(DATA, hold)
        page.goto(site + place)
        page.locator("#search").wait_for()
        return page

    def let_come() -> None:
        for route in held:
            route.continue_()
        page.locator("html[data-search=ready]").wait_for()

    return open_search, let_come


@pytest.mark.parametrize("place", ["projects/", "cy/projects/"])
def test_the_newest_are_there_at_once_and_as_the_search_makes_them(waiting: Any, place: str) -> None:
    open_search, let_come = waiting
    page = open_search(place)
    at_once = page.evaluate(CARDS)

    assert len(at_once) == 4
    assert not page.locator("#plain").is_visible()
    page.locator("#results a").nth(2).focus()
    let_come()
    assert page.evaluate(CARDS) == at_once
    assert page.evaluate("document.activeElement.href") == at_once[2][1]

    page.locator("#q").fill("bin")
    page.wait_for_url("**/?q=bin")
    page.locator("#q").fill("")
    page.wait_for_url("**/?")
    assert page.evaluate(CARDS) == at_once


def test_what_is_typed_before_the_data_has_come_is_asked_then(waiting: Any) -> None:
    open_search, let_come = waiting
    page = open_search()
    assert page.locator("#count").inner_text() == "Loading the search …"
    page.locator("#q").fill("missed")
    page.keyboard.press("Enter")

    let_come()

    assert page.locator("#results a").all_inner_texts() == ["Report a missed bin"]
    assert page.url.endswith("?q=missed")


def test_what_the_address_asks_for_is_not_answered_by_the_newest(waiting: Any) -> None:
    open_search, let_come = waiting
    page = open_search("projects/?q=missed&phase=beta")

    assert page.locator("#results a").count() == 0
    assert page.locator("#q").input_value() == "missed"
    let_come()
    assert page.locator("#results a").all_inner_texts() == ["Report a missed bin"]


def test_a_facet_that_was_opened_before_the_data_has_come_is_filled_then(waiting: Any) -> None:
    open_search, let_come = waiting
    page = open_search()
    page.locator("summary", has_text="Phase").click()
    let_come()

    assert page.locator("label[for='phase-beta']").is_visible()
