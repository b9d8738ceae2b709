"""DCAT-AP 3.0.1 as SHACL, made from the table of its facts in `tests/data`: a pytest plugin, used through `dcat_ap`.

The table has a row for each property that the profile's own shapes speak of (dcat-ap-SHACL.ttl of release 3.0.1, at
https://semiceu.github.io/DCAT-AP/releases/3.0.1/): how often, what kind of node, of which class or datatype.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH

from councilprojects_aggregator.writers.graph.terms import PREFIXES

DATA = Path(__file__).resolve().parents[1] / "data"
NAMESPACES = {
    **PREFIXES,
    "dcatap": "http://data.europa.eu/r5r/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "locn": "http://www.w3.org/ns/locn#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
}
KINDS = {"literal": SH.Literal, "node": SH.BlankNodeOrIRI}
COUNTS = {"Minimum": SH.minCount, "Maximum": SH.maxCount}

FindFaults: TypeAlias = Callable[..., list[str]]


@pytest.fixture(scope="session")
def dcat_ap() -> FindFaults:
    """Return what finds the faults of N-Quads, all named graphs together: focus, path, constraint and value of each.

    With `hierarchy=True`, the classes' hierarchy is known as well, as it is to portals that load the ontologies.
    """
    shapes = _shapes()

    def find(nquads: bytes, *, hierarchy: bool = False) -> list[str]:
        data = _union(nquads)
        for row in _table("superclasses.csv") if hierarchy else ():
            data.add((_named(row["Class"]), RDFS.subClassOf, _named(row["Above"])))
        _conforms, report, _text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
        assert isinstance(report, Graph)
        return sorted(_fault(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))

    return find


def _shapes() -> Graph:
    graph = Graph()
    for row in _table("dcat-ap-3.0.1.csv"):
        shape, place = URIRef(f"urn:shape:{row['Class']}"), BNode()
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetClass, _named(row["Class"])))
        graph.add((shape, SH.property, place))
        graph.add((place, SH.path, _named(row["Property"])))
        graph.add((place, SH.nodeKind, KINDS[row["Kind"]]))
        for column, count in COUNTS.items():
            if row[column]:
                graph.add((place, count, Literal(int(row[column]))))
        if row["Range"]:
            constraint = SH.datatype if row["Range"].startswith("xsd:") else SH["class"]
            graph.add((place, constraint, _named(row["Range"])))
    return graph


def _union(nquads: bytes) -> Graph:
    quads = pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    return Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")


def _fault(report: Graph, result: object) -> str:
    about = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.value)
    return " ".join(str(report.value(result, each)) for each in about)  # type: ignore[arg-type]


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _named(short: str) -> URIRef:
    prefix, _, local = short.partition(":")
    return URIRef(NAMESPACES[prefix] + local)
