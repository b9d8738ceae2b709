"""`tests/data/fix` decides: each folder has a file, what becomes of it, the diff and the words that go with it."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from councilprojects_validator.check import check
from councilprojects_validator.fixing import LEFT_TO_A_PERSON, MENDS, fix
from councilprojects_validator.fixing.diff import unified
from councilprojects_validator.fixing.telling import told
from councilprojects_validator.rules import RULES

DATA = Path(__file__).parents[2] / "data"
CASES = sorted(path.parent for path in (DATA / "fix").glob("*/before.json"))
INVALID = sorted((DATA / "invalid").glob("*.json"))
VALID = sorted((DATA / "valid").glob("*.json"))
TODAY = date(2026, 11, 20)


def test_there_are_cases() -> None:
    assert len(CASES) == len(list((DATA / "fix").iterdir())) >= 8


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_becomes_what_its_folder_says(case: Path) -> None:
    before = (case / "before.json").read_bytes()
    fixed = fix(before, name="before.json", today=TODAY)
    assert fixed.after.encode() == (case / "after.json").read_bytes()
    assert unified(fixed).encode() == (case / "expected.diff").read_bytes()
    assert told(fixed, written=False) == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_run_changes_nothing(case: Path) -> None:
    assert fix((case / "after.json").read_bytes(), name="after.json", today=TODAY).changes == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_git_can_apply_the_diff(case: Path, tmp_path: Path) -> None:
    diff = case / "expected.diff"
    if not diff.stat().st_size:
        assert (case / "before.json").read_bytes() == (case / "after.json").read_bytes()
        return
    shutil.copy(case / "before.json", tmp_path)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", str(diff)], cwd=tmp_path, check=True)
    assert (tmp_path / "before.json").read_bytes() == (case / "after.json").read_bytes()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_a_valid_file_without_findings_stays_as_it_is(path: Path) -> None:
    fixed = fix(path.read_bytes(), name=path.name, today=TODAY)
    assert (fixed.changes, fixed.trouble) == ((), None)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_an_invalid_file_loses_its_finding_or_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    fixed = fix(before, name=path.name, today=TODAY)
    if fixed.changes:
        code = path_codes()[path.name]
        assert code in {mended.code for mended in fixed.mended}
        assert fixed.report is not None
        assert code not in {finding.code for finding in fixed.report.findings}
        assert fix(fixed.after.encode(), name=path.name, today=TODAY).changes == ()


def path_codes() -> dict[str, str]:
    with (DATA / "invalid" / "expected.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["code"] for row in csv.DictReader(file)}


def test_every_suggestion_is_mended_or_left_to_a_person_for_a_reason() -> None:
    files = [*INVALID, *(case / "before.json" for case in CASES)]
    found = {
        finding.code
        for path in files
        for finding in check(path.read_bytes(), name=path.name, today=TODAY).findings
        if finding.suggestion is not None
    }
    assert len(found) > 30
    assert found - MENDS.keys() - LEFT_TO_A_PERSON.keys() == set(), "give each a mend, or its reason in fixing/left.py"
    assert LEFT_TO_A_PERSON.keys() - found == set(), "these no longer suggest anything"


def test_a_code_is_mended_or_left_but_not_both_and_all_of_them_exist() -> None:
    assert MENDS.keys().isdisjoint(LEFT_TO_A_PERSON)
    assert (MENDS.keys() | LEFT_TO_A_PERSON.keys()) - RULES.keys() == set()
    assert all(reason.endswith((".", "?")) for reason in LEFT_TO_A_PERSON.values())
    assert all(mend.what.endswith(".") for mend in MENDS.values())
