"""Work shared by processes: nothing is lost, whoever makes it, and whatever goes wrong arrives."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from functools import partial

import pytest

from councilprojects_aggregator import crews
from councilprojects_aggregator.crews import BATCH, together

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


PARTS = [partial(counted, 0, 5), partial(counted, 5, 5 + 3 * BATCH), partial(counted, 100, 101)]
EVERY = [*range(5 + 3 * BATCH), 100]


def test_one_process_makes_all_in_order() -> None:
    made = list(together(PARTS, 1))
    assert [number for number, _process in made] == EVERY
    assert {process for _number, process in made} == {os.getpid()}


@copies
def test_several_make_the_same_each_its_part() -> None:
    made = list(together(PARTS, 3))
    assert sorted(number for number, _process in made) == EVERY
    assert len({process for _number, process in made}) == len(PARTS)


@copies
@pytest.mark.parametrize("last", [0, BATCH + 1])
def test_what_goes_wrong_in_another_process_is_raised_here(last: int) -> None:
    with pytest.raises(ValueError, match="such a page"):
        list(together([partial(counted, 0, 3), partial(broken, last)], 2))


@copies
def test_a_process_that_is_ended_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="ended"):
        list(together([partial(counted, 0, 3), killed], 2))


@copies
def test_who_stops_listening_ends_the_others() -> None:
    # The tests' own process may have servers and browsers among its children: only what is started here counts.
    before = set(multiprocessing.active_children())
    made = together([partial(counted, 0, 3), partial(counted, 0, 10_000_000)], 2)
    next(made)
    started = set(multiprocessing.active_children()) - before
    assert len(started) == 1
    made.close()  # type: ignore[attr-defined]
    assert not set(multiprocessing.active_children()) & started
    assert all(process.exitcode is not None for process in started)
