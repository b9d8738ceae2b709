"""Changes by offset: two rounds joined do what the two did, and the diff of them leads from the old text to the new."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_validator.fixing.changes import changed, joined, origins
from councilprojects_validator.fixing.diff import unified
from councilprojects_validator.fixing.model import Change, Fixed


def test_changes_leave_everything_between_them_as_it_is() -> None:
    assert changed("abcdef", [Change(0, 1, "X"), Change(3, 3, "YY"), Change(4, 6, "")]) == "XbcYYd"


def test_origin_finds_the_way_back() -> None:
    changes = [Change(0, 1, ""), Change(3, 3, "YY"), Change(4, 6, "Z")]
    assert changed("abcdefg", changes) == "bcYYdZg"
    assert [origins(changes).of(offset) for offset in range(8)] == [1, 2, 3, 3, 3, 4, 6, 7]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ([], [Change(1, 2, "x")], (Change(1, 2, "x"),)),
        ([Change(1, 2, "xyz")], [Change(2, 3, "")], (Change(1, 2, "xz"),)),
        ([Change(1, 2, "")], [Change(1, 2, "")], (Change(1, 3, ""),)),
        ([Change(1, 2, ""), Change(3, 4, "")], [Change(0, 3, "")], (Change(0, 5, ""),)),
        ([Change(0, 0, "ab")], [Change(3, 4, "")], (Change(0, 0, "ab"), Change(1, 2, ""))),
    ],
)
def test_joining(first: list[Change], second: list[Change], both: tuple[Change, ...]) -> None:
    assert joined(changed("abcdef", first), first, second) == both


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[Change]]]:
    text = draw(st.text("ab\n", max_size=40))
    current, found = text, []
    for _round in range(draw(st.integers(1, 4))):
        changes = draw(changes_of(current))
        found.append(changes)
        current = changed(current, changes)
    return text, found


@st.composite
def changes_of(draw: st.DrawFn, text: str) -> list[Change]:
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [Change(start, end, draw(st.text("cd\n", max_size=3))) for start, end in list(pairwise(marks))[::2]]


@given(rounds())
def test_many_rounds_are_one_list_of_changes(case: tuple[str, list[list[Change]]]) -> None:
    text, found = case
    current, together = text, ()
    for changes in found:
        together = joined(current, together, changes)
        current = changed(current, changes)
    assert changed(text, together) == current
    assert all(one.end < other.start for one, other in pairwise(together))
    after = Fixed("x", text, current, together, (), None)
    assert applied(text, unified(after)) == current


def applied(text: str, diff: str) -> str:
    """Apply a unified diff as `patch` does, strictly."""
    old = text.splitlines(keepends=True)
    new: list[str] = []
    at = 0
    lines = diff.splitlines(keepends=True)[2:]
    for number, line in enumerate(lines):
        body = line[1:]
        if number + 1 < len(lines) and lines[number + 1].startswith("\\"):
            body = body.removesuffix("\n")
        if line.startswith("@@"):
            begin, count, new_begin, new_count = ranges(line)
            start = begin - 1 if count else begin
            new += old[at:start]
            at = start
            assert len(new) == (new_begin - 1 if new_count else new_begin)
        elif line.startswith((" ", "-")):
            assert old[at] == body
            at += 1
        if line.startswith((" ", "+")):
            new.append(body)
    return "".join([*new, *old[at:]])


def ranges(line: str) -> tuple[int, int, int, int]:
    numbers: list[int] = []
    for part in line.split()[1:3]:
        begin, _comma, count = part[1:].partition(",")
        numbers += [int(begin), int(count or 1)]
    begin, count, new_begin, new_count = numbers
    return begin, count, new_begin, new_count


def test_a_terminal_is_never_given_what_acts_on_it() -> None:
    before = '\ufeff{"a": "\u009b31m\u202e\t",\r\n"b":  1}'
    fixed = Fixed("x\u009b.json", before, before[1:], (Change(0, 1, ""),), (), None)
    assert unified(fixed, terminal=True) == (
        "--- a/x\\u009b.json\n"
        "+++ b/x\\u009b.json\n"
        "@@ -1,2 +1,2 @@\n"
        '-\\ufeff{"a": "\\u009b31m\\u202e\t",\n'
        '+{"a": "\\u009b31m\\u202e\t",\n'
        ' "b":  1}\n'
        "\\ No newline at end of file\n"
    )


def test_colour_is_for_the_lines_that_change() -> None:
    fixed = Fixed("x", "a\nb\n", "a\nc\n", (Change(2, 3, "c"),), (), None)
    assert unified(fixed, terminal=True, colour=True) == (
        "\x1b[1m--- a/x\x1b[0m\n\x1b[1m+++ b/x\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n"
        " a\n\x1b[31m-b\x1b[0m\n\x1b[32m+c\x1b[0m\n"
    )


def test_what_is_far_apart_stands_in_two_hunks_and_what_stays_the_same_in_none() -> None:
    lines = [f"{number}\n" for number in range(20)]
    before = "".join(lines)
    changes = (Change(0, 1, "0"), Change(2, 3, "one"), Change(before.index("18"), before.index("18") + 2, "end"))
    diff = unified(Fixed("x", before, changed(before, changes), changes, (), None))
    assert [line for line in diff.splitlines()[2:] if not line.startswith(" ")] == [
        "@@ -1,5 +1,5 @@", "-1", "+one", "@@ -16,5 +16,5 @@", "-18", "+end",
    ]  # fmt: skip
    assert applied(before, diff) == changed(before, changes)


def test_nothing_changed_is_no_diff() -> None:
    assert unified(Fixed("x", "a", "a", (), (), None)) == ""
