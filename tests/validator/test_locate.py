"""Findings point at what is wrong, in file order."""

from __future__ import annotations

import json
from typing import Any

from councilprojects_validator.diagnostics import Diagnostic, Finding, Severity, Target
from councilprojects_validator.locate import Source, in_file_order, locate
from councilprojects_validator.report import Kind

TEXT = """{
  "language": "cy",
  "publisher": {"name": "Ambridge"},
  "projects": [
    {
      "id": "a", "title": {"en": "Bins", "cy": "Biniau"},
      "phase": "Beta"
    },
    {"titel": "B"}
  ]
}
"""


def source(text: str = TEXT, kind: Kind = Kind.PROJECTS) -> Source:
    return Source(text, json.loads(text), kind, readable=True)


def diagnostic(*path: str | int, code: str = "a-code", severity: Severity = Severity.ERROR, **more: Any) -> Diagnostic:
    return Diagnostic(code, severity, "Message.", path, **more)


def place(found: Finding) -> tuple[int | None, int | None, int | None, int | None]:
    return found.line, found.column, found.end_line, found.end_column


def placed(each: Diagnostic) -> tuple[int | None, int | None, int | None, int | None]:
    return place(locate([each], source())[0])


def test_each_kind_of_finding_has_its_place() -> None:
    assert placed(diagnostic("projects", 0, "phase")) == (7, 16, 7, 22)
    assert placed(diagnostic("projects", 0, "phase", target=Target.KEY)) == (7, 7, 7, 14)
    assert placed(diagnostic("projects", 0, field="summary")) == (6, 13, 6, 16)
    assert placed(diagnostic("projects", 1, field="id")) == (9, 5, 9, 6)
    assert placed(diagnostic("projects", 0)) == (5, 5, 8, 6)
    assert placed(diagnostic(field="self")) == (1, 1, 1, 2)
    assert placed(diagnostic()) == (1, 1, 11, 2)
    assert placed(diagnostic(offset=4)) == (2, 3, 2, 4)


def test_what_is_not_there_is_placed_at_the_nearest_thing_that_is() -> None:
    assert placed(diagnostic("publisher", "contact", "email")) == (3, 16, 3, 36)
    assert placed(diagnostic("projects", 7, target=Target.KEY)) == (4, 3, 4, 13)
    assert placed(diagnostic("publisher", "contact", field="email")) == (3, 16, 3, 36)


def test_a_finding_names_its_record_and_the_way_to_it() -> None:
    found = locate([diagnostic("projects", 0, "phase", suggestion="beta", field=None)], source())[0]
    assert found == Finding(
        code="a-code",
        severity=Severity.ERROR,
        message="Message.",
        pointer="/projects/0/phase",
        where="project *Biniau* › phase",
        record_id="a",
        record_title="Biniau",
        suggestion="beta",
        line=7,
        column=16,
        end_line=7,
        end_column=22,
    )
    other = locate([diagnostic("publisher", "name")], source())[0]
    assert (other.where, other.record_id, other.record_title) == ("publisher › name", None, None)
    assert locate([diagnostic("projects", 1, "titel")], source())[0].where == "project 2 › titel"
    registry = '{"sources": [{"id": "a", "name": "Ambridge"}]}'
    assert locate([diagnostic("sources", 0)], source(registry, Kind.REGISTRY))[0].where == "source *Ambridge*"


def test_findings_are_in_file_order_then_the_graver_first_then_by_code() -> None:
    told = [
        diagnostic("projects", 1, "titel", code="c"),
        diagnostic("projects", 0, "phase", code="b", severity=Severity.INFO),
        diagnostic("projects", 0, "phase", code="d", severity=Severity.WARNING),
        diagnostic("projects", 0, "phase", code="a", severity=Severity.WARNING),
        diagnostic(code="e", offset=3),
    ]
    assert [found.code for found in locate(told, source())] == ["e", "a", "d", "b", "c"]
    assert [found.code for found in in_file_order(reversed(told), source())] == ["e", "a", "d", "b", "c"]


def test_a_file_that_cannot_be_read_has_places_only_where_the_reader_noted_them() -> None:
    unread = Source("[1,]", None, Kind.PROJECTS, readable=False)
    found = locate([diagnostic(code="whole"), diagnostic(code="comma", offset=2)], unread)
    assert [(each.code, *place(each)) for each in found] == [
        ("whole", None, None, None, None),
        ("comma", 1, 3, 1, 4),
    ]
    assert [each.where for each in found] == ["the file", "the file"]
    assert locate([], unread) == ()


def test_records_that_are_no_groups_have_no_name() -> None:
    odd = source('{"projects": {"0": 5}}')
    assert locate([diagnostic("projects", 0)], odd)[0].where == "project 1"
