"""A catalogue as large as the country, for the benchmarks of the writers: 400 publishers with 50 projects each."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from files import file

from councilprojects_aggregator.model import (
    Attempt,
    Catalogue,
    GoodCopy,
    Health,
    Place,
    Publication,
    Record,
    Source,
)
from councilprojects_aggregator.normalise import normalise

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "plugins"))
from catalogues import made_catalogue, made_project

SEEN = datetime(2026, 10, 1, 9, tzinfo=UTC)
DAY = date(2026, 11, 21)
SHOWN = {"due": DAY, "marks": ("findable", "joinable")}


def catalogue(publishers: int = 400, projects: int = 50) -> Catalogue:
    """Return a catalogue of so many publishers, each with so many projects of its own."""
    every = json.loads(file(projects * publishers))["projects"]
    publications = (
        _publication(number, every[number * projects : (number + 1) * projects]) for number in range(publishers)
    )
    return made_catalogue(publications, DAY, SEEN)


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
        projects=tuple(made_project(source_id, address, data, SEEN, **SHOWN) for data in normal["projects"]),
    )
