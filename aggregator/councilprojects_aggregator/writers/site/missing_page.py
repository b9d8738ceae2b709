"""The one page that stands for all that are not there, in both languages: hosts show it under whatever address.

Its links are whole, so it is made only where it is known at which address the site is served.
"""

from __future__ import annotations

from collections.abc import Iterator

from councilprojects_aggregator.languages import WELSH, language
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_validator.wording import _


def missing_page(material: Material) -> Iterator[Page]:
    at = material.catalogue.site_url
    if at and not material.pages.tongue:
        said = {"": _said()}
        with language(WELSH):
            said[WELSH] = _said()
        yield material.pages.page(paths.HOME, "missing.html", file=paths.MISSING, root=at, said=said)


def _said() -> dict[str, str]:
    return {
        "heading": _("This page is not here"),
        "why": _(
            "The address may be mistyped, or the council has taken the record out of its file. What is listed now can"
            " be found by a word:"
        ),
        "search": _("Search all projects"),
        "button": _("Search"),
        "home": _("Home"),
    }
