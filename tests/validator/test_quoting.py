"""What a publisher wrote is repeated short, on one line, and never acts."""

from __future__ import annotations

import pytest

from councilprojects_validator.quoting import clipped, quoted, visible


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Bins", "“Bins”"),
        ("a\nb\x1b[31m\u202ec\u200b", "“a\\u000ab\\u001b[31m\\u202ec\\u200b”"),
        ("\U000e0001", "“\\U000e0001”"),
        ("a\u00a0b", "“a\u00a0b”"),
        ("x" * 61, "“" + "x" * 59 + "…”"),
        (12, "12"),
        (1.5, "1.5"),
        (True, "true"),
        (None, "null"),
        ({"a": 1}, "{…}"),
        ([1], "[…]"),
    ],
)
def test_values_as_a_sentence_names_them(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_a_text_is_clipped_only_when_it_is_longer() -> None:
    assert clipped("abcd", 4) == "abcd"
    assert clipped("abcde", 4) == "abc…"
    assert visible("Cyngor Sir Gâr") == "Cyngor Sir Gâr"
