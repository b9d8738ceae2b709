"""Lines come back sorted, and nothing is left behind."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator import runs as sorting
from councilprojects_aggregator.runs import Runs

LINES = st.lists(st.binary(max_size=4).map(lambda line: line.replace(b"\n", b"") + b"\n"))


@pytest.mark.parametrize("most", [1, 9, 1000])
@given(LINES)
def test_lines_come_back_sorted_and_none_is_lost(most: int, lines: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch, Runs(BytesIO) as runs:
        patch.setattr(sorting, "MOST_BYTES", most)
        for line in lines:
            runs.add(line)
        assert list(runs.in_order()) == sorted(lines)


def test_what_fits_into_memory_stays_there_and_every_file_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[BinaryIO] = []

    def scratch() -> BinaryIO:
        opened.append(BytesIO())
        return opened[-1]

    monkeypatch.setattr(sorting, "MOST_BYTES", 4)
    with Runs(scratch) as runs:
        runs.add(b"a\n")
        assert opened == []
        runs.add(b"b\n")
        runs.add(b"c\n")
        assert len(opened) == 1
        assert not opened[0].closed
    assert opened[0].closed
