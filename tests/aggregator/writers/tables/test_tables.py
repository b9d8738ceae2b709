from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest

from councilprojects_aggregator.model import Catalogue, Project
from councilprojects_aggregator.writers.tables.columns import COLUMNS
from councilprojects_aggregator.writers.tables.write import write_tables

AMBRIDGE = "https://www.ambridge.example/projects.json"
BOM = b"\xef\xbb\xbf"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def with_bins(valley: Catalogue, **data: object) -> Catalogue:
    def changed(project: Project) -> Project:
        return dataclasses.replace(project, data=project.data | data) if project.id == "missed-bins" else project

    return dataclasses.replace(valley, projects=tuple(map(changed, valley.projects)))


def test_every_project_is_there_as_data_the_publishers_words_apart_from_ours(valley: Catalogue) -> None:
    written = json.loads(write_tables(valley)["catalogue.json"])
    bins = next(project for project in valley.projects if project.id == "missed-bins")
    assert written["councilProjectsCatalogue"] == "1.0"
    assert (written["name"], written["home"]) == ("Councils of the valley", "https://projects.example/")
    assert [project["iri"] for project in written["projects"]] == [project.iri for project in valley.projects]
    assert written["projects"][0] == {
        "id": "missed-bins",
        "iri": f"{AMBRIDGE}#missed-bins",
        "title": "Report a missed bin",
        "publisher": "ambridge",
        "freshness": "fresh",
        "due": "2027-04-12",
        "goodAt": "2026-10-01T09:00:00Z",
        "firstSeen": "2026-10-01T09:00:00Z",
        "changedAt": "2026-11-02T09:30:00Z",
        "verified": True,
        "compiled": False,
        "licence": "OGL-UK-3.0",
        "place": {"gss": "E07000223", "name": "Ambridge"},
        "nation": "England",
        "region": "West Midlands",
        "marks": ["listed"],
        "record": bins.data,
    }


def test_every_publisher_is_there_once(valley: Catalogue) -> None:
    publishers = json.loads(write_tables(valley)["catalogue.json"])["publishers"]
    assert [publisher["id"] for publisher in publishers] == ["ambridge", "borchester", "bro-helyg"]
    assert publishers[1] == {
        "id": "borchester",
        "iri": "https://compiled.example/borchester.json#_publisher",
        "address": "https://compiled.example/borchester.json",
        "name": {"en-gb": "Borchester City Council"},
        "health": "current",
        "goodAt": "2026-10-01T09:00:00Z",
        "verified": False,
        "compiled": True,
        "projects": 1,
        "notShown": [],
        "file": {"compiledBy": {"name": {"en-gb": "Compilers"}, "url": "https://compiled.example/"}},
        "record": {"name": {"en-gb": "Borchester City Council"}, "url": "https://www.borchester.example/"},
    }


def test_a_source_that_publishes_nothing_is_left_to_the_status_page(valley: Catalogue) -> None:
    silent = tuple(dataclasses.replace(publication, address=None) for publication in valley.publications)
    written = json.loads(write_tables(dataclasses.replace(valley, publications=silent, projects=()))["catalogue.json"])
    assert (written["publishers"], written["projects"]) == ([], [])


def test_the_table_is_one_that_excel_opens(valley: Catalogue) -> None:
    content = write_tables(valley)["projects.csv"]
    assert content.startswith(BOM + b"publisher,title,summary,phase,status,")
    assert content.count(b"\r\n") == content.count(b"\n") == 4
    assert b"Trigolion" not in content  # one language a cell, and English where there is English


def test_a_row_for_each_project(valley: Catalogue) -> None:
    table = rows(write_tables(valley)["projects.csv"])
    assert list(table[0]) == list(COLUMNS)
    assert [row["title"] for row in table] == ["Report a missed bin", "Parking permits", "Missed bins in Welsh"]
    assert {name: value for name, value in table[0].items() if value} == {
        "publisher": "Ambridge Borough Council",
        "title": "Report a missed bin",
        "summary": "Residents report a missed collection online and see when the crew will return.",
        "phase": "beta",
        "status": "active",
        "reviewed": "2026-10-12",
        "freshness": "fresh",
        "freshUntil": "2027-04-12",
        "url": "https://www.ambridge.example/missed-bins",
        "start": "2026-04",
        "services": "524",
        "topics": "waste",
        "wants": "Somebody to build the crew’s app",
        "partners": "Cyngor Bro Helyg",
        "outputs": "What residents told us",
        "marks": "listed",
        "nation": "England",
        "region": "West Midlands",
        "verified": "yes",
        "compiled": "no",
        "licence": "OGL-UK-3.0",
        "publisherId": "ambridge",
        "id": "missed-bins",
        "iri": f"{AMBRIDGE}#missed-bins",
    }


def test_what_a_list_holds_stands_in_one_cell(valley: Catalogue) -> None:
    changed = with_bins(
        valley,
        services=[{"lgsl": 524}, {"name": {"en": "Bins"}}, {"uri": "https://a.example/s"}, {"channels": []}],
        topics=["waste", "web"],
        lead={"name": {"en": "Borchester"}},
        repositories=[{"url": "https://git.example/bins"}],
        technologies=[{"name": "RoundsWise"}],
        offers=[{"type": "networking", "description": {"en": "A talk"}}],
        openTo=["talking", "sharing"],
        contact={"email": "digital@ambridge.example"},
    )
    row = rows(write_tables(changed)["projects.csv"])[0]
    assert row["services"] == "524; Bins; https://a.example/s"
    assert row["topics"] == "waste; web"
    assert (row["lead"], row["repositories"], row["technologies"]) == (
        "Borchester",
        "https://git.example/bins",
        "RoundsWise",
    )
    assert (row["offers"], row["openTo"], row["contact"]) == ("A talk", "talking; sharing", "digital@ambridge.example")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_is_a_formula(valley: Catalogue, start: str) -> None:
    content = write_tables(with_bins(valley, summary={"en": f'{start}HYPERLINK("https://evil.example")'}))[
        "projects.csv"
    ]
    assert rows(content)[0]["summary"] == f'\'{start}HYPERLINK("https://evil.example")'


@pytest.mark.parametrize("text", ['a "b", c', "two\r\nlines", "\x00\ud800\u202e", "x" * 100_000])
def test_hostile_text_stays_in_its_cell(valley: Catalogue, text: str) -> None:
    files = write_tables(with_bins(valley, summary={"en": text}))
    table = rows(files["projects.csv"])
    assert len(table) == 3
    assert table[0]["title"] == "Report a missed bin"
    assert len(json.loads(files["catalogue.json"])["projects"]) == 3


def test_a_stale_copy_says_since_when(valley: Catalogue) -> None:
    since = valley.started_at
    projects = tuple(dataclasses.replace(project, stale_since=since, due=None) for project in valley.projects)
    files = write_tables(dataclasses.replace(valley, projects=projects))
    assert json.loads(files["catalogue.json"])["projects"][0]["staleSince"] == "2026-10-01T09:00:00Z"
    assert rows(files["projects.csv"])[0]["staleSince"] == "2026-10-01T09:00:00Z"


def test_a_number_that_json_does_not_know_is_our_own_mistake(valley: Catalogue) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_tables(with_bins(valley, budget={"amount": float("nan")}))
