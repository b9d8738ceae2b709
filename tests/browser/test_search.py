"""The search: typing, narrowing down, the address, nothing found, more."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

DATA = "**/assets/search-*.json"


@pytest.fixture
def search(page: Any, site: str) -> Any:
    """Return a function that opens the search with a query string and waits until it is ready."""

    def open_search(query: str = "") -> Any:
        page.goto(f"{site}projects/{query}")
        page.locator("html[data-search=ready]").wait_for()
        return page

    return open_search


def titles(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("#results [data-part=title]").all_inner_texts()]


def says(page: Any, words: str) -> None:
    page.locator("#count", has_text=re.compile(f"^{words}$")).wait_for()


def label(page: Any, facet: str, value: str) -> str:
    return str(page.locator(f"label[for='{facet}-{value}']").inner_text())


def test_all_projects_stand_there_newest_first(search: Any) -> None:
    page = search()

    says(page, "4 projects")
    assert titles(page) == ["Report a missed bin", "<script>alert('title')</script>", "Biniau", "Stub"]
    assert not page.locator("#plain").is_visible()


def test_typing_finds_by_the_beginnings_of_words(search: Any) -> None:
    page = search()

    page.locator("#q").press_sequentially("MISS coll")

    says(page, "1 project")
    assert titles(page) == ["Report a missed bin"]
    assert page.url.endswith("?q=MISS+coll")


def test_a_word_in_the_title_counts_more(search: Any) -> None:
    page = search("?q=bin")

    assert titles(page)[0] == "Report a missed bin"


def test_accents_and_other_languages_are_found(search: Any) -> None:
    page = search("?q=TRIGOLION")

    assert titles(page) == ["Report a missed bin"]


def test_a_middle_of_a_word_is_no_beginning(search: Any) -> None:
    page = search("?q=llection")

    says(page, "No project matches all of this.")
    assert titles(page) == []
    assert not page.locator("#more").is_visible()


def test_narrowing_down_keeps_the_address_and_counts_what_else_there_is(search: Any) -> None:
    page = search()

    page.locator("summary", has_text="Phase").click()
    page.get_by_label("Beta").check()

    says(page, "1 project")
    assert page.url.endswith("?phase=beta")
    assert [label(page, "phase", code) for code in ("idea", "alpha", "beta")] == ["Idea (1)", "Alpha (1)", "Beta (1)"]
    page.locator("summary", has_text="State of the work").click()
    assert [label(page, "status", code) for code in ("active", "completed")] == ["Active (1)", "Completed (0)"]

    page.get_by_label("Idea").check()

    says(page, "2 projects")
    assert page.url.endswith("?phase=idea&phase=beta")


def test_an_address_brings_the_whole_question_back(search: Any) -> None:
    page = search("?q=report&phase=beta&status=active&wanted=skills&nothing=here")

    says(page, "1 project")
    assert page.locator("#q").input_value() == "report"
    assert page.locator("input:checked").count() == 3
    assert page.get_by_label("Skills").is_visible()


def test_clearing_begins_anew(search: Any) -> None:
    page = search("?q=report&phase=beta")

    page.get_by_role("button", name="Clear").click()

    says(page, "4 projects")
    assert page.locator("input:checked").count() == 0
    assert not page.url.partition("?")[2]


def test_pressing_enter_asks_at_once_and_stays_on_the_page(search: Any) -> None:
    page = search()

    page.locator("#q").fill("stub")
    page.keyboard.press("Enter")

    says(page, "1 project")
    assert titles(page) == ["Stub"]


def test_a_result_shows_what_the_list_knows_and_leads_to_its_page(search: Any, site: str) -> None:
    page = search("?q=biniau")
    result = page.locator("#results > li").first

    assert " ".join(result.inner_text().split()) == (
        "Biniau Bro Helyg Council Rhoi gwybod am finiau. Alpha Completed Compiled from public sources, 1 September 2026"
    )
    assert result.locator("a").get_attribute("lang") == "cy"
    result.locator("a").click()
    page.wait_for_url(f"{site}projects/bro/biniau/")


def test_the_number_of_results_is_announced(search: Any) -> None:
    assert search().get_by_role("status").inner_text() == "4 projects"


def test_a_search_from_the_home_page_arrives(page: Any, site: str) -> None:
    page.goto(site)
    page.locator("#q").fill("stub")
    page.keyboard.press("Enter")

    page.locator("html[data-search=ready]").wait_for()
    assert titles(page) == ["Stub"]


def test_more_are_shown_on_request_and_focus_moves_to_the_first_of_them(page: Any, site: str) -> None:
    def many(route: Any) -> None:
        data = json.loads(route.fetch().text())
        data["title"] = [f"Project {number}" for number in range(45)]
        for name in ("path", "summary"):
            data[name] = [data[name][0]] * 45
        data["councils"] = {"id": [], "name": [], "nameLang": {"values": [], "of": []}, "projects": []}
        data["openings"] = {name: [] for name in ("place", "text", "kind", "council", "textLang")} | {"wants": 0}
        data["index"]["words"] = []
        for lists in (data["index"], data["index"]["subjects"]):
            lists["title"] = lists["text"] = {"counts": [], "steps": []}
        for name in ("titleLang", "summaryLang", "council", "freshness"):
            data[name]["of"] = [0] * 45
        route.fulfill(json=data)

    page.route(DATA, many)
    page.goto(f"{site}projects/")
    says(page, "45 projects")
    assert len(titles(page)) == 20

    page.get_by_role("button", name="Show more").click()

    assert len(titles(page)) == 40
    assert page.locator(":focus").inner_text() == "Project 20"
    page.get_by_role("button", name="Show more").click()
    assert len(titles(page)) == 45
    assert not page.get_by_role("button", name="Show more").is_visible()


@pytest.mark.parametrize(
    "broken",
    [{"status": 404, "body": "<html>"}, {"status": 500, "body": ""}, {"status": 200, "body": '{"councilProjects'}],
    ids=["missing", "failing", "cut off"],
)
def test_the_plain_list_stays_where_the_search_cannot_be_loaded(browser: Any, site: str, broken: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(DATA, lambda route: route.fulfill(**broken))
    page.goto(f"{site}projects/")

    page.get_by_role("status").get_by_text("The search could not be loaded.").wait_for()
    assert page.locator("#plain").is_visible()
    assert not page.locator("#search").is_visible()
    assert not page.get_by_text("Searching needs JavaScript.").is_visible()
    context.close()


def test_a_council_is_found_by_its_name_though_it_has_no_project(search: Any, site: str) -> None:
    page = search("?q=thornemere+council")

    link = page.locator("#councils a")
    assert page.locator("#councils").inner_text() == "Thornmere Council (0 projects)"
    link.click()
    page.wait_for_url(f"{site}councils/thorne/")


def test_requests_and_offers_are_found_too_and_lead_to_whoever_says_it(search: Any, site: str) -> None:
    page = search("?q=research+bins")

    assert page.locator("#openings summary").inner_text() == "1 request or offer of help matches"
    page.locator("#openings summary").click()
    assert page.locator("#openings li").inner_text() == "Wanted: Research, Thornmere Council: Research on bins."
    page.locator("#openings li a").click()
    page.wait_for_url(re.compile(f"{site}councils/thorne/#wants-"))


def test_where_nothing_is_found_it_says_what_to_do(search: Any) -> None:
    page = search("?q=missionary")

    says(page, "No project matches all of this.")
    assert page.locator("#near a").all_inner_texts() == ["missed"]
    assert page.locator("#nothing").get_by_role("link", name="Wanted and offered").is_visible()
    assert not page.locator("#chosen").is_visible()
    page.locator("#near a").click()
    page.locator("html[data-search=ready]").wait_for()
    assert page.locator("#q").input_value() == "missed"
    assert not page.locator("#nothing").is_visible()


def test_what_is_chosen_can_be_dropped_where_it_keeps_everything_away(search: Any) -> None:
    page = search("?q=stub&phase=beta")

    says(page, "No project matches all of this.")
    page.get_by_role("button", name="Clear what is chosen").click()

    says(page, "1 project")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.url.endswith("?q=stub")
