"""The real projects: nothing lost unseen, nothing invented, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PUBLISHER = {"name": "Ambridge Council", "gss": "E07000999", "org_id": "GB-LAE-AMB"}
BARE = {
    "id": "ambridge-council-missed-bins",
    "publisher": PUBLISHER,
    "title": "Missed bins",
    "summary": "Residents report a missed bin.",
    "topics": [],
    "sources": [{"type": "stored web page", "url": "https://www.ambridge.example/bins"}],
}


@pytest.fixture
def compiler(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("compile_uk")


@pytest.fixture
def records(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("uk_records.py")


@pytest.fixture
def source(compiler: ModuleType) -> list[dict[str, Any]]:
    return json.loads((compiler.SOURCE / "real-projects.json").read_bytes())["projects"]


@pytest.fixture
def lists(records: ModuleType) -> Any:
    return records.Lists(
        {
            "E07000999": records.Body("district", "https://www.ambridge.example/"),
            "E07000998": records.Body("district"),
            "Network of Councils": records.Body("network", "https://www.network.example/"),
        },
        {"ai": "artificial-intelligence", "machine learning": "artificial-intelligence"},
    )


def test_the_committed_files_are_what_the_source_makes(compiler: ModuleType, source: list[dict[str, Any]]) -> None:
    made = compiler.compile_uk(source, compiler.read_lists())
    assert compiler.differences(made, compiler.UK) == {}


def test_the_order_of_the_source_changes_nothing(compiler: ModuleType, source: list[dict[str, Any]]) -> None:
    shuffled = list(source)
    random.Random(7).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    lists = compiler.read_lists()
    assert compiler.compile_uk(shuffled, lists) == compiler.compile_uk(source, lists)


def test_every_project_of_the_source_is_in_exactly_one_file_under_an_id_of_its_own(
    compiler: ModuleType, source: list[dict[str, Any]]
) -> None:
    made = compiler.compile_uk(source, compiler.read_lists())
    ids = [
        (name, project["id"])
        for name, body in made.items()
        if name.endswith(".json") and name != "registry.json"
        for project in json.loads(body)["projects"]
    ]
    listed = list(csv.DictReader(io.StringIO(made["ids.csv"].decode())))
    assert len(ids) == len(set(ids)) == len(source) == 98
    assert {row["IdBefore"] for row in listed} == {record["id"] for record in source}
    assert {(f"{row['Source']}.json", row["Id"]) for row in listed} == set(ids)
    assert max(len(own_id) for _, own_id in ids) <= 80


def test_former_bodies_keep_their_code_and_are_asked_for_still(
    compiler: ModuleType, source: list[dict[str, Any]]
) -> None:
    made = compiler.compile_uk(source, compiler.read_lists())
    sources = {entry["id"]: entry for entry in json.loads(made["registry.json"])["sources"]}
    former = {
        "buckinghamshire-county-council": "E10000002",
        "northampton-borough-council": "E07000154",
        "northamptonshire-county-council": "E10000021",
    }
    assert {key: sources[key]["gss"] for key in former} == former
    assert not any({"homepage", "ended"} & sources[key].keys() for key in former)
    assert "gss" not in sources["convention-of-scottish-local-authorities"]


def test_every_file_says_who_compiled_it_and_every_project_from_what(
    compiler: ModuleType, source: list[dict[str, Any]]
) -> None:
    made = compiler.compile_uk(source, compiler.read_lists())
    for name, body in made.items():
        if name.endswith(".json") and name != "registry.json":
            file = json.loads(body)
            assert file["compiledBy"] == compiler.COMPILER
            assert all(project["compiledFrom"] for project in file["projects"])
            assert not any("status" in project for project in file["projects"])


def test_a_record_with_everything_becomes_a_project_field_by_field(records: ModuleType, lists: Any) -> None:
    record = BARE | {
        "url": "https://www.ambridge.example/bins",
        "phase": "concept",
        "start": "2014-09",
        "end": "2015",
        "topics": ["ai", "machine learning", "bins"],
        "department": "Streets",
        "partners": [
            {"name": "Borchester Council", "gss": "E07000998", "org_id": "GB-LAE-BOR", "former": True},
            {"name": "Network of Councils"},
        ],
        "built_by": ["Felpersham Ltd"],
        "repository": "https://github.com/ambridge/bins",
        "licence": "MIT",
        "technologies": ["C#"],
        "budget_band": "£50K > £100k",
        "funding": [{"funder": "A Fund", "amount": 98500, "currency": "GBP", "phase": "alpha"}, {"funder": "B Fund"}],
        "based_on": "https://github.com/i-dot-ai/minute",
        "related": ["https://github.com/ambridge/lorries"],
        "governance": "A cooperative",
        "service_category": {"name": "Waste", "uri": "http://id.esd.org.uk/az/1"},
    }
    assert records.project(record, lists) == {
        "id": "missed-bins",
        "title": "Missed bins",
        "summary": "Residents report a missed bin.",
        "reviewed": records.COMPILED,
        "url": "https://www.ambridge.example/bins",
        "phase": "idea",
        "start": "2014-09",
        "end": "2015",
        "services": [{"name": "Waste", "uri": "http://id.esd.org.uk/az/1"}],
        "topics": ["artificial-intelligence", "bins"],
        "department": "Streets",
        "partners": [
            {
                "name": "Borchester Council",
                "orgIds": ["GB-LAE-BOR"],
                "gss": "E07000998",
                "type": "district",
                "role": "partner",
            },
            {
                "name": "Network of Councils",
                "url": "https://www.network.example/",
                "type": "network",
                "role": "partner",
            },
            {"name": "Felpersham Ltd", "role": "supplier"},
        ],
        "basedOn": ["https://github.com/i-dot-ai/minute"],
        "related": ["https://github.com/ambridge/lorries"],
        "repositories": [{"url": "https://github.com/ambridge/bins", "licence": "MIT"}],
        "technologies": [{"name": "C#"}],
        "budget": {"band": "50k-100k"},
        "funding": [
            {"funder": {"name": "A Fund"}, "awarded": 98500, "currency": "GBP", "phase": "alpha", "outcome": "awarded"},
            {"funder": {"name": "B Fund"}, "outcome": "awarded"},
        ],
        "collaboration": {"governance": "A cooperative"},
        "compiledFrom": [{"url": "https://www.ambridge.example/bins", "retrieved": records.COMPILED}],
    }


def test_a_bare_record_gains_nothing_but_the_day(records: ModuleType, lists: Any) -> None:
    assert records.project(BARE, lists) == {
        "id": "missed-bins",
        "title": "Missed bins",
        "summary": "Residents report a missed bin.",
        "reviewed": records.COMPILED,
        "compiledFrom": [{"url": "https://www.ambridge.example/bins", "retrieved": records.COMPILED}],
    }


def test_a_refusal_by_the_fund_is_told_on_the_word_of_its_own_page(records: ModuleType) -> None:
    page = "https://www.localdigital.gov.uk/funding/ambridge/"
    record = BARE | {"url": page, "status_in_source": "Not funded at this stage", "application_for": "discovery"}
    assert list(records.applications(record)) == [
        {"funder": {"name": "Local Digital Fund"}, "phase": "discovery", "outcome": "not-funded", "url": page}
    ]
    with pytest.raises(records.SourceError, match="which fund"):
        list(records.applications(record | {"url": "https://www.ambridge.example/"}))


def test_what_is_left_out_is_listed_with_its_reason(records: ModuleType) -> None:
    record = BARE | {
        "last_activity": "2020-01-02",
        "languages": ["en", "cy"],
        "licence": "OGL-UK",
        "partners": [{"name": "Dorset Council", "name_in_source": "Dorset County Council"}],
        "funding": [{"funder": "A Fund", "phase": "phase two"}],
    }
    assert [row[2:] for row in records.unused(record)] == [
        ("last_activity", "2020-01-02", "the repository itself tells it"),
        ("languages", "en, cy", "no field for the languages of a service"),
        ("licence", "OGL-UK", "without its version it names no licence"),
        ("name_in_source", "Dorset County Council", "the body is called Dorset Council"),
        ("funding.phase", "phase two", "no phase of the standard"),
    ]
    assert records.repositories(record | {"repository": "https://github.com/a/b"}) == [
        {"url": "https://github.com/a/b"}
    ]


def test_a_field_that_nobody_decided_about_stops_the_compilation(records: ModuleType, lists: Any) -> None:
    with pytest.raises(records.SourceError, match="ambridge-council-missed-bins: decide where mood goes"):
        records.project(BARE | {"mood": "fine"}, lists)


@pytest.mark.parametrize(
    ("title", "before", "expected"),
    [
        ("Missed bins", "ambridge-council-missed-bins", "missed-bins"),
        ("Children's care & more", "ambridge-council-children-s-care", "children-s-care-more"),
        ("A " + "very " * 15 + "wordy title", "ambridge-council-a-very", "a" + "-very" * 15),
    ],
)
def test_ids_are_the_whole_title_up_to_a_hyphen(records: ModuleType, title: str, before: str, expected: str) -> None:
    assert records.project_id(BARE | {"title": title, "id": before}) == expected


def test_an_id_that_was_made_of_something_else_stops_the_compilation(records: ModuleType) -> None:
    with pytest.raises(records.SourceError, match="does not come from"):
        records.project_id(BARE | {"id": "bins"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("README.md", "/blob/1a2b/README.md"),
        ("(no README; repository tree)", "/tree/1a2b"),
        ("a/b.sqlite (roadkill_pages id 5)", "/blob/1a2b/a/b.sqlite#roadkill_pages-5"),
    ],
)
def test_a_source_on_github_becomes_the_address_of_that_very_version(
    records: ModuleType, path: str, expected: str
) -> None:
    source = {"type": "github", "repo": "ambridge/bins", "path": path, "commit": "1a2b"}
    assert records.page(source) == f"https://github.com/ambridge/bins{expected}"


def test_differences_name_each_file_that_is_missing_stale_or_left_over(compiler: ModuleType, tmp_path: Path) -> None:
    for name in ("same.json", "old.json", "left.json", "README.md"):
        (tmp_path / name).write_bytes(b"{}")
    made = {"same.json": b"{}", "old.json": b"[]", "new.json": b"{}"}
    assert compiler.differences(made, tmp_path) == {
        "left.json": "should not be there",
        "new.json": "is missing",
        "old.json": "is stale",
    }


def test_check_names_the_command_to_run_and_the_command_mends(
    compiler: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(compiler.UK, tmp_path / "uk")
    monkeypatch.setattr(compiler, "UK", tmp_path / "uk")
    (tmp_path / "uk" / "ids.csv").write_bytes(b"")
    (tmp_path / "uk" / "left-over.json").write_bytes(b"{}")
    monkeypatch.setattr("sys.argv", ["compile_uk", "--check"])
    assert compiler.main() == 1
    assert capsys.readouterr().err.splitlines() == [
        "examples/uk/ids.csv is stale: run scripts/compile_uk",
        "examples/uk/left-over.json should not be there: run scripts/compile_uk",
    ]
    monkeypatch.setattr("sys.argv", ["compile_uk"])
    assert compiler.main() == 0
    assert capsys.readouterr().out == "98 projects in 56 files; 2 changed.\n"
    monkeypatch.setattr("sys.argv", ["compile_uk", "--check"])
    assert compiler.main() == 0
