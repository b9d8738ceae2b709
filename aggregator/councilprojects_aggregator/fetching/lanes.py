"""Who may be asked when: one request at a time for each host and each address, and a pause between two starts.

Parishes share platforms: two hundred hosts can be one machine. Pure: the time is an argument, nothing here waits.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

from councilprojects_aggregator.fetching.addresses import IpAddress

Item = TypeVar("Item")


@dataclass(slots=True)
class Lanes(Generic[Item]):
    """Items wait here, each for a host and the address that it will be asked at.

    A host that is neither busy nor waiting for its address stands in a heap, by the time from which it may be asked.
    """

    pause: Callable[[IpAddress], float]
    """Seconds between two starts at an address."""
    _waiting: dict[str, deque[tuple[IpAddress, Item]]] = field(default_factory=dict)
    _parked: dict[IpAddress, deque[str]] = field(default_factory=dict)
    """Hosts whose next address is busy; one is let go whenever that becomes free."""
    _heap: list[tuple[float, int, str]] = field(default_factory=list)
    _queued: set[str] = field(default_factory=set)
    """The hosts that are busy, parked or in the heap."""
    _busy: set[IpAddress] = field(default_factory=set)
    _due: dict[str | IpAddress, float] = field(default_factory=dict)
    _order: count[int] = field(default_factory=count)

    def add(self, host: str, address: IpAddress, item: Item) -> None:
        self._waiting.setdefault(host, deque()).append((address, item))
        if host not in self._queued:
            self._queued.add(host)
            self._queue(host)

    def take(self, now: float) -> tuple[str, IpAddress, Item] | None:
        """Return an item that may start, with its host and address, which are busy from now on; None if none may."""
        while self._heap and self._heap[0][0] <= now:
            host = heapq.heappop(self._heap)[2]
            address = self._waiting[host][0][0]
            if address in self._busy:
                self._parked.setdefault(address, deque()).append(host)
            elif self._due.get(address, now) > now:
                self._queue(host)
            else:
                return host, address, self._start(host, address, now)
        return None

    def next_start(self) -> float | None:
        """Return from when `take` is worth another try; None if nothing waits, or for something to be released."""
        return self._heap[0][0] if self._heap else None

    def release(self, host: str, address: IpAddress) -> None:
        """Say that the item which `take` gave for them has been dealt with."""
        self._busy.discard(address)
        if self._waiting[host]:
            self._queue(host)
        else:
            self._queued.discard(host)
        if parked := self._parked.get(address):
            self._queue(parked.popleft())

    def _start(self, host: str, address: IpAddress, now: float) -> Item:
        self._busy.add(address)
        self._due[host] = self._due[address] = now + self.pause(address)
        return self._waiting[host].popleft()[1]

    def _queue(self, host: str) -> None:
        due = (self._due.get(key, 0.0) for key in (host, self._waiting[host][0][0]))
        heapq.heappush(self._heap, (max(due), next(self._order), host))
