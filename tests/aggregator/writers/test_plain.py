from __future__ import annotations

import pytest

from councilprojects_aggregator.writers.plain import clean, clean_bytes, one_line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\tb\nc\r", "a\tb\nc\r"),
        ("a\x00b\x0bc\x1b", "a\ufffdb\ufffdc\ufffd"),
        ("\ud800 \uffff", "\ufffd \ufffd"),
        ("\u202egpj.exe\u202c \u2066x\u2069", "gpj.exe x"),
        ("tŷ \U0001f5d1 ]]> <script>", "tŷ \U0001f5d1 ]]> <script>"),
    ],
)
def test_only_what_no_feed_can_hold_is_replaced(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_text_becomes_one_line() -> None:
    assert one_line("  Report\na  missed\tbin ", 40) == "Report a missed bin"


@pytest.mark.parametrize(
    ("limit", "line"), [(19, "Report a missed bin"), (18, "Report a missed b…"), (16, "Report a missed…")]
)
def test_a_long_text_ends_with_an_ellipsis_within_the_limit(limit: int, line: str) -> None:
    assert one_line("Report a missed bin", limit) == line


@pytest.mark.parametrize(
    "text", ["<p>Plain – “text” £5 ✓ 😀</p>\n\t", "a\x00b", "a\u202eb\u2069", "\ufffe\uffff\ufffd", "\ud800x"]
)
def test_a_whole_page_is_cleaned_as_any_text_is(text: str) -> None:
    assert clean_bytes(text) == clean(text).encode()
