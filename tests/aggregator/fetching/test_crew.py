"""Threads that work, and are not waited for."""

from __future__ import annotations

from math import inf
from threading import Event

from councilprojects_aggregator.fetching.crew import PATIENCE, RESERVES, Crew


def test_everything_that_is_given_is_done_and_collected() -> None:
    crew: Crew[int, int] = Crew(2, lambda number: number * number)
    with crew:
        for number in range(5):
            crew.give(number, 0.0)
        done = [crew.collect(None) for _ in range(5)]
    assert sorted(each for each in done if each) == [(0, 0), (1, 1), (2, 4), (3, 9), (4, 16)]
    assert crew.busy == 0


def test_nothing_is_collected_before_it_is_done() -> None:
    may_end = Event()
    crew: Crew[int, bool] = Crew(1, lambda _number: may_end.wait(5))
    with crew:
        crew.give(1, 0.0)
        assert crew.seconds_to_room(0.0) == PATIENCE
        assert crew.collect(0.01) is None
        may_end.set()
        assert crew.collect(None) == (1, True)
        assert crew.seconds_to_room(0.0) == 0


def test_no_more_threads_are_employed_than_there_is_work() -> None:
    started: list[int] = []
    crew: Crew[int, None] = Crew(8, started.append)
    with crew:
        for number in range(4):
            crew.give(number, 0.0)
            crew.collect(None)
    assert started == [0, 1, 2, 3]
    assert crew.employed == 1


def test_there_is_room_beside_those_that_hang_but_not_without_end() -> None:
    may_end = Event()
    crew: Crew[int, bool] = Crew(2, lambda _number: may_end.wait(5))
    with crew:
        crew.give(1, 0.0)
        crew.give(2, 0.25)
        assert crew.seconds_to_room(0.5) == PATIENCE - 0.5
        assert crew.seconds_to_room(PATIENCE) == 0
        crew.give(3, PATIENCE)
        assert crew.seconds_to_room(PATIENCE) == 0.25
        for number in range(3, 2 * RESERVES):
            crew.give(number, PATIENCE)
        assert crew.seconds_to_room(1000.0) == inf
        may_end.set()
