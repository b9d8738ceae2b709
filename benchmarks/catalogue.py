"""A catalogue as large as the country, for the benchmarks of the writers: 400 publishers with 50 projects each."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from files import file

from councilprojects_aggregator.model import (
    Attempt,
    Catalogue,
    GoodCopy,
    Health,
    Json,
    Place,
    Project,
    Publication,
    Record,
    Source,
)
from councilprojects_aggregator.normalise import normalise
from councilprojects_validator.freshness import Freshness

HOME = "https://projects.example/"
SEEN = datetime(2026, 10, 1, 9, tzinfo=UTC)
DAY = date(2026, 11, 21)


def catalogue(publishers: int = 400, projects: int = 50) -> Catalogue:
    """Return a catalogue of so many publishers, each with so many projects of its own."""
    every = json.loads(file(projects * publishers))["projects"]
    publications = tuple(
        _publication(number, every[number * projects : (number + 1) * projects]) for number in range(publishers)
    )
    return Catalogue(
        name="Councils",
        home=HOME,
        site_url=HOME,
        today=DAY,
        started_at=SEEN,
        publications=publications,
        projects=tuple(project for publication in publications for project in publication.projects),
        events=(),
    )


def _publication(number: int, projects: list[dict[str, Any]]) -> Publication:
    source_id = f"council-{number:04}"
    address = f"https://www.{source_id}.example/projects.json"
    value = json.loads(file(0))
    value["publisher"] = {**value["publisher"], "name": f"Council {number}", "url": f"https://www.{source_id}.example/"}
    normal = normalise({**value, "projects": projects})
    return Publication(
        source=Source(source_id, f"Council {number}", address),
        record=Record(
            source_id,
            address,
            first_seen=SEEN,
            attempt=Attempt(SEEN, "fetched", 200),
            good=GoodCopy(b"{}", "ab" * 32, SEEN, SEEN, address, ()),
        ),
        health=Health.CURRENT,
        verified=True,
        address=address,
        iri=f"{address}#_publisher",
        name=normal["publisher"]["name"],
        data=normal["publisher"],
        file={key: value for key, value in normal.items() if key not in {"projects", "publisher", "councilProjects"}},
        licence=normal.get("licence"),
        place=Place("E07000223", "Ambridge", "England", "West Midlands", "district"),
        projects=tuple(_project(source_id, address, data) for data in normal["projects"]),
    )


def _project(source_id: str, address: str, data: Json) -> Project:
    iri = f"{address}#{data['id']}"
    return Project(
        source_id=source_id,
        id=data["id"],
        iri=iri,
        data=data,
        title=data["title"],
        freshness=Freshness.FRESH,
        due=DAY,
        good_at=SEEN,
        first_seen=SEEN,
        changed_at=SEEN,
        oldest_iri=iri,
        marks=("findable", "joinable"),
    )
