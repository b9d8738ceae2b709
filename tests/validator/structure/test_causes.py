"""Why a value is not in its form is told where it can be."""

from __future__ import annotations

import pytest

from councilprojects_validator.structure.causes import cause


@pytest.mark.parametrize(
    ("code", "text", "field", "words", "suggestion"),
    [
        ("not-a-date", "2025-26", "start", "a financial year", "2025-04"),
        ("not-a-date", "2025/2026", "end", "a financial year", "2026-03"),
        ("not-a-date", "2026-02-30", "start", "no such day", None),
        ("not-a-date", "2026-13-05", "start", "the wrong way round", None),
        ("not-a-date-time", "2026-02-30T10:00:00Z", "modified", "no such day", None),
        ("not-a-url", "https://a.example/x|y", "url", "“{detail}” cannot stand", "https://a.example/x%7Cy"),
        ("not-a-url", "https://a.example/ŵ", "url", "“{detail}” cannot stand", "https://a.example/%C5%B5"),
        ("not-a-url", "https://a.example/x>", "url", "“{detail}” cannot stand", "https://a.example/x"),
        ("not-a-url", "https://a.example/{x}", "url", "“{detail}” cannot stand", "https://a.example/%7Bx%7D"),
        ("not-a-url", "https://a.example/100%", "url", "“{detail}” cannot stand", None),
        ("not-a-host", "https://a.example/x", "hosts", "a whole address", "a.example"),
        ("not-a-duration", "every 3 months", "reviewEvery", "Write {detail}", "P3M"),
    ],
)
def test_a_cause_is_told(code: str, text: str, field: str, words: str, suggestion: str | None) -> None:
    found = cause(code, text, field)
    assert found is not None
    assert words in found.message
    assert found.suggestion == suggestion


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("not-a-date", "soon"),
        ("not-a-date", "2025-27"),
        ("not-a-date-time", "2026-10-12T09:30:00"),
        ("not-a-url", "https://a.example/x y"),
        ("not-a-url", "bins"),
        ("not-a-url", "https://a.example:port/"),
        ("not-a-host", "a b"),
        ("not-a-host", "https://[::1"),
        ("not-a-duration", "monthly"),
        ("not-a-licence", "OGL"),
    ],
)
def test_where_the_form_says_all_there_is_none(code: str, text: str) -> None:
    assert cause(code, text, "url") is None
