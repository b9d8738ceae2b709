"""Whose turn it is: one at a time for each host and each address, with a pause between starts."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator.fetching.addresses import IpAddress, parse_address
from councilprojects_aggregator.fetching.lanes import Lanes


def address(number: int) -> IpAddress:
    parsed = parse_address(f"127.0.0.{number}")
    assert parsed is not None
    return parsed


ONE, TWO = address(1), address(2)


def lanes(pause: float = 1.0) -> Lanes[str]:
    return Lanes(lambda _address: pause)


def test_an_item_starts_at_once() -> None:
    waiting = lanes()
    waiting.add("a", ONE, "a1")
    assert waiting.take(0.0) == ("a", ONE, "a1")
    assert waiting.take(0.0) is None
    assert waiting.next_start() is None


def test_a_host_is_asked_once_at_a_time_and_then_after_a_pause() -> None:
    waiting = lanes()
    waiting.add("a", ONE, "a1")
    waiting.add("a", TWO, "a2")
    waiting.take(0.0)
    assert waiting.take(5.0) is None
    waiting.release("a", ONE)
    assert waiting.take(0.9) is None
    assert waiting.next_start() == 1.0
    assert waiting.take(1.0) == ("a", TWO, "a2")


def test_an_address_is_asked_once_at_a_time_and_then_after_a_pause() -> None:
    waiting = lanes()
    waiting.add("a", ONE, "a1")
    waiting.add("b", ONE, "b1")
    waiting.add("c", ONE, "c1")
    waiting.take(0.0)
    assert waiting.take(5.0) is None
    waiting.release("a", ONE)
    assert waiting.take(5.0) == ("b", ONE, "b1")
    waiting.release("b", ONE)
    assert waiting.take(5.0) is None
    assert waiting.next_start() == 6.0
    assert waiting.take(6.0) == ("c", ONE, "c1")


def test_a_busy_address_holds_nobody_else_up() -> None:
    waiting = lanes()
    for host, where in (("a", ONE), ("b", ONE), ("c", TWO)):
        waiting.add(host, where, host)
    assert waiting.take(0.0) == ("a", ONE, "a")
    assert waiting.take(0.0) == ("c", TWO, "c")


def test_an_address_that_was_free_when_it_was_queued_may_have_to_wait() -> None:
    waiting = lanes()
    waiting.add("a", ONE, "a1")
    waiting.add("b", ONE, "b1")
    waiting.take(0.0)
    waiting.release("a", ONE)
    assert waiting.take(0.5) is None
    assert waiting.next_start() == 1.0


def test_the_pause_is_the_addresss_own() -> None:
    waiting: Lanes[str] = Lanes(lambda where: 0.0 if where == ONE else 2.0)
    for host, where in (("a", ONE), ("b", TWO)):
        for item in ("1", "2"):
            waiting.add(host, where, item)
    waiting.take(0.0)
    waiting.take(0.0)
    waiting.release("a", ONE)
    waiting.release("b", TWO)
    assert waiting.take(0.0) == ("a", ONE, "2")
    assert waiting.next_start() == 2.0


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(0, 3)), max_size=30),
    st.integers(1, 5),
    st.randoms(use_true_random=False),
)
def test_everything_starts_and_nothing_too_soon(items: list[tuple[int, int, int]], jobs: int, chance: Random) -> None:
    waiting = lanes()
    now, started, running = 0.0, [], []
    starts: dict[object, list[float]] = defaultdict(list)
    for number, (host, where, _) in enumerate(items):
        waiting.add(str(host), address(where), str(number))
    while len(started) < len(items) or running:
        taken = waiting.take(now) if len(running) < jobs else None
        if taken:
            host, where, item = taken
            assert not {host, where} & {key for _, *keys in running for key in keys}, "one at a time"
            for key in (host, where):
                assert not starts[key] or now - starts[key][-1] >= 1.0
                starts[key].append(now)
            started.append(item)
            running.append((now + items[int(item)][2], host, where))
        elif running and (chance.random() < 0.5 or waiting.next_start() is None or len(running) == jobs):
            end, host, where = running.pop(chance.randrange(len(running)))
            now = max(now, end)
            waiting.release(host, where)
        else:
            now = max(now, waiting.next_start() or now)
    assert sorted(started, key=int) == [str(number) for number in range(len(items))]
    assert waiting.next_start() is None
