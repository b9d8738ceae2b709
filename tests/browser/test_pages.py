"""What the pages of the site do in a browser: tables that sort, tiles and details by keyboard, zoom, print."""

from typing import Any

import pytest
from site_pages import ZOOMED, opened

pytestmark = pytest.mark.browser


def column(page: Any, number: int) -> list[str]:
    cells = page.locator(f"[data-sortable] tbody tr > :nth-child({number})").all_inner_texts()
    return [text.split("\n")[0] for text in cells]


def test_a_table_sorts_by_keyboard_and_says_so(page: Any, site: str) -> None:
    opened(page, f"{site}contracts/")
    assert column(page, 2) == ["Marlowe Vale Council", "Thornmere Council"]
    head = page.get_by_role("button", name="Council")

    head.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    assert column(page, 2) == ["Thornmere Council", "Marlowe Vale Council"]
    assert page.get_by_role("columnheader", name="Council").get_attribute("aria-sort") == "descending"
    assert page.get_by_role("status").inner_text() == "Sorted by Council."


def test_what_is_empty_stays_last_whichever_way(page: Any, site: str) -> None:
    opened(page, f"{site}contracts/")
    button = page.get_by_role("button", name="Can be extended to")

    button.click()
    once = column(page, 5)
    button.click()

    assert once == column(page, 5) == ["30 June 2030", ""]


def test_a_table_can_be_read_without_a_script(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}contracts/")

    assert page.locator("[data-sortable] button").count() == 0
    assert column(page, 4)[0] == "30 June 2028"
    context.close()


def test_tiles_stand_as_a_map_where_there_is_room_and_as_a_list_where_not(page: Any, site: str) -> None:
    opened(page, f"{site}map/")
    wales, london = page.locator(".cp-tile--wales"), page.locator(".cp-tile--london")
    assert wales.bounding_box()["x"] < london.bounding_box()["x"]
    assert wales.bounding_box()["y"] < london.bounding_box()["y"]

    page.set_viewport_size(ZOOMED)

    assert wales.bounding_box()["x"] == london.bounding_box()["x"]


def test_a_project_that_says_little_has_others_work_below_it_and_one_that_says_much_beside_it(
    page: Any, site: str
) -> None:
    opened(page, f"{site}projects/bro/biniau/")
    body, others, facts = (page.locator(f".cp-project__{part}").bounding_box() for part in ("body", "beside", "facts"))
    assert others["y"] >= body["y"] + body["height"]
    assert others["x"] < facts["x"]

    opened(page, f"{site}projects/marlowe/missed-bins/")
    body, others, facts = (page.locator(f".cp-project__{part}").bounding_box() for part in ("body", "beside", "facts"))
    assert others["x"] == facts["x"]
    # At once below the facts, however long the text is.
    assert others["y"] - facts["y"] - facts["height"] < 60
    assert others["y"] < body["y"] + body["height"] / 2
