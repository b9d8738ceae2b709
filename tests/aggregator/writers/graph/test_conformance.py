"""The whole graph of the examples keeps to `schema/shapes.ttl`, the second statement of the rules; faults are found."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[4]
SHAPES = ROOT / "schema" / "shapes.ttl"
V = "https://w3id.org/councilprojects/ns#"
DCT = "http://purl.org/dc/terms/"
BINS = "https://www.marlowevale.example/projects.json#missed-bins"


def union(nquads: bytes) -> rdflib.Graph:
    """Return all named graphs as one, for shapes know no named graphs."""
    quads = pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    triples = "".join(f"{quad.triple} .\n" for quad in quads)
    return rdflib.Graph().parse(data=triples, format="nt")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES, format="turtle")


@pytest.fixture(scope="module")
def federation(example_graph: bytes) -> bytes:
    """Return the graph without the compiled councils: the same kinds of things, and a tenth of the time."""
    lines = example_graph.splitlines(keepends=True)
    return b"".join(
        line for line in lines if b"compiled.councilprojects.example" not in line and b"#finding" not in line
    )


def found(data: rdflib.Graph, shapes: rdflib.Graph) -> str:
    conforms, _graph, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return "" if conforms else str(text)


@pytest.mark.slow
def test_the_whole_graph_conforms(example_graph: bytes, shapes: rdflib.Graph) -> None:
    assert found(union(example_graph), shapes) == ""


def test_the_shapes_are_shapes(shapes: rdflib.Graph) -> None:
    conforms, _graph, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(
    ("removed", "added", "said"),
    [
        (f"<{BINS}> <{DCT}title>", "", "dct:title"),
        (f"<{BINS}> <{V}reviewed>", f'<{BINS}> <{V}reviewed> "2026" .', "v:reviewed"),
        ("", f"<{BINS}> <{V}phase> <{V}phase-gamma> .", "v:phase"),
        (f"<{BINS}> <{V}publisher>", "", "v:publisher"),
        ("", f"<{BINS}> <http://xmlns.com/foaf/0.1/page> <javascript:alert(1)> .", "foaf:page"),
        ("", f'<{BINS}> <{V}start> "soon" .', "v:start"),
        (f"<{V}phase-beta> <http://www.w3.org/2004/02/skos/core#prefLabel>", "", "skos:prefLabel"),
    ],
    ids=["no-title", "no-day", "no-code", "no-publisher", "no-page", "no-date", "no-label"],
)
def test_a_fault_is_found(federation: bytes, shapes: rdflib.Graph, removed: str, added: str, said: str) -> None:
    lines = federation.splitlines(keepends=True)
    kept = [line for line in lines if not (removed and line.startswith(removed.encode()))]
    assert (len(kept) < len(lines)) == bool(removed)
    assert f"Result Path: {said}" in found(union(b"".join(kept) + f"{added}\n".encode()), shapes)
