"""What the search script finds, held against the slow search in Python (`search_truth`); and what officers would type.

Over the examples as the demo shows them, served below a path.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from example_catalogue import demo
from search_truth import Found, Truth

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.texts import pick

pytestmark = pytest.mark.browser

FIND = """async ([engine, source, questions]) => {
  const { Index } = await import(engine);
  const data = await (await fetch(source)).json();
  const index = new Index(data);
  const nothing = index.facets.map(() => new Set());
  return questions.map((question) => {
    const { hits, mended, some } = index.find(question, nothing);
    return [hits.map((i) => data.path[i]), mended, some];
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
SCREEN = 8
"""Results that stand on the first screen of a desk's monitor, 900 pixels high, or are one turn of the wheel away."""


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
    source = page.locator("#search").get_attribute("data-source")
    engine = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name).find((name) => name.includes('search-index'))"
    )
    return [
        Found(tuple(paths), mended, some) for paths, mended, some in page.evaluate(FIND, [engine, source, questions])
    ]


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_the_script_finds_what_the_slow_search_finds(
    which: str, page: Any, site: str, examples: str, catalogue: Catalogue
) -> None:
    of, address = (demo().catalogue, examples) if which == "examples" else (catalogue, site)
    questions = [*TYPED, *asked_of([pick(project.title)[1] for project in of.projects])]
    truth = Truth(of)

    found = found_by_script(page, address, questions)

    assert len(questions) > 50
    wrong = [(question, one, truth.find(question)) for question, one in zip(questions, found, strict=True)]
    assert [one for one in wrong if one[1] != one[2]] == []
    assert {one.some for one in found} == {True, False}
    assert any(one.mended for one in found)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (
            "bins",
            ["marlowe-vale/missed-bins", "bro-helyg/bin-heb-ei-gasglu", "hull-city-council/what-goes-in-this-bin"],
        ),
        ("missed bin", ["marlowe-vale/missed-bins", "luton-borough-council/report-a-missed-bin"]),
        ("repairs", ["city-of-lincoln-council/housing-repairs-online", "marlowe-vale/repairs-photos"]),
        ("blue badge", ["marlowe-vale/blue-badge-renewals"]),
        ("chatbot", ["city-of-cardiff-council/bobi-chatbot", "royal-borough-of-kingston-upon-thames/intranet-chatbot"]),
        ("chat bots", ["city-of-cardiff-council/bobi-chatbot"]),
        (
            "planning back office",
            ["marlowe-vale/planning-checks", "castle-point-borough-council/digital-planning-improvement"],
        ),
        ("council tax", ["northampton-borough-council/income-and-expenditure-calculator"]),
        ("pot holes", ["east-sussex-county-council/gritting-data-library"]),
    ],
)
def test_what_an_officer_types_finds_the_right_work_on_the_first_screen(
    page: Any, examples: str, typed: str, wanted: list[str]
) -> None:
    page.goto(f"{examples}projects/")
    page.locator("html[data-search=ready]").wait_for()
    page.locator("#q").fill(typed)
    page.keyboard.press("Enter")

    links = [link.get_attribute("href") for link in page.locator("#results [data-part=title]").all()[:SCREEN]]
    assert [one for one in wanted if not any(str(link).startswith(one) for link in links)] == []
