"""No publisher can end a run: whatever the validator lets through, every writer can write."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pyoxigraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councilprojects_aggregator.build import Built, build
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, Registry, Source, State

EXAMPLE = json.loads((Path(__file__).parents[2] / "examples/every-field/projects.json").read_bytes())
HOST = EXAMPLE["publisher"]["url"]
URL = f"{HOST}projects.json"
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)

LIVE = re.compile(rb'<script>alert|(?:href|src)="(?:javascript|data):')
"""What must never reach a page: as text or in a description the words do no harm."""

HOSTILE = [
    "<script>alert(1)</script>",
    "]]><x>&amp;",
    "javascript:alert(1)",
    "https://a℀b.example/",
    "https://[::1/",
    "https://user:word@host.example/ x",
    "\u202egnp.exe",
    "\x00\x1b[31m\x7f\ufffe",
    "\ud800",
    "%s {0} {name} {{ 7*7 }} {% raw %}",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "x" * 5_000,
    "é" * 600,
    "",
    " ",
    "0000-00-00",
    "9999-12-31",
    "-P1Y",
    "xx-YY-zz",
    None,
    True,
    -1,
    10**400,
    1e308,
    [],
    {},
    [[]],
    {"en": "x", "cy": "<b>y</b>", "not a tag": "z"},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values within `value`."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in inner for found in ((*path, key), *places(item, (*path, key)))]


PLACES = places(EXAMPLE)


def mutated(changes: Sequence[tuple[int, Any]]) -> dict[str, Any]:
    file = copy.deepcopy(EXAMPLE)
    for place, value in changes:
        *way, last = PLACES[place]
        holder: Any = file
        try:
            for key in way:
                holder = holder[key]
            holder[last] = copy.deepcopy(value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    return file


def run(body: bytes, state: State) -> Built:
    source = Source("ambridge", "Ambridge", URL, homepage=HOST)
    registry = Registry("Borsetshire", "https://registry.example/", (source,))

    def fetch(asks: Sequence[Ask]) -> dict[str, FetchOutcome]:
        return {each.source_id: FetchOutcome("fetched", each.url, each.url, 200, body=body) for each in asks}

    return build(registry, state, fetch, NOW, clock=lambda: 0.0)


FIRST = run(json.dumps(EXAMPLE).encode(), State(NOW, {}))


@given(st.lists(st.tuples(st.integers(0, len(PLACES) - 1), st.sampled_from(HOSTILE)), min_size=1, max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_a_file_the_run_ends_well(changes: list[tuple[int, Any]]) -> None:
    body = json.dumps(mutated(changes)).encode()
    for before in (State(NOW, {}), FIRST.state):
        built = run(body, before)
        feed = feedparser.parse(built.files["feed.atom"])
        assert not feed.bozo
        assert feedparser.parse(built.files["feed.rss"]).bozo is False
        search = (name for name in built.files if name.startswith("assets/search-") and name.endswith(".json"))
        for name in ("feed.json", "catalogue.json", "status.json", *search):
            json.loads(built.files[name])
        list(pyoxigraph.parse(built.files["graph.nq"], format=pyoxigraph.RdfFormat.N_QUADS))
        pages = [content for name, content in built.files.items() if name.endswith(".html")]
        assert not any(LIVE.search(page) for page in pages)


def test_the_whole_example_is_shown() -> None:
    assert len(FIRST.catalogue.projects) == len(EXAMPLE["projects"])
    assert FIRST.catalogue.publications[0].health == "current"
