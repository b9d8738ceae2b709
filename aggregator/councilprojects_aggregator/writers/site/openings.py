"""Every offer and want that is open today, whoever says it: projects, and publishers without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.openings import is_open
from councilprojects_aggregator.model import Catalogue, Project, Publication
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site.fields import Fields, fields

KINDS = ("wants", "offers")
# Without a last day something is open for ever, and comes after what closes.
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Opening:
    """One offer or want with whoever says it; `project` is None where the publisher speaks for itself."""

    kind: str
    """`wants` or `offers`."""
    item: Fields
    publication: Publication
    project: Project | None

    @property
    def anchor(self) -> str:
        """The fragment that leads to it on the noticeboard."""
        where = (self.project.id,) if self.project else ()
        return "-".join((self.kind, self.publication.source.id, *where, item_key(self.item)))

    @property
    def place(self) -> str:
        """Where it stands on the page of whoever says it."""
        page = paths.project_page(self.project.source_id, self.project.id) if self.project else self.owner
        return f"{page}#{self.kind}-{item_key(self.item)}"

    @property
    def owner(self) -> str:
        """The publisher's page."""
        return paths.publisher_page(self.publication.source.id)

    @property
    def iri(self) -> str:
        """Of the project, or of the publisher where it speaks for itself."""
        return self.project.iri if self.project else self.publication.iri or ""

    @property
    def contact(self) -> Fields | None:
        """Whom to ask: the nearest contact that is given."""
        of_project = self.project.data.get("contact") if self.project else None
        found: Fields | None = fields(self.item["contact"] or of_project or self.publication.data.get("contact"))
        return found


def openings(catalogue: Catalogue, kind: str) -> tuple[Opening, ...]:
    """Return all open `wants` or `offers`, those that close soonest first, else by source and project."""
    found = (
        opening
        for publication in catalogue.publications
        for opening in _of(publication, kind)
        if is_open(opening.item, catalogue.today)
    )
    # One that is written twice in a list is one.
    once = {(opening.iri, item_key(opening.item)): opening for opening in found}
    return tuple(sorted(once.values(), key=lambda opening: str(opening.item.get("until", NEVER))))


def _of(publication: Publication, kind: str) -> Iterator[Opening]:
    for item in publication.data.get(kind, ()):
        yield Opening(kind, fields(item), publication, None)
    for project in publication.projects:
        for item in project.data.get(kind, ()):
            yield Opening(kind, fields(item), publication, project)
