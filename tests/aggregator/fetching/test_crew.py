"""Threads that work, and are not waited for."""

from __future__ import annotations

from threading import Event

from councilprojects_aggregator.fetching.crew import Crew


def test_everything_that_is_given_is_done_and_collected() -> None:
    crew: Crew[int, int] = Crew(2, lambda number: number * number)
    with crew:
        for number in range(5):
            crew.give(number)
        done = [crew.collect(None) for _ in range(5)]
    assert sorted(each for each in done if each) == [(0, 0), (1, 1), (2, 4), (3, 9), (4, 16)]
    assert crew.busy == 0


def test_nothing_is_collected_before_it_is_done() -> None:
    may_end = Event()
    crew: Crew[int, bool] = Crew(1, lambda _number: may_end.wait(5))
    with crew:
        crew.give(1)
        assert not crew.has_room
        assert crew.collect(0.01) is None
        may_end.set()
        assert crew.collect(None) == (1, True)
        assert crew.has_room


def test_no_more_threads_are_employed_than_there_is_work() -> None:
    started: list[int] = []
    crew: Crew[int, None] = Crew(8, started.append)
    with crew:
        for number in range(4):
            crew.give(number)
            crew.collect(None)
    assert started == [0, 1, 2, 3]
    assert crew.employed == 1
