"""The site as people meet it: with axe-core, at 320 pixels, by keyboard, without a script."""

from typing import Any

import pytest
from axe import violations
from site_pages import EACH_KIND, ZOOMED, opened

pytestmark = pytest.mark.browser


# A4 with its margins, in CSS pixels.
SHEET = {"width": 718, "height": 1047}

every_kind = pytest.mark.parametrize("path", EACH_KIND.values(), ids=EACH_KIND)


MOVING = (
    "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
    " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 }).length"
)
POSITIONS = "[...document.querySelectorAll('body *')].map(e => getComputedStyle(e).position)"


@every_kind
def test_every_kind_of_page_is_for_everybody(page: Any, site: str, path: str) -> None:
    """By axe; for who asks for less movement; at a zoom of 400 %; on paper. In one visit, for there are many kinds."""
    page.emulate_media(reduced_motion="reduce")
    opened(page, site + path)
    assert violations(page) == []
    assert page.evaluate(MOVING) == 0

    page.set_viewport_size(ZOOMED)
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    # Nothing stays in place and hides what has focus (success criterion 2.4.11).
    assert not {"fixed", "sticky"} & set(page.evaluate(POSITIONS))

    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    for navigation in page.locator(".govuk-service-navigation, .govuk-breadcrumbs, .cp-language").all():
        assert navigation.is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_kind_of_page_is_there_without_a_script(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in EACH_KIND.values():
        page.goto(site + path)
        assert page.get_by_role("heading", level=1).is_visible(), path
        # What needs a script is not shown without one, nor what a script would say.
        assert not page.locator("#search, #sparql, #stop").first.is_visible(), path
        assert page.locator("#loading").all_inner_texts() in ([], [""]), path
    context.close()


def test_axe_finds_nothing_on_a_narrow_page_with_search_results(page: Any, site: str) -> None:
    page.set_viewport_size(ZOOMED)
    opened(page, f"{site}projects/?q=bin&phase=beta")

    assert violations(page) == []


def test_the_keyboard_reaches_the_content_first_and_then_everything(page: Any, site: str) -> None:
    opened(page, f"{site}projects/marlowe/missed-bins/")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["", "projects/", "projects/marlowe/missed-bins/", "data/", "contracts/", "map/"])
def test_whatever_has_focus_shows_it(page: Any, site: str, path: str) -> None:
    opened(page, site + path)
    looks = (
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle + s.outlineColor, s.boxShadow, s.backgroundColor].join() }"
    )
    count = page.evaluate("document.querySelectorAll('a[href], input, button, summary, [tabindex=\"0\"]').length")
    seen = 0
    for _ in range(min(count, 16)):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        focused = page.evaluate(looks)
        page.evaluate("window.last = document.activeElement; window.last.blur()")
        plain = page.evaluate(looks.replace("document.activeElement", "window.last"))
        page.evaluate("window.last.focus()")
        # A checkbox shows its focus on the box that is drawn beside it.
        if page.evaluate("document.activeElement.type") != "checkbox":
            assert focused != plain, page.evaluate("document.activeElement.outerHTML")
        seen += 1
    assert seen > 10


def test_a_hostile_record_does_nothing(page: Any, site: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    for path in (
        "projects/trickster/attack/",
        "councils/trickster/",
        "projects/?q=script",
        "councils/trickster/for-you/",
        "technologies/",
        "topics/",
        "contracts/",
        "map/",
        "numbers/",
        "help/",
        "status/trickster/",
    ):
        opened(page, site + path)

    assert dialogs == []
    assert all(address.startswith(site) for address in requests)
    assert "<script>alert('title')</script>" in page.goto(f"{site}projects/trickster/attack/").text().replace(
        "&lt;", "<"
    ).replace("&gt;", ">").replace("&#39;", "'")


def test_every_page_can_be_read_without_a_script(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}projects/")

    assert page.get_by_role("link", name="Report a missed bin").is_visible()
    assert not page.locator("#search").is_visible()
    assert page.get_by_text("Searching needs JavaScript.").is_visible()
    context.close()
