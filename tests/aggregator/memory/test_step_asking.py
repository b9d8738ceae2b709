"""When a council is asked again, and with which conditions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from council_answers import DAY, HOUR, NEW, NOW, SOURCE, good_copy, known

from councilprojects_aggregator.memory.step import ask, asked_to_wait
from councilprojects_aggregator.model import Attempt, Record, Source


@pytest.mark.parametrize(
    ("record", "source", "conditional"),
    [
        (known(), SOURCE, True),
        (NEW, SOURCE, False),
        (known(), replace(SOURCE, url="https://ambridge.example/new.json"), False),
        (known(good=good_copy(full_at=None)), SOURCE, False),
        (known(good=good_copy(full_at=NOW - 7 * DAY)), SOURCE, True),
        (known(good=good_copy(full_at=NOW - 7 * DAY - HOUR)), SOURCE, False),
        (known(good=good_copy(full_at=NOW + 365 * DAY)), SOURCE, False),
    ],
)
def test_conditions_are_sent_only_where_a_304_can_be_believed(
    record: Record,
    source: Source,
    conditional: bool,  # noqa: FBT001 (a table)
) -> None:
    expected = ('"1"', "Fri") if conditional else (None, None)
    asked = ask(record, source, NOW)
    assert (asked.source_id, asked.url, asked.etag, asked.last_modified) == ("ambridge", source.url, *expected)


@pytest.mark.parametrize(
    ("until", "waits"),
    [
        (None, False),
        (NOW - HOUR, False),
        (NOW, False),
        (NOW + HOUR, True),
        (NOW + 7 * DAY, True),
        (NOW + 365 * DAY, False),  # a clock was wrong
    ],
)
def test_a_server_that_asked_for_time_is_left_alone(until: datetime | None, waits: bool) -> None:  # noqa: FBT001 (a table)
    assert asked_to_wait(known(attempt=Attempt(NOW, "http-503", 503, retry_at=until)), NOW) is waits


def test_a_source_that_was_never_asked_may_be_asked() -> None:
    assert not asked_to_wait(NEW, NOW)
