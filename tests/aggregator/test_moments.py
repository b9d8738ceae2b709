from datetime import UTC, datetime, timedelta, timezone

from councilprojects_aggregator.moments import stamp


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    assert stamp(datetime(2026, 6, 1, 6, 30, 5, 999, tzinfo=UTC)) == "2026-06-01T06:30:05Z"
    assert stamp(datetime(2026, 6, 1, 6, 30, tzinfo=timezone(timedelta(hours=1)))) == "2026-06-01T05:30:00Z"
