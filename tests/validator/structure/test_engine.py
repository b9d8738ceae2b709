"""The engine checks our formats, ends where a text ends, and fetches nothing."""

from __future__ import annotations

import pytest
from referencing.exceptions import Unresolvable

from councilprojects_validator.structure.engine import anchored, judge


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^[a-z]+$", "abc", True),
        ("^[a-z]+$", "abc\n", False),
        ("^[0-9]+$", "\uff11\uff12", False),
        (r"^\d+$", "\uff11\uff12", False),
        (r"^a\$b$", "a$b", True),
        ("^[$]x$", "$x", True),
        ("^[]$]x$", "]x", True),
        ("^(a|b$)", "b\n", False),
        ("b", "abc", True),
    ],
)
def test_a_pattern_means_what_json_schema_says(pattern: str, text: str, fits: bool) -> None:  # noqa: FBT001 - a table
    assert (anchored(pattern).search(text) is not None) is fits
    assert judge({"pattern": pattern}).is_valid(text) is fits
    assert judge({"pattern": pattern}).is_valid(5)


def test_formats_are_checked_on_texts_alone() -> None:
    engine = judge({"format": "partial-date"})
    assert [engine.is_valid(value) for value in ("2026-10", "2025-26", 2026, None)] == [True, False, True, True]


def test_a_repeated_item_is_found_at_the_second_one() -> None:
    engine = judge({"properties": {"a": {"uniqueItems": True}}})
    errors = list(engine.iter_errors({"a": [1, {"b": 1, "c": 2}, {"c": 2, "b": 1}, 1]}))
    assert [list(error.absolute_path) for error in errors] == [["a", 2], ["a", 3]]
    assert engine.is_valid({"a": "aa"})
    assert judge({"uniqueItems": False}).is_valid([1, 1])


def test_nothing_is_ever_fetched() -> None:
    with pytest.raises(Unresolvable):
        judge({"$ref": "https://www.ambridge.example/schema.json"}).is_valid(1)
