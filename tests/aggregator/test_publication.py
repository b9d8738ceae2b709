"""What is shown of one source: its good copy, earlier copies of what is faulty, and what is not shown named."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from federation import council, project

from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.model import (
    GoodCopy,
    Health,
    Lane,
    Publication,
    Record,
    Retained,
    Source,
)
from councilprojects_aggregator.publication import Verdict, publication
from councilprojects_validator.freshness import Freshness

GOOD_AT = datetime(2026, 11, 1, 6, tzinfo=UTC)
EARLIER = datetime(2026, 10, 1, 6, tzinfo=UTC)
STALE = datetime(2026, 11, 20, 6, tzinfo=UTC)
TODAY = date(2026, 11, 21)
URL = "https://www.ambridge.example/projects.json"
SOURCE = Source("ambridge", "Ambridge", URL, homepage="https://www.ambridge.example/", licence="OGL-UK-3.0")


def show(file: dict[str, Any], source: Source = SOURCE, health: Health = Health.CURRENT, **record: Any) -> Publication:
    body = json.dumps(file).encode()
    report = report_on(body, source.url, TODAY)
    copy = GoodCopy(body, hashlib.sha256(body).hexdigest(), GOOD_AT, GOOD_AT, source.url, ())
    remembered = replace(Record(source.id, source.url, good=copy), **record)
    return publication(source, remembered, report, Verdict(health, "", verified=True, report=report), TODAY)


def test_a_good_copy_is_shown_whole() -> None:
    shown = show(council("ambridge", project("bins", phase="beta"), project("bees")))
    assert (shown.address, shown.iri) == (URL, f"{URL}#_publisher")
    assert shown.name == {"en-gb": "Ambridge Borough Council"}
    assert shown.licence == "OGL-UK-3.0"
    assert [(each.id, each.iri) for each in shown.projects] == [("bees", f"{URL}#bees"), ("bins", f"{URL}#bins")]
    bins = shown.projects[1]
    assert (bins.freshness, bins.due, bins.stale_since) == (Freshness.FRESH, date(2027, 4, 12), None)
    assert "listed" in bins.marks
    assert bins.good_at == bins.first_seen == GOOD_AT


def test_the_files_own_licence_goes_before_the_registrys() -> None:
    assert show(council("ambridge", licence="CC-BY-4.0")).licence == "CC-BY-4.0"


def test_a_stale_source_labels_each_project() -> None:
    shown = show(council("ambridge", project("bins")), health=Health.STALE, stale_since=STALE)
    assert shown.projects[0].stale_since == STALE


def test_a_faulty_project_shows_its_earlier_copy_and_says_since_when() -> None:
    retained = {"bins": Retained(project("bins"), EARLIER)}
    shown = show(council("ambridge", {**project("bins"), "title": 7}, project("bees")), retained=retained)
    assert [(each.id, each.good_at, each.stale_since) for each in shown.projects] == [
        ("bees", GOOD_AT, None),
        ("bins", EARLIER, GOOD_AT),
    ]
    assert shown.not_shown == ()
    assert [part.path for part in shown.set_aside] == [("projects", 0)]


def test_a_faulty_project_without_an_earlier_copy_is_named() -> None:
    shown = show(council("ambridge", {**project("bins"), "title": 7}, project("bees")))
    assert (shown.not_shown, [each.id for each in shown.projects]) == (("bins",), ["bees"])


def test_a_faulty_optional_field_costs_that_field_alone() -> None:
    shown = show(council("ambridge", project("bins", phase="finished", topics=["waste"])))
    assert "phase" not in shown.projects[0].data
    assert shown.projects[0].data["topics"] == ["waste"]


@pytest.mark.parametrize(
    ("source", "health"),
    [(replace(SOURCE, lane=Lane.PREVIEW), Health.PREVIEW), (SOURCE, Health.REFUSED)],
    ids=["on trial", "not theirs"],
)
def test_what_is_not_to_be_published_has_no_address_and_no_project(source: Source, health: Health) -> None:
    shown = show(council("ambridge", project("bins")), source, health)
    assert (shown.address, shown.projects, shown.health) == (None, (), health)
    assert shown.name == {"en-gb": "Ambridge"}
    assert shown.report is not None


def test_a_source_never_read_is_there_by_the_registrys_name() -> None:
    verdict = Verdict(Health.UNREAD, "Nothing yet.", verified=False, report=None)
    shown = publication(SOURCE, Record(SOURCE.id, URL), None, verdict, TODAY)
    assert (shown.name, shown.reason, shown.projects) == ({"en-gb": "Ambridge"}, "Nothing yet.", ())


def test_compiled_records_are_never_fresh() -> None:
    compiler = {"name": "Compilers", "url": "https://www.ambridge.example/"}
    compiled = project("bins", compiledFrom=[{"url": "https://paper.example/"}])
    shown = show(council("ambridge", compiled, compiledBy=compiler))
    assert shown.projects[0].freshness is Freshness.COMPILED
    assert shown.file["compiledBy"]["name"] == {"en-gb": "Compilers"}


@pytest.mark.parametrize(
    ("gss", "place"),
    [
        ("E09000008", ("Croydon", "England", "London")),
        ("E07000154", ("Northampton", "England", "East Midlands")),
        ("E07999999", None),
        (None, None),
    ],
    ids=["current", "former", "unknown", "none"],
)
def test_the_place_comes_from_the_bundled_lists(gss: str | None, place: tuple[str, str, str] | None) -> None:
    file = council("ambridge")
    if gss:
        file["publisher"]["gss"] = gss
    found = show(file).place
    assert (found and (found.nation, found.region)) == (place and place[1:])
    assert place is None or place[0] in (found.name if found else "")
