"""Projects and catalogues in normal form without a crawl: for tests and benchmarks of whatever comes after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from councilprojects_aggregator.model import Catalogue, Json, Project, Publication
from councilprojects_validator.freshness import Freshness

HOME = "https://projects.example/"


def made_project(source_id: str, address: str, data: Json, seen: datetime, **more: Any) -> Project:
    """Return the project that stands with `data` in the file at `address`: fresh, and the same since it was `seen`."""
    iri = f"{address}#{data['id']}"
    facts = {"freshness": Freshness.FRESH, "due": None, "good_at": seen, "first_seen": seen, "changed_at": seen, **more}
    return Project(source_id=source_id, id=data["id"], iri=iri, data=data, title=data["title"], oldest_iri=iri, **facts)


def made_catalogue(publications: Iterable[Publication], today: date, started_at: datetime, **more: Any) -> Catalogue:
    """Return the catalogue of these publications in the order of their sources' ids, which is what a merge gives."""
    ordered = tuple(sorted(publications, key=lambda publication: publication.source.id))
    facts = {"name": "Councils", "home": HOME, "site_url": HOME, "events": (), **more}
    projects = tuple(project for publication in ordered for project in publication.projects)
    return Catalogue(today=today, started_at=started_at, publications=ordered, projects=projects, **facts)
