"""The publisher's own line, and carets under the fault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_reports import EMPTY, END

from councilprojects_validator.reporters.snippet import snippet


@pytest.mark.parametrize(
    ("line", "column", "end", "expected"),
    [
        ('  "end": "x"', 10, 13, ('"end": "x"', "       ^^^")),
        ("\tab", 2, 4, ("ab", "^^")),
        ('{"标题": 1}', 8, 9, ('{"标题": 1}', "         ^")),
        ("e\u0301 x", 4, 5, ("e\u0301 x", "  ^")),
        ("x", 9, 9, ("x", " ^")),
        ("ab\r", 1, 3, ("ab", "^^")),
        ("a" * 200, 100, 101, ("…" + "a" * 76 + "…", " " * 39 + "^")),
        ("a" * 200, 1, 201, ("a" * 76 + "…", "^" * 76)),
        (" " * 50 + "a" * 70, 51, 52, ("a" * 70, "^")),
        ('{"a": "\x1b[31m"}', 7, 14, ('{"a": "\\u001b[31m"}', "      " + "^" * 12)),
    ],
)
def test_carets_stand_under_the_fault(line: str, column: int, end: int, expected: tuple[str, str]) -> None:
    finding = replace(END, line=1, column=column, end_line=1, end_column=end)
    assert snippet([line], finding) == expected


def test_a_narrow_window_keeps_the_fault_in_sight() -> None:
    finding = replace(END, line=1, column=100, end_line=1, end_column=101)
    assert snippet(["a" * 200], finding, 20) == ("…" + "a" * 20 + "…", " " * 11 + "^")


def test_the_first_line_of_a_longer_value_is_marked() -> None:
    finding = replace(END, line=1, column=8, end_line=3, end_column=2)
    assert snippet(['  "a": {  ', "  }"], finding) == ('"a": {  ', "     ^")


def test_a_point_is_one_caret() -> None:
    assert snippet(["abc"], replace(END, line=1, column=2, end_line=None, end_column=None)) == ("abc", " ^")


def test_there_is_nothing_where_the_text_has_no_such_line() -> None:
    assert snippet(["one"], replace(END, line=2)) is None
    assert snippet(["one"], EMPTY) is None
