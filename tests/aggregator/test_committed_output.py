"""The output for the example federation, byte for byte as it is committed: a change in any writer shows in review.

To renew it after a wanted change: RENEW=1 pytest tests/aggregator/test_committed_output.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from councilprojects_aggregator.build import Built, build
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, State
from councilprojects_aggregator.registry import read_registry

ROOT = Path(__file__).parents[2]
FEDERATION = ROOT / "examples" / "federation"
COMMITTED = ROOT / "tests" / "data" / "output"
RENEW = "RENEW=1 pytest tests/aggregator/test_committed_output.py"

FIRST = datetime(2026, 11, 21, 6, tzinfo=UTC)
NAMES = (
    "catalogue.json",
    "feed.atom",
    "feed.json",
    "feed.rss",
    "graph.nq",
    "history.jsonl",
    "meta.nq",
    "projects.csv",
    "status.json",
)
"""Those that people and programs outside read. The pages are looked at in a browser, where it matters."""


@pytest.fixture(scope="module")
def built() -> Built:
    """Two runs: on the second day a project of Marlowe Vale's has moved on, and Thornmere's server is down."""
    address = "https://registry.councilprojects.example/federation/registry.json"
    registry = read_registry((FEDERATION / "registry.json").read_bytes(), address, lambda _: b"", today=FIRST.date())
    state = State(FIRST, {})
    for day in range(2):
        now = FIRST + timedelta(days=day)
        last = build(registry, state, lambda asks, day=day: _answers(asks, day), now, clock=lambda: 0.0)
        state = last.state
    return last


def _answers(asks: Sequence[Ask], day: int) -> dict[str, FetchOutcome]:
    return {ask.source_id: _answer(ask, day) for ask in asks}


def _answer(ask: Ask, day: int) -> FetchOutcome:
    if ask.source_id == "thornmere" and day:
        return FetchOutcome("http-503", ask.url, ask.url, 503)
    file = json.loads((FEDERATION / ask.source_id / "projects.json").read_bytes())
    if ask.source_id == "marlowe-vale" and day:
        moved = next(project for project in file["projects"] if project.get("phase") == "alpha")
        moved["phase"] = "beta"
    body = json.dumps(file, ensure_ascii=False).encode()
    return FetchOutcome("fetched", ask.url, ask.url, 200, content_type="application/json", body=body)


@pytest.mark.parametrize("name", NAMES)
def test_the_output_is_as_committed(built: Built, name: str) -> None:
    committed = COMMITTED / name
    content = _without_codelists(built.files[name])
    if os.environ.get("RENEW"):
        committed.parent.mkdir(parents=True, exist_ok=True)
        committed.write_bytes(content)
    assert content == committed.read_bytes(), f"If this change is wanted: {RENEW}"


def _without_codelists(content: bytes) -> bytes:
    """Leave out the graph of our own codelists: most of `graph.nq`, and the same for every federation."""
    return b"".join(line for line in content.splitlines(keepends=True) if not line.endswith(b"#vocab> .\n"))


def test_nothing_else_is_committed() -> None:
    assert sorted(path.name for path in COMMITTED.iterdir()) == sorted(NAMES)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own parsers use what it deprecates
def test_the_graph_says_the_same_in_all_its_forms(built: Built) -> None:
    nquads, trig, jsonld = (_dataset(built, name, form) for name, form in FORMS.items())
    names = {graph.identifier for graph in nquads.graphs() if len(graph)}
    assert len(names) > 3
    for name in names:
        for other in (trig, jsonld):
            assert isomorphic(nquads.graph(name), other.graph(name)), name


FORMS = {"graph.nq": "nquads", "graph.trig": "trig", "graph.jsonld": "json-ld"}


def _dataset(built: Built, name: str, form: str) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=built.files[name], format=form)
    return dataset
