"""The graph of all examples, as `scripts/demo` makes it: a pytest plugin, used through `example_graph`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from councilprojects_aggregator.build import build
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, Files, State
from councilprojects_aggregator.registry import read_registry

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REGISTRY = "https://registry.councilprojects.example/registry.json"
FOLDERS = {
    "registry.councilprojects.example": ".",
    "compiled.councilprojects.example": ".",
    "www.marlowevale.example": "federation/marlowe-vale",
    "www.brohelyg.example": "federation/bro-helyg",
    "www.thornmere.example": "federation/thornmere",
}
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)


@pytest.fixture(scope="session")
def example_files() -> Files:
    """Return the files of content that a crawl of all examples writes."""
    registry = read_registry(_body(REGISTRY), REGISTRY, _body, today=NOW.date())
    return build(registry, State(NOW, {}), _answers, NOW, clock=lambda: 0.0).files


@pytest.fixture(scope="session")
def example_graph(example_files: Files) -> bytes:
    """Return `graph.nq` of all examples."""
    return example_files["graph.nq"]


def _answers(asks: Sequence[Ask]) -> dict[str, FetchOutcome]:
    return {
        ask.source_id: FetchOutcome(
            "fetched", ask.url, ask.url, 200, content_type="application/json", body=_body(ask.url)
        )
        for ask in asks
    }


def _body(url: str) -> bytes:
    where = urlsplit(url)
    return (EXAMPLES / FOLDERS[where.netloc] / where.path.lstrip("/")).read_bytes()
