"""What goes forth and back, and what is worded otherwise, is no news."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from runs_in_a_row import DAY, OFFER, Runs, project, published

from councilprojects_aggregator.keys import item_key


def phases(*codes: str | None, later: timedelta = DAY) -> list[list[str]]:
    """Return what each of several runs tells, in which one project has these phases."""
    runs = Runs()
    return [runs.run(published(project("bins", **({"phase": code} if code else {}))), later) for code in codes]


def test_a_phase_that_goes_forth_and_back_is_told_once() -> None:
    assert (
        phases("alpha", "beta", "alpha", "beta", "alpha", "beta", "beta", "beta")[1:]
        == [["bins/phase-beta"]] + [[]] * 6
    )


def test_a_phase_that_goes_back_and_stays_there_is_told_after_48_hours() -> None:
    assert phases("alpha", "beta", "alpha", "alpha", "alpha", "alpha")[1:] == [
        ["bins/phase-beta"],
        [],
        [],
        ["bins/phase-alpha"],
        [],
    ]


def test_a_phase_that_was_never_left_is_told_at_once() -> None:
    assert phases("alpha", "beta", "alpha", "live")[1:] == [["bins/phase-beta"], [], ["bins/phase-live"]]


def test_an_old_copy_from_two_phases_ago_tells_nothing() -> None:
    assert phases("alpha", "beta", "live", "alpha", "live")[3:] == [[], []]


def test_a_phase_that_is_left_out_for_a_while_tells_nothing() -> None:
    assert phases("alpha", None, "alpha", None, "beta")[1:] == [[], [], [], ["bins/phase-beta"]]


@pytest.mark.parametrize(
    "edited",
    [
        OFFER | {"until": "2027-02-01"},
        OFFER | {"description": {"en-gb": "Our booking code, ready to reuse"}},
        OFFER | {"description": {**OFFER["description"], "cy": "Ein cod archebu"}},  # type: ignore[dict-item]
        OFFER | {"type": "delivery"},
        OFFER | {"url": "https://www.ambridge.example/code"},
    ],
)
def test_an_edited_offer_is_no_new_offer(edited: dict[str, Any]) -> None:
    runs = Runs()
    runs.run(published(project("bins")))
    assert runs.run(published(project("bins", offers=[OFFER]))) == [f"bins/offer-{item_key(OFFER)}"]
    assert runs.run(published(project("bins", offers=[edited]))) == []
    assert runs.run(published(project("bins", offers=[OFFER]))) == []
    (known,) = runs.remembered.histories[0].known.items  # type: ignore[union-attr]
    assert known.key == item_key(OFFER)
