"""Every page says in JSON-LD what it is about: what the graph says, and nothing that could act."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph
import pytest

from councilprojects_aggregator.model import Catalogue, Files
from councilprojects_aggregator.writers.graph.write import write_graph
from councilprojects_aggregator.writers.site.write import write_site

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Files:
    return write_site(catalogue)


def block(site: Files, path: str) -> str:
    (found,) = BLOCK.findall(site[path].decode())
    return found


def triples(document: str) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(document.encode(), format=pyoxigraph.RdfFormat.JSON_LD)}


def test_every_page_has_one_block_of_linked_data(site: Files) -> None:
    pages = [path for path in site if path.endswith(".html") and not path.startswith("schema/")]
    assert len(pages) > 15
    for path in pages:
        assert triples(block(site, path)), path


@pytest.mark.parametrize(
    "path", ["projects/marlowe/missed-bins/", "projects/trickster/attack/", "councils/marlowe/", "councils/trickster/"]
)
def test_a_page_says_what_the_graph_says(site: Files, catalogue: Catalogue, path: str) -> None:
    graph = pyoxigraph.parse(write_graph(catalogue)["graph.nq"], format=pyoxigraph.RdfFormat.N_QUADS)
    told = triples(block(site, f"{path}index.html"))
    assert len(told) > 5
    assert told <= {str(quad.triple) for quad in graph}


def test_a_project_is_named_by_its_own_iri(site: Files) -> None:
    document: dict[str, Any] = json.loads(block(site, "projects/marlowe/missed-bins/index.html"))
    assert "v:Project" in {kind for node in document["@graph"] for kind in node.get("@type", ())}


def test_nothing_in_a_block_can_end_it(site: Files) -> None:
    for path, content in site.items():
        if path.endswith(".html") and not path.startswith("schema/"):
            assert not set("<>&\u2028\u2029") & set(block(site, path)), path
            assert content.count(b"application/ld+json") == 1
