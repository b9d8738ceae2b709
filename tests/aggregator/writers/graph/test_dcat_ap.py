"""The whole graph of the examples keeps to DCAT-AP 3.0.1, and so does the catalogue alone; the check finds faults."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

FindFaults: TypeAlias = Callable[..., list[str]]

TABLE = Path(__file__).parents[3] / "data/dcat-ap-3.0.1.csv"
HOME = "https://registry.councilprojects.example/registry.json"
FILE = "https://www.marlowevale.example/projects.json"
DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LOCAL_AUTHORITY = "http://purl.org/adms/publishertype/LocalAuthority"


@pytest.fixture(scope="module")
def catalogue_alone(example_graph: bytes) -> bytes:
    """Return the one named graph that data portals take."""
    tail = f" <{HOME}#catalogue> .\n".encode()
    return b"".join(line for line in example_graph.splitlines(keepends=True) if line.endswith(tail))


def test_the_whole_graph_keeps_to_dcat_ap(example_graph: bytes, dcat_ap: FindFaults) -> None:
    assert dcat_ap(example_graph) == []
    assert dcat_ap(example_graph, hierarchy=True) == []


def test_the_catalogue_alone_keeps_to_dcat_ap(catalogue_alone: bytes, dcat_ap: FindFaults) -> None:
    assert dcat_ap(catalogue_alone) == []
    assert dcat_ap(catalogue_alone, hierarchy=True) == []


@pytest.mark.parametrize(
    ("removed", "added", "said"),
    [
        (f"<{FILE}> <{DCT}title>", "", "title http://www.w3.org/ns/shacl#MinCount"),
        (f"<{FILE}> <{DCT}description>", "", "description http://www.w3.org/ns/shacl#MinCount"),
        (f"<{FILE}#_publisher> <{FOAF}name>", "", "name http://www.w3.org/ns/shacl#MinCount"),
        (f"<{FILE}> <{TYPE}> <{DCAT}Resource>", "", "primaryTopic http://www.w3.org/ns/shacl#Class"),
        (f"<{HOME}#distribution-marlowe-vale> <{DCAT}accessURL>", "", "accessURL http://www.w3.org/ns/shacl#MinCount"),
        (f"<{HOME}#catalogue> <{DCT}publisher>", "", "publisher http://www.w3.org/ns/shacl#MinCount"),
        (f"<{HOME}#record-marlowe-vale> <{DCT}modified>", "", "modified http://www.w3.org/ns/shacl#MinCount"),
        (f"<{LOCAL_AUTHORITY}> <{TYPE}>", "", "type http://www.w3.org/ns/shacl#Class"),
        ("", f'<{FILE}> <{DCT}modified> "2026-01-01" .', "modified http://www.w3.org/ns/shacl#MaxCount"),
        ("", f"<{FILE}#_publisher> <{DCT}type> <urn:x:y> .", "type http://www.w3.org/ns/shacl#MaxCount"),
        ("", f'<{FILE}> <{DCT}conformsTo> "1.0" .', "conformsTo http://www.w3.org/ns/shacl#NodeKind"),
        ("", f'<{FILE}> <{DCAT}temporalResolution> "P1D" .', "temporalResolution http://www.w3.org/ns/shacl#Datatype"),
    ],
    ids=lambda value: value.rpartition("/")[2].rstrip("> .") if isinstance(value, str) else None,
)
def test_a_fault_is_found(example_graph: bytes, dcat_ap: FindFaults, removed: str, added: str, said: str) -> None:
    lines = example_graph.splitlines(keepends=True)
    kept = [line for line in lines if not (removed and line.startswith(removed.encode()))]
    assert (len(kept) < len(lines)) == bool(removed)
    assert any(said in fault for fault in dcat_ap(b"".join(kept) + f"{added}\n".encode()))


def test_the_table_is_whole() -> None:
    """Nothing was lost from it: the profile's shapes speak of so many properties, of so many classes."""
    rows = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
    assert len({(row["Class"], row["Property"]) for row in rows}) == len(rows) == 131
    assert len({row["Class"] for row in rows}) == 15
    assert {row["Kind"] for row in rows} == {"literal", "node"}
