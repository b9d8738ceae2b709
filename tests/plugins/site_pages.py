"""One page of each kind of the site of `site_catalogue`, for whatever is to be true of all; and how to open one."""

from __future__ import annotations

from typing import Any

# A screen of 1280 by 1024 at a zoom of 400 % has so many CSS pixels (WCAG 2.2, success criterion 1.4.10).
ZOOMED = {"width": 320, "height": 256}

EACH_KIND = {
    "home": "",
    "projects": "projects/",
    "project": "projects/marlowe/missed-bins/",
    "compiled": "projects/bro/biniau/",
    "hostile": "projects/trickster/attack/",
    "list": "lists/phase/beta/",
    "service": "lists/service/524/",
    "technology": "lists/technology/roundswise/",
    "services": "services/",
    "topics": "topics/",
    "technologies": "technologies/",
    "for-you": "councils/marlowe/for-you/",
    "for-you-nothing": "councils/silent/for-you/",
    "contracts": "contracts/",
    "map": "map/",
    "numbers": "numbers/",
    "councils": "councils/",
    "council": "councils/marlowe/",
    "council-alone": "councils/thorne/",
    "council-hostile": "councils/trickster/",
    "help": "help/",
    "status": "status/",
    "source": "status/marlowe/",
    "about": "about/",
    "data": "data/",
    "feeds": "feeds/",
    "accessibility": "accessibility/",
    "sparql": "sparql/",
    **{
        f"welsh-{kind}": f"cy/{path}"
        for kind, path in {
            "home": "",
            "projects": "projects/",
            "project": "projects/bro/biniau/",
            "everything": "projects/marlowe/missed-bins/",
            "list": "lists/phase/beta/",
            "service": "lists/service/524/",
            "services": "services/",
            "topics": "topics/",
            "technologies": "technologies/",
            "councils": "councils/",
            "for-you": "councils/marlowe/for-you/",
            "contracts": "contracts/",
            "map": "map/",
            "numbers": "numbers/",
            "council": "councils/marlowe/",
            "council-hostile": "councils/trickster/",
            "help": "help/",
            "about": "about/",
            "data": "data/",
            "feeds": "feeds/",
            "sparql": "sparql/",
            "accessibility": "accessibility/",
            "status": "status/",
            "source": "status/marlowe/",
        }.items()
    },
}


def opened(page: Any, address: str) -> None:
    page.goto(address)
    if "/projects/" in address and address.split("/projects/")[1].partition("?")[0] == "":
        page.locator("html[data-search=ready]").wait_for()


def opened_search(page: Any, address: str) -> Any:
    """Open the list of all projects, once its search can be used, and return the page."""
    page.goto(address)
    page.locator("html[data-search=ready]").wait_for()
    return page
