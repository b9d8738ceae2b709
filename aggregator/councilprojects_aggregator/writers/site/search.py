"""The data that the search page loads: all projects, column by column, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from councilprojects_aggregator.model import Project
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.plain import clean
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.cards import Card
from councilprojects_aggregator.writers.site.facets import Facet, topics

VERSION = "1.0"


def search_data(projects: Sequence[Project], cards: Sequence[Card], facets: Sequence[Facet]) -> bytes:
    """Return `search.json`: each column a list in the order of `projects`, and for each facet their values.

    Columns instead of objects, because a name repeated for each project is a third of the file.
    """
    councils = sorted({card.council for card in cards})
    position = {council: number for number, council in enumerate(councils)}
    data = {
        "councilProjectsSearch": VERSION,
        "councils": councils,
        "path": [card.path.removeprefix(paths.PROJECTS) for card in cards],
        "title": [card.title for card in cards],
        "titleLang": [_foreign(card.title_lang) for card in cards],
        "summary": [card.summary for card in cards],
        "summaryLang": [_foreign(card.summary_lang) for card in cards],
        "council": [position[card.council] for card in cards],
        "freshness": [card.freshness for card in cards],
        "reviewed": [project.data["reviewed"] for project in projects],
        "words": [" ".join(_words(project)) for project in projects],
        "facets": {facet.name: _facet(facet, len(projects)) for facet in facets},
    }
    return (clean(json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))) + "\n").encode()


def _foreign(tag: str) -> str:
    return "" if tag.partition("-")[0] == "en" else tag


def _facet(facet: Facet, count: int) -> dict[str, object]:
    of: list[list[int]] = [[] for _ in range(count)]
    for number, value in enumerate(facet.values):
        for position in value.projects:
            of[position].append(number)
    return {
        "values": [value.slug for value in facet.values],
        "labels": [value.label for value in facet.values],
        "of": of,
    }


def _words(project: Project) -> Iterator[str]:
    """Yield what else a project can be found by: other languages, services, topics, products, and who is in it."""
    data = project.data
    for texts in (data["title"], data["summary"]):
        yield from (text for _, text in words.spoken(texts)[1:])
    yield from topics(project).values()
    yield from filter(None, map(words.service, data.get("services", ())))
    for part in (*data.get("technologies", ()), *data.get("standards", ())):
        yield part["name"]
    for partner in data.get("partners", ()):
        yield from (text for _, text in words.spoken(partner["name"]))
