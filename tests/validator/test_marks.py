"""Each project's marks, and the cheapest next step."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from councilprojects_validator.contents import Contents
from councilprojects_validator.marks import MARKS, Setting, earned, is_open, marks
from councilprojects_validator.report import Marks

TODAY = date(2026, 11, 21)
STUB = {"id": "a", "title": "A", "summary": "…", "reviewed": "2026-10-12"}
FINDABLE = {"phase": "beta", "status": "active", "topics": ["waste"]}
JOINABLE = {"openTo": ["talking"], "contact": {"email": "digital@ambridge.example"}}
REUSABLE = {"outputs": [{"licence": "MIT"}], "lessons": [{"text": "x"}]}


def marked(project: dict[str, Any], **file: Any) -> Marks:
    publisher = {"name": "Ambridge", **file.pop("publisher", {})}
    return next(marks(Contents({"publisher": publisher, "projects": [STUB | project], **file}), TODAY))


@pytest.mark.parametrize(
    ("project", "missing"),
    [
        ({}, ()),
        (FINDABLE, ("findable",)),
        (FINDABLE | JOINABLE, ("findable", "joinable")),
        (JOINABLE | REUSABLE, ("joinable", "reusable")),
        (FINDABLE | {"topics": [], "services": [{"lgsl": 5}]}, ("findable",)),
        (JOINABLE | {"openTo": ["not-now"]}, ()),
        (JOINABLE | {"reviewed": "2026-01-01"}, ()),
        (JOINABLE | {"status": "completed"}, ()),
        (REUSABLE | {"outputs": [{"title": "x"}]}, ()),
        (REUSABLE | {"outputs": [], "repositories": [{"licence": "MIT"}]}, ("reusable",)),
        ({"outputs": [{"licence": "MIT"}], "deployments": [{}]}, ("reusable",)),
    ],
)
def test_what_a_project_has_earned(project: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert marked(project).earned == ("listed", *missing)
    setting = Setting(publisher_contact=False, review_every=None, compiled=False, today=TODAY)
    assert earned(STUB | project, setting) == ("listed", *missing)


def test_the_publishers_contact_and_the_files_interval_count_for_every_project() -> None:
    project = {"openTo": ["joining"], "reviewed": "2026-01-01"}
    assert marked(project, reviewEvery="P1Y", publisher={"contact": {"url": "x"}}).earned == ("listed", "joinable")
    assert marked(project | {"reviewed": "2026-10-12"}, compiledBy={}, publisher={"contact": {}}).earned == ("listed",)


@pytest.mark.parametrize(
    ("project", "invites"),
    [
        ({}, False),
        ({"openTo": ["sharing"]}, True),
        ({"openTo": ["not-now"]}, False),
        ({"offers": [{"until": "2026-11-21"}]}, True),
        ({"offers": [{"until": "2026-11-20"}]}, False),
        ({"wants": [{}], "openTo": ["not-now"]}, True),
    ],
)
def test_whether_a_project_invites_others(project: dict[str, Any], invites: bool) -> None:  # noqa: FBT001 - a table
    assert is_open(project, TODAY) is invites


@pytest.mark.parametrize(
    ("project", "file", "step"),
    [
        ({"phase": "beta"}, {}, "To be found by others: add `status` and add a service or a topic."),
        (
            FINDABLE | {"openTo": ["talking"]},
            {},
            "To be joined by others: add a `contact` of the team or the publisher.",
        ),
        (
            FINDABLE | {"contact": {}},
            {},
            "To be joined by others: say in `openTo`, `offers` or `wants` how others can join.",
        ),
        (
            FINDABLE | JOINABLE | {"reviewed": "2025-01-01"},
            {},
            (
                "To be joined by others: look it through, and set `reviewed` to that day and `reviewBy`, if it is"
                " there, to the next one."
            ),
        ),
        (
            FINDABLE | JOINABLE,
            {"compiledBy": {}},
            "To be joined by others: let the council publish it in a file of its own.",
        ),
        (
            FINDABLE | JOINABLE | {"status": "stopped"},
            {},
            "To be joined by others: set `status` to what is true if the work goes on.",
        ),
        (
            FINDABLE | JOINABLE,
            {},
            (
                "To be reused by others: add an output or repository with its licence and add a lesson, or who runs it"
                " in `deployments`."
            ),
        ),
        (
            FINDABLE | JOINABLE | {"outputs": [{}], "lessons": [{}]},
            {},
            "To be reused by others: add a `licence` to an output or repository.",
        ),
        ({"services": [{}]} | REUSABLE, {}, "To be found by others: add `phase` and add `status`."),
    ],
)
def test_the_cheapest_next_step(project: dict[str, Any], file: dict[str, Any], step: str) -> None:
    assert marked(project, **file).next_step == step


def test_a_project_with_all_four_has_no_next_step() -> None:
    every = marked(FINDABLE | JOINABLE | REUSABLE)
    assert every.earned == MARKS
    assert every.next_step is None


def test_marks_name_the_project_in_the_files_language_and_where_it_stands_in_the_file() -> None:
    projects = [5, STUB | {"title": {"en": "Bins", "cy": "Biniau"}}]
    contents = Contents({"publisher": {}, "language": "cy", "projects": projects}).without([("projects", 0)])
    first = next(marks(contents, TODAY))
    assert (first.project_id, first.title, first.pointer) == ("a", "Biniau", "/projects/1")
