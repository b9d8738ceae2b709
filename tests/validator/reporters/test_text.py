"""The report for people at a terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from sample_reports import EMPTY, END, INVALID, MARKS, REGISTRY, UNCHECKED, VALID, judged, numbered

from councilprojects_validator.check import check
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Checked, Report
from councilprojects_validator.reporters import text
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.reporters.wrap import columns


def shown(report: Report, **options: bool) -> str:
    return text.render([judged(report)], **options)


def test_it_shows_the_record_the_line_what_was_looked_at_and_the_summary() -> None:
    assert shown(INVALID) == (
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
        "The file has 1 project, and it can be listed.\n"
        "Others cannot find, join or reuse it yet.\n"
        "It does not say that others may join in.\n"
        "It was last reviewed on 12 October 2026.\n"
        "Adding a `phase` to 1 project would let others find it.\n"
        "  Next: To be found by others: add `phase`. (missed-bins)\n"
    )


def test_it_never_says_valid_without_what_was_looked_at() -> None:
    expected = "Valid: nothing to mend.\nLooked at 1 project with schema 1.0, 40 rules and 19 codelists.\n"
    assert expected in shown(VALID)


def test_of_a_registry_it_speaks_of_sources() -> None:
    assert "  source “Ambridge” (ambridge)\n    error: " in shown(REGISTRY)
    assert shown(REGISTRY).endswith("Not valid: 1 error.\nLooked at 3 sources with schema 1.0 and 40 rules.\n")


def test_several_files_have_an_empty_line_between_and_a_total() -> None:
    told = text.render([judged(VALID), Judged(UNCHECKED)])
    assert "(missed-bins)\n\ngone.json\n" in told
    assert told.endswith(
        "Could not be checked.\nNo such file.\n\n2 files: 1 valid, 0 not valid, 1 could not be checked.\n"
    )


def test_it_counts_every_severity() -> None:
    notes = numbered(3, severity=Severity.INFO, code="insecure-link")
    findings = (*numbered(2), replace(END, severity=Severity.WARNING), *notes)
    assert "Not valid: 2 errors, 1 warning, 3 notes." in shown(replace(INVALID, findings=findings))


def test_of_a_valid_file_with_notes_it_says_so() -> None:
    assert "Valid: 1 note." in shown(replace(VALID, findings=(replace(END, severity=Severity.INFO),)))


def test_it_says_why_strict_refuses_a_valid_file() -> None:
    warned = replace(VALID, findings=(replace(END, severity=Severity.WARNING),))
    assert "Valid, but --strict refuses warnings: 1 warning." in shown(warned, strict=True)
    assert "Valid: 1 warning." in shown(warned)
    assert "Valid: nothing to mend." in shown(VALID, strict=True)


def test_many_of_a_kind_are_one_paragraph_with_a_count_and_the_first_places() -> None:
    told = shown(replace(INVALID, findings=(*numbered(20), replace(END, code="live-with-future-start"))))
    assert (
        "  20 times: end-before-start\n"
        "    error: This ends on 2025-10, before it starts on 2026-10. Correct one of the two dates.\n"
        "      line 1, column 14: project “Report a missed bin” (p-1) › end\n"
        "      line 2, column 14: project “Report a missed bin” (p-2) › end\n"
        "      line 3, column 14: project “Report a missed bin” (p-3) › end\n"
        "      and on lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 7 more\n"
        "      More: councilprojects explain end-before-start\n"
    ) in told
    assert told.count("This ends on 2025-10") == 2


def test_many_of_a_kind_that_differ_are_told_by_the_first_few_with_their_lines() -> None:
    findings = tuple(replace(each, message=f"Number {n}.") for n, each in enumerate(numbered(20)))
    told = shown(replace(INVALID, findings=findings))
    assert [f"Number {n}." in told for n in range(5)] == [True, True, True, False, False]
    assert told.count(" | ") > 3


def test_six_name_all_remaining_lines() -> None:
    assert "      and on lines 4, 5, 6\n" in shown(replace(INVALID, findings=numbered(6)))


def test_many_without_lines_are_counted() -> None:
    told = text.render([Judged(replace(INVALID, findings=(EMPTY,) * 6))])
    assert "6 times: file-empty" in told
    assert "      the file itself › the file\n      and 3 more\n" in told


def test_a_finding_without_place_shows_no_line() -> None:
    told = text.render([Judged(replace(INVALID, findings=(EMPTY,)), "")])
    assert (
        "  the file itself\n    error: The file is empty.\n      More: councilprojects explain file-empty\n\n"
    ) in told


def test_it_counts_nothing_as_looked_at_where_nothing_was() -> None:
    unread = replace(INVALID, findings=(EMPTY,), checked=Checked(), marks=())
    assert "Looked at" not in text.render([Judged(unread)])


def test_it_shows_no_line_that_the_text_does_not_have() -> None:
    assert "      line 6, column 14: end\n      More:" in text.render([judged(INVALID, "")])


def test_it_is_coloured_only_when_asked() -> None:
    assert "\x1b[" not in shown(INVALID, colour=False)
    assert "\x1b[31m\x1b[1merror:\x1b[0m" in shown(INVALID, colour=True)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_sentences_are_cut_to_the_width_and_nothing_of_them_is_lost(width: int) -> None:
    narrow = text.render([judged(INVALID)], width=width)
    assert max(map(columns, narrow.splitlines())) <= min(width, 100)
    assert narrow.split() == shown(INVALID).split()
    assert ("\n      two dates.\n" in narrow) is (width == 80)


def test_a_line_of_the_file_fits_a_narrow_terminal() -> None:
    finding = replace(END, line=1, column=100, end_line=1, end_column=104)
    told = text.render([judged(replace(INVALID, findings=(finding,)), "x" * 300)], width=60)
    line = next(line for line in told.splitlines() if line.startswith("      1 | "))
    assert columns(line) == 60


def test_the_commonest_next_steps_come_first() -> None:
    marks = tuple(replace(MARKS, project_id=f"p{n}", next_step="Add a phase.") for n in range(5))
    marks += (replace(MARKS, project_id="q", next_step="Add a licence."), replace(MARKS, next_step=None))
    assert shown(replace(VALID, marks=marks)).endswith(
        "  Next: Add a phase. (p0, p1, p2 and 2 more)\n  Next: Add a licence. (q)\n"
    )


def test_thousands_of_faulty_projects_stay_short() -> None:
    told = shown(replace(INVALID, findings=numbered(20_000)))
    assert len(told.splitlines()) < 25


@pytest.mark.parametrize(
    ("phases", "told"),
    [
        (("Beta",), "      councilprojects fix can mend this\n"),
        (("Beta",) * 6 + ("no such",), "      councilprojects fix can mend 6 of them\n"),
        (("no such",), ""),
    ],
)
def test_it_says_what_a_command_can_mend(phases: tuple[str, ...], told: str) -> None:
    project = {"title": "Bins", "summary": "Residents report a missed collection online.", "reviewed": "2026-10-12"}
    file = {
        "councilProjects": "1.0",
        "publisher": {
            "name": "Ambridge",
            "url": "https://www.ambridge.example/",
            "contact": {"url": "https://a.example/"},
        },
        "projects": [project | {"id": f"p-{n}", "phase": phase} for n, phase in enumerate(phases)],
    }
    source = json.dumps(file, indent=1)
    report = check(source.encode(), name="projects.json", today=date(2026, 11, 20))
    shown = text.render([judged(report, source)])
    assert ("councilprojects fix can mend" in shown) is bool(told)
    assert told in shown
