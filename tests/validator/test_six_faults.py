"""Six faults in one file, mended in one go by somebody who read nothing but the messages (issue 3, “Done when”).

Each folder of `tests/data/six` has the faulty file, what is told of it, and the file as it was mended from that. One is
by somebody who slipped while typing: one slip that no JSON reader forgives, and five others. The other one is good
JSON in which six things cannot be true.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from councilprojects_validator.check import check
from councilprojects_validator.report import Report
from councilprojects_validator.reporters import concise
from councilprojects_validator.reporters.judged import Judged

CASES = sorted(path for path in (Path(__file__).parents[1] / "data" / "six").iterdir())
FAULTS = 6


def report(path: Path) -> Report:
    return check(path.read_bytes(), name=path.name, today=date(2026, 11, 20))


def test_there_are_two() -> None:
    assert [case.name for case in CASES] == ["meaning", "typing"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_six_are_found_at_once_each_at_its_line(case: Path) -> None:
    faulty = report(case / "faulty.json")
    told = [line for line in concise.render([Judged(faulty)]).splitlines() if ": not checked: " not in line]
    assert told == (case / "expected.txt").read_text("utf-8").splitlines()
    assert len({finding.line for finding in faulty.findings}) == len(told) == FAULTS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mended_from_the_messages_alone_nothing_is_left(case: Path) -> None:
    mended = report(case / "mended.json")
    assert (mended.findings, mended.not_checked) == ((), ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_only_the_lines_that_were_told_have_changed(case: Path) -> None:
    """A missing field adds a line, so lines are looked for, not counted."""
    faulty, mended = ((case / name).read_text("utf-8").splitlines() for name in ("faulty.json", "mended.json"))
    told = {finding.line for finding in report(case / "faulty.json").findings if finding.code != "missing-field"}
    assert {number for number, line in enumerate(faulty, 1) if line not in mended} <= told
