"""The whole pipeline: bytes in, a report out."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from minimal import VALID

from councilprojects_validator import check as pipeline
from councilprojects_validator.check import check
from councilprojects_validator.reading.read import MOST_FAULTS
from councilprojects_validator.report import Acceptance, Checked, Kind, Outcome, Report

TODAY = date(2026, 11, 21)
MINIMAL = VALID.encode()
FILE: dict[str, Any] = json.loads(MINIMAL)
PROJECT: dict[str, Any] = FILE["projects"][0]


def report(value: Any = None, **file: Any) -> Report:
    return check(json.dumps((FILE if value is None else value) | file).encode(), name="projects.json", today=TODAY)


def told(found: Report) -> list[tuple[str, str, str]]:
    return [(str(each.severity), each.code, each.pointer) for each in found.findings]


def errors(found: Report) -> list[tuple[str, str]]:
    """Return the errors alone: a rule to come may have a warning on any of these files."""
    return [(code, pointer) for severity, code, pointer in told(found) if severity == "error"]


def test_the_smallest_valid_file() -> None:
    found = check(MINIMAL, name="projects.json", today=TODAY)
    assert (found.name, found.kind, found.outcome, found.version) == (
        "projects.json",
        Kind.PROJECTS,
        Outcome.VALID,
        "1.0",
    )
    assert (found.findings, found.not_checked) == ((), ())
    assert found.acceptance == Acceptance(FILE)
    assert found.checked.projects == 1
    assert found.checked.rules > 12
    assert found.checked.codelists > 12
    assert found.checked.schema_version == "1.0"
    assert [(each.project_id, each.earned) for each in found.marks] == [("missed-bins", ("listed",))]


def test_what_cannot_be_read_is_invalid_and_not_accepted() -> None:
    found = check(b"[1,]", name="x", today=TODAY)
    assert (found.kind, found.outcome, found.acceptance, found.checked) == (
        Kind.UNKNOWN,
        Outcome.INVALID,
        Acceptance(None),
        Checked(),
    )
    assert found.not_checked == ("Nothing in the file could be checked, because it cannot be read.",)
    assert (found.findings[0].code, found.findings[0].line, found.findings[0].column) == ("json-trailing-comma", 1, 3)
    assert [each.code for each in check(b"", name="x", today=TODAY).findings] == ["file-empty"]
    assert [each.code for each in check(MINIMAL, name="x", today=TODAY, max_size=10).findings] == ["file-too-large"]


@pytest.mark.parametrize("value", [[], "x", 5, None, [1], {}, {"name": "package", "version": "1.0"}])
def test_what_is_no_file_of_ours_is_invalid(value: Any) -> None:
    found = check(json.dumps(value).encode(), name="package.json", today=TODAY)
    assert (found.kind, found.outcome, found.acceptance.value) == (Kind.UNKNOWN, Outcome.INVALID, None)
    assert len([each for each in found.findings if each.severity == "error"]) == 1
    assert found.not_checked == ("Nothing else was checked, because it is not clear what the file is.",)


def test_a_file_without_its_marker_is_still_checked_and_not_accepted() -> None:
    found = report({"publisher": FILE["publisher"], "projects": [PROJECT | {"phase": "Beta"}], "tags": 1})
    assert errors(found) == [("missing-marker", ""), ("unknown-code", "/projects/0/phase")]
    assert ("warning", "unknown-key", "/tags") in told(found)
    assert (found.kind, found.acceptance.value, found.marks) == (Kind.UNKNOWN, None, ())


def test_a_misspelt_marker_is_told_once() -> None:
    found = report({"councilprojects": "1.0", "publisher": FILE["publisher"], "projects": []})
    assert errors(found) == [("missing-marker", "")]
    assert all(code != "unknown-key" for _severity, code, _pointer in told(found))


def test_a_number_as_marker_refuses_the_file_and_all_the_rest_is_told() -> None:
    found = report(councilProjects=1.0, projects=[PROJECT | {"end": "2020", "start": "2021"}])
    assert errors(found) == [("marker-not-a-text", "/councilProjects"), ("end-before-start", "/projects/0/end")]
    assert (found.outcome, found.acceptance.value) == (Outcome.INVALID, None)


def test_an_unknown_major_version_is_not_judged() -> None:
    found = report(councilProjects="2.0", projects=5)
    assert told(found) == [("warning", "unknown-version", "/councilProjects")]
    assert (found.outcome, found.kind, found.version, found.acceptance.value) == (
        Outcome.UNCHECKED,
        Kind.PROJECTS,
        "2.0",
        None,
    )
    assert found.not_checked[0].startswith("The file follows version 2.0 of the standard.")


def test_of_a_newer_minor_version_only_the_required_core_is_judged() -> None:
    newer = PROJECT | {
        "phase": "gamma",
        "budget": {"amount": "new form"},
        "mood": "good",
        "start": "2026",
        "end": "2025",
    }
    found = report(councilProjects="1.1", projects=[newer], weather={"sunny": True})
    assert told(found) == [
        ("info", "newer-version", "/councilProjects"),
        ("info", "newer-version", "/projects/0/phase"),
        ("info", "newer-version", "/projects/0/budget/amount"),
        ("info", "newer-version", "/projects/0/mood"),
        ("info", "newer-version", "/weather"),
    ]
    assert found.outcome is Outcome.VALID
    assert found.acceptance.value is not None
    accepted = found.acceptance.value["projects"][0]
    assert (accepted["phase"], accepted["mood"], "budget" in accepted) == ("gamma", "good", False)
    assert [(each.path, each.codes) for each in found.acceptance.set_aside] == [
        (("projects", 0, "budget"), ("newer-version",))
    ]


def test_the_required_core_of_a_newer_minor_version_is_judged() -> None:
    twice = [PROJECT, PROJECT, PROJECT | {"id": "B!", "title": None}]
    found = report(councilProjects="1.1", projects=twice)
    assert told(found) == [
        ("info", "newer-version", "/councilProjects"),
        ("error", "duplicate-project-id", "/projects/1/id"),
        ("error", "bad-id", "/projects/2/id"),
        ("error", "missing-field", "/projects/2"),
    ]
    assert found.acceptance.value == {**FILE, "councilProjects": "1.1", "projects": []}
    assert found.acceptance.duplicate_ids == ("missed-bins",)


def test_a_warning_never_restates_an_error() -> None:
    channel = {"channel": "web", "start": "2025", "end": "2025", "volume": None, "definition": ""}
    project = PROJECT | {"title": "", "department": None, "services": [{"lgsl": 5, "channels": [channel]}]}
    assert told(report(projects=[project])) == [
        ("error", "missing-field", "/projects/0"),
        ("warning", "empty-value", "/projects/0/department"),
        ("error", "missing-one-of", "/projects/0/services/0/channels/0"),
        ("warning", "empty-value", "/projects/0/services/0/channels/0/definition"),
    ]


def test_one_mistake_is_one_error_even_where_it_leaves_a_project_with_no_way_to_learn_more() -> None:
    found = report(projects=[PROJECT | {"url": "www.ambridge.example"}, PROJECT | {"id": "b"}])
    assert errors(found) == [("not-a-url", "/projects/0/url")]
    assert [(each.path, each.codes) for each in found.acceptance.set_aside] == [
        (("projects", 0), ("no-way-to-learn-more", "not-a-url"))
    ]
    assert [each.project_id for each in found.marks] == ["b"]


def test_a_repeated_id_sets_aside_every_project_that_bears_it_faulty_or_not() -> None:
    found = report(projects=[PROJECT | {"title": 5}, PROJECT, PROJECT | {"id": "b"}])
    assert errors(found) == [("wrong-type", "/projects/0/title"), ("duplicate-project-id", "/projects/1/id")]
    assert [each.path for each in found.acceptance.set_aside] == [("projects", 0), ("projects", 1)]
    assert found.acceptance.duplicate_ids == ("missed-bins",)


def test_a_repeated_key_sets_aside_what_is_ambiguous() -> None:
    text = MINIMAL.replace(b'"reviewed":', b'"start": "2025",\n"start": "2026",\n"reviewed":')
    found = check(text, name="x", today=TODAY)
    assert [(each.code, each.pointer, each.line) for each in found.findings] == [
        ("json-repeated-key", "/projects/0/start", 10)
    ]
    assert [each.path for each in found.acceptance.set_aside] == [("projects", 0, "start")]
    refused = check(MINIMAL.replace(b'"projects"', b'"projects": [], "projects"'), name="x", today=TODAY)
    assert refused.acceptance.value is None


def test_findings_point_into_the_file_with_its_byte_order_mark_and_its_empty_items() -> None:
    text = MINIMAL.replace(b'"projects": [', b'"projects": [null,').replace(b"2026-10-12", b"2026-10-32")
    found = check(b"\xef\xbb\xbf" + text, name="x", today=TODAY)
    assert [(each.code, each.pointer, each.line, each.column) for each in found.findings] == [
        ("file-byte-order-mark", "", 1, 1),
        ("empty-value", "/projects/0", 4, 16),
        ("not-a-date", "/projects/1/reviewed", 9, 19),
    ]
    assert [each.path for each in found.acceptance.set_aside] == [("projects", 1)]


def test_the_report_says_what_the_rules_could_not_look_at() -> None:
    projects = [PROJECT | {"id": None}, PROJECT | {"title": 5}, 5, PROJECT | {"id": "d", "phase": "Beta"}]
    found = report(projects=projects, publisher={"name": 5, "url": "https://www.ambridge.example/"})
    assert found.not_checked == (
        "Project *Report a missed bin* was not checked further, because it lacks `id`.",
        "Project *missed-bins* was not checked further, because of the error in `title`.",
        "Project 3 was not checked further, because it is not a group of fields.",
        "2 parts with errors were not checked further.",
    )
    many = report(projects=[PROJECT | {"id": f"p-{number}", "title": 5} for number in range(25)])
    assert len(many.not_checked) == 6
    assert many.not_checked[-1] == "20 more projects were not checked further for the same kind of reason."
    one = report(projects=[PROJECT | {"phase": "Beta"}])
    assert one.not_checked == ("One part with an error was not checked further.",)


def test_a_registry_is_known_by_its_marker() -> None:
    source = {"id": "ambridge", "name": "Ambridge", "url": "https://www.ambridge.example/projects.json"}
    registry = {"councilProjectsRegistry": "1.0", "name": "Councils", "sources": [source, source | {"id": "B!"}]}
    found = report(registry)
    assert (found.kind, found.outcome, found.marks) == (Kind.REGISTRY, Outcome.INVALID, ())
    assert told(found) == [("error", "bad-id", "/sources/1/id")]
    assert found.acceptance.value == registry | {"sources": [source]}
    assert found.findings[0].where == "source *Ambridge* › id"
    assert (found.checked.projects, found.checked.codelists) == (0, 0)
    assert report(registry | {"sources": []}).outcome is Outcome.VALID


def test_a_file_with_more_errors_than_anybody_lists_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_FAULTS", 3)
    found = report(projects=[PROJECT | {"id": "A"} for _number in range(9)])
    assert [each.code for each in found.findings] == ["bad-id"] * 3
    assert (found.outcome, found.acceptance.value) == (Outcome.INVALID, None)
    assert found.not_checked == ("There are more than 3 errors. Not all are listed, and nothing else was checked.",)
    assert MOST_FAULTS == 10_000


def test_many_warnings_are_cut_short_and_never_crowd_out_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_FAULTS", 3)
    overdue = PROJECT | {"reviewBy": "2026-10-13", "tags": 1, "department": ""}
    projects = [overdue | {"id": f"p-{number}"} for number in range(9)]
    found = report(projects=[*projects, PROJECT | {"start": "2026", "end": "2025"}])
    assert errors(found) == [("end-before-start", "/projects/9/end")]
    assert [len([1 for each in found.findings if each.code == code]) for code in ("unknown-key", "empty-value")] == [
        3,
        3,
    ]
    assert found.not_checked == ("There are 3 findings of one kind or more. Not all are listed.",)


def test_checking_needs_neither_requests_nor_rdflib_nor_feedgen_and_loads_the_engine_only_when_used() -> None:
    script = (
        "import sys, councilprojects_validator.check;"
        "heavy = {'requests', 'rdflib', 'feedgen', 'urllib3', 'jinja2', 'lxml', 'councilprojects_aggregator'};"
        "print(sorted(heavy & sys.modules.keys()), 'jsonschema' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[] False\n"
