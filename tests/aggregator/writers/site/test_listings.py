"""Services, topics, technologies, places and numbers: who has what, with or without a project."""

import csv
import dataclasses
import io
import re

import pytest
from small_catalogue import MakeCatalogue

from councilprojects_aggregator.model import Catalogue, Files, Place
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import listings
from councilprojects_aggregator.writers.site.map_page import TILES, tiles
from councilprojects_aggregator.writers.site.material import Material, material
from councilprojects_aggregator.writers.site.numbers_page import Bar
from councilprojects_aggregator.writers.site.write import write_site
from councilprojects_aggregator.writers.tables.columns import FORMULA, SHORT


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> Material:
    return material(catalogue)


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Files:
    return write_site(catalogue)


def read(site: Files, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(site[path].decode("utf-8-sig"), newline="")))


def test_a_service_has_the_name_of_the_list_and_all_who_name_it(made: Material) -> None:
    found = {one.slug: one for one in made.subjects.services}

    assert found["524"].label == "Find out which day the refuse is collected"
    assert found["524"].councils == ("marlowe", "thorne")
    assert found["524"].alone == ("thorne",)
    assert found["crew-app"].label == "Crew app"


def test_every_spelling_of_a_technology_leads_to_one_page(made: Material) -> None:
    pages = {made.subjects.technology_page(name) for name in ("RoundsWise", "rounds wise", "Rounds-Wise")}

    assert pages == {"lists/technology/roundswise/"}
    assert made.subjects.technology_page("!") == ""


def test_a_topic_in_small_letters_gets_a_capital(made: Material) -> None:
    assert {"Addresses and gazetteers", "In-cab devices"} <= {one.label for one in made.subjects.topics}


def test_a_list_says_who_has_it_without_a_project(site: Files) -> None:
    page = site["lists/service/524/index.html"].decode()

    assert re.search(r"Thornmere Council.*without a project", page)
    assert "feeds/service/524/changes.atom" in page
    assert "?service=524" in page


def test_each_list_is_a_table_too(site: Files) -> None:
    lists = [path for path in site if path.startswith("lists/") and path.endswith("index.html")]

    for path in lists:
        assert read(site, path.replace("index.html", "projects.csv"))[0] == list(SHORT)
    assert [row[1] for row in read(site, "lists/phase/beta/projects.csv")[1:]] == ["Report a missed bin"]
    assert len(read(site, "councils/marlowe/projects.csv")) == 3


def test_no_cell_of_any_table_is_a_formula(site: Files) -> None:
    tables = [path for path in site if path.endswith(".csv") and not path.startswith("schema/")]

    assert len(tables) > 20
    for path in tables:
        assert not [cell for row in read(site, path) for cell in row if cell.startswith(FORMULA)], path


def test_each_tile_is_a_region_of_england_or_another_nation(made: Material) -> None:
    shown = tiles(made)

    assert tuple(tile.name for tile in shown) == TILES
    # The list of councils is whole: every one of them stands on a tile.
    assert all(tile.known for tile in shown)
    assert [(tile.name, tile.projects) for tile in shown if tile.projects] == [("South West", 2)]
    # Its code is one of the North East's, so there it is not missing in the South West.
    assert [one.source.id for tile in shown for one in tile.here] == ["marlowe"]


def test_the_map_leads_to_lists_and_invites_where_there_are_none(site: Files) -> None:
    page = site["map/index.html"].decode()

    assert 'href="../lists/place/south-west/"' in page
    assert re.search(r'href="#wales".*Wales.*None yet', page)
    assert "22 councils could be here too" in page
    assert "Thornmere Council" in page[page.index('id="elsewhere"') :]


def test_bars_are_as_long_as_their_share() -> None:
    assert Bar("One of four", 1, 4).width == "25.0"
    assert Bar("None of none", 0, 0).width == "0"


def test_numbers_stand_beside_their_bars(site: Files) -> None:
    page = site["numbers/index.html"].decode()
    row = page[page.index(">Wales<") :]

    assert re.search(r'0 <span class="cp-quiet">of 22</span>', row)
    assert page.count('class="cp-bar__count"') == page.count('class="cp-bar__fill"') > 40


def test_the_home_page_has_all_ways_in_and_what_several_share(site: Files) -> None:
    page = site["index.html"].decode()

    ways = page[page.index('class="cp-ways"') : page.index("</nav>", page.index('class="cp-ways"'))]
    assert re.findall(r'href="\./?([^"]+)"', ways) == [
        "services/",
        "help/",
        "contracts/",
        "map/",
        "technologies/",
        "numbers/",
    ]
    assert "3 requests for help and 2 offers, open today." in ways
    assert "1 system for which several contracts end within a year of each other." in ways
    assert re.search(r'lists/service/524/"><bdi>Find out which day the refuse is collected</bdi>', page)


def test_a_council_of_wales_stands_on_the_tile_of_wales(catalogue: Catalogue) -> None:
    place = Place("W06000011", "Swansea Council", "Wales", None, "welsh-council")
    moved = tuple(dataclasses.replace(one, place=place) if one.place else one for one in catalogue.publications)
    shown = {tile.name: tile for tile in tiles(material(dataclasses.replace(catalogue, publications=moved)))}

    assert [one.source.id for one in shown["Wales"].here] == ["marlowe"]
    assert "W06000011" not in {one.gss for one in shown["Wales"].missing}


def test_a_name_without_letters_is_no_technology(catalogue_of: MakeCatalogue) -> None:
    named = catalogue_of(
        {"alder": [{"id": "bins", "title": "Bins", "technologies": [{"name": "++"}, {"name": "Rust"}]}]}
    )

    assert [one.slug for one in material(named).subjects.technologies] == ["rust"]
    assert b"++" in write_site(named)["projects/alder/bins/index.html"]


def test_a_long_list_is_parted_and_each_part_leads_to_the_next(
    monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    monkeypatch.setattr(listings, "ON_A_PAGE", 1)
    shown = material(catalogue)
    long = next(one for one in listings.listings(shown) if len(one.projects) > 1)
    folder = paths.list_page(long.kind, long.slug)
    pages = {path: content.decode() for path, content in listings.listing_pages(shown) if path.startswith(folder)}
    last = len(long.projects)
    names = {"index.html", "projects.csv", *(f"{n}.html" for n in range(2, last + 1))}
    assert set(pages) == {folder + name for name in names}
    assert [pages[folder + paths.part(n)].count('class="cp-result"') for n in range(1, last + 1)] == [1] * last
    assert 'rel="next" href="2.html"' in pages[folder + "index.html"]
    assert 'rel="prev" href="index.html"' in pages[folder + "2.html"]
    assert 'rel="next"' not in pages[f"{folder}{last}.html"]
