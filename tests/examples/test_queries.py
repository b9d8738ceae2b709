"""The questions of docs/using-the-data.md are answered as printed there, from the graph of the examples."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from councilprojects_aggregator.querying.ask import ask, load

DOCS = Path(__file__).resolve().parents[2] / "docs"
QUESTIONS = sorted((DOCS / "queries").glob("*.rq"))
SHOWN = re.compile(r"^### ([^\n]*)\n\n\[([^\n]*)\]\(queries/[^\n]*\)\n\n```text\n(.*?)```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def store(example_graph: bytes) -> pyoxigraph.Store:
    return load("graph.nq", example_graph)


@pytest.fixture(scope="module")
def shown() -> dict[str, tuple[str, str]]:
    page = (DOCS / "using-the-data.md").read_text("utf-8")
    return {file: (title, answer) for title, file, answer in SHOWN.findall(page)}


def test_every_question_is_on_the_page(shown: dict[str, tuple[str, str]]) -> None:
    assert sorted(shown) == [question.name for question in QUESTIONS]
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem)
def test_a_question_is_answered_as_printed(
    question: Path, store: pyoxigraph.Store, shown: dict[str, tuple[str, str]]
) -> None:
    title, answer = shown[question.name]
    assert question.read_text("utf-8").splitlines()[0] == f"# {title}"
    printed = ask(store, question.read_bytes(), question.name, "table").decode()
    assert printed == answer
    assert not printed.endswith("\n0 rows\n")
