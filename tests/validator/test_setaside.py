"""The smallest part goes, the rest stays, and what stays has no error."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilprojects_validator.check import check
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path, Severity
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report, SetAside
from councilprojects_validator.setaside import ROUNDS, accept, is_core, judgeable, part, refuses

TODAY = date(2026, 11, 21)


def error(*path: str | int, code: str = "wrong-type", field: str | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, "", path, field=field)


@pytest.mark.parametrize(
    ("where", "goes"),
    [
        (("projects", 3, "services", 0, "channels", 1, "volume"), ("projects", 3, "services", 0, "channels", 1)),
        (("projects", 3, "services", 0), ("projects", 3, "services", 0)),
        (("projects", 3, "users", 0, "xx"), ("projects", 3, "users", 0)),
        (("projects", 3, "budget", "band"), ("projects", 3, "budget")),
        (("projects", 3, "description", "xx"), ("projects", 3, "description")),
        (("projects", 3, "lead", "memberOf", 0, "name"), ("projects", 3, "lead", "memberOf", 0)),
        (("projects", 3, "phase"), ("projects", 3, "phase")),
        (("projects", 3, "title", "xx"), ("projects", 3)),
        (("projects", 3, "id"), ("projects", 3)),
        (("projects", 3), ("projects", 3)),
        (("publisher", "contact", "email"), ("publisher", "contact")),
        (("publisher", "offers", 2, "type"), ("publisher", "offers", 2)),
        (("previousUrls", 1), ("previousUrls", 1)),
        (("compiledBy", "name", "en"), ("compiledBy",)),
        (("licence",), ("licence",)),
    ],
)
def test_the_smallest_part_of_a_file(where: Path, goes: Path) -> None:
    assert part(error(*where), Kind.PROJECTS) == goes
    assert not refuses(error(*where), Kind.PROJECTS)


@pytest.mark.parametrize(
    "fault",
    [
        error(),
        error(field="publisher"),
        error("councilProjects"),
        error("publisher"),
        error("publisher", field="name"),
        error("publisher", "name", "cy"),
        error("publisher", "url"),
        error("projects"),
    ],
)
def test_faults_that_refuse_the_file(fault: Diagnostic) -> None:
    assert refuses(fault, Kind.PROJECTS)
    assert is_core(fault, Kind.PROJECTS)
    assert accept(Contents({}), [fault], Kind.PROJECTS, lambda *_: ()) == (Acceptance(None), None)


def test_a_registry_loses_the_source_that_is_faulty() -> None:
    kind = Kind.REGISTRY
    assert part(error("sources", 2, "url"), kind) == ("sources", 2)
    assert part(error("sources", 2, "hosts", 1), kind) == ("sources", 2, "hosts", 1)
    assert part(error("sources", 2, "gss"), kind) == ("sources", 2, "gss")
    assert part(error("includes", 0), kind) == ("includes", 0)
    assert [refuses(error(name), kind) for name in ("councilProjectsRegistry", "name", "sources", "url")] == [
        True
    ] * 3 + [False]


def test_the_required_core_of_a_project() -> None:
    assert is_core(error("projects", 0, field="title"), Kind.PROJECTS)
    assert is_core(error("projects", 0, "reviewed"), Kind.PROJECTS)
    assert not is_core(error("projects", 0, "phase"), Kind.PROJECTS)
    assert not is_core(error("licence"), Kind.PROJECTS)


def test_for_the_rules_a_refusing_fault_takes_only_its_own_value_out() -> None:
    contents = Contents({"councilProjects": 1, "publisher": {"name": 5, "gss": "x"}, "projects": [1, {"id": "a"}]})
    errors = [
        error("councilProjects"),
        error("publisher", "name"),
        error("publisher", field="url"),
        error("projects", 0),
    ]
    rest, parts = judgeable(contents, errors, Kind.PROJECTS)
    assert rest.value == {"publisher": {"gss": "x"}, "projects": [{"id": "a"}]}
    assert parts == {("councilProjects",), ("publisher", "name"), ("projects", 0)}


def test_what_stays_is_looked_at_again_and_the_next_larger_part_goes() -> None:
    contents = Contents({"projects": [{"id": "a", "url": 5, "phase": "x", "topics": [1]}, {"id": "b"}]})

    def recheck(rest: Contents, parts: Any) -> list[Diagnostic]:
        assert tuple(parts) in {(("projects", 0, "url"),), (("projects", 0),)}
        return [error("projects", 0, code="no-way-to-learn-more")] if rest.at(("projects", 0)) else []

    acceptance, rest = accept(contents, [error("projects", 0, "url", code="not-a-url")], Kind.PROJECTS, recheck)
    aside = SetAside(("projects", 0), ("no-way-to-learn-more", "not-a-url"), "a")
    assert acceptance == Acceptance({"projects": [{"id": "b"}]}, (aside,))
    assert rest is not None
    assert list(rest.items(("projects",))) == [(("projects", 1), {"id": "b"})]


def test_looking_again_has_an_end() -> None:
    seen: list[Any] = []

    def never(rest: Contents, _parts: Any) -> list[Diagnostic]:
        seen.append(rest)
        return [error("projects", 0, "url")]

    assert accept(Contents({"projects": [{"id": "a"}]}), [error("licence")], Kind.PROJECTS, never) == (
        Acceptance(None),
        None,
    )
    assert len(seen) == ROUNDS


def test_every_project_with_a_repeated_id_goes_and_is_named() -> None:
    projects = [{"id": "a", "n": 1}, {"id": "b"}, {"id": "a", "n": 2}, 5, {"id": "a", "n": 3}]
    errors = [error("projects", index, "id", code="duplicate-project-id") for index in (2, 4)]
    acceptance, _rest = accept(
        Contents({"projects": projects}), [*errors, error("projects", 3)], Kind.PROJECTS, lambda *_: ()
    )
    assert acceptance.value == {"projects": [{"id": "b"}]}
    assert acceptance.duplicate_ids == ("a",)
    assert [(each.path, each.codes, each.project_id) for each in acceptance.set_aside] == [
        (("projects", 0), ("duplicate-project-id",), "a"),
        (("projects", 2), ("duplicate-project-id",), "a"),
        (("projects", 3), ("wrong-type",), None),
        (("projects", 4), ("duplicate-project-id",), "a"),
    ]


def test_parts_inside_parts_are_told_once_and_paths_of_both_kinds_are_sorted() -> None:
    contents = Contents({"a": {"0": [1, 2]}, "licence": 5, "projects": [{"topics": [1, 2]}]})
    errors = [error("projects", 0, "topics", 1), error("projects", 0, "topics"), error("a", "b", 0), error("a", 0)]
    acceptance, _rest = accept(contents, errors, Kind.PROJECTS, lambda *_: ())
    assert [each.path for each in acceptance.set_aside] == [("a", 0), ("a", "b", 0), ("projects", 0, "topics")]


def test_without_errors_nothing_is_looked_at_again() -> None:
    acceptance, _rest = accept(Contents({"projects": []}), [], Kind.PROJECTS, lambda *_: pytest.fail("looked again"))
    assert acceptance == Acceptance({"projects": []})


# The whole pipeline on files with faults anywhere.

ORGANISATION = {
    "name": {"en": "Borsetshire", "cy": "Sir Borset"},
    "url": "https://www.borsetshire.example/",
    "gss": "E10000099",
}
PROJECT: dict[str, Any] = {
    "id": "missed-bins",
    "title": {"en": "Report a missed bin", "cy": "Rhoi gwybod am fin"},
    "summary": "Residents report a missed collection online and see when the crew will return.",
    "reviewed": "2026-10-12",
    "url": "https://www.ambridge.example/missed-bins",
    "phase": "beta",
    "status": "active",
    "start": "2025-04",
    "end": "2026",
    "openTo": ["talking"],
    "topics": ["waste"],
    "services": [{"lgsl": 529, "channels": [{"channel": "web", "start": "2024", "end": "2024", "share": 0.5}]}],
    "partners": [{**ORGANISATION, "role": "partner", "project": "https://www.borsetshire.example/projects.json#bins"}],
    "offers": [{"type": "delivery", "description": "Our code", "contact": {"email": "digital@ambridge.example"}}],
    "budget": {"band": "under-50k"},
}
FILE: dict[str, Any] = {
    "councilProjects": "1.0",
    "language": "en-GB",
    "publisher": {
        "name": "Ambridge",
        "url": "https://www.ambridge.example/",
        "contact": {"email": "digital@ambridge.example"},
    },
    "projects": [PROJECT, {**PROJECT, "id": "missed-boxes", "url": None}, {**PROJECT, "id": "third"}],
}
JUNK = st.sampled_from(
    [None, "", [], {}, 0, -1, 1.5, True, "x", " ", "2025-26", "2020", "Beta", "missed-bins", "not-now",
     "https://u:p@h.example/", "https://a b", "www.a.example",
     {"en": "x"}, {"a b": 1}, {"email": None}, ["a"], [None], [{}], [[[]]], 10**20, "A" * 600]
)  # fmt: skip


def places(value: Any, path: Path = ()) -> list[Path]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, member in members for place in places(member, (*path, key)))]


@st.composite
def faulty_files(draw: st.DrawFn) -> dict[str, Any]:
    file = deepcopy(FILE)
    file["councilProjects"] = draw(st.sampled_from(["1.0", "1.0", "1.0", "1.7"]))
    for _fault in range(draw(st.integers(1, 5))):
        where = draw(st.sampled_from([path for path in places(file) if path] or [("projects",)]))
        holder: Any = file
        for key in where[:-1]:
            holder = holder[key]
        match draw(st.integers(0, 3)):
            case 0 | 1:
                holder[where[-1]] = deepcopy(draw(JUNK))
            case 2:
                holder.pop(where[-1], None) if isinstance(holder, dict) else holder.pop()
            case _ if isinstance(holder, list):
                holder.append(deepcopy(draw(JUNK)))
            case _:
                holder[draw(st.sampled_from(["id", "tags", "x_foo", "x_a_b", "url", "phase", "contact"]))] = deepcopy(
                    draw(JUNK)
                )
    return file


def checked(value: Any) -> Report:
    return check(json.dumps(value, ensure_ascii=False, indent=1).encode(), name="x", today=TODAY)


def codes(report: Report, severity: Severity) -> list[str]:
    return [finding.code for finding in report.findings if finding.severity is severity]


@settings(max_examples=150)
@given(faulty_files())
def test_what_is_accepted_has_no_error_and_nothing_empty(file: dict[str, Any]) -> None:
    report = checked(file)
    errors = codes(report, Severity.ERROR)
    assert report.outcome is (Outcome.INVALID if errors else Outcome.VALID)
    if report.acceptance.value is None:
        assert errors
        return
    again = checked(report.acceptance.value)
    assert codes(again, Severity.ERROR) == []
    assert "empty-value" not in codes(again, Severity.WARNING)
    assert again.acceptance.value == report.acceptance.value
    assert again.acceptance.set_aside == ()
    assert len(again.marks) == len(report.marks)


@settings(max_examples=100)
@given(faulty_files())
def test_findings_are_in_file_order_each_once_and_the_same_every_time(file: dict[str, Any]) -> None:
    report = checked(file)
    assert report == checked(file)
    located = [(finding.line or 0, finding.column or 0) for finding in report.findings]
    assert located == sorted(located)
    told = [
        (finding.code, finding.pointer, finding.field)
        for finding in report.findings
        if finding.severity is Severity.ERROR
    ]
    assert len(told) == len(set(told))
    restated = {(finding.pointer, finding.field) for finding in report.findings if finding.field}
    empties = [finding.pointer.rsplit("/", 1) for finding in report.findings if finding.code == "empty-value"]
    assert not any((parent, key) in restated for parent, key in empties)
