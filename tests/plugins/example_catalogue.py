"""The catalogue and the files of the examples, as the demo makes them, without a server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from councilprojects_aggregator.build import Built, build
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, State
from councilprojects_aggregator.registry import read_registry

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REGISTRY = "https://registry.councilprojects.example/registry.json"
DAY = datetime(2026, 11, 21, 6, tzinfo=UTC)


@cache
def demo() -> Built:
    """Return the first run over all examples."""
    registry = read_registry((EXAMPLES / "registry.json").read_bytes(), REGISTRY, included, today=DAY.date())
    return build(registry, State(DAY, {}), _answers, DAY, clock=lambda: 0.0)


def included(address: str) -> bytes:
    """Return one of the registries, or of the compiled files: their addresses end as their paths do."""
    return (EXAMPLES / "/".join(address.split("/")[-2:])).read_bytes()


def _answers(asks: Sequence[Ask]) -> dict[str, FetchOutcome]:
    return {ask.source_id: _answer(ask) for ask in asks}


def _answer(ask: Ask) -> FetchOutcome:
    own = EXAMPLES / "federation" / ask.source_id / "projects.json"
    body = own.read_bytes() if own.exists() else included(ask.url)
    return FetchOutcome("fetched", ask.url, ask.url, 200, content_type="application/json", body=body)
