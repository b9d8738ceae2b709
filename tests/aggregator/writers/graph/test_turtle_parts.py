"""A large graph is written in parts, and nobody can tell from the file."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.writers.graph import turtle

LINES = [
    f'<https://a.example/#{s}> <https://a.example/p{p}> "{s}" <https://a.example/g> .\n' for s in "abc" for p in "12"
]


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_parts_end_where_a_subject_does(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    whole = turtle.body(LINES)
    monkeypatch.setattr(turtle, "MOST_LINES", most)
    assert turtle.body(LINES) == whole
    assert whole.count(b"<https://a.example/#b>") == 1
    assert turtle.body([]) == b""
