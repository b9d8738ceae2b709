"""Every code has a page with an example from the fixtures, the same in a terminal, on the web and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from councilprojects_validator import explain, standard
from councilprojects_validator.rules import RULES

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = standard.rule_examples()

WITHOUT_EXAMPLE = frozenset(
    {
        "file-empty",  # there is nothing to show
        "file-too-large",
        "json-too-deep",
        "file-byte-order-mark",  # nothing that could be seen
        "file-not-utf-8",
        "file-utf-16",
        "file-utf-32",
        "repeated-item",  # no file has them: see `test_rules_corpus`
        "too-many",
        "wrong-value",
        "wrong-form",
        "deprecated-code",
        "deprecated-field",
    },
)


def test_every_code_about_a_file_has_an_example() -> None:
    about_files = {code for code, rule in RULES.items() if rule.theme != "hosting"}
    assert about_files - set(EXAMPLES) == WITHOUT_EXAMPLE
    assert set(EXAMPLES) <= about_files


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_an_example_shows_a_fixture_and_the_same_lines_mended(code: str) -> None:
    example = EXAMPLES[code]
    for folder in ("invalid", "valid"):
        assert (DATA / folder / example["file"]).is_file()
    marked = example["failing"][example["marked"]["line"]]
    assert 0 <= example["marked"]["column"] <= len(marked)
    assert example["failing"] != example["mended"]
    assert max(map(len, (*example["failing"], *example["mended"]))) < 120


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_page_says_what_why_how_and_shows_an_example(code: str) -> None:
    page = explain.page(RULES[code], EXAMPLES.get(code))
    assert page.startswith(f"{code} ({RULES[code].severity})\n\n")
    assert page.endswith(f"{standard.RULES_URL}#{code}\n")
    if code in EXAMPLES:
        assert re.search(r"\n +\^+\n", page)
        assert "\n\nMended:\n\n" in page


def test_the_fault_is_marked_below_its_own_line() -> None:
    page = explain.page(RULES["trailing-punctuation"], EXAMPLES["trailing-punctuation"])
    assert (
        '    "url": "https://www.ambridge.example/missed-bins)."\n'
        "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n" in page
    )


def test_the_page_of_all_has_an_anchor_for_each_code() -> None:
    page = explain.markdown(EXAMPLES)
    headings = re.findall(r"^### (.*)$", page, re.MULTILINE)
    assert headings == sorted(RULES)
    assert page.count("```text") == 2 * len(EXAMPLES)


def test_the_list_for_programs_has_every_code_with_its_page_and_example() -> None:
    listed = json.loads(explain.listed(EXAMPLES))["rules"]
    assert {each["code"] for each in listed} == set(RULES)
    for each in listed:
        members = {"code", "severity", "theme", "title", "page", "help"}
        assert set(each) - {"example"} == members
        assert each.get("example") == EXAMPLES.get(each["code"])
    assert next(each for each in listed if each["code"] == "end-before-start")["theme"] == "dates"
