"""The total deadline: whoever waits for a socket is woken."""

from __future__ import annotations

import socket

from councilprojects_aggregator.fetching.watchdog import Deadline


def test_a_reader_is_woken_when_the_deadline_passes() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Deadline(0.05) as deadline:
        deadline.watch(ours)
        assert ours.recv(1) == b""
        assert deadline.expired
        assert 0 < deadline.left < 0.01


def test_what_is_watched_too_late_is_shut_down_at_once() -> None:
    pairs = socket.socketpair(), socket.socketpair()
    with Deadline(-1.0) as deadline:
        deadline.watch(pairs[0][0])
        pairs[0][0].recv(1)
        deadline.watch(pairs[1][0])
        assert pairs[1][0].recv(1) == b""
    for each in (*pairs[0], *pairs[1]):
        each.close()


def test_a_socket_outlives_a_deadline_that_was_met() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with Deadline(60.0) as deadline:
            deadline.watch(ours)
            assert deadline.left > 59
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"
        assert not deadline.expired


def test_a_socket_that_its_owner_has_closed_is_no_trouble() -> None:
    ours, theirs = socket.socketpair()
    other, last = socket.socketpair()
    with theirs, other, last, Deadline(0.05) as deadline:
        deadline.watch(ours)
        deadline.watch(other)
        ours.close()
        theirs.close()
        assert other.recv(1) == b""
