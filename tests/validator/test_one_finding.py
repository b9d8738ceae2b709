"""One mistake, one finding: the one that says what to do. Each is made alone in a file that has no other."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilprojects_validator.check import check

FILE = json.loads((Path(__file__).parents[2] / "examples" / "typical-council" / "projects.json").read_bytes())
URL = "https://www.larkmoor.example/projects.json"
TODAY = date(2026, 11, 20)

MISTAKES: list[tuple[str, Any, str]] = [
    # An address that has to be replaced: what else is wrong with it goes with it.
    ("projects/0/url", "http://localhost", "private-host"),
    ("projects/0/url", "http://10.0.0.5/bins.", "private-host"),
    ("projects/0/outputs/0/url", "http://server.local/share", "private-host"),
    ("projects/0/url", "http://www.example.com/", "placeholder-link"),
    ("projects/0/url", "https://www.example.com/.", "placeholder-link"),
    ("publisher/url", "http://localhost:8080/", "private-host"),
    ("publisher/url", "http://example.org", "placeholder-link"),
    ("publisher/url", "https://www.ambridge.example/", "publisher-url-other-host"),
    ("self", "http://localhost/projects.json", "private-host"),
    ("self", "https://www.ambridge.example/projects.json", "self-on-other-host"),
    ("projects/0/url", "http://www.larkmoor.example/", "insecure-link"),
    ("projects/0/url", "www.larkmoor.example", "not-a-url"),
    ("projects/0/url", "digital@larkmoor.example", "not-a-url"),
    ("projects/0/url", "tbc", "not-a-url"),
    # Who can be asked: a slip in the publisher's contact is none of its projects'.
    ("publisher", "Larkmoor", "wrong-type"),
    ("publisher", [], "missing-field"),
    ("publisher/contact", "digital@larkmoor.example", "wrong-type"),
    ("publisher/contact/email", "digital", "not-an-email"),
    ("publisher/contact", {"name": "Digital team"}, "missing-one-of"),
    ("publisher/contact/email", "jane.smith@larkmoor.example", "personal-email"),
    # Texts
    ("projects/0/summary", "TBC", "placeholder-text"),
    ("projects/0/summary", "TODO: ask Waste", "placeholder-text"),
    ("projects/0/summary", "Renewals", "summary-too-short"),
    ("projects/0/title", "Untitled", "placeholder-text"),
    ("projects/0/title", " - ", "placeholder-text"),
    ("projects/0/title", "garden-waste-renewals", "title-equals-id"),
    ("projects/0/title", "GARDEN WASTE RENEWALS", "title-in-capitals"),
    # Partners
    ("projects/0/partners", [{"name": "Larkmoor District Council"}], "partner-is-publisher"),
    ("projects/0/partners", [{"name": "TBC"}], "placeholder-text"),
    ("projects/0/partners", [{"name": "Marlowe Vale"}], "partner-without-url"),
    # Dates and codes
    ("projects/0/reviewed", "09/11/2026", "not-a-date"),
    ("projects/0/reviewed", "2027-11-09", "reviewed-in-future"),
    ("projects/0/end", "2025-04", "end-before-start"),
    ("projects/0/phase", "Live", "unknown-code"),
    ("projects/0/status", "done", "unknown-code"),
    ("projects/0/id", "Garden Waste", "bad-id"),
    ("projects/0/id", "damp-and-mould", "duplicate-project-id"),
    ("projects/0/openTo", "talking", "wrong-type"),
    ("projects/0/tags", ["waste"], "unknown-key"),
    ("projects/0/budget", "£100k", "wrong-type"),
    ("licence", "OGL", "licence-nickname"),
    ("projects", {}, "missing-field"),
]


def with_mistake(place: str, value: Any) -> bytes:
    file = copy.deepcopy(FILE)
    *way, name = (int(step) if step.isdigit() else step for step in place.split("/"))
    holder = file
    for step in way:
        holder = holder[step]
    holder[name] = value
    return json.dumps(file, ensure_ascii=False, indent=2).encode()


def codes(content: bytes) -> list[str]:
    return [finding.code for finding in check(content, name="projects.json", today=TODAY, url=URL).findings]


def test_the_file_is_without_fault() -> None:
    assert codes(json.dumps(FILE).encode()) == []


@pytest.mark.parametrize(("place", "value", "code"), MISTAKES, ids=[f"{place}={value}" for place, value, _ in MISTAKES])
def test_one_mistake_is_one_finding(place: str, value: Any, code: str) -> None:
    assert codes(with_mistake(place, value)) == [code]


def test_who_mends_what_the_first_finding_says_gets_no_second() -> None:
    """A project that leads nowhere and invites others is asked for what serves both."""
    publisher = {name: value for name, value in FILE["publisher"].items() if name != "contact"}
    project = {name: FILE["projects"][0][name] for name in ("id", "title", "summary", "reviewed", "openTo")}
    file = {"councilProjects": "1.0", "publisher": publisher, "projects": [project]}
    found = check(json.dumps(file).encode(), name="projects.json", today=TODAY, url=URL).findings
    assert [finding.code for finding in found] == ["no-way-to-learn-more"]
    assert "Add a `contact`" in found[0].message
    project["contact"] = FILE["publisher"]["contact"]
    assert codes(json.dumps(file).encode()) == []
