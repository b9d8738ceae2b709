"""Statements become blocks, whatever order they come in and however few fit into memory."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator import runs as sorting
from councilprojects_aggregator.runs import Runs
from councilprojects_aggregator.writers.graph.blocks import in_order, portions, sorted_apart, text, told
from councilprojects_aggregator.writers.graph.nquads import Triple, iri
from councilprojects_aggregator.writers.graph.nquads import text as literal

S, P, G = "<https://s.example/>", "<https://p.example/>", "<https://g.example/>"
NAMES = st.sampled_from(["#", "#a", "#a_b", "", "/", "?a", "#\U0001f5d1", "#\uff01", "#a-1"])
LITERALS = st.text(alphabet='ab"\\\t\n\r\x85\u2028\uff01\U0001f5d1 .<>', max_size=6).map(literal)
TRIPLES = st.lists(
    st.tuples(
        NAMES.map(lambda name: iri(f"https://a.example{name}")),
        NAMES.map(lambda name: iri(f"https://b.example{name}")),
        LITERALS | NAMES.map(lambda name: iri(f"https://c.example{name}")),
    )
)


def test_a_triple_with_a_hole_is_left_out_alone() -> None:
    whole: Triple = (S, P, '"o"')
    holes: list[Triple] = [(None, P, '"o"'), (S, None, '"o"'), (S, P, None), (f"{S[:-1]}#b>", P, None)]
    assert in_order(told([*holes, whole, whole])) == [(S, [f'{P} "o"'])]
    with Runs(BytesIO) as runs:
        assert list(sorted_apart([*holes, whole, whole], runs)) == [(S, [f'{P} "o"'])]


def test_a_subject_of_which_nothing_is_said_is_none() -> None:
    assert in_order({S: []}) == []


def test_blocks_are_n_quads_in_a_graph_and_n_triples_in_none() -> None:
    blocks = [(S, [f'{P} "a"', f'{P} "b"'])]
    assert text(blocks, G) == f'{S} {P} "a" {G} .\n{S} {P} "b" {G} .\n'
    assert text(blocks) == f'{S} {P} "a" .\n{S} {P} "b" .\n'
    assert text([], G) == ""


@given(TRIPLES)
def test_the_lines_of_blocks_are_sorted_as_their_bytes_are(triples: list[Triple]) -> None:
    lines = text(in_order(told(triples)), G).encode().splitlines()
    assert lines == sorted({f"{s} {p} {o} {G} .".encode() for s, p, o in triples})


@pytest.mark.parametrize("most", [1, 60, 10_000])
@given(TRIPLES)
def test_sorting_apart_comes_to_the_same(most: int, triples: list[Triple]) -> None:
    with pytest.MonkeyPatch.context() as patch, Runs(BytesIO) as runs:
        patch.setattr(sorting, "MOST_BYTES", most)
        assert list(sorted_apart(triples, runs)) == in_order(told(triples))


def test_portions_have_so_many_statements_and_part_no_block() -> None:
    blocks = [(f"<https://s.example/{name}>", [f'{P} "{number}"' for number in range(3)]) for name in "abc"]
    assert [len(portion) for portion in portions(blocks, 4)] == [2, 1]
    assert [len(portion) for portion in portions(blocks, 3)] == [1, 1, 1]
    assert [block for portion in portions(blocks, 2) for block in portion] == blocks
    assert list(portions([], 3)) == []
