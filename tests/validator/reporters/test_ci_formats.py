"""GitLab's Code Quality, SARIF and JUnit: each as its own description says that it must be."""

from __future__ import annotations

import hashlib
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from sample_reports import EMPTY, END, INVALID, REGISTRY, UNCHECKED, VALID, hostile, judged, numbered

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.reporters import gitlab, junit, sarif
from councilprojects_validator.reporters.fingerprint import fingerprints
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.reporters.places import relative, uri

VENDOR = Path(__file__).parents[1] / "vendor"
SARIF = jsonschema.Draft4Validator(
    json.loads((VENDOR / "sarif-schema-2.1.0.json").read_text("utf-8")),
    format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
)
XSD = etree.XMLSchema(etree.parse(VENDOR / "junit-10.xsd"))
WARNING = replace(END, code="insecure-link", severity=Severity.WARNING, message="Use https.", pointer="/projects/0/url")
MIXED = replace(INVALID, findings=(END, WARNING, EMPTY), not_checked=("Rules on dates.",))
EVERY = [judged(MIXED), judged(VALID), Judged(UNCHECKED), judged(REGISTRY)]

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format, as a schema.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^(?![./]{0,2}/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer"}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    "entry", json.loads((VENDOR / "VENDOR.json").read_text("utf-8")), ids=lambda each: each["file"]
)
def test_what_we_took_from_others_is_as_it_was(entry: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def as_gitlab(files: list[Judged], root: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render(files, root=root))
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(found)
    return found


def as_sarif(files: list[Judged], root: str = "") -> dict[str, Any]:
    log = json.loads(sarif.render(files, 1, root=root, version="0.1.0"))
    SARIF.validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def as_junit(files: list[Judged], *, strict: bool = False) -> ET.Element:
    text = junit.render(files, strict=strict)
    XSD.assertValid(etree.fromstring(text.encode()))
    return ET.fromstring(text)  # noqa: S314 - our own output


def test_gitlab_has_every_finding_with_its_place() -> None:
    found = as_gitlab([judged(MIXED)])
    assert [each["severity"] for each in found] == ["major", "minor", "major", "info"]
    assert found[0]["location"] == {"path": "projects.json", "lines": {"begin": 6, "end": 6}}
    assert found[0]["description"].endswith(
        "Correct one of the two dates. More: councilprojects explain end-before-start"
    )
    assert found[2]["location"] == {"path": "projects.json", "lines": {"begin": 1}}
    assert (found[3]["check_name"], found[3]["description"]) == ("not-checked", "Rules on dates.")


def test_gitlab_takes_what_could_not_be_checked_for_grave() -> None:
    assert [each["severity"] for each in as_gitlab([Judged(UNCHECKED)])] == ["major"]


def test_gitlab_fingerprints_are_all_different() -> None:
    found = as_gitlab([*EVERY, judged(replace(INVALID, name="b.json", findings=(END, END)))])
    assert len({each["fingerprint"] for each in found}) == len(found)


def test_a_fingerprint_stays_while_lines_and_projects_move() -> None:
    moved = replace(END, line=99, column=1, pointer="/projects/7/end", message="Other words.")
    assert list(fingerprints("a", [END])) == list(fingerprints("a", [moved]))
    assert list(fingerprints("a", [END])) != list(fingerprints("a", [replace(END, code="other")]))
    assert list(fingerprints("a", [END])) != list(fingerprints("b", [END]))
    assert list(fingerprints("a", [EMPTY])) != list(fingerprints("a", [replace(EMPTY, pointer="/projects/0")]))
    assert list(fingerprints("a", [END])) != list(fingerprints("a", [replace(END, field="start")]))


@pytest.mark.parametrize(
    ("name", "path", "address"),
    [
        ("projects.json", "projects.json", ("projects.json", True)),
        ("./a b/Tŷ.json", "a b/Tŷ.json", ("a%20b/T%C5%B7.json", True)),
        ("/work/repo/data/p.json", "data/p.json", ("data/p.json", True)),
        ("/elsewhere/p.json", "/elsewhere/p.json", ("file:///elsewhere/p.json", False)),
        ("C:/repo/p 1.json", "C:/repo/p 1.json", ("file:///C:/repo/p%201.json", False)),
        ("-", "standard-input", ("standard-input", True)),
        ("https://a.example/p.json?x=1#y", None, ("https://a.example/p.json?x=1#y", False)),
        ("https://a.example/<p> q", None, ("https://a.example/%3Cp%3E%20q", False)),
        ("\udcff.json", "\udcff.json", ("%ED%B3%BF.json", True)),
    ],
)
def test_where_a_file_is(name: str, path: str | None, address: tuple[str, bool]) -> None:
    assert relative(name, "/work/repo/") == (path or name)
    assert uri(name, "/work/repo") == address


def test_sarif_is_what_its_schema_says_with_everything_in_it() -> None:
    run = as_sarif(EVERY)
    assert [each["ruleId"] for each in run["results"]] == [
        "end-before-start",
        "insecure-link",
        "file-empty",
        "not-a-url",
    ]
    assert [each["level"] for each in run["results"]] == ["error", "warning", "error", "error"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert rules[0]["helpUri"] == "https://w3id.org/councilprojects/rules#end-before-start"
    assert rules[0]["help"]["text"].count("\n\n") == 2


def test_sarif_says_in_which_unit_its_columns_are_and_gives_the_one_behind_the_end() -> None:
    run = as_sarif([judged(INVALID)])
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "projects.json", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 6, "startColumn": 14, "endLine": 6, "endColumn": 23},
    }


def test_sarif_gives_no_region_where_there_is_no_line() -> None:
    location = as_sarif([judged(replace(INVALID, findings=(EMPTY,)))])["results"][0]["locations"][0]
    assert "region" not in location["physicalLocation"]
    point = as_sarif([judged(replace(INVALID, findings=(replace(END, end_line=None, end_column=None),)))])
    region = point["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 6, "startColumn": 14}


def test_sarif_says_what_was_not_checked_and_whether_the_run_went_well() -> None:
    partly = as_sarif([judged(MIXED)])["invocations"][0]
    assert (partly["executionSuccessful"], partly["exitCode"]) == (True, 1)
    assert [note["level"] for note in partly["toolExecutionNotifications"]] == ["note"]
    refused = as_sarif([Judged(UNCHECKED)])["invocations"][0]
    assert refused["executionSuccessful"] is False
    assert refused["toolExecutionNotifications"][0]["message"] == {"text": "No such file."}


def test_sarif_makes_no_link_of_what_a_publisher_wrote() -> None:
    finding = replace(END, message="[click](https://evil.example/) and [x]")
    message = as_sarif([judged(replace(INVALID, findings=(finding,)))])["results"][0]["message"]["text"]
    assert message == "\\[click\\](https://evil.example/) and \\[x\\]"
    plain = replace(END, message="`tags` is [] here.")
    message = as_sarif([judged(replace(INVALID, findings=(plain,)))])["results"][0]["message"]["text"]
    assert message == "`tags` is [] here."


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_project() -> None:
    suites = as_junit(EVERY)
    assert [(each.get("name"), each.get("tests"), each.get("failures"), each.get("errors")) for each in suites] == [
        ("projects.json", "2", "2", "0"),
        ("projects.json", "2", "0", "0"),
        ("gone.json", "1", "0", "1"),
        ("registry.json", "2", "1", "0"),
    ]
    assert [case.get("name") for case in suites[0].iter("testcase")] == [
        "the file itself",
        "project “Report a missed bin” (missed-bins)",
    ]
    assert suites[3][1].get("name") == "source “Ambridge” (ambridge)"


def test_junit_puts_all_errors_of_a_project_into_its_one_failure() -> None:
    findings = (END, replace(END, code="not-a-url", message="No address."), WARNING)
    case = as_junit([judged(replace(INVALID, findings=findings))])[0][1]
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("type") == "end-before-start, not-a-url"
    assert failure.get("message") == f"{END.message} And 1 more."
    assert failure.text == (
        f"error: {END.message} [end-before-start] (projects.json, line 6, column 14)\n"
        "error: No address. [not-a-url] (projects.json, line 6, column 14)"
    )
    assert case.findtext("system-out") == "warning: Use https. [insecure-link] (projects.json, line 6, column 14)"


def test_junit_fails_a_warning_only_where_it_fails_the_run() -> None:
    warned = [judged(replace(VALID, findings=(WARNING,)))]
    assert as_junit(warned)[0].get("failures") == "0"
    assert as_junit(warned, strict=True)[0].get("failures") == "1"


def test_junit_says_what_was_not_checked() -> None:
    assert as_junit([judged(MIXED)])[0].findtext("system-out") == "Rules on dates."
    error = as_junit([Judged(UNCHECKED)])[0][0].find("error")
    assert error is not None
    assert error.get("message") == "No such file."


def test_junit_lists_records_in_file_order() -> None:
    names = [
        case.get("name") for case in as_junit([judged(replace(INVALID, findings=numbered(11)))])[0].iter("testcase")
    ]
    assert [str(name).rpartition("(")[2] for name in names[1:]] == ["missed-bins)", *(f"p-{n})" for n in range(1, 12))]


@pytest.mark.parametrize("make", [as_gitlab, as_sarif, as_junit])
def test_hostile_text_breaks_no_format(make: Any) -> None:
    assert len(make([hostile(), hostile("\u202e]]>&amp;\"'<x/>")]))
