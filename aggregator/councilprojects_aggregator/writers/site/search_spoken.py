"""What the search shows in another language: only what differs from the data of the search, which both pages load.

So a second language costs a browser, and the output, a few kB. Made for `write`; `assets/search.js` lays it over the
data, column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from councilprojects_aggregator.languages import language
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.assets import named_after_content
from councilprojects_aggregator.writers.site.facets import Facet
from councilprojects_aggregator.writers.site.material import Material
from councilprojects_aggregator.writers.site.search import VERSION, Shown, newest_first, shown
from councilprojects_aggregator.writers.site.search_json import json_file


def spoken_file(data: Material, translated: Material) -> tuple[str, bytes]:
    """Return the path and the content of what `translated` says otherwise than `data`, of which the search data is.

    Of a column of few values all of them, in the order in which they stand in the data; of a text those that differ,
    by row, each with its language.
    """
    tag = translated.pages.tongue
    ours = shown(data)
    with language(tag):
        theirs = shown(translated)
        facets = {one.name: _facet(one, other) for one, other in zip(data.facets, translated.facets, strict=True)}
    said = {
        "councilProjectsSearch": VERSION,
        **{name: _said(ours[name], theirs[name]) for name in ours},
        "twins": [row for row, path in enumerate(_pages(data)) if path in data.pages.twins],
        "facets": facets,
    }
    content = json_file(said)
    return paths.ASSETS + named_after_content(f"search-{tag}.json", content), content


def _said(ours: Shown, theirs: Shown) -> object:
    if ours.of_few:
        first: dict[str, str] = {}
        for (one, _), (other, _) in zip(ours.texts, theirs.texts, strict=True):
            first.setdefault(one, other)
        return list(first.values())
    both = enumerate(zip(ours.texts, theirs.texts, strict=True))
    return {row: [other, tag] for row, ((one, _), (other, tag)) in both if other != one}


def _pages(data: Material) -> Iterable[str]:
    return (data.cards[position].path for position in newest_first(data.catalogue))


def _facet(ours: Facet, theirs: Facet) -> Mapping[str, list[object]]:
    """Return the labels in the order of the data, and the order in which they stand in the other language."""
    labels = {value.slug: value.label for value in theirs.values}
    places = {value.slug: place for place, value in enumerate(ours.values)}
    return {
        "labels": [labels[value.slug] for value in ours.values],
        "order": [places[value.slug] for value in theirs.values],
        "english": [places[value.slug] for value in theirs.values if words.foreign(theirs.name, value.label)],
    }
