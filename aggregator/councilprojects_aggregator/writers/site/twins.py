"""Which pages have a twin in Welsh, and where the links of a twin lead.

A twin stands below `cy/` under the same path, so that whatever has one is as far away as in English; a link to anything
else goes up once more. So the templates need not know in which language they speak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from councilprojects_aggregator.model import Catalogue, Project, Publication
from councilprojects_aggregator.writers import paths

NO_PAGES = (paths.ASSETS, paths.SCHEMA)
"""Folders of files that are the same in every language."""

WALES = "Wales"

# A link of a template's: a publisher's quotation marks are escaped, so no text can look like one. A whole address, a
# fragment, and the link to the other language are left alone. A pattern that begins with a letter of its own is found
# twenty times as quickly as one that first looks back.
_LINK = re.compile(
    r' (?<!hreflang="en" )(href|src|action|data-(?:source|spoken|graph))="(?![a-z]+:|#)([^"?#]*)([^"]*)"'
)


@dataclass(frozen=True, slots=True)
class Twins:
    """The pages in both languages."""

    projects: frozenset[str]
    """Pages of projects that have a twin."""

    def __contains__(self, page: str) -> bool:
        """Say whether the page in the folder `page` has a twin."""
        if page.startswith(NO_PAGES):
            return False
        if page.startswith(paths.PROJECTS) and page != paths.PROJECTS:
            return page in self.projects
        return page == "" or page.endswith("/")

    def led(self, html: str, path: str, root: str) -> str:
        """Return a page that was made for the folder `path`, with `root` before it, as it is to stand below `cy/`."""

        def moved(found: re.Match[str]) -> str:
            name, link, rest = found.groups()
            target = link.removeprefix(root) if link.startswith(root) else path + link
            page, _slash, file = target.rpartition("/")
            folder = f"{page}/" if page else ""
            if (not file or file.endswith(".html")) and folder in self:
                return found[0]
            foreign = ' hreflang="en"' if not file else ""
            return f'{foreign} {name}="{root}../{target}{rest}"'

        return _LINK.sub(moved, html)


def twins(catalogue: Catalogue) -> Twins:
    """Return the twins of a catalogue: of every list and every publisher, and of the projects that speak to Wales."""
    return Twins(
        frozenset(
            paths.project_page(project.source_id, project.id)
            for publication in catalogue.publications
            for project in publication.projects
            if is_welsh(project, publication)
        )
    )


def is_welsh(project: Project, publication: Publication) -> bool:
    """Say whether a project is a Welsh council's, or its publisher wrote of it in Welsh."""
    texts = (project.title, project.data.get("summary", {}))
    return (publication.place is not None and publication.place.nation == WALES) or any(
        tag.partition("-")[0] == "cy" for each in texts for tag in each
    )
