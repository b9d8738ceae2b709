"""What is said of a file behind its mistakes: at the right place, never accepted, never the echo of a mistake."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_validator.check import check
from councilprojects_validator.positions import Extent
from councilprojects_validator.reading.decoding import shown
from councilprojects_validator.reading.mending import Edit, Mended, mended, sound
from councilprojects_validator.reading.read import read
from councilprojects_validator.reading.syntax import walked
from councilprojects_validator.report import Acceptance, Outcome

TODAY = date(2026, 11, 20)
MINIMAL = (Path(__file__).parents[2] / "data" / "valid" / "minimal.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ("[1,, 2]", [1, 2]),
        ("[1 2]", [1, 2]),
        ('{"a": 1; "b": 2}', {"a": 1, "b": 2}),
        ('{"a" 1}', {"a": 1}),
        ('{"a" => 1}', {"a": 1}),
        ('{"a":, "b": 1}', {"a": None, "b": 1}),
        ("{“a”: ‘b’, 'c': `d`}", {"a": "b", "c": "d"}),
        ("{'it\\'s': 'a \"b\"'}", {"it's": 'a "b"'}),
        ('{a: b c, "d": True, "e": None}', {"a": "b c", "d": True, "e": None}),
        ('{"a": NaN, "b": -Infinity, "c": 007, "d": .5, "e": 1e999}', {"a": 0, "b": 0, "c": 7, "d": 0, "e": 0}),
        ('{"a": "x\ty\\qz"}', {"a": "x\ty\\qz"}),
        ('{"a": "one\ntwo"}', {"a": "one\ntwo"}),
        ('{"a": "\\ud800\\u0000\\ud83d\\ude00\\u00e9"}', {"a": "\ufffd\ufffd😀é"}),
        ('{"a": "x,\n "b": 1}', {"a": "x", "b": 1}),
        ('{"a": 1} // behind', {"a": 1}),
        ('{"a":\u00a01}', {"a": 1}),
        ('{"a": 1}\n{"b": 2}', {"a": 1}),
        ('{"a": 1} that is all', {"a": 1}),
        ('{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> x\n}', {"a": 1}),
        ('{\n<<<<<<< HEAD\n"a": 1\n||||||| base\n"a": 0\n=======\n"a": 2\n>>>>>>> x\n, }', {"a": 1}),
    ],
)
def test_what_can_be_meant_in_one_way_only_is_read_so(text: str, value: object) -> None:
    reading = read(text.encode())
    assert not reading.readable
    assert reading.value is None
    assert reading.mended is not None
    assert reading.mended.value == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "The "new" bins"}',
        '{"a": [1, 2}',
        '{"a": 1',
        '{"a": 1}}',
        '{"a", "b"}',
        '{"a": "b',
        "[" * 100,
        "[1,]" + "[1,]" * 200,
        '{"a": 1}\n=======\n{"a": 2}',
        '{"a": \'b\n}',
    ],
)
def test_where_somebody_has_to_decide_nothing_is_read(text: str) -> None:
    reading = read(text.encode())
    assert not reading.readable
    assert reading.mended is None or text.startswith("[1,]")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"])
def test_another_encoding_is_read_through(encoding: str) -> None:
    content = '{"a": "£5"}'.encode(encoding)
    reading = read(content)
    assert not reading.readable
    assert reading.mended is not None
    assert reading.mended.value == {"a": "£5"}
    assert shown(content) == '{"a": "£5"}'


def test_half_a_character_of_two_bytes_is_not_guessed_at() -> None:
    assert read('{"a": 1}'.encode("utf-16")[:-1]).mended is None


def test_nothing_of_a_file_that_only_we_can_read_is_accepted() -> None:
    found = check(MINIMAL.replace('"projects"', "'projects'").encode(), name="x", today=TODAY)
    assert (found.outcome, found.acceptance, found.marks) == (Outcome.INVALID, Acceptance(None), ())
    assert found.not_checked[0].startswith("Nobody can use the file as it is.")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('"title": "Report a missed bin"', '"title": ', ["json-missing-value"]),
        ('"title": "Report a missed bin"', '"title": None', ["json-wrong-literal"]),
        ('"reviewed": "2026-10-12"', '"reviewed": 2026.10.12', ["json-bad-number", "json-unquoted-text"]),
        ('"id": "missed-bins"', '"id": Missed Bins', ["json-unquoted-text"]),
        ('"id": "missed-bins"', '"id": "missed-bins", "budget": {"amount": £100}', ["json-unquoted-text"]),
        ('"id": "missed-bins"', '"id": "missed-bins", "budget": {"amount": NaN}', ["json-not-a-number"]),
    ],
)
def test_no_finding_is_the_echo_of_a_mistake(old: str, new: str, codes: list[str]) -> None:
    found = check(MINIMAL.replace(old, new).encode(), name="x", today=TODAY)
    assert [each.code for each in found.findings if each.code not in codes] == []
    assert found.findings


@given(st.text(alphabet="{}[]:,\"“”'a1 \n\\/#tn<=>", max_size=60))
def test_edits_make_json_or_nothing_is_read(text: str) -> None:
    walk = walked(text)
    reading = read(text.encode())
    if reading.mended is not None:
        json.loads(reading.mended.text)
        assert walk.edits is not None
        assert walk.mistakes


edits = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), st.text("xyz", max_size=3)), max_size=4)


@given(st.text("abcdef", min_size=40, max_size=40), edits)
def test_every_place_behind_the_edits_leads_back_to_the_same_character(
    text: str, lengths: list[tuple[int, int, str]]
) -> None:
    made, at = [], 0
    for gap, length, new in lengths:
        at += gap
        made.append(Edit(at, at + length, new))
        at += length + 1
    after, ordered, starts = mended(text, made)
    found = Mended(after, None, ordered, starts)
    put_in = {start + n for edit, start in zip(ordered, starts, strict=True) for n in range(len(edit.text))}
    for offset, character in enumerate(after):
        before = found.original(Extent(offset, offset + 1))
        if offset not in put_in:
            assert text[before.start] == character
            assert before.end == before.start + 1
        assert 0 <= before.start <= before.end <= len(text)


@given(st.text())
def test_any_text_between_quotation_marks_becomes_sound(inner: str) -> None:
    json.loads(sound(inner))
