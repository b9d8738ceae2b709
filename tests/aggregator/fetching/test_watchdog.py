"""The total deadline: whoever waits for a socket is woken."""

from __future__ import annotations

import socket
import threading

from councilprojects_aggregator.fetching.watchdog import Watchdog


def test_a_reader_is_woken_when_the_deadline_passes() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Watchdog().deadline(0.05) as deadline:
        deadline.watch(ours)
        assert ours.recv(1) == b""
        assert deadline.expired
        assert 0 < deadline.left < 0.01


def test_what_is_watched_too_late_is_shut_down_at_once() -> None:
    pairs = socket.socketpair(), socket.socketpair()
    with Watchdog().deadline(-1.0) as deadline:
        deadline.watch(pairs[0][0])
        pairs[0][0].recv(1)
        deadline.watch(pairs[1][0])
        assert pairs[1][0].recv(1) == b""
    for each in (*pairs[0], *pairs[1]):
        each.close()


def test_a_socket_outlives_a_deadline_that_was_met() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with Watchdog().deadline(60.0) as deadline:
            deadline.watch(ours)
            assert deadline.left > 59
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"
        assert not deadline.expired


def test_a_socket_that_its_owner_has_closed_is_no_trouble() -> None:
    ours, theirs = socket.socketpair()
    other, last = socket.socketpair()
    with theirs, other, last, Watchdog().deadline(0.05) as deadline:
        deadline.watch(ours)
        deadline.watch(other)
        ours.close()
        theirs.close()
        assert other.recv(1) == b""


def test_one_thread_minds_all_deadlines_whatever_their_order() -> None:
    watchdog = Watchdog()
    pairs = [socket.socketpair() for _ in range(3)]
    before = threading.active_count()
    with watchdog.deadline(60.0) as last, watchdog.deadline(0.1) as second, watchdog.deadline(0.05) as first:
        assert threading.active_count() == before + 1
        for (ours, _theirs), deadline in zip(pairs, (last, second, first), strict=True):
            deadline.watch(ours)
        assert pairs[1][0].recv(1) == b""
        assert (last.expired, second.expired, first.expired) == (False, True, True)
    for each in (*pairs[0], *pairs[1], *pairs[2]):
        each.close()


def test_off_duty_it_can_be_called_again() -> None:
    watchdog = Watchdog()
    others = set(threading.enumerate())
    for _ in range(2):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            with watchdog.deadline(0.02) as deadline:
                deadline.watch(ours)
                assert ours.recv(1) == b""
            for thread in set(threading.enumerate()) - others:
                thread.join(1.0)
