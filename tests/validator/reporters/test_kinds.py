"""Which findings are told together, and what a record and a place are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_reports import EMPTY, END, numbered

from councilprojects_validator.diagnostics import Finding
from councilprojects_validator.report import Kind
from councilprojects_validator.reporters import kinds
from councilprojects_validator.reporters.records import inside, record, record_pointer
from councilprojects_validator.reporters.wrap import wrapped


def test_five_of_a_kind_are_told_one_by_one_and_six_together() -> None:
    assert kinds.sort(numbered(5)) == kinds.Sorted(numbered(5), ())
    assert kinds.sort(numbered(6)) == kinds.Sorted((), (numbered(6),))


def test_another_field_or_another_missing_one_is_another_kind() -> None:
    summary = numbered(6, code="missing-field", field="summary")
    reviewed = numbered(6, code="missing-field", field="reviewed")
    ends = numbered(6)
    starts = tuple(replace(each, pointer=each.pointer.replace("end", "start")) for each in ends)
    found = kinds.sort((*summary, *reviewed, *ends, *starts, EMPTY))
    assert found == kinds.Sorted((EMPTY,), (summary, reviewed, ends, starts))


def test_a_publisher_cannot_make_a_kind_of_every_name_it_invents() -> None:
    invented = tuple(replace(END, code="unknown-key", pointer=f"/projects/0/x{n}") for n in range(100))
    assert kinds.sort(invented) == kinds.Sorted((), (invented,))


@pytest.mark.parametrize(
    ("pointer", "field", "about"),
    [
        ("/projects/0/end", None, "end"),
        ("/projects/0", "summary", "summary"),
        ("/projects/0/services/1", None, "services"),
        ("/projects/0/a~1b~0c", None, "a/b~c"),
        ("", None, ""),
    ],
)
def test_what_a_finding_is_about(pointer: str, field: str | None, about: str) -> None:
    assert kinds.field(replace(END, pointer=pointer, field=field)) == about


@pytest.mark.parametrize(
    ("changes", "kind", "name"),
    [
        ({}, Kind.PROJECTS, "project “Report a missed bin” (missed-bins)"),
        ({"record_title": None}, Kind.PROJECTS, "project “missed-bins”"),
        ({"record_id": None}, Kind.PROJECTS, "project “Report a missed bin”"),
        ({"record_id": None}, Kind.REGISTRY, "source “Report a missed bin”"),
        ({"record_title": "A" * 200}, Kind.PROJECTS, f"project “{'A' * 79}…” (missed-bins)"),
        ({"record_title": None, "record_id": None}, Kind.PROJECTS, "project number 1"),
        (
            {"record_title": None, "record_id": None, "pointer": "/sources/11"},
            Kind.REGISTRY,
            "source number 12",
        ),
        ({"record_title": None, "record_id": None, "pointer": "/publisher"}, Kind.PROJECTS, "the file itself"),
    ],
)
def test_a_record_is_named_by_what_is_known_of_it(changes: dict[str, str | None], kind: Kind, name: str) -> None:
    finding: Finding = replace(END, **changes)  # type: ignore[arg-type]
    assert record(finding, kind) == name


def test_the_place_leaves_out_the_record_that_the_heading_names() -> None:
    assert inside(END) == "end"
    assert inside(replace(END, where="project *Report a missed bin*")) == ""
    assert inside(replace(END, where="publisher › url", record_title=None)) == "publisher › url"


@pytest.mark.parametrize(
    ("pointer", "whole"),
    [
        ("/projects/3/end", "/projects/3"),
        ("/sources/0", "/sources/0"),
        ("/projects", ""),
        ("/projects/3x", ""),
        ("", ""),
    ],
)
def test_a_findings_record(pointer: str, whole: str) -> None:
    assert record_pointer(replace(END, pointer=pointer)) == whole


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("aa bb cc", None, ["> aa bb cc"]),
        ("a" * 39 + " b", 40, ["> " + "a" * 39, "  b"]),
        ("a" * 60 + " b", 40, ["> " + "a" * 60, "  b"]),
        ("a" * 36 + " b", 5, ["> " + "a" * 36 + " b"]),
        ("标" * 18 + " b " + "c" * 90, 40, ["> " + "标" * 18 + " b", "  " + "c" * 90]),
        ("a " * 60, 200, ["> " + "a " * 48 + "a", "  " + "a " * 10 + "a "]),
    ],
)
def test_wrapping_counts_columns_and_cuts_no_word(words: str, width: int | None, lines: list[str]) -> None:
    assert wrapped(words, width, "> ", "  ") == lines
