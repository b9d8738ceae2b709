"""Whatever is done to a file, `fix` does no harm: no crash, a second run changes nothing, nothing sound is lost."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilprojects_validator.check import check
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.fixing import Fixed, fix
from councilprojects_validator.fixing.changes import changed
from councilprojects_validator.reading.read import read
from councilprojects_validator.report import Report
from councilprojects_validator.rules.registry import FROZEN_ERRORS

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 20)
FILES = [
    *sorted((ROOT / "tests/data/fix").glob("*/before.json")),
    ROOT / "examples/every-field/projects.json",
    ROOT / "examples/faulty/projects.json",
    ROOT / "examples/minimal/projects.json",
]
TEXTS = [path.read_bytes().decode("utf-8") for path in FILES]
SOUND = [text for text in TEXTS if read(text.encode()).readable and text.startswith("{")]

ODD = ["", " ", ",", ",,", '"', "“", "”", "'", "\\", "{", "}", "[", "]", "null", '""', "[]", "//x\n", "\u00a0", "\r\n"]
ODD += ["True", "x", "0", "\ufeff", '"a": 1', '"Phase": "Beta",', '"tags": "a",', '"a": null,', "=", ";", "#"]

SPELLINGS = {
    '"phase": "beta"': ['"Phase": "Beta"', '"phase": " BETA "', '"stage": "beta"'],
    '"status": "active"': ['"status": " Active"', '"STATUS": "active"'],
    '"licence"': ['"license"', '"Licence"'],
    '"topics"': ['"tags"', '"Topics"'],
    '"2026-10-12"': ['"12 October 2026"', '"2026/10/12"', '"12 Hydref 2026 "'],
    '"1.0"': ['"v1.0"'],
    '"url": "https://www.ambridge.example/"': ['"URL": " https://www.ambridge.example/"'],
    '"lgsl": 524': ['"lgsl": "00524"'],
}
"""What can only be meant as what stands before it, which is how `fix` must write it again, byte for byte."""


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _slip in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 1, 2, 7, 40])))
        text = text[:start] + draw(st.sampled_from(ODD)) + text[end:]
    return text


@st.composite
def with_other_values(draw: st.DrawFn) -> str:
    """Sound JSON in which values, keys and whole members were put elsewhere."""
    value = json.loads(draw(st.sampled_from(SOUND)))
    for _slip in range(draw(st.integers(1, 5))):
        groups = [each for each in inside(value) if each]
        group = draw(st.sampled_from(groups))
        other = draw(st.sampled_from(groups))
        key = draw(st.sampled_from(sorted(group)))
        new = draw(st.sampled_from([key.upper(), key + "s", key.removesuffix("s"), f" {key}", *sorted(other)]))
        kept = deepcopy(draw(st.sampled_from([None, "", [], " ", 3, "12 May 2026", "Beta", *other.values()])))
        group[draw(st.sampled_from([key, new]))] = draw(
            st.sampled_from([kept, group[key], [group[key]], str(group[key])])
        )
    return json.dumps(value, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 2, "\t"])))


def inside(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(group for member in value.values() for group in inside(member))]
    return [group for item in value for group in inside(item)] if isinstance(value, list) else []


def judged(text: str) -> Report:
    return check(text.encode(), name="projects.json", today=TODAY)


def errors(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.severity is Severity.ERROR]


def unharmed(text: str) -> Fixed:
    """Mend a text, and see that no harm was done."""
    fixed = fix(text.encode(), name="projects.json", today=TODAY)
    assert changed(fixed.before, fixed.changes) == fixed.after
    assert bool(fixed.changes) == bool(fixed.mended) == (fixed.before != fixed.after)
    again = fix(fixed.after.encode(), name="projects.json", today=TODAY)
    assert (again.after, again.changes) == (fixed.after, ())
    before, after = judged(text), judged(fixed.after)
    if read(text.lstrip("\ufeff").encode()).readable:
        assert read(fixed.after.encode()).readable
        assert len([code for code in errors(after) if code not in FROZEN_ERRORS]) <= len(errors(before))
        assert accepted(before) <= accepted(after)
        if not errors(before):
            assert not errors(after)
    return fixed


def accepted(report: Report) -> set[str]:
    """Return the ids of all projects that readers may use."""
    value = report.acceptance.value or {}
    return {project["id"] for project in value.get("projects", []) if report.acceptance.value is not None}


@given(damaged())
@settings(max_examples=60)
def test_a_damaged_text_is_never_harmed(text: str) -> None:
    unharmed(text)


@given(with_other_values())
@settings(max_examples=60)
def test_a_file_with_other_values_is_never_harmed(text: str) -> None:
    unharmed(text)


@pytest.mark.slow
@given(st.one_of(damaged(), with_other_values()))
@settings(max_examples=1_000)
def test_no_file_is_ever_harmed(text: str) -> None:
    unharmed(text)


@given(st.data())
@settings(max_examples=40)
def test_what_is_only_spelled_otherwise_comes_back_byte_for_byte(data: st.DataObject) -> None:
    text = (ROOT / "examples/every-field/projects.json").read_text(encoding="utf-8")
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    sound = fix(text.encode(), name="projects.json", today=TODAY).after
    spelled = sound
    for plain in data.draw(st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, unique=True)):
        places = [place for place in range(len(spelled)) if spelled.startswith(plain, place)]
        if places:
            place = data.draw(st.sampled_from(places))
            other = data.draw(st.sampled_from(SPELLINGS[plain]))
            spelled = spelled[:place] + other + spelled[place + len(plain) :]
    assert fix(spelled.encode(), name="projects.json", today=TODAY).after == sound
