"""A report is made once: the same one comes back for the same bytes, address, day and edition, and for no others."""

from __future__ import annotations

import json
from datetime import date

import pytest
from federation import council, project

from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.memory import reports as stage
from councilprojects_aggregator.memory.reports import Reports

TODAY = date(2026, 11, 21)
URL = "https://www.ambridge.example/projects.json"
FAULTY = json.dumps(
    council("ambridge", {**project("bins"), "reviewed": "yesterday"}, project("bees", n=10**30))
).encode()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the validator was asked for."""
    asked: list[bytes] = []

    def spied(content: bytes, url: str, today: date) -> object:
        asked.append(content)
        return report_on(content, url, today)

    monkeypatch.setattr(stage, "report_on", spied)
    return asked


def test_a_report_is_made_once_in_a_run(made: list[bytes]) -> None:
    reports = Reports(TODAY)
    assert reports.on(FAULTY, URL) is reports.on(FAULTY, URL)
    assert made == [FAULTY]


@pytest.mark.parametrize("content", [FAULTY, b"<html>", b"\xff", b"", b"[" * 100_000])
def test_what_is_remembered_is_the_very_report(made: list[bytes], content: bytes) -> None:
    first = Reports(TODAY, "1")
    report = first.on(content, URL)
    again = Reports(TODAY, "1", first.packed())
    assert again.on(content, URL) == report == report_on(content, URL, TODAY)
    assert made == [content]
    assert again.packed() == first.packed()


@pytest.mark.parametrize(
    ("content", "url", "today", "edition"),
    [
        (FAULTY + b" ", URL, TODAY, "1"),
        (FAULTY, URL + "x", TODAY, "1"),
        (FAULTY, URL, date(2026, 11, 22), "1"),
        (FAULTY, URL, TODAY, "2"),
    ],
    ids=["other bytes", "another address", "another day", "another edition"],
)
def test_another_report_is_made_for(made: list[bytes], content: bytes, url: str, today: date, edition: str) -> None:
    first = Reports(TODAY, "1")
    first.on(FAULTY, URL)
    other = Reports(today, edition, first.packed())
    other.on(content, url)
    assert len(made) == 2
    assert not set(other.packed()) & set(first.packed())


def test_a_report_that_nobody_asked_for_is_forgotten() -> None:
    first = Reports(TODAY, "1")
    first.on(FAULTY, URL)
    assert Reports(TODAY, "1", first.packed()).packed() == {}


@pytest.mark.parametrize("damage", [b"", b"x", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_memory_is_no_trouble(damage: bytes) -> None:
    first = Reports(TODAY, "1")
    report = first.on(FAULTY, URL)
    assert Reports(TODAY, "1", dict.fromkeys(first.packed(), damage)).on(FAULTY, URL) == report


def test_text_that_no_file_can_hold_is_judged_each_time(made: list[bytes]) -> None:
    body = json.dumps(council("ambridge", project("bins", title="half a pair \ud800 of letters"))).encode()
    first = Reports(TODAY, "1")
    report = first.on(body, URL)
    assert Reports(TODAY, "1", first.packed()).on(body, URL) == report
    assert len(made) == 2 - len(first.packed())
