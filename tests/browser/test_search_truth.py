"""What the search script finds, held against the slow search in Python (`search_truth`); and what officers would type.

Over the examples as the demo shows them, served below a path.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from example_catalogue import demo
from search_truth import Found, Truth

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.site.material import material

pytestmark = pytest.mark.browser

FIND = """async ([engine, source, questions]) => {
  const { Index } = await import(engine);
  const data = await (await fetch(source)).json();
  const index = new Index(data);
  const nothing = index.facets.map(() => new Set());
  return questions.map((question) => {
    const { hits, whole, councils, openings, mended } = index.find(question, nothing);
    return [hits.map((i) => data.path[i]), whole, councils.map((i) => data.councils.id[i]),
      openings.map((i) => data.openings.place[i]), mended];
  });
}"""
TYPED = (
    "",
    "  ",
    "bins",
    "BIN",
    "b",
    "repairs",
    "repairing",
    "blue badge",
    "chatbot",
    "chat bot",
    "chatbott",
    "hcatbot",
    "chtbot",
    "planning back office",
    "planning b",
    "missed bin",
    "council tax",
    "counciltax",
    "pot holes",
    "children's services",
    "childrens services",
    "rhoi gwybod am finiau",
    "ôl ddyledion",
    "a",
    "the council",
    "digital",
    "zzzz",
    "zzzz bins",
    "intranet of Kingston",
    "webiste redesgin",
    "42",
    "2o21",
    "日本語",
    "\u202ebins",
    "<script>",
    "ß",
    "İstanbul",
    "e" * 100,
    "bin " * 40,
    "constructor __proto__",
)
FIRST = 5
QUERIES = Path(__file__).parents[1] / "data" / "search" / "queries.csv"


@pytest.fixture(scope="module")
def examples(serve: Any) -> Iterator[str]:
    with serve(demo().files, "some/path/") as address:
        yield address


def asked_of(titles: list[str]) -> list[str]:
    """Return what might be typed to find something with one of `titles`: beginnings, endings, slips."""
    dice = random.Random(20261121)  # noqa: S311 (the same questions each time)
    letters = "abcdefghijklmnopqrstuvwxyzé9"
    asked = []
    for title in titles:
        words = title.split()
        word = dice.choice(words)
        at = dice.randrange(len(word))
        slips = (
            word[:at] + word[at + 1 :],
            word[:at] + dice.choice(letters) + word[at:],
            word[:at] + word[at + 1 :] + word[at],
        )
        asked += [
            " ".join(dice.sample(words, min(len(words), 2))),
            word[: at + 1],
            dice.choice(slips),
            word + dice.choice(words),
        ]
    return asked


def found_by_script(page: Any, site: str, questions: list[str]) -> list[Found]:
    page.goto(f"{site}projects/")
    source = page.locator("script[data-source]").get_attribute("data-source")
    engine = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name).find((name) => name.includes('search-index'))"
    )
    return [
        Found(tuple(paths), whole, tuple(councils), tuple(openings), mended)
        for paths, whole, councils, openings, mended in page.evaluate(FIND, [engine, source, questions])
    ]


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_the_script_finds_what_the_slow_search_finds(
    which: str, page: Any, site: str, examples: str, catalogue: Catalogue
) -> None:
    of, address = (demo().catalogue, examples) if which == "examples" else (catalogue, site)
    questions = [*TYPED, *asked_of([pick(project.title)[1] for project in of.projects])]
    truth = Truth(material(of))

    found = found_by_script(page, address, questions)

    assert len(questions) > 50
    both = {question: (one, truth.find(question)) for question, one in zip(questions, found, strict=True)}
    assert {question: (one, true) for question, (one, true) in both.items() if one != true} == {}
    assert {one.whole > 0 for one in found} == {one.whole < len(one.paths) for one in found} == {True, False}
    assert any(one.councils for one in found)
    assert any(one.openings for one in found)
    assert any(one.mended for one in found)


def test_what_an_officer_types_finds_the_right_work_among_the_first(page: Any, examples: str) -> None:
    """`tests/data/search/queries.csv`: what is typed, and which projects must be among the first five."""
    rows = list(csv.DictReader(io.StringIO(QUERIES.read_text("utf-8"))))
    found = found_by_script(page, examples, [row["Typed"] for row in rows])

    assert len(rows) > 100
    assert all(row["First five"] for row in rows)
    missing = {
        row["Typed"]: [wanted for wanted in row["First five"].split("|") if f"{wanted}/" not in one.paths[:FIRST]]
        for row, one in zip(rows, found, strict=True)
    }
    assert {typed: wanted for typed, wanted in missing.items() if wanted} == {}


def test_typing_shows_what_the_index_finds(page: Any, examples: str) -> None:
    page.goto(f"{examples}projects/")
    page.locator("html[data-search=ready]").wait_for()
    page.locator("#q").fill("repiars")
    page.keyboard.press("Enter")

    links = [link.get_attribute("href") for link in page.locator("#results [data-part=title]").all()]
    assert links[:2] == ["city-of-lincoln-council/housing-repairs-online/", "marlowe-vale/repairs-photos/"]
