"""The data that the search page loads: all projects, column by column, in one file named after its content.

Behind the projects, councils and what is open today stand in the same index, so that one question finds all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from councilprojects_aggregator.model import Catalogue, Publication
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.plain import clean, one_line
from councilprojects_aggregator.writers.site.assets import named_after_content
from councilprojects_aggregator.writers.site.cards import Card
from councilprojects_aggregator.writers.site.facets import Facet, kind_of_help
from councilprojects_aggregator.writers.site.having import lists
from councilprojects_aggregator.writers.site.material import Material
from councilprojects_aggregator.writers.site.openings import Opening
from councilprojects_aggregator.writers.site.search_index import Said, index, initials, said, said_of
from councilprojects_aggregator.writers.site.search_json import json_file

VERSION = "1.1"
# Enough to see whether it is worth a look on the noticeboard.
OPENING_LENGTH = 120


def search_file(material: Material) -> tuple[str, bytes]:
    """Return the path and the content of the search data. Other content has another path: browsers may keep it."""
    content = search_data(material)
    return paths.ASSETS + named_after_content("search.json", content), content


def search_data(material: Material) -> bytes:
    """Return the search data: each column a list of the projects, those first that were confirmed last.

    Columns instead of objects, because a name repeated for each project is a third of the file.
    """
    order = newest_first(material.catalogue)
    data = {
        "councilProjectsSearch": VERSION,
        "path": [material.cards[position].path.removeprefix(paths.PROJECTS) for position in order],
        **dict(_columns(shown(material))),
        "councils": {
            "id": [one.source.id for one in by_name(material)],
            "projects": [len(one.projects) for one in by_name(material)],
        },
        "openings": {
            "place": [one.place for one in opened(material)],
            "wants": len(material.openings["wants"]),
        },
        "facets": {facet.name: _facet(facet, order) for facet in material.facets},
        "index": index(rows(material)),
    }
    return json_file(data)


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of what results show: each row's text and its language, nothing for one that is not told."""

    texts: Sequence[tuple[str, str]]
    of_few: bool = False
    """Many rows have the same."""


def shown(material: Material) -> dict[str, Shown]:
    """Return what is shown of projects, councils and what is open today, in the language that is spoken now."""
    cards = [material.cards[position] for position in newest_first(material.catalogue)]
    openings = opened(material)
    said = [pick(one.item["description"]) for one in openings]
    return {
        "title": Shown([(card.title, card.title_lang) for card in cards]),
        "summary": Shown([(card.summary, card.summary_lang) for card in cards]),
        "council": Shown([(card.council, "") for card in cards], of_few=True),
        "freshness": Shown([(card.freshness, "") for card in cards], of_few=True),
        "councilName": Shown([_named(one) for one in by_name(material)]),
        "openingKind": Shown([(kind_of_help(one.item)[1], "") for one in openings], of_few=True),
        "openingCouncil": Shown([(_named(one.publication)[0], "") for one in openings], of_few=True),
        "openingText": Shown([(one_line(text, OPENING_LENGTH), tag) for tag, text in said]),
    }


def by_name(material: Material) -> list[Publication]:
    """Return the councils in an order that is the same in every language."""
    return sorted(material.councils, key=lambda one: one.source.id)


def _named(publication: Publication) -> tuple[str, str]:
    tag, name = pick(publication.name)
    return clean(name), tag


def _columns(columns: Mapping[str, Shown]) -> Iterator[tuple[str, object]]:
    for name, column in columns.items():
        if column.of_few:
            yield name, _picked(text for text, _tag in column.texts)
        else:
            yield name, [text for text, _tag in column.texts]
            yield f"{name}Lang", _picked(_foreign(tag) for _text, tag in column.texts)


def rows(material: Material) -> Iterator[Said]:
    """Yield what each row of the index can be found by: projects, then councils, then what is open today."""
    projects = material.catalogue.projects
    for one in newest_first(material.catalogue):
        yield said(projects[one], material.cards[one].council)
    for council in by_name(material):
        yield said_of((*council.name.values(), *map(initials, council.name.values())), ())
    yield from map(_said_of_opening, opened(material))


def opened(material: Material) -> tuple[Opening, ...]:
    """Return what is open today, wants before offers."""
    return (*material.openings["wants"], *material.openings["offers"])


def newest(material: Material, count: int) -> list[Card]:
    """Return the cards that the search shows while nothing is asked for, with languages as the data has them."""
    cards = [material.cards[position] for position in newest_first(material.catalogue)[:count]]
    return [
        replace(card, title_lang=_foreign(card.title_lang) or "en", summary_lang=_foreign(card.summary_lang) or "en")
        for card in cards
    ]


def newest_first(catalogue: Catalogue) -> list[int]:
    """Return the positions of the catalogue's projects in the order of the search data."""
    reviewed = [str(project.data["reviewed"]) for project in catalogue.projects]
    return sorted(range(len(reviewed)), key=reviewed.__getitem__, reverse=True)


def _said_of_opening(opening: Opening) -> Said:
    project = opening.project.title.values() if opening.project else ()
    kind = kind_of_help(opening.item)[1]
    return said_of(opening.item["description"].values(), (kind, *project, *opening.publication.name.values()))


def _foreign(tag: str) -> str:
    return "" if tag.partition("-")[0] == "en" else tag


def _picked(column: Iterable[str]) -> dict[str, object]:
    """Return a column of few different values: each value once, and for each row which it is."""
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
