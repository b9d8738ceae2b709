"""The whole graph in its three forms, read back by the parsers that data users have."""

from __future__ import annotations

import dataclasses
import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyld import jsonld
from rdflib.namespace import VOID

from councilprojects_aggregator.model import Catalogue, Json, Publication, Run
from councilprojects_aggregator.writers.graph.blocks import Block, text
from councilprojects_aggregator.writers.graph.write import graphs, write_graph, write_meta

# rdflib 7 warns of its own parser's way of reading a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning:rdflib")
HOME = "https://projects.example/"
NOW = datetime(2026, 11, 3, 7, 0, tzinfo=UTC)
HOSTILE_TEXTS = ('"> . <', "\x00\x1f\u202e", "\ud800", "\\u0022", "x" * 100_000, "\U0001f5d1 tŷ", "\\", "\r\n")


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    # Otherwise rdflib reads `Z` as `+00:00`.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def quads(content: bytes, form: pyoxigraph.RdfFormat) -> set[pyoxigraph.Quad]:
    return set(pyoxigraph.parse(content, format=form))


def graph_lines(catalogue: Catalogue) -> dict[str, list[str]]:
    return {graph.iri: lines(graph.blocks, f"<{graph.iri}>") for graph in graphs(catalogue)}


def lines(blocks: Iterable[Block], graph: str) -> list[str]:
    return [f"{line}\n" for line in text(blocks, graph).split("\n")[:-1]]


def refuse(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    raise AssertionError(f"something asked for {url}")


def test_the_three_forms_hold_the_same_quads(valley: Catalogue) -> None:
    files = write_graph(valley)
    expected = quads(files["graph.nq"], pyoxigraph.RdfFormat.N_QUADS)
    assert len(expected) == files["graph.nq"].count(b"\n") > 1000
    assert quads(files["graph.trig"], pyoxigraph.RdfFormat.TRIG) == expected
    assert quads(files["graph.jsonld"], pyoxigraph.RdfFormat.JSON_LD) == expected


def test_rdflib_counts_as_many(valley: Catalogue) -> None:
    content = write_graph(valley)["graph.nq"]
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format="nquads")
    assert sum(1 for _ in dataset.quads()) == content.count(b"\n")


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is missing: apt-get install raptor2-utils")
def test_rapper_counts_as_many(valley: Catalogue, tmp_path: Path) -> None:
    content = write_graph(valley)["graph.nq"]
    file = tmp_path / "graph.nq"
    file.write_bytes(content)
    done = subprocess.run(["rapper", "-c", "-i", "nquads", file], capture_output=True, text=True, check=True)
    assert f"returned {content.count(chr(10).encode())} " in done.stderr
    assert "warning" not in done.stderr.lower()


def test_the_compressed_form_is_the_same_and_the_same_again(valley: Catalogue) -> None:
    files = write_graph(valley)
    assert gzip.decompress(files["graph.nq.gz"]) == files["graph.nq"]
    assert write_graph(valley)["graph.nq.gz"] == files["graph.nq.gz"]


def test_each_publisher_has_its_own_graph_as_files(valley: Catalogue) -> None:
    files = write_graph(valley)
    for publication in valley.publications:
        lines = "".join(graph_lines(valley)[publication.address or ""]).encode()
        expected = {str(quad.triple) for quad in quads(lines, pyoxigraph.RdfFormat.N_QUADS)}
        name = f"graph/{publication.source.id}"
        turtle = rdflib.Graph().parse(data=files[f"{name}.ttl"], format="turtle")
        assert len(turtle) == len(expected)
        for form, ending in ((pyoxigraph.RdfFormat.TURTLE, "ttl"), (pyoxigraph.RdfFormat.JSON_LD, "jsonld")):
            assert {str(quad.triple) for quad in quads(files[f"{name}.{ending}"], form)} == expected


def test_the_catalogue_and_the_description_of_the_whole_have_files_of_their_own(valley: Catalogue) -> None:
    files = write_graph(valley)
    lines = "".join(graph_lines(valley)[f"{HOME}#catalogue"]).encode()
    expected = {str(quad.triple) for quad in quads(lines, pyoxigraph.RdfFormat.N_QUADS)}
    assert {str(quad.triple) for quad in quads(files["catalog.ttl"], pyoxigraph.RdfFormat.TURTLE)} == expected
    assert {str(quad.triple) for quad in quads(files["catalog.jsonld"], pyoxigraph.RdfFormat.JSON_LD)} == expected
    void = rdflib.Graph().parse(data=files["void.ttl"], format="turtle")
    whole = rdflib.URIRef(f"{HOME}#graph")
    assert int(str(void.value(whole, VOID.triples))) == files["graph.nq"].count(b"\n")
    dumps = {str(dump).removeprefix(HOME) for dump in void.objects(whole, VOID.dataDump)}
    assert dumps == {"graph.nq", "graph.nq.gz", "graph.trig", "graph.jsonld"}
    assert {str(subset) for subset in void.objects(whole, VOID.subset)} == set(graph_lines(valley))


def test_pyld_reads_json_ld_as_the_same_quads(valley: Catalogue) -> None:
    files = write_graph(valley)
    read = jsonld.to_rdf(json.loads(files["graph.jsonld"]), {"format": "application/n-quads", "documentLoader": refuse})
    expected = quads(files["graph.nq"], pyoxigraph.RdfFormat.N_QUADS)
    assert quads(read.encode(), pyoxigraph.RdfFormat.N_QUADS) == expected


def test_there_are_no_blank_nodes_and_the_lines_are_sorted(valley: Catalogue) -> None:
    lines = write_graph(valley)["graph.nq"].splitlines()
    assert lines == sorted(set(lines))
    assert not [line for line in lines if line.startswith(b"_:") or b" _:" in line.split(b'"')[0]]


def test_a_graph_for_each_publisher_and_our_own_beside_them(valley: Catalogue) -> None:
    own = [f"{HOME}#{name}" for name in ("catalogue", "links", "vocab")]
    assert list(graph_lines(valley)) == sorted(publication.address or "" for publication in valley.publications) + own
    trig = write_graph(valley)["graph.trig"].decode()
    assert trig.count(" {\n") == len(graph_lines(valley))


def test_nothing_of_the_run_moves_the_graph(valley: Catalogue) -> None:
    attempted = tuple(
        dataclasses.replace(
            publication,
            record=dataclasses.replace(
                publication.record,
                attempt=dataclasses.replace(publication.record.attempt, tried_at=NOW, outcome="http-404", fails=3),
                good=dataclasses.replace(publication.record.good, checked_at=NOW),
            ),
        )
        for publication in valley.publications
    )
    assert write_graph(dataclasses.replace(valley, publications=attempted)) == write_graph(valley)
    before, after = (
        write_meta(dataclasses.replace(valley, publications=publications), Run(NOW, "1", {}))["meta.nq"]
        for publications in (valley.publications, attempted)
    )
    assert before != after
    assert len(quads(after, pyoxigraph.RdfFormat.N_QUADS)) == after.count(b"\n")


def test_an_address_that_is_no_iri_costs_that_publisher_its_graph_and_nobody_else(
    valley: Catalogue, publish: Callable[..., Publication]
) -> None:
    broken = publish("broken", "https://broken.example/a b.json", {"id": "x", "title": {"en": "x"}})
    publications = (*valley.publications, broken)
    graphs = graph_lines(dataclasses.replace(valley, publications=publications))
    assert broken.address not in graphs
    assert len(graphs) == len(graph_lines(valley))


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text)[:12])
def test_hostile_text_breaks_no_form(valley: Catalogue, publish: Callable[..., Publication], text: str) -> None:
    texts = {"en": text, "not a tag": text}
    record: Json = {"id": "x", "title": texts, "summary": texts, "topics": [text], "phase": text, "url": {"en": text}}
    evil = publish("evil", "https://evil.example/projects.json", record, data={"name": texts, "url": text, "gss": text})
    files = write_graph(dataclasses.replace(valley, publications=(*valley.publications, evil), projects=evil.projects))
    expected = quads(files["graph.nq"], pyoxigraph.RdfFormat.N_QUADS)
    assert len(expected) == files["graph.nq"].count(b"\n")
    assert quads(files["graph.trig"], pyoxigraph.RdfFormat.TRIG) == expected
    assert quads(files["graph.jsonld"], pyoxigraph.RdfFormat.JSON_LD) == expected
    dataset = rdflib.Dataset()
    dataset.parse(data=files["graph.nq"], format="nquads")
    assert sum(1 for _ in dataset.quads()) == len(expected)


SAME = """
import hashlib
from datetime import UTC, date, datetime
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers.graph.blocks import Block, text
from councilprojects_aggregator.writers.graph.write import write_graph
started = datetime(2026, 10, 1, tzinfo=UTC)
catalogue = Catalogue("x", "https://x.example/", None, date(2026, 10, 1), started, (), (), ())
print([hashlib.sha256(content).hexdigest() for content in write_graph(catalogue).values()])
"""


def test_another_hash_seed_gives_the_same_bytes() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", SAME], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
