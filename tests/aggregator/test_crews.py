"""Work shared by processes: nothing is lost, whoever makes it, and whatever goes wrong arrives."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from functools import partial

import pytest

from councilprojects_aggregator import crews
from councilprojects_aggregator.crews import BATCH, MOST_SHARES, together

copies = pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of a process here")
# Where tests run side by side, each process has a thread that waits for the next test, and does nothing else.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.fixture(autouse=True)
def _as_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_can_fork", lambda: True)


def counted(first: int, last: int) -> Iterator[tuple[int, int]]:
    yield from ((number, os.getpid()) for number in range(first, last))


def broken(last: int) -> Iterator[tuple[int, int]]:
    yield from counted(0, last)
    raise ValueError("such a page")


def killed() -> Iterator[tuple[int, int]]:
    yield from counted(0, BATCH)
    os.kill(os.getpid(), signal.SIGKILL)


SHARES = [partial(counted, 0, 5), partial(counted, 5, 5 + 3 * BATCH), partial(counted, 100, 101)]
EVERY = [*range(5 + 3 * BATCH), 100]


def test_one_process_makes_all_in_order() -> None:
    made = list(together(SHARES, 1))
    assert [number for number, _process in made] == EVERY
    assert {process for _number, process in made} == {os.getpid()}


@copies
@pytest.mark.parametrize("jobs", [2, 3, 9])
def test_several_make_the_same(jobs: int) -> None:
    made = list(together(SHARES, jobs))
    assert sorted(number for number, _process in made) == EVERY
    assert dict(made)[0] != os.getpid()


@copies
def test_whoever_is_free_takes_the_next_share_and_the_others_have_the_first() -> None:
    # The other process does not end its share before this one has made all that is left.
    reading, writing = os.pipe()

    def long() -> Iterator[tuple[int, int]]:
        os.read(reading, 1)
        yield from counted(0, 1)

    made = []
    for number, process in together([long, *SHARES], 2):
        made.append((number, process == os.getpid()))
        if number == EVERY[-1]:
            os.write(writing, b"!")
    os.close(reading)
    os.close(writing)
    assert made == [*((number, True) for number in EVERY), (0, False)]


@copies
def test_as_many_shares_as_there_may_be_are_each_made_once() -> None:
    made = together([partial(counted, number, number + 1) for number in range(MOST_SHARES)], 3)
    assert sorted(number for number, _process in made) == [*range(MOST_SHARES)]
    with pytest.raises(ValueError, match="more than"):
        list(together([partial(counted, 0, 1)] * (MOST_SHARES + 1), 2))


@copies
@pytest.mark.parametrize("last", [0, BATCH + 1])
def test_what_goes_wrong_in_another_process_is_raised_here(last: int) -> None:
    with pytest.raises(ValueError, match="such a page"):
        list(together([partial(broken, last), partial(counted, 0, 3)], 2))


@copies
def test_a_process_that_is_ended_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="ended"):
        list(together([killed, partial(counted, 0, 3)], 2))


@copies
def test_who_stops_listening_ends_the_others() -> None:
    # The tests' own process may have servers and browsers among its children: only what is started here counts.
    before = set(multiprocessing.active_children())
    made = together([partial(counted, 0, 10_000_000), partial(counted, 0, 3)], 2)
    next(made)
    started = set(multiprocessing.active_children()) - before
    assert len(started) == 1
    made.close()  # type: ignore[attr-defined]
    assert not set(multiprocessing.active_children()) & started
    assert all(process.exitcode is not None for process in started)
