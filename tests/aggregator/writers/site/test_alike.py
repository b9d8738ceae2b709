"""What the pages show of the matching: links to the others, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from small_catalogue import SEEN, MakeCatalogue, iri

from councilprojects_aggregator.matching.for_you import with_for_you
from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.model import Catalogue, State
from councilprojects_aggregator.writers.site.alike import Alikes, Place, alikes
from councilprojects_aggregator.writers.site.write import write_site

BINS: dict[str, Any] = {"id": "bins", "title": "Missed bins"}


def matched(catalogue: Catalogue) -> Catalogue:
    return with_for_you(replace(catalogue, matches=match(catalogue).matches), State(SEEN, {}), SEEN)[0]


def shown(catalogue: Catalogue) -> Alikes:
    return alikes(matched(catalogue))


def test_a_project_leads_to_similar_work_with_the_reason(catalogue_of: MakeCatalogue) -> None:
    (line,) = shown(catalogue_of({"alder": [BINS], "birch": [BINS]})).of_projects[iri("alder", "bins")]
    assert line.places == (Place("birch", "projects/birch/bins/", "Missed bins", "en-gb", "Birch"),)
    assert line.why == "Both: waste and recycling collections. Both mention missed bins."


def test_each_side_of_one_work_leads_to_the_other(catalogue_of: MakeCatalogue) -> None:
    named = {**BINS, "alsoListedAt": [iri("birch", "bins")]}
    found = shown(catalogue_of({"alder": [named], "birch": [BINS]}))
    assert [place.council for source in ("alder", "birch") for place in found.for_you[source][0].places] == [
        "Birch",
        "Alder",
    ]
    assert [found.of_projects[iri(source, "bins")][0].label for source in ("alder", "birch")] == ["The same work"] * 2


def test_every_kind_leads_somewhere(catalogue_of: MakeCatalogue) -> None:
    want = {"type": "delivery", "resource": "code", "description": "Code for missed bins"}
    more = {"contracts": [{"system": "Assure", "end": "2027-03"}], "wants": [want]}
    other = {**BINS, **more, "id": "b", "offers": [want], "basedOn": [iri("alder", "bins")]}
    found = shown(catalogue_of({"alder": [{**BINS, **more}], "birch": [other]}))
    lines = [line for entries in found.for_you.values() for line in entries]
    assert {place.council for line in found.for_you["alder"] for place in line.places} == {"Birch"}
    assert {place.council for line in found.for_you["birch"] for place in line.places} == {"Alder"}
    assert len({line.label for line in lines}) == 5


def test_the_pages_show_it_and_take_no_markup_from_it(catalogue_of: MakeCatalogue) -> None:
    bad = {**BINS, "title": "Missed bins <script>alert(1)</script>", "topics": ["<b>x</b>"]}
    pages = write_site(matched(catalogue_of({"alder": [bad], "birch": [bad]})))
    page, council = (pages[path].decode() for path in ("projects/alder/bins/index.html", "councils/alder/index.html"))
    for text in (page, council):
        assert "Similar" in text
        assert "&lt;script&gt;alert" in text
        assert "<script>alert" not in text
        assert "<b>x" not in text
