"""The reporters: what each format shows of a report, and that a publisher's text never acts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.report import Acceptance, Checked, Kind, Marks, Outcome, Report, SetAside
from councilprojects_validator.reporters import concise, github, text
from councilprojects_validator.reporters import json as json_reporter
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.reporters.snippet import snippet
from councilprojects_validator.standard import load_schema

FILE = """{
  "projects": [
    {
      "id": "missed-bins",
      "start": "2026-10",
      "end": "2025-10"
    }
  ]
}
"""

END = Finding(
    code="end-before-start",
    severity=Severity.ERROR,
    message="This ends on 2025-10, before it starts on 2026-10. Correct one of the two dates.",
    pointer="/projects/0/end",
    where="project *Report a missed bin* › end",
    record_id="missed-bins",
    record_title="Report a missed bin",
    line=6,
    column=14,
    end_line=6,
    end_column=23,
)
EMPTY = Finding("json-empty", Severity.ERROR, "The file is empty.", "", "the file")
VALID = Report(
    "projects.json",
    Kind.PROJECTS,
    Outcome.VALID,
    (),
    Acceptance({}),
    version="1.0",
    checked=Checked(projects=1, rules=40, codelists=19, schema_version="1.0"),
    marks=(Marks("missed-bins", "Report a missed bin", "/projects/0", ("listed",), "Say in which phase the work is."),),
)
INVALID = replace(
    VALID,
    outcome=Outcome.INVALID,
    findings=(END,),
    acceptance=Acceptance({}, (SetAside(("projects", 0, "end"), ("end-before-start",)),)),
)
UNCHECKED = Report("gone.json", Kind.UNKNOWN, Outcome.UNCHECKED, (), Acceptance(None), not_checked=("No such file.",))

HOSTILE = "\x1b[31mred\x9b2J\u202ereversed\n::error::injected\r%0A,:<b>|`\ud800"


def judged(report: Report, source: str = FILE) -> Judged:
    return Judged(report, source)


def hostile() -> Judged:
    finding = replace(END, message=HOSTILE, where=HOSTILE, record_title=HOSTILE, record_id=HOSTILE, suggestion=HOSTILE)
    marks = (Marks(HOSTILE, HOSTILE, "/projects/0", ("listed",), HOSTILE),)
    report = replace(INVALID, name=HOSTILE, findings=(finding,), marks=marks, not_checked=(HOSTILE,))
    return Judged(report, FILE.replace("2025-10", "\x1b[31m\x9b\u202e"))


def numbered(count: int, **changes: Any) -> tuple[Finding, ...]:
    return tuple(replace(END, line=number, end_line=number, **changes) for number in range(1, count + 1))


def test_text_shows_the_record_the_line_and_what_was_looked_at() -> None:
    assert text.render([judged(INVALID)]) == (
        "projects.json\n"
        "  project “Report a missed bin” (missed-bins)\n"
        "    error: This ends on 2025-10, before it starts on 2026-10. Correct one of the two dates.\n"
        "      line 6, column 14: end\n"
        '      6 | "end": "2025-10"\n'
        "        |        ^^^^^^^^^\n"
        "      More: councilprojects explain end-before-start\n"
        "\n"
        "Not valid: 1 error.\n"
        "Looked at 1 project with schema 1.0, 40 rules and 19 codelists.\n"
        "Marks of 1 project: 1 listed, 0 findable, 0 joinable, 0 reusable.\n"
        "  Next: Say in which phase the work is. (missed-bins)\n"
    )


def test_text_never_says_valid_without_what_was_looked_at() -> None:
    shown = text.render([judged(VALID)])
    assert "Valid: nothing to mend.\nLooked at 1 project with schema 1.0, 40 rules and 19 codelists.\n" in shown


def test_text_of_several_files_has_an_empty_line_between() -> None:
    shown = text.render([judged(VALID), Judged(UNCHECKED)])
    assert "(missed-bins)\n\ngone.json\n" in shown
    assert shown.endswith(
        "Could not be checked.\nNo such file.\n\n2 files: 1 valid, 0 not valid, 1 could not be checked.\n"
    )


def test_text_counts_every_severity() -> None:
    findings = (
        *numbered(2),
        replace(END, severity=Severity.WARNING),
        *numbered(3, severity=Severity.INFO, code="insecure-link"),
    )
    assert "Not valid: 2 errors, 1 warning, 3 notes." in text.render([judged(replace(INVALID, findings=findings))])


def test_text_of_a_valid_file_with_notes_says_so() -> None:
    report = replace(VALID, findings=(replace(END, severity=Severity.INFO),))
    assert "Valid: 1 note." in text.render([judged(report)])


def test_text_says_why_a_valid_file_is_refused_by_strict() -> None:
    warned = replace(VALID, findings=(replace(END, severity=Severity.WARNING),))
    assert "Valid, but --strict refuses warnings: 1 warning." in text.render([judged(warned)], strict=True)
    assert "Valid: 1 warning." in text.render([judged(warned)])
    assert "Valid: nothing to mend." in text.render([judged(VALID)], strict=True)


def test_text_tells_many_of_a_kind_once_with_count_and_first_places() -> None:
    report = replace(INVALID, findings=(*numbered(20), replace(END, code="other-kind")))
    shown = text.render([judged(report)])
    assert "  20 times: end-before-start\n" in shown
    assert "      and on lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 7 more\n" in shown
    assert shown.count("This ends on 2025-10") == 4
    assert shown.count("explain end-before-start") == 1


def test_text_of_six_names_all_remaining_lines() -> None:
    assert "      and on lines 4, 5, 6\n" in text.render([judged(replace(INVALID, findings=numbered(6)))])


def test_text_of_many_without_lines_gives_no_places() -> None:
    shown = text.render([Judged(replace(INVALID, findings=(EMPTY,) * 6))])
    assert "6 times: json-empty" in shown
    assert "and on lines" not in shown


def test_text_of_a_finding_without_place_shows_no_line() -> None:
    shown = text.render([Judged(replace(INVALID, findings=(EMPTY,)), "")])
    assert (
        "  the file itself\n    error: The file is empty.\n      More: councilprojects explain json-empty\n\n"
    ) in shown


@pytest.mark.parametrize(
    ("record", "heading"),
    [
        ({"record_title": None}, "  project “missed-bins”\n"),
        ({"record_id": None}, "  project “Report a missed bin”\n"),
        ({"record_title": "A" * 200}, f"  project “{'A' * 79}…” (missed-bins)\n"),
    ],
)
def test_text_names_a_record_by_what_is_known_of_it(record: dict[str, str | None], heading: str) -> None:
    finding = replace(END, **record)  # type: ignore[arg-type]
    assert heading in text.render([judged(replace(INVALID, findings=(finding,)))])


def test_text_names_the_place_within_the_record_that_the_heading_names() -> None:
    whole = replace(END, where="project *Report a missed bin*")
    outside = replace(END, where="publisher › url", record_id=None, record_title=None)
    assert "column 14\n" in text.render([judged(replace(INVALID, findings=(whole,)))])
    assert "column 14: publisher › url\n" in text.render([judged(replace(INVALID, findings=(outside,)))])


def test_text_counts_nothing_as_looked_at_where_nothing_was() -> None:
    unread = replace(INVALID, findings=(EMPTY,), checked=Checked(), marks=())
    assert "Looked at" not in text.render([Judged(unread)])


def test_text_shows_no_line_that_the_text_does_not_have() -> None:
    assert "      line 6, column 14: end\n      More:" in text.render([judged(INVALID, "")])


def test_text_is_coloured_only_when_asked() -> None:
    assert "\x1b[" not in text.render([judged(INVALID)], colour=False)
    assert "\x1b[31m\x1b[1merror:\x1b[0m" in text.render([judged(INVALID)], colour=True)


def test_text_names_the_commonest_next_steps_first() -> None:
    marks = tuple(Marks(f"p{n}", "P", f"/projects/{n}", ("listed",), "Add a phase.") for n in range(5))
    marks += (Marks("q", "Q", "/projects/5", ("listed", "findable"), "Add a licence."),)
    marks += (Marks("r", "R", "/projects/6", ("listed", "findable", "joinable", "reusable"), None),)
    shown = text.render([judged(replace(VALID, marks=marks))])
    assert shown.endswith(
        "Marks of 7 projects: 7 listed, 2 findable, 1 joinable, 1 reusable.\n"
        "  Next: Add a phase. (p0, p1, p2 and 2 more)\n"
        "  Next: Add a licence. (q)\n"
    )


def test_concise_is_one_line_a_finding() -> None:
    report = replace(INVALID, findings=(END, EMPTY))
    assert concise.render([judged(report), Judged(UNCHECKED)]) == (
        "projects.json:6:14: error: This ends on 2025-10, before it starts on 2026-10."
        " Correct one of the two dates. [end-before-start]\n"
        "projects.json: error: The file is empty. [json-empty]\n"
        "gone.json: not checked: No such file.\n"
    )


def test_json_has_one_shape_which_is_that_of_its_schema() -> None:
    whole = json.loads(json_reporter.render([judged(INVALID), judged(VALID), Judged(UNCHECKED), hostile()], 2))
    jsonschema.Draft202012Validator(load_schema("report")).validate(whole)
    assert [file["outcome"] for file in whole["files"]] == ["invalid", "valid", "unchecked", "invalid"]
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
        },
    ]
    assert whole["files"][0]["setAside"] == [{"pointer": "/projects/0/end", "codes": ["end-before-start"]}]
    assert whole["files"][1]["projects"] == [
        {
            "id": "missed-bins",
            "title": "Report a missed bin",
            "pointer": "/projects/0",
            "marks": ["listed"],
            "level": 1,
            "next": "Say in which phase the work is.",
        },
    ]


def test_json_leaves_line_and_column_out_only_where_there_is_no_place() -> None:
    whole = json.loads(json_reporter.render([Judged(replace(INVALID, findings=(EMPTY,)))], 1))
    assert not {"line", "column", "endLine", "endColumn"} & set(whole["files"][0]["findings"][0])


def test_json_keeps_welsh_readable() -> None:
    report = replace(VALID, name="Tŷ.json")
    assert '"Tŷ.json"' in json_reporter.render([judged(report)], 0)


def test_github_gives_a_command_with_its_place() -> None:
    assert github.render([judged(INVALID)]) == (
        "::error file=projects.json,line=6,endLine=6,col=14,endColumn=23,title=end-before-start::"
        "This ends on 2025-10, before it starts on 2026-10. Correct one of the two dates."
        " More: councilprojects explain end-before-start\n"
        " projects.json: not valid (1 error)\n"
    )


def test_github_gives_no_columns_for_a_place_of_several_lines() -> None:
    shown = github.render([judged(replace(INVALID, findings=(replace(END, end_line=8),)))])
    assert "::error file=projects.json,line=6,endLine=8,title=end-before-start::" in shown


def test_github_gives_no_line_where_there_is_none() -> None:
    shown = github.render([Judged(replace(INVALID, findings=(EMPTY,)))])
    assert shown.startswith("::error file=projects.json,title=json-empty::The file is empty.")


def test_github_shows_the_worst_ten_and_counts_the_rest() -> None:
    findings = (*numbered(45, severity=Severity.INFO), replace(END, severity=Severity.WARNING), END)
    lines = github.render([judged(replace(INVALID, findings=findings))]).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", *["::notice"] * 9, ""]
    assert lines[10] == "::notice title=and 37 more findings::The job summary lists all of them."


def test_github_shows_ten_without_a_notice() -> None:
    assert "more finding" not in github.render([judged(replace(INVALID, findings=numbered(10)))])


def test_github_says_what_could_not_be_checked() -> None:
    assert github.render([Judged(UNCHECKED)]).startswith("::error file=gone.json,title=not checked::No such file.\n")
    partly = replace(VALID, not_checked=("Rules on dates.",))
    assert github.render([judged(partly)]).startswith(
        "::notice file=projects.json,title=not checked::Rules on dates.\n"
    )


def test_github_tells_the_worst_first_across_files() -> None:
    partly = replace(INVALID, not_checked=("Rules on dates.",))
    lines = github.render([judged(partly), Judged(UNCHECKED), judged(VALID)]).splitlines()
    assert [line.split("::")[1].split(",")[0] for line in lines[:3]] == [
        "error file=gone.json",
        "error file=projects.json",
        "notice file=projects.json",
    ]
    assert lines[3:] == [
        " projects.json: not valid (1 error)",
        " gone.json: could not be checked",
        " projects.json: valid",
    ]


def test_github_summary_is_a_table_of_everything() -> None:
    report = replace(INVALID, findings=(END, EMPTY), not_checked=("Rules on dates.",))
    assert github.summary([judged(report)]) == (
        "### projects.json: not valid (2 errors)\n"
        "\n"
        "- Rules on dates.\n"
        "\n"
        "| Line | Severity | Where | What | Code |\n"
        "|---:|---|---|---|---|\n"
        f"| 6 | error | project \\*Report a missed bin\\* › end | {END.message} | `end-before-start` |\n"
        "|  | error | the file | The file is empty. | `json-empty` |\n"
        "\n"
        "- Marks of 1 project: 1 listed, 0 findable, 0 joinable, 0 reusable.\n"
        "- Next: Say in which phase the work is. (missed-bins)\n"
    )


def test_github_summary_ends_before_it_is_too_big() -> None:
    shown = github.summary([judged(replace(INVALID, findings=numbered(1005)))])
    assert shown.count("| error |") == 1000
    assert "… and 5 more." in shown


def renderings() -> dict[str, str]:
    files = [hostile()]
    return {
        "text": text.render(files),
        "concise": concise.render(files),
        "json": json_reporter.render(files, 1),
        "github": github.render(files),
        "summary": github.summary(files),
    }


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "summary"])
def test_nothing_that_a_publisher_wrote_acts_on_a_terminal(form: str) -> None:
    shown = renderings()[form]
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown) is None
    assert shown.encode()


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "summary"])
def test_nothing_that_a_publisher_wrote_starts_a_workflow_command(form: str) -> None:
    commands = [line for line in renderings()[form].splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (2 if form == "github" else 0)
    assert all(re.match("::(?:error|notice) [^:]*::", line) for line in commands)


def test_github_escapes_what_its_commands_are_made_of() -> None:
    finding = replace(END, message="50% done:, x")
    command = github.render([judged(replace(INVALID, name="a,b:c%.json", findings=(finding,)))]).splitlines()[0]
    assert command.startswith("::error file=a%2Cb%3Ac%25.json,line=6")
    assert "::50%25 done:, x More" in command


def test_github_summary_keeps_markdown_and_html_out_of_its_table() -> None:
    finding = replace(END, message="<img src=x> | [a](b) `c`")
    shown = github.summary([judged(replace(INVALID, findings=(finding,)))])
    assert "&lt;img src=x&gt; \\| \\[a\\](b) \\`c\\`" in shown


@pytest.mark.parametrize(
    ("line", "column", "end", "expected"),
    [
        ('  "end": "x"', 10, 13, ('"end": "x"', "       ^^^")),
        ("\tab", 2, 4, ("ab", "^^")),
        ('{"标题": 1}', 8, 9, ('{"标题": 1}', "         ^")),
        ("e\u0301 x", 4, 5, ("e\u0301 x", "  ^")),
        ("x", 9, 9, ("x", " ^")),
        ("ab\r", 1, 3, ("ab", "^^")),
        ("a" * 200, 100, 101, ("…" + "a" * 76 + "…", " " * 41 + "^")),
        ("a" * 200, 1, 201, ("a" * 76 + "…", "^" * 76)),
        ('{"a": "\x1b[31m"}', 7, 14, ('{"a": "\\u001b[31m"}', "      " + "^" * 12)),
    ],
)
def test_snippet_puts_carets_under_the_fault(line: str, column: int, end: int, expected: tuple[str, str]) -> None:
    finding = replace(END, line=1, column=column, end_line=1, end_column=end)
    assert snippet([line], finding) == expected


def test_snippet_marks_the_first_line_of_a_longer_value() -> None:
    finding = replace(END, line=1, column=8, end_line=3, end_column=2)
    assert snippet(['  "a": {  ', "  }"], finding) == ('"a": {  ', "     ^")


def test_snippet_of_a_point_is_one_caret() -> None:
    assert snippet(["abc"], replace(END, line=1, column=2, end_line=None, end_column=None)) == ("abc", " ^")


def test_snippet_is_absent_where_the_text_has_no_such_line() -> None:
    assert snippet(["one"], replace(END, line=2)) is None
    assert snippet(["one"], EMPTY) is None
