"""A certificate that is about to end is told of in time, and none that renews itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from councilprojects_validator.hosting.certificates import SOON, ends_soon, last_day, sentence
from councilprojects_validator.hosting.served import Certificate

UNTIL = datetime(2026, 12, 11, 23, 30, tzinfo=UTC)


def lasting(days: int) -> Certificate:
    return Certificate(UNTIL - timedelta(days=days), UNTIL)


@pytest.mark.parametrize(
    ("life", "today", "soon"),
    [
        (398, date(2026, 11, 19), False),
        (398, date(2026, 11, 20), True),
        (398, date(2026, 12, 11), True),
        (398, date(2026, 12, 12), True),
        # Those that are renewed automatically have a third left when they are.
        (90, date(2026, 11, 11), False),
        (90, date(2026, 11, 20), True),
        (47, date(2026, 11, 25), False),
        (47, date(2026, 11, 30), True),
        (6, date(2026, 12, 9), False),
        (6, date(2026, 12, 10), True),
    ],
)
def test_when_it_has_to_be_renewed(life: int, today: date, *, soon: bool) -> None:
    assert ends_soon(lasting(life), today) is soon


def test_three_weeks_are_what_the_page_of_the_finding_says() -> None:
    assert timedelta(weeks=3) == SOON


def test_the_day_is_that_of_a_council() -> None:
    summer = Certificate(UNTIL, datetime(2027, 6, 30, 23, 30, tzinfo=UTC))
    assert (last_day(lasting(90)), last_day(summer)) == (date(2026, 12, 11), date(2027, 7, 1))
    assert sentence(last_day(summer)) == sentence("2027-07-01")
    assert "ends on 1 July 2027. Have it renewed before" in sentence("2027-07-01")
