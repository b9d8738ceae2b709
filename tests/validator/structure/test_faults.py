"""Everything that the schema refuses is one finding with its own code, place, sentence and, where possible, a fix."""

from __future__ import annotations

from typing import Any

import pytest
from structure_cases import ABSENT, CASES, FILE, PROJECT, P, found, patched

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Target, pointer
from councilprojects_validator.reading.read import MOST_FAULTS
from councilprojects_validator.report import Kind
from councilprojects_validator.structure.faults import structure

REGISTRY: dict[str, Any] = {
    "councilProjectsRegistry": "1.0",
    "name": "Councils",
    "sources": [{"id": "ambridge", "name": "Ambridge", "url": "https://www.ambridge.example/projects.json"}],
}


@pytest.mark.parametrize(
    ("where", "value", "expected"), CASES, ids=[f"{where} {str(v)[:30]}" for where, v, _e in CASES]
)
def test_one_fault_is_one_error_at_its_place(
    where: str, value: Any, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    parent = where.rsplit("/", 1)[0]
    told = [(each.code, pointer(each.path), each.field, each.suggestion) for each in found(patched(FILE, where, value))]
    assert told == [(code, parent if at == "<" else where + at, *rest) for code, at, *rest in expected]


@pytest.mark.parametrize(
    ("where", "value", "code", "at"),
    [
        ("/sources/0/hosts", ["https://www.ambridge.example/"], "not-a-host", "/sources/0/hosts/0"),
        ("/includes", ["a b"], "not-an-address", "/includes/0"),
        ("/sources/0/format", "projects.jsn", "unknown-code", "/sources/0/format"),
        ("/sources/0/url", ABSENT, "missing-field", "/sources/0"),
        ("/name", 5, "wrong-type", "/name"),
    ],
)
def test_a_registry_is_judged_by_its_own_schema(where: str, value: Any, code: str, at: str) -> None:
    assert [(each.code, pointer(each.path)) for each in found(patched(REGISTRY, where, value), Kind.REGISTRY)] == [
        (code, at)
    ]


def test_sound_files_have_no_fault() -> None:
    assert found(FILE) == []
    assert found({**FILE, "projects": []}) == []
    assert found(REGISTRY, Kind.REGISTRY) == []


def test_paths_are_those_of_the_publishers_file() -> None:
    file = {**FILE, "projects": [5, PROJECT, {**PROJECT, "topics": ["a", "b", 7]}]}
    contents = Contents(file).without([("projects", 0), ("projects", 2, "topics", 0)])
    assert [each.path for each in structure(contents, Kind.PROJECTS)] == [("projects", 2, "topics", 2)]


def test_only_the_parts_asked_for_are_judged() -> None:
    file = Contents({**FILE, "publisher": 5, "projects": [5, 6, PROJECT]})
    assert [each.path for each in structure(file, Kind.PROJECTS, [()])] == [("publisher",)]
    assert [each.path for each in structure(file, Kind.PROJECTS, [("projects", 1)])] == [("projects", 1)]


def test_a_field_that_was_read_as_absent_is_said_to_be_empty() -> None:
    file = patched(FILE, f"{P}/title", ABSENT)
    missing, empty = found(file)[0], next(structure(Contents(file), Kind.PROJECTS, empty=[("projects", 0, "title")]))
    assert missing.message == "`title` is missing. Every project needs it, so that people know what it is about."
    assert empty.message.startswith("`title` is empty, which counts as missing.")


def test_a_part_with_very_many_faults_is_not_read_to_its_end() -> None:
    file = patched(FILE, f"{P}/topics", [5] * (MOST_FAULTS + 500))
    assert len(found(file)) == MOST_FAULTS + 1


def test_a_bad_name_of_a_language_is_shown_at_the_name() -> None:
    assert found(patched(FILE, f"{P}/title", {"a b": "x"}))[0].target is Target.KEY
