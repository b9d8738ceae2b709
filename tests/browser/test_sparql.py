"""The page that asks the graph: its ten questions, what it refuses, stopping, and what comes back from strangers."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from example_catalogue import demo

from councilprojects_aggregator.model import Files
from councilprojects_aggregator.querying.ask import QueryError, load
from councilprojects_aggregator.querying.ask import ask as ask_python
from councilprojects_aggregator.writers.site.questions import questions

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
# Nobody waits for so many pairs of statements.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOSTILE = """<https://a.example/s> <https://a.example/p> "<img src=x onerror=alert(1)>\\u202Egnp" <g:> .
<https://a.example/s> <https://a.example/q> "=HYPERLINK(1)"@cy-x <g:> .
<javascript:alert(1)> <https://a.example/r> "W" <g:> .
<https://a.example/s> <https://a.example/long> "{long}" <g:> .
""".replace("{long}", "W" * 5000)


@pytest.fixture(scope="module")
def sparql_files() -> Files:
    return {
        path: content for path, content in demo().files.items() if path.startswith(("assets/", "sparql/", "graph.nq"))
    }


@pytest.fixture(scope="module")
def address(serve: Any, sparql_files: Files) -> Iterator[str]:
    with serve(sparql_files, "some/path/") as found:
        yield f"{found}sparql/"


@pytest.fixture(scope="module")
def hostile_address(serve: Any, sparql_files: Files) -> Iterator[str]:
    with serve({**sparql_files, "graph.nq.gz": gzip.compress(HOSTILE.encode())}, "x/") as found:
        yield f"{found}sparql/"


def opened(page: Any, address: str) -> Any:
    page.set_default_timeout(60_000)  # an engine of 4 MB is compiled first
    page.goto(address)
    page.locator("html[data-sparql=ready]").wait_for()
    return page


def ask(page: Any, question: str) -> None:
    page.get_by_label("The question in SPARQL").fill(question)
    page.get_by_role("button", name="Ask").click()


def says(page: Any, pattern: str) -> None:
    page.locator("#state", has_text=re.compile(pattern)).wait_for()


def answer(page: Any) -> list[list[str]]:
    rows = page.locator("#results tbody tr").all()
    return [row.locator("td").all_text_contents() for row in rows]


def complaint(page: Any) -> str:
    page.locator("#trouble").wait_for()
    assert page.evaluate("document.activeElement.id") == "trouble"
    return str(page.locator("#trouble [data-what]").inner_text())


def test_the_ten_questions_are_answered_as_by_the_command(page: Any, address: str, sparql_files: Files) -> None:
    opened(page, address)
    store = load("graph.nq", sparql_files["graph.nq"])

    assert len(questions()) == 10
    for name, title, question in questions():
        page.get_by_label("Start from a question").select_option(label=title)
        assert page.get_by_label("The question in SPARQL").input_value().strip() == question.strip()
        page.get_by_role("button", name="Ask").click()
        says(page, "row|Nothing")
        page.locator("#stop").wait_for(state="hidden")
        wanted = list(csv.reader(io.StringIO(ask_python(store, question.encode(), name, "csv").decode())))[1:]
        assert answer(page) == wanted, title


def test_nothing_is_loaded_before_somebody_asks(page: Any, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, address)
    assert not [one for one in asked if "oxigraph" in one or "graph.nq" in one]

    ask(page, "ASK {}")

    says(page, "^1 row$")
    assert answer(page) == [["true"]]
    assert all(one.startswith(address.removesuffix("sparql/")) for one in asked)


def test_the_answer_can_be_saved_for_a_spreadsheet(page: Any, hostile_address: str) -> None:
    opened(page, hostile_address)
    ask(page, "SELECT ?p ?o WHERE { <https://a.example/s> ?p ?o } ORDER BY ?p LIMIT 3")
    says(page, "^3 rows$")

    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()

    content = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert download.value.suggested_filename == "answer.csv"
    assert rows[0] == ["p", "o"]
    assert ["https://a.example/q", "'=HYPERLINK(1)"] in rows


def test_a_question_that_takes_too_long_can_be_stopped_and_another_asked(page: Any, address: str) -> None:
    opened(page, address)
    ask(page, ENDLESS)
    says(page, "Looking for the answer")
    assert violations(page) == []

    page.get_by_role("button", name="Stop").click()

    says(page, "^Stopped")
    assert violations(page) == []
    assert page.evaluate("document.activeElement.id") == "run"
    ask(page, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
    says(page, "^1 row$")


REFUSED = {
    "SELECT * { SERVICE <https://evil.example/> { ?s ?p ?o } }": "asks another server",
    "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }": "asks another server",
    "SELECT * { \\u0053ERVICE <https://evil.example/> { ?s ?p ?o } }": "asks another server",
    "DELETE WHERE { ?s ?p ?o }": "would change the data",
    "PREFIX a: <http://a.example/>\nINSERT DATA { a:s a:p 1 }": "would change the data",
    "  # nothing\n": "no question yet",
    "SELECT * WHERE {": "has a mistake",
    "help": "has a mistake",
}


def test_what_cannot_be_asked_is_said_in_plain_words(page: Any, hostile_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, hostile_address)
    for question, complains in REFUSED.items():
        ask(page, question)
        assert complains in complaint(page), question

    assert violations(page) == []
    ask(page, 'SELECT ("SERVICE <x> {" AS ?is) { } # SERVICE <y> { }')
    says(page, "^1 row$")
    assert not page.locator("#trouble").is_visible()
    assert all(one.startswith(hostile_address.removesuffix("sparql/")) for one in asked)


MISTAKES = {
    "SELECT *\nWHERE { ?s ?p }": "Line 2, column 15: “}” cannot stand here.",
    "help": "Line 1, column 1: “help” cannot begin a question.",
    "SELECT * WHERE {": "Line 1, column 17: The question ends before it is complete.",
    "SELECT * { ?ŵ foaf:name ?o }": "Line 1, column 15: The prefix foaf: is not declared. Write this at the top: "
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/>",
    'SELECT * { ?s ?p "abc }': "Line 1, column 18: This quotation mark is not closed on its line.",
    "SELECT (1 AS ?s) (2 AS ?s) {}": "Line 1, column 30: The engine says: Duplicated variable name in SELECT.",
    "SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o }": "Line 1, column 41: A variable after SELECT has no value.",
    "PREFIX a: <b> ASK {}": "Line 1, column 11: “<b>” is no whole address",
}


def test_a_mistake_is_told_by_its_place_and_what_stands_there_as_on_the_command_line(
    page: Any, hostile_address: str
) -> None:
    opened(page, hostile_address)
    graph = load("graph.nq", b"")
    for question, words in MISTAKES.items():
        ask(page, question)
        assert complaint(page) == "The question has a mistake."
        detail = str(page.locator("#trouble [data-detail]").inner_text())
        assert detail.startswith(words)
        with pytest.raises(QueryError, match=re.escape(detail)):
            ask_python(graph, question.encode(), "q.rq", "table")


@pytest.mark.parametrize("file", ["oxigraph-*.wasm.gz", "graph.nq.gz"])
def test_what_cannot_be_loaded_is_said_in_plain_words(browser: Any, hostile_address: str, file: str) -> None:
    context = browser.new_context()
    page = opened(context.new_page(), hostile_address)
    context.route(f"**/{file}", lambda route: route.fulfill(status=404, body="<html>"))
    ask(page, "ASK {}")

    assert "could not be loaded" in complaint(page)
    assert violations(page) == []
    context.close()


def test_what_strangers_wrote_is_text(page: Any, hostile_address: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    opened(page, hostile_address)
    page.set_viewport_size(NARROW)
    ask(page, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    says(page, "^4 rows$")

    cells = [cell for row in answer(page) for cell in row]
    assert "<img src=x onerror=alert(1)>gnp" in cells
    links = [link.get_attribute("href") for link in page.locator("#results a").all()]
    assert links
    assert all(str(link).startswith("https://a.example/") for link in links)
    assert page.locator("#results [lang=cy-x]").count() == 1
    assert dialogs == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert violations(page) == []


def test_a_graph_can_be_the_answer_and_many_rows_are_cut(page: Any, address: str) -> None:
    opened(page, address)
    ask(page, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1500")

    says(page, r"^1,\d+ rows The first 200 are shown")
    assert len(answer(page)) == 200
    assert page.locator("#results thead th").all_text_contents() == ["subject", "predicate", "object"]


def test_it_is_done_by_keyboard_alone_and_axe_finds_nothing_on_the_way(page: Any, hostile_address: str) -> None:
    opened(page, hostile_address)
    assert violations(page) == []
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "start"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?s WHERE { ?s ?p ?o }")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    says(page, "^4 rows$")
    for control in ("share", "file"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == control
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "cp-scroll"
    assert violations(page) == []


def test_without_a_script_the_questions_stand_there_to_be_asked_elsewhere(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert page.get_by_text("Asking here needs JavaScript.").is_visible()
    assert page.locator("#plain pre").count() == 11
    assert not page.locator("#sparql").is_visible()
    context.close()
