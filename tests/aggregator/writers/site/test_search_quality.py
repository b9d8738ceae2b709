"""How well the search finds what officers type, over three sets of projects and questions.

The authors of two had not seen it: `unseen.csv` was never looked at, `blind.csv` was while the vocabulary was made, and
so was `fresh.csv`. Of each question's wanted projects (five at most), the share that stands among the first five; the
slow search (`search_truth`) answers, which finds what the pages' script finds.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean

import pytest
from catalogues import made_catalogue, made_project
from labelled import Labelled, blind, fresh, unseen
from search_truth import Truth

from councilprojects_aggregator.model import Catalogue, Health, Publication, Record, Source
from councilprojects_aggregator.writers.site.material import material

QUESTIONS = Path(__file__).parents[3] / "data" / "search"
DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST = 5


def as_catalogue(projects: list[Labelled]) -> Catalogue:
    """Return a catalogue in which each council publishes what the set has of it."""
    of: dict[str, list[tuple[int, Labelled]]] = {}
    for number, one in enumerate(projects):
        of.setdefault(one.council, []).append((number, one))
    return made_catalogue((publication(name, listed) for name, listed in of.items()), date(2026, 11, 21), DAY)


def publication(name: str, listed: list[tuple[int, Labelled]]) -> Publication:
    source_id = name.lower().replace(" ", "-")
    address = f"https://{source_id}.example/projects.json"
    return Publication(
        source=Source(source_id, name, address),
        record=Record(source_id, address, first_seen=DAY),
        health=Health.CURRENT,
        verified=True,
        address=address,
        iri=f"{address}#_publisher",
        name={"en-gb": name},
        projects=tuple(
            made_project(source_id, address, {"id": f"p{number}", "reviewed": "2026-10-01", **one.data}, DAY)
            for number, one in listed
        ),
    )


@pytest.mark.parametrize(
    ("name", "projects", "share"),
    [("blind", blind(), 0.85), ("unseen", unseen(), 0.91), ("fresh", fresh(), 0.95)],
    ids=["blind", "unseen", "fresh"],
)
def test_what_is_wanted_stands_among_the_first_five(name: str, projects: list[Labelled], share: float) -> None:
    catalogue = as_catalogue(projects)
    titles = {f"{project.source_id}/{project.id}/": project.data["title"]["en"] for project in catalogue.projects}
    rows = list(csv.DictReader((QUESTIONS / f"{name}.csv").read_text("utf-8").splitlines()))
    truth = Truth(material(catalogue))
    shares = []
    for row in rows:
        wanted = row["Wanted"].split("|")
        assert set(wanted) <= set(titles.values())
        found = {titles[path] for path in truth.find(row["Typed"]).paths[:FIRST]}
        shares.append(len(found & set(wanted)) / min(FIRST, len(wanted)))

    assert len(rows) >= 50
    assert mean(shares) >= share
