"""The two JSON-LD contracts for any valid file: the context gives a sound subset, the graph's JSON-LD the very quads.

Files are the example with every field, with any of its optional members and items left out.
"""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph
import pytest
from pyld import jsonld

from councilprojects_aggregator.model import GoodCopy, Health, Publication, Record, Source
from councilprojects_aggregator.publication import Verdict, publication
from councilprojects_aggregator.writers.graph import jsonld as ours
from councilprojects_aggregator.writers.graph.blocks import Block, in_order, text
from councilprojects_aggregator.writers.graph.mapping import describe_publication
from councilprojects_validator.check import check

ROOT = Path(__file__).parents[2]
CONTEXT_URL = "https://w3id.org/councilprojects/1.0/context.jsonld"
ADDRESS = "https://www.ambridge.example/data/projects.json"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = date(2026, 11, 21)
EVERY_FIELD = json.loads((ROOT / "examples/every-field/projects.json").read_text("utf-8"))
CONTEXT = json.loads((ROOT / "schema/context.jsonld").read_text("utf-8"))
DCT = "http://purl.org/dc/terms/"
# The graph says these with another term, or of the thing that the address names (docs/decisions/json-ld-context.md).
# A number of a list is an IRI in the graph; a moment has its one spelling; a group of users in two languages is a node.
V = "https://w3id.org/councilprojects/ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SAID_OTHERWISE = {f"{DCT}language", f"{DCT}modified", f"{V}lgsl", f"{V}lgil", f"{V}reviewEvery", LABEL}
LEFT_OUT = 0.25
ESSENTIAL = {
    *("councilProjects", "publisher", "projects", "@context", "self"),
    *("name", "url", "id", "title", "summary", "reviewed"),
}


def thinned(seed: int) -> dict[str, Any]:
    """Return the example without some of what may be left out: another choice for each seed, none for 0."""
    file = copy.deepcopy(EVERY_FIELD)
    if seed:
        _thin(Random(seed), file)  # noqa: S311 (no secret)
    return file


def _thin(chance: Random, value: Any) -> None:
    if isinstance(value, dict):
        for name in [name for name in value if name not in ESSENTIAL and chance.random() < LEFT_OUT]:
            del value[name]
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _thin(chance, each)


def accepted(file: dict[str, Any]) -> tuple[dict[str, Any], Publication]:
    """Return what is accepted of a file, and the publication that it becomes."""
    body = json.dumps(file).encode()
    report = check(body, name=ADDRESS, today=DAY, url=ADDRESS)
    assert report.acceptance.value is not None
    source = Source("ambridge", "Ambridge", ADDRESS)
    record = Record("ambridge", ADDRESS, first_seen=NOW, good=GoodCopy(body, "ab" * 32, NOW, NOW, ADDRESS, ()))
    verdict = Verdict(Health.CURRENT, "", verified=True, report=report)
    return dict(report.acceptance.value), publication(source, record, report, verdict, DAY)


def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    assert url == CONTEXT_URL, f"something asked for {url}"
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def triples(nquads_text: str) -> list[pyoxigraph.Triple]:
    return [quad.triple for quad in pyoxigraph.parse(nquads_text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)]


def said(triple: pyoxigraph.Triple) -> tuple[str, object]:
    """Return predicate and value, a number by its worth: the context leaves types out."""
    value = getattr(triple.object, "value", "")
    try:
        return triple.predicate.value, float(value)
    except ValueError:
        return triple.predicate.value, value


def graph_of(shown: Publication) -> list[Block]:
    return in_order(describe_publication(shown))


@pytest.mark.parametrize("seed", range(12))
def test_the_context_says_nothing_of_a_file_that_the_graph_does_not_say(seed: int) -> None:
    value, shown = accepted(thinned(seed))
    options = {"documentLoader": load, "base": ADDRESS, "format": "application/n-quads"}
    subset = triples(jsonld.to_rdf({**value, "@context": CONTEXT_URL}, options))
    graph = triples(text(graph_of(shown)))
    told = {said(triple) for triple in graph}
    # To nodes: they have IRIs in the one and none in the other.
    to_nodes = {triple.predicate.value for triple in graph if f"{ADDRESS}#" in str(triple.object)}
    compared = [
        triple
        for triple in subset
        if not isinstance(triple.object, pyoxigraph.BlankNode)
        and triple.predicate.value not in to_nodes | SAID_OTHERWISE
    ]
    assert [triple for triple in compared if said(triple) not in told] == []


@pytest.mark.parametrize("seed", range(12))
def test_the_graph_as_json_ld_expands_to_the_very_quads(seed: int) -> None:
    _value, shown = accepted(thinned(seed))
    address, blocks = str(shown.address), graph_of(shown)
    document = json.loads(ours.HEAD + ours.begin(address) + ours.nodes(blocks) + ours.END_OF_GRAPH + ours.END)

    def refuse(url: str, _options: dict[str, Any]) -> dict[str, Any]:
        raise AssertionError(f"something asked for {url}")

    # PyLD's name for what became RDFC-1.0; without blank nodes it sorts, no more.
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": refuse}
    assert jsonld.normalize(document, options) == text(blocks, f"<{address}>")
