"""Asking many at once as tests do it: no pause but by a clock that only moves when somebody sleeps."""

from __future__ import annotations

from dataclasses import replace

from councilprojects_aggregator.fetching.fetch import Ask, fetch_all
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.robots import read_robots
from councilprojects_aggregator.model import FetchOutcome

DISALLOWS = read_robots(FetchOutcome("fetched", "", "", 200, body=b"User-agent: *\nDisallow: /"))


class Clock:
    """A clock that only moves when somebody sleeps, and remembers for how long they did."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetch(fetcher: Fetcher, *asks: Ask, jobs: int = 8, **options: object) -> dict[str, FetchOutcome]:
    return fetch_all(asks, fetcher, jobs=jobs, delay=0.0, **options)


def codes(outcomes: dict[str, FetchOutcome]) -> dict[str, str]:
    return {source_id: outcome.code for source_id, outcome in outcomes.items()}


def towards(fetcher: Fetcher, **addresses: str) -> Fetcher:
    """Return the fetcher with `a=…` deciding where `a.example` leads to."""
    return replace(fetcher, policy=replace(fetcher.policy, resolve=lambda host: [addresses[host.partition(".")[0]]]))
