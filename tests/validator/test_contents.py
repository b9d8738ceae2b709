"""Leaving parts out keeps the way back to where the rest stands in the publisher's file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Path
from councilprojects_validator.emptiness import drop_empty, empty_values

NOTHING = (None, "", [], {})


def test_what_is_left_out_shifts_indexes_and_the_original_ones_are_known() -> None:
    contents = Contents({"a": [{"b": [1, 2, 3]}, 5, {"c": 6}]}).without([("a", 1), ("a", 0, "b", 1)])
    assert contents.value == {"a": [{"b": [1, 3]}, {"c": 6}]}
    assert contents.original(("a", 1, "c")) == ("a", 2, "c")
    assert contents.original(("a", 0, "b", 1)) == ("a", 0, "b", 2)
    assert contents.original(("b", 1), below=("a", 0)) == ("a", 0, "b", 2)
    assert contents.at(("a", 2, "c")) == 6
    assert contents.at(("a", 0, "b", 2)) == 3
    assert list(contents.items(("a",))) == [(("a", 0), {"b": [1, 3]}), (("a", 2), {"c": 6})]


@pytest.mark.parametrize("path", [("a", 1), ("a", 9), ("a", "b"), ("b",), ("a", 0, "b", 0, "c"), ("a", 0, "b", 1)])
def test_what_is_not_there_is_none(path: Path) -> None:
    contents = Contents({"a": [{"b": [1, 2]}, 5]}).without([("a", 1), ("a", 0, "b", 1)])
    assert contents.at(path) is None
    assert list(contents.items(path)) == []


def test_leaving_out_twice_is_leaving_out_both_at_once() -> None:
    whole = Contents({"a": [1, 2, 3, 4], "b": {"c": [5, 6]}})
    first, second = [("a", 0), ("b", "c", 1)], [("a", 2), ("b", "c", 0)]
    assert whole.without(first).without(second) == whole.without([*first, *second])


def test_a_group_that_is_empty_without_the_part_goes_too_but_not_the_list_of_projects() -> None:
    whole = Contents({"projects": [1], "publisher": {"contact": {"email": "x"}}, "sources": [2]})
    parts: list[Path] = [("projects", 0), ("publisher", "contact", "email"), ("sources", 0)]
    assert whole.without(parts).value == {"projects": [], "sources": []}


def test_paths_that_lead_nowhere_are_passed_over_and_the_whole_shares_what_is_untouched() -> None:
    whole = Contents({"a": [1], "b": {"c": 2}})
    rest = whole.without([("a", 0, "x"), ("z",), ("a", "k")])
    assert rest.value == whole.value
    assert rest.value["b"] is whole.value["b"]
    assert whole.without([]).value == whole.value


@pytest.mark.parametrize(
    ("value", "full", "empty"),
    [
        (
            {"a": None, "b": "", "c": [], "d": {}, "e": 0, "f": False},
            {"e": 0, "f": False},
            [("a",), ("b",), ("c",), ("d",)],
        ),
        ({"a": {"b": {"c": None}, "d": ""}}, {}, [("a",)]),
        ({"a": {"b": {"c": None}, "d": 1}}, {"a": {"d": 1}}, [("a", "b")]),
        ({"a": [None, 1, {"b": ""}, [[]]]}, {"a": [1]}, [("a", 0), ("a", 2), ("a", 3)]),
        ({"projects": [], "sources": []}, {"projects": [], "sources": []}, []),
        ({"projects": [None, {}]}, {"projects": []}, [("projects", 0), ("projects", 1)]),
        ({"projects": {}, "sources": None}, {}, [("projects",), ("sources",)]),
        ({"a": {"projects": []}}, {}, [("a",)]),
        ({"x_a_b": None, "c": {"x_a_b": {"d": []}}}, {"x_a_b": None, "c": {"x_a_b": {"d": []}}}, []),
        ({}, {}, []),
        (None, None, []),
        ([None], [], [(0,)]),
    ],
)
def test_empty_values_are_read_as_absent_and_told_once(value: Any, full: Any, empty: list[Path]) -> None:
    contents, found = drop_empty(value)
    assert (contents.value, found) == (full, empty)


def test_the_warning_says_what_is_empty_and_what_to_do() -> None:
    value = {"a": "", "b": {"c": None}, "d": [1, None], "e\u202e": {}}
    _contents, found = drop_empty(value)
    assert [each.message for each in empty_values(value, found)] == [
        "`a` is empty, so it is read as if it were not there. Leave it out.",
        "`b` holds only empty values, so it is read as if it were not there. Leave it out.",
        "This item of the list is empty, so it is read as if it were not there. Take it out.",
        "`e\\u202e` is empty, so it is read as if it were not there. Leave it out.",
    ]
    assert {each.code for each in empty_values(value, found)} == {"empty-value"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=20,
)


def every(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(each for key, member in members for each in every(member, (*path, key)))]


@given(JSON, st.randoms(use_true_random=False))
def test_every_value_that_stays_is_the_one_at_its_original_path(value: Any, random: Any) -> None:
    contents, _found = drop_empty(value)
    stays = [path for path, _value in every(contents.value) if path]
    if stays:
        contents = contents.without(contents.original(path) for path in random.sample(stays, min(2, len(stays))))
    before = dict(every(value))
    for path, member in every(contents.value):
        original = contents.original(path)
        assert contents.at(original) == member
        assert path == () or member not in NOTHING
        if not isinstance(member, dict | list):
            assert before[original] == member
