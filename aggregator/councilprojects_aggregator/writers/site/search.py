"""The data that the search page loads: all projects, column by column, in one file named after its content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.plain import clean
from councilprojects_aggregator.writers.site.assets import named_after_content
from councilprojects_aggregator.writers.site.cards import Card
from councilprojects_aggregator.writers.site.facets import Facet
from councilprojects_aggregator.writers.site.search_index import index, lists, said

VERSION = "1.0"


def search_file(catalogue: Catalogue, cards: Sequence[Card], facets: Sequence[Facet]) -> tuple[str, bytes]:
    """Return the path and the content of the search data. Other content has another path: browsers may keep it."""
    content = search_data(catalogue, cards, facets)
    return paths.ASSETS + named_after_content("search.json", content), content


def search_data(catalogue: Catalogue, cards: Sequence[Card], facets: Sequence[Facet]) -> bytes:
    """Return the search data: each column a list of the projects, those first that were confirmed last.

    Columns instead of objects, because a name repeated for each project is a third of the file. `cards` are in the
    order of the catalogue's projects, to which the positions in `facets` belong.
    """
    order = newest_first(catalogue)
    shown = [cards[position] for position in order]
    everything = [said(catalogue.projects[position], cards[position].council) for position in order]
    data = {
        "councilProjectsSearch": VERSION,
        "path": [card.path.removeprefix(paths.PROJECTS) for card in shown],
        "title": [card.title for card in shown],
        "titleLang": _picked(_foreign(card.title_lang) for card in shown),
        "summary": [card.summary for card in shown],
        "summaryLang": _picked(_foreign(card.summary_lang) for card in shown),
        "council": _picked(card.council for card in shown),
        "freshness": _picked(card.freshness for card in shown),
        "facets": {facet.name: _facet(facet, order) for facet in facets},
        "index": index(everything),
    }
    return (clean(json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))) + "\n").encode()


def newest_first(catalogue: Catalogue) -> list[int]:
    """Return the positions of the catalogue's projects in the order of the search data."""
    reviewed = [str(project.data["reviewed"]) for project in catalogue.projects]
    return sorted(range(len(reviewed)), key=reviewed.__getitem__, reverse=True)


def _foreign(tag: str) -> str:
    return "" if tag.partition("-")[0] == "en" else tag


def _picked(column: Iterable[str]) -> dict[str, object]:
    """Return a column of few different values: each value once, and for each project which it is."""
    number: dict[str, int] = {}
    of = [number.setdefault(value, len(number)) for value in column]
    return {"values": list(number), "of": of}


def _facet(facet: Facet, order: Sequence[int]) -> dict[str, object]:
    names = [value.slug for value in facet.values]
    of: list[list[str]] = [[] for _ in order]
    for value in facet.values:
        for position in value.projects:
            of[position].append(value.slug)
    return {
        "values": names,
        "labels": [value.label for value in facet.values],
        "of": lists(names, (of[position] for position in order)),
    }
