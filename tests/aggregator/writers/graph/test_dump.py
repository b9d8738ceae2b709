"""The files of the whole graph are the same however little of it is held at a time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from councilprojects_aggregator import runs as sorting
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.publish import staged
from councilprojects_aggregator.writers.graph import dump
from councilprojects_aggregator.writers.graph.write import put_graph, write_graph

FILES = ("graph.jsonld", "graph.nq", "graph.nq.gz", "graph.trig")


@pytest.mark.parametrize("most", [1, 7, 100])
def test_small_portions_and_many_runs_come_to_the_same_bytes(
    valley: Catalogue, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    expected = write_graph(valley)
    monkeypatch.setattr(dump, "MOST_STATEMENTS", most)
    monkeypatch.setattr(dump, "PIECE", most * 100)
    monkeypatch.setattr(sorting, "MOST_BYTES", most * 200)
    assert write_graph(valley) == expected


def test_on_disk_they_are_the_same_and_stay_as_they_are(
    valley: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sorting, "MOST_BYTES", 10_000)
    site = tmp_path / "site"
    for _ in range(2):
        with staged(site) as new:
            put_graph(valley, new.files)
            published = new.publish()
    assert {name: (site / name).read_bytes() for name in write_graph(valley)} == write_graph(valley)
    assert published.written == ()
    assert set(FILES) <= set(published.kept)
    assert list(tmp_path.iterdir()) == [site]


def test_a_graph_of_which_two_speak_is_merged_line_by_line() -> None:
    subject, one, other = "<https://s.example/>", "https://a.example/", "https://b.example/"
    with sorting.Runs(BytesIO) as whole:
        for graph, number in ((other, 3), (one, 2)):
            said = [f'<https://p.example/> "{each}"' for each in (1, number)]
            dump.put_aside(whole, graph, [(subject, said)])
        lines = b"".join(dump.pieces(whole)).decode().split("\n")
    assert lines == [
        f'{subject} <https://p.example/> "1" <{one}> .',
        f'{subject} <https://p.example/> "1" <{other}> .',
        f'{subject} <https://p.example/> "2" <{one}> .',
        f'{subject} <https://p.example/> "3" <{other}> .',
        "",
    ]
