from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.blocks import Block, in_order, told
from councilprojects_aggregator.writers.graph.blocks import text as as_text
from councilprojects_aggregator.writers.graph.jsonld import END, END_OF_GRAPH, HEAD, begin, nodes
from councilprojects_aggregator.writers.graph.terms import PREFIXES, term

G = "https://g.example/"
S = "<https://s.example/>"


def json_ld(blocks: Iterable[Block]) -> bytes:
    return HEAD + begin(G) + nodes(blocks) + END_OF_GRAPH + END


def refuse(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    raise AssertionError(f"something asked for {url}")


def test_every_value_is_explicit() -> None:
    triples = [
        (S, term("rdf:type"), term("v:Project")),
        (S, term("dct:title"), nquads.text('A "bin"\n', "en-gb")),
        (S, term("dct:identifier"), nquads.text("bins")),
        (S, term("v:start"), nquads.day("2026-04")),
        (S, term("foaf:page"), "<https://a.example/>"),
        ("<https://t.example/>", "<https://elsewhere.example/p>", '"x"^^<https://elsewhere.example/t>'),
    ]
    assert json.loads(json_ld(in_order(told(triples)))) == {
        "@context": dict(PREFIXES),
        "@graph": [
            {
                "@id": G,
                "@graph": [
                    {
                        "@id": "https://s.example/",
                        "@type": ["v:Project"],
                        "dct:title": [{"@value": 'A "bin"\n', "@language": "en-gb"}],
                        "dct:identifier": [{"@value": "bins"}],
                        "v:start": [{"@value": "2026-04", "@type": "xsd:gYearMonth"}],
                        "foaf:page": [{"@id": "https://a.example/"}],
                    },
                    {
                        "@id": "https://t.example/",
                        "https://elsewhere.example/p": [{"@value": "x", "@type": "https://elsewhere.example/t"}],
                    },
                ],
            }
        ],
    }


def test_a_graph_without_nodes_is_an_empty_graph() -> None:
    assert json.loads(json_ld([]))["@graph"] == [{"@id": G, "@graph": []}]


@given(st.text(), st.sampled_from(["", "cy", "en-gb"]))
def test_any_text_comes_back(text: str, tag: str) -> None:
    blocks = in_order(told([(S, term("dct:title"), nquads.text(text, tag))]))
    (quad,) = pyoxigraph.parse(json_ld(blocks), format=pyoxigraph.RdfFormat.JSON_LD)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert (quad.object.value, quad.object.language or "") == (text, tag)


def test_pyld_reads_the_very_quads() -> None:
    triples = [
        (S, term("rdf:type"), term("v:Project")),
        (S, term("dct:title"), nquads.text('tŷ "x" \\ \t]]>', "cy")),
        (S, term("v:share"), nquads.number(0.5)),
        (S, term("v:volume"), nquads.number(1200)),
        (S, term("v:estimated"), nquads.boolean(value=True)),
        (S, term("foaf:page"), "<https://a.example/>"),
    ]
    blocks = in_order(told(triples))
    read = jsonld.normalize(
        json.loads(json_ld(blocks)),
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": refuse},
    )
    # PyLD leaves a tab as it is; canonical N-Quads escapes it.
    assert read.replace("\t", "\\t") == as_text(blocks, f"<{G}>")
