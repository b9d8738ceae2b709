"""A fault in one project does not take it off the map."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from councilprojects_aggregator.judging.accept import accept
from councilprojects_aggregator.judging.identity import claims
from councilprojects_aggregator.memory.retain import retain
from councilprojects_aggregator.memory.step import step
from councilprojects_aggregator.model import Answer, FetchOutcome, GoodCopy, Record, Registry, Retained, Source

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://www.ambridge.example/projects.json"
SOURCE = Source(id="ambridge", name="Ambridge", url=URL, homepage="https://ambridge.example/")
KNOWN = claims(Registry("Borsetshire", None, (SOURCE,)))
FAULT = "yesterday"


def project(project_id: str, title: str = "Report a missed bin", reviewed: str = "2026-10-12") -> dict[str, Any]:
    return {
        "id": project_id,
        "title": title,
        "summary": "Residents report a missed collection online and see when the crew will return.",
        "reviewed": reviewed,
        "url": "https://www.ambridge.example/missed-bins",
    }


def fetched(*projects: dict[str, Any]) -> FetchOutcome:
    publisher = {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"}
    body = json.dumps({"councilProjects": "1.0", "publisher": publisher, "projects": projects}).encode()
    return FetchOutcome("fetched", URL, URL, status=200, body=body, content_type="application/json")


def judged(outcome: FetchOutcome) -> Answer:
    return accept(outcome, SOURCE, KNOWN, NOW.date())


def after(*outcomes: FetchOutcome) -> Record:
    """Return what is remembered after `outcomes`, one a day, the last one at NOW."""
    record = Record("ambridge", URL)
    for age, outcome in zip(range(len(outcomes) - 1, -1, -1), outcomes, strict=True):
        record, _ = step(record, outcome, judged(outcome), NOW - age * DAY)
    return record


def test_a_project_that_becomes_faulty_keeps_its_last_good_copy() -> None:
    record = after(fetched(project("a"), project("b")), fetched(project("a"), project("b", reviewed=FAULT)))
    assert record.retained == {"b": Retained(project("b"), NOW - DAY)}
    assert record.good is not None
    assert record.good.project_ids == ("a", "b")


def test_a_repeated_id_keeps_the_copy_from_before_it_was_repeated() -> None:
    record = after(fetched(project("a"), project("b")), fetched(project("a"), project("b"), project("b", "Another")))
    assert record.retained == {"b": Retained(project("b"), NOW - DAY)}


def test_the_copy_stays_as_long_as_the_fault() -> None:
    faulty = [fetched(project("a", f"Title {number}"), project("b", reviewed=FAULT)) for number in range(3)]
    record = after(fetched(project("a"), project("b")), *faulty)
    assert record.retained == {"b": Retained(project("b"), NOW - 3 * DAY)}


@pytest.mark.parametrize("last", [fetched(project("a"), project("b", "Mended")), fetched(project("a"))])
def test_the_copy_goes_when_the_project_is_mended_or_no_longer_listed(last: FetchOutcome) -> None:
    first, second = fetched(project("a"), project("b")), fetched(project("a"), project("b", reviewed=FAULT))
    assert after(first, second, last).retained == {}


def test_a_project_that_was_never_good_has_no_copy() -> None:
    assert after(fetched(project("a"), project("b", reviewed=FAULT))).retained == {}
    assert after(fetched(project("a")), fetched(project("a"), project("b", reviewed=FAULT))).retained == {}


def test_a_copy_that_cannot_be_read_any_more_is_no_source_of_projects() -> None:
    body = b"what an older version thought to be good"
    record = Record("ambridge", URL, good=GoodCopy(body, hashlib.sha256(body).hexdigest(), NOW, NOW, URL, ("b",)))
    assert retain(record, judged(fetched(project("b", reviewed=FAULT))), NOW) == {}
