"""Five labelled sets of projects, and how well the matching finds what belongs together in them: a pytest plugin.

A query is a project; relevant is another council's project with a label in common. All were labelled before
anything was tuned. `written.csv` has confusable neighbours: bins, garden waste and bulky waste are three labels.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from councilprojects_aggregator.matching.nearest import index
from councilprojects_aggregator.matching.neighbours import THRESHOLD
from councilprojects_aggregator.matching.terms import project_terms

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "tests" / "data" / "matching"

SHOWN = 5
LGSL_OF_NO_SERVICE = 90_000
"""Numbers from here on have no name, from which words could be taken."""


@dataclass(frozen=True)
class Labelled:
    """A project with its council and labels; none where nothing else is like it."""

    council: str
    data: dict[str, Any]
    labels: frozenset[str]


@dataclass(frozen=True)
class Quality:
    """What a set comes to: over queries that have an answer, but for the last."""

    queries: int
    mean_average_precision: float
    precision_at_3: float
    """P@min(3, relevant)."""
    right_of_shown: float
    """Share of what is shown that is relevant."""
    shown_for_nothing: float
    """Share of the projects without an equivalent for which something is shown."""


def written() -> list[Labelled]:
    return _from_table("written.csv")


def blind() -> list[Labelled]:
    """Return a set whose author had not seen the program: products, jargon, boilerplate, few words in common."""
    return _from_table("blind.csv")


def unseen() -> list[Labelled]:
    """Return another set of such an author, of other departments; nothing was ever tuned with it."""
    return _from_table("unseen.csv")


def fresh() -> list[Labelled]:
    """Return a set of further subjects and three voices, terse, proud and technical; looked at once it was measured."""
    return _from_table("fresh.csv")


def _from_table(name: str) -> list[Labelled]:
    rows = csv.DictReader((SETS / name).read_text("utf-8").splitlines())
    return [
        Labelled(
            row["council"],
            {
                "title": {"en": row["title"]},
                "summary": {"en": row["summary"]},
                "topics": _listed(row.get("topics", "")),
            },
            frozenset(_listed(row["cluster"])),
        )
        for row in rows
    ]


def _listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def real() -> list[Labelled]:
    labels: dict[str, set[str]] = {}
    for row in csv.DictReader((SETS / "uk.csv").read_text("utf-8").splitlines()):
        labels.setdefault(row["project"], set()).add(row["cluster"])
    source = json.loads((ROOT / "examples" / "uk" / "source" / "real-projects.json").read_bytes())["projects"]
    assert labels.keys() <= {project["id"] for project in source}
    return [
        Labelled(
            project["publisher"]["name"],
            {"title": {"en": project["title"]}, "summary": {"en": project["summary"]}},
            frozenset(labels.get(project["id"], ())),
        )
        for project in source
    ]


def declared(projects: Sequence[Labelled]) -> list[Labelled]:
    """Return the projects, of which every second one that has a label declares a service: the first of its labels."""
    numbers = {label: number for number, label in enumerate(sorted({each for one in projects for each in one.labels}))}

    def service(one: Labelled) -> dict[str, Any]:
        return {"services": [{"lgsl": LGSL_OF_NO_SERVICE + numbers[min(one.labels)]}]}

    return [
        replace(one, data=one.data | service(one)) if one.labels and position % 2 == 0 else one
        for position, one in enumerate(projects)
    ]


def best(scores: Sequence[int], most: int, threshold: int) -> list[tuple[int, int]]:
    """Return the positions with the highest scores and these, at most so many; of equal ones the first go before."""
    order = sorted(range(len(scores)), key=lambda position: (-scores[position], position))
    return [(position, scores[position]) for position in order if scores[position] >= threshold][:most]


def quality(projects: Sequence[Labelled]) -> Quality:
    terms = [project_terms(one.data) for one in projects]
    scored = index(terms)
    average: list[float] = []
    first: list[float] = []
    shown = right = lonely = for_nothing = 0
    for position, one in enumerate(projects):
        scores = scored.scores(terms[position]).tolist()
        for other, another in enumerate(projects):
            scores[other] = -1 if another.council == one.council else scores[other]
        relevant = {
            other
            for other, another in enumerate(projects)
            if another.council != one.council and another.labels & one.labels
        }
        offered = best(scores, SHOWN, THRESHOLD)
        if not relevant:
            lonely += 1
            for_nothing += bool(offered)
            continue
        found = [other for other, _score in best(scores, len(projects), 1)]
        hits = [rank for rank, other in enumerate(found, start=1) if other in relevant]
        average.append(sum(number / rank for number, rank in enumerate(hits, start=1)) / len(relevant))
        most = min(3, len(relevant))
        first.append(sum(other in relevant for other in found[:most]) / most)
        shown += len(offered)
        right += sum(other in relevant for other, _score in offered)
    queries = len(average)
    return Quality(queries, sum(average) / queries, sum(first) / queries, right / shown, for_nothing / lonely)


@pytest.fixture(name="quality", scope="session")
def _quality() -> dict[str, Quality]:
    """Each set as it is, and with services declared by half."""
    sets = {"real": real(), "written": written(), "blind": blind(), "unseen": unseen(), "fresh": fresh()}
    return {name: quality(each) for name, each in sets.items()} | {
        f"{name}, services": quality(declared(each)) for name, each in sets.items()
    }
