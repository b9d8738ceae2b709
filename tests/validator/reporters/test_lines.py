"""`concise` and `json`, and that nothing that a publisher wrote acts in any format."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from sample_reports import EMPTY, END, INVALID, REGISTRY, UNCHECKED, VALID, hostile, judged

from councilprojects_validator.report import Acceptance
from councilprojects_validator.reporters import concise, github, gitlab, html, junit, markdown, sarif, text
from councilprojects_validator.reporters import json as json_reporter
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.standard import load_schema


def test_concise_is_one_line_a_finding() -> None:
    report = replace(INVALID, findings=(END, EMPTY))
    assert concise.render([judged(report), Judged(UNCHECKED)]) == (
        "projects.json:6:14: error: This ends on 2025-10, before it starts on 2026-10."
        " Correct one of the two dates. [end-before-start]\n"
        "projects.json: error: The file is empty. [file-empty]\n"
        "gone.json: not checked: No such file.\n"
    )


def test_json_has_one_shape_which_is_that_of_its_schema() -> None:
    files = [judged(INVALID), judged(VALID), Judged(UNCHECKED), hostile(), judged(REGISTRY)]
    whole = json.loads(json_reporter.render(files, 2))
    jsonschema.Draft202012Validator(load_schema("report")).validate(whole)
    assert [file["outcome"] for file in whole["files"]] == ["invalid", "valid", "unchecked", "invalid", "invalid"]
    assert whole["exitCode"] == 2
    assert whole["files"][0]["findings"] == [
        {
            "code": "end-before-start",
            "severity": "error",
            "message": END.message,
            "pointer": "/projects/0/end",
            "where": END.where,
            "recordId": "missed-bins",
            "recordTitle": "Report a missed bin",
            "line": 6,
            "column": 14,
            "endLine": 6,
            "endColumn": 23,
            "help": "councilprojects explain end-before-start",
            "helpUri": "https://w3id.org/councilprojects/rules#end-before-start",
        },
    ]
    assert whole["files"][0]["setAside"] == [{"pointer": "/projects/0/end", "codes": ["end-before-start"]}]
    assert whole["files"][4]["checked"]["sources"] == 3
    assert "summary" not in whole["files"][4]


def test_json_has_the_marks_as_data_and_the_summary_as_figures_and_sentences() -> None:
    file = json.loads(json_reporter.render([judged(VALID)], 0))["files"][0]
    assert file["projects"] == [
        {
            "id": "missed-bins",
            "title": "Report a missed bin",
            "pointer": "/projects/0",
            "marks": ["listed"],
            "level": 1,
            "next": "To be found by others: add `phase`.",
            "lacking": {
                "findable": ["phase"],
                "joinable": ["opening", "contact"],
                "reusable": ["output", "lesson"],
            },
        },
    ]
    assert file["summary"] == {
        "sentences": [
            "The file has 1 project, and it can be listed.",
            "Others cannot find, join or reuse it yet.",
            "It does not say that others may join in.",
            "It was last reviewed on 12 October 2026.",
            "Adding a `phase` to 1 project would let others find it.",
        ],
        "projects": 1,
        "listed": 1,
        "findable": 0,
        "joinable": 0,
        "reusable": 0,
        "inviting": 0,
        "toReview": 0,
        "reviewedFirst": "2026-10-12",
        "reviewedLast": "2026-10-12",
        "best": {"mark": "findable", "steps": ["phase"], "projects": 1},
    }
    none = replace(VALID, marks=(), acceptance=Acceptance({"projects": []}), checked=replace(VALID.checked, projects=0))
    empty = json.loads(json_reporter.render([judged(none)], 0))["files"][0]["summary"]
    assert empty["sentences"] == ["The file has no projects yet."]
    assert not {"best", "reviewedFirst", "reviewedLast"} & set(empty)


def test_json_leaves_line_and_column_out_only_where_there_is_no_place() -> None:
    whole = json.loads(json_reporter.render([Judged(replace(INVALID, findings=(EMPTY,)))], 1))
    assert not {"line", "column", "endLine", "endColumn"} & set(whole["files"][0]["findings"][0])


def test_json_keeps_welsh_readable_and_its_strings_as_they_were() -> None:
    shown = json_reporter.render([judged(replace(VALID, name="Tŷ ##[error]x.json"))], 0)
    assert '"Tŷ #\\u0023[error]x.json"' in shown
    assert json.loads(shown)["files"][0]["file"] == "Tŷ ##[error]x.json"


def renderings() -> dict[str, str]:
    files = [hostile()]
    return {
        "text": text.render(files),
        "narrow": text.render(files, width=60),
        "concise": concise.render(files),
        "json": json_reporter.render(files, 1),
        "github": github.render(files),
        "summary": github.summary(files),
        "gitlab": gitlab.render(files),
        "sarif": sarif.render(files, 1, version="0.1.0"),
        "junit": junit.render(files),
        "html": html.render(files),
        "markdown": markdown.render(files),
    }


FORMS = tuple(renderings())


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_a_publisher_wrote_acts_on_a_terminal(form: str) -> None:
    shown = renderings()[form]
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown) is None
    assert shown.encode()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_a_publisher_wrote_gives_a_command_to_a_ci_service(form: str) -> None:
    lines = renderings()[form].splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == (2 if form == "github" else 0)
    # Of a line that is a command by the newer form the runner does not look for one of the older.
    assert not [line for line in lines if line not in commands and re.search(r"##\w*\[", line)]
