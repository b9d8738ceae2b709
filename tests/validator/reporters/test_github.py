"""Annotations and the job summary of GitHub Actions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sample_reports import EMPTY, END, INVALID, UNCHECKED, VALID, hostile, judged, numbered

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Report
from councilprojects_validator.reporters import github
from councilprojects_validator.reporters.judged import Judged

COMMAND = re.compile(r"\s*::(?P<name>[a-z-]+)(?: (?P<properties>[^:]*))?::(?P<data>.*)")

LINK = "[`end-before-start`](https://w3id.org/councilprojects/rules#end-before-start)"


def shown(*reports: Report, root: str = "") -> list[str]:
    return github.render([judged(report) for report in reports], root=root).splitlines()


def test_a_finding_is_a_command_with_its_place() -> None:
    assert shown(INVALID) == [
        (
            "::error file=projects.json,line=6,endLine=6,col=14,endColumn=23,title=end-before-start::"
            "This ends on 2025-10, before it starts on 2026-10. Correct one of the two dates."
            " More: councilprojects explain end-before-start"
        ),
        "projects.json: not valid (1 error)",
    ]


def test_a_place_of_several_lines_has_no_columns() -> None:
    first = shown(replace(INVALID, findings=(replace(END, end_line=8),)))[0]
    assert first.startswith("::error file=projects.json,line=6,endLine=8,title=end-before-start::")


def test_where_there_is_no_line_none_is_given() -> None:
    first = shown(replace(INVALID, findings=(EMPTY,)))[0]
    assert first.startswith("::error file=projects.json,title=file-empty::The file is empty.")


def test_a_path_is_told_below_the_folder_that_was_checked_out() -> None:
    report = replace(INVALID, name="/home/runner/work/x/data/projects.json")
    assert shown(report, root="/home/runner/work/x")[0].startswith("::error file=data/projects.json,line=6")


def test_the_worst_ten_are_shown_and_the_rest_counted() -> None:
    findings = (*numbered(45, severity=Severity.INFO), replace(END, severity=Severity.WARNING), END)
    lines = shown(replace(INVALID, findings=findings))
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", *["::notice"] * 9, "projects.json:"]
    assert lines[10] == "::notice title=and 37 more findings::The job summary lists all of them."


def test_ten_notices_leave_room_for_the_one_that_counts_the_rest() -> None:
    lines = shown(replace(VALID, findings=numbered(12, severity=Severity.INFO)))
    assert len(lines) == 11
    assert lines[9] == "::notice title=and 3 more findings::The job summary lists all of them."


def test_ten_need_no_notice() -> None:
    assert not any("more finding" in line for line in shown(replace(INVALID, findings=numbered(10))))


def test_what_could_not_be_checked_is_told() -> None:
    assert github.render([Judged(UNCHECKED)]).startswith("::error file=gone.json,title=not checked::No such file.\n")
    partly = replace(VALID, not_checked=("Rules on dates.",))
    assert shown(partly)[0] == "::notice file=projects.json,title=not checked::Rules on dates."


def test_the_worst_comes_first_across_files() -> None:
    partly = replace(INVALID, not_checked=("Rules on dates.",))
    lines = shown(partly, UNCHECKED, VALID)
    assert [line.split("::")[1].split(",")[0] for line in lines[:3]] == [
        "error file=gone.json",
        "error file=projects.json",
        "notice file=projects.json",
    ]
    assert lines[3:] == [
        "projects.json: not valid (1 error)",
        "gone.json: could not be checked",
        "projects.json: valid",
    ]


def test_what_a_command_is_made_of_is_escaped() -> None:
    finding = replace(END, message="50% done:, x")
    command = shown(replace(INVALID, name="a,b:c%.json", findings=(finding,)))[0]
    assert command.startswith("::error file=a%2Cb%3Ac%25.json,line=6")
    assert "::50%25 done:, x More" in command


@pytest.mark.parametrize(
    "name",
    ["::error::x.json", "\u00a0 ::add-mask::x.json", "a ##[error]b.json", "##vso[task.setvariable variable=a]b.json"],
)
def test_a_hostile_name_gives_no_command_wherever_it_stands(name: str) -> None:
    lines = shown(replace(INVALID, name=name, not_checked=(name,)))
    found = [match for line in lines if (match := COMMAND.fullmatch(line))]
    assert [match["name"] for match in found] == ["error", "notice"]
    # A line that is no command itself must have nothing that the older parser finds anywhere in it.
    assert not any(re.search(r"##\w*\[", line) for line in lines if not COMMAND.fullmatch(line))


def test_hostile_text_stays_within_the_data_of_its_command() -> None:
    lines = github.render([hostile()]).splitlines()
    assert [bool(COMMAND.fullmatch(line)) for line in lines] == [True, True, False]
    assert all(
        "%" not in match["properties"] or "%25" in match["properties"] for match in map(COMMAND.match, lines[:2])
    )


def test_the_summary_has_everything_where_kinds_are_told_together() -> None:
    told = github.summary([judged(replace(INVALID, findings=numbered(1005)))])
    assert f"**1005 times**, error {LINK}: This ends on 2025-10" in told
    assert "<details><summary>All findings</summary>" in told
    assert told.count("| error |") == 1000
    assert "\n… and 5 more.\n" in told
    assert "\n… and" not in github.summary([judged(replace(INVALID, findings=numbered(1000)))])


def test_the_summary_repeats_nothing_where_each_is_told_by_itself() -> None:
    told = github.summary([judged(INVALID), judged(VALID)], strict=True)
    assert told.count("| error |") == 1
    assert "<details>" not in told
    assert told.count("### projects.json") == 2
