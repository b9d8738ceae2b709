"""The marker says what a file is; without it, or with another version, the report says so and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.marker import Marker, read_marker
from councilprojects_validator.report import Kind


def told(marker: Marker) -> list[tuple[str, str, tuple[str | int, ...], str | None, str | None]]:
    return [(each.code, str(each.severity), each.path, each.field, each.suggestion) for each in marker.diagnostics]


@pytest.mark.parametrize(
    ("key", "kind"), [("councilProjects", Kind.PROJECTS), ("councilProjectsRegistry", Kind.REGISTRY)]
)
def test_a_known_version_is_judged(key: str, kind: Kind) -> None:
    assert read_marker({key: "1.0"}) == Marker(kind, kind, "1.0")


@pytest.mark.parametrize(
    ("version", "code", "suggestion"),
    [
        (1.0, "marker-not-a-text", '"1.0"'),
        (1, "marker-not-a-text", '"1.0"'),
        (1.1, "marker-not-a-text", '"1.1"'),
        (-2, "marker-not-a-text", '"1.0"'),
        (True, "marker-not-a-text", '"1.0"'),
        (["1.0"], "marker-not-a-text", '"1.0"'),
        ("1", "bad-version", "1.0"),
        ("v1.0", "bad-version", "1.0"),
        ("1.0\n", "bad-version", "1.0"),
        ("9" * 5000 + ".0", "bad-version", "1.0"),
    ],
)
def test_what_is_no_version_is_an_error_and_the_rest_is_still_judged(version: Any, code: str, suggestion: str) -> None:
    marker = read_marker({"councilProjects": version})
    assert told(marker) == [(code, "error", ("councilProjects",), None, suggestion)]
    assert (marker.kind, marker.judged_as, marker.not_checked) == (Kind.PROJECTS, Kind.PROJECTS, None)


@pytest.mark.parametrize("version", ["2.0", "17.3"])
def test_an_unknown_major_version_is_not_judged(version: str) -> None:
    marker = read_marker({"councilProjects": version})
    assert told(marker) == [("unknown-version", "warning", ("councilProjects",), None, None)]
    assert (marker.kind, marker.judged_as, marker.version) == (Kind.PROJECTS, None, version)
    assert marker.not_checked is not None
    assert marker.not_checked.startswith(f"The file follows version {version} of the standard.")


def test_a_newer_minor_version_is_noted() -> None:
    marker = read_marker({"councilProjects": "1.12"})
    assert told(marker) == [("newer-version", "info", ("councilProjects",), None, None)]
    assert (marker.judged_as, marker.minor_is_newer) == (Kind.PROJECTS, True)
    assert marker.diagnostics[0].severity is Severity.INFO


@pytest.mark.parametrize(
    ("value", "judged_as", "suggestion"),
    [
        ({"projects": []}, Kind.PROJECTS, '"councilProjects": "1.0"'),
        ({"publisher": {}}, Kind.PROJECTS, '"councilProjects": "1.0"'),
        ({"sources": []}, Kind.REGISTRY, '"councilProjectsRegistry": "1.0"'),
        ({"name": "package"}, None, '"councilProjects": "1.0"'),
        ({}, None, '"councilProjects": "1.0"'),
    ],
)
def test_without_a_marker_the_file_is_judged_as_what_it_looks_like(
    value: Any, judged_as: Kind | None, suggestion: str
) -> None:
    marker = read_marker(value)
    assert [(each.code, each.path, each.suggestion) for each in marker.diagnostics] == [
        ("missing-marker", (), suggestion)
    ]
    assert (marker.kind, marker.judged_as, marker.misspelt) == (Kind.UNKNOWN, judged_as, None)


@pytest.mark.parametrize("key", ["councilprojects", "council_projects", "CouncilProjects", "councilProject"])
def test_a_misspelt_marker_is_named(key: str) -> None:
    marker = read_marker({key: "1.0"})
    assert told(marker) == [("missing-marker", "error", (), "councilProjects", "councilProjects")]
    assert (marker.judged_as, marker.misspelt) == (Kind.PROJECTS, (key,))


@pytest.mark.parametrize(("value", "words"), [([], "a list in [ ]"), ("x", "“x”"), (5, "5"), (None, "null")])
def test_a_file_that_is_not_a_group_of_fields_cannot_be_judged(value: Any, words: str) -> None:
    marker = read_marker(value)
    assert [each.code for each in marker.diagnostics] == ["wrong-type"]
    assert words in marker.diagnostics[0].message
    assert marker.judged_as is None
