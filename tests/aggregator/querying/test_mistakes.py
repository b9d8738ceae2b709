"""What a person reads who has made a mistake in a question, and that no question ends the process."""

from __future__ import annotations

import pyoxigraph
import pytest

from councilprojects_aggregator.querying.ask import QueryError, ask

EARLIER = "What stands before it is not complete, or wrong."
NO_END = "The question ends before it is complete. Is a closing bracket missing, or a > behind an address?"
BEGIN = "cannot begin a question. Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE."


def said(question: str) -> str:
    with pytest.raises(QueryError) as told:
        ask(pyoxigraph.Store(), question.encode(), "q.rq", "table")
    return str(told.value)


@pytest.mark.parametrize(
    ("question", "place", "sentence"),
    [
        ("SELECT * WHERE { ?s ?p }", (1, 24), f"“}}” cannot stand here. {EARLIER}"),
        ("SELECT ?s WHERE {\n  ?s ?p ?o ?q\n}", (2, 12), f"“?q” cannot stand here. {EARLIER}"),
        ("SELECT ?s, ?p { ?s ?p ?o }", (1, 10), f"“,” cannot stand here. {EARLIER}"),
        ("SELECT * { ?s ?p ?o } LIMIT ten", (1, 29), f"“ten” cannot stand here. {EARLIER}"),
        ('SELECT * { ?s ?p ?o FILTER(?o = "(" && && 1) }', (1, 40), f"“&&” cannot stand here. {EARLIER}"),
        ("# }\nSELECT ?x # c\n{ ?x ?y '}' ; }} # d", (3, 16), f"“}}” cannot stand here. {EARLIER}"),
        ("SELECT * { ?s ?p '''\n''' 'it's' }", (2, 5), f"“'it'” cannot stand here. {EARLIER}"),
        ("SELEC * { ?s ?p ?o }", (1, 1), f"“SELEC” {BEGIN}"),
        ("PREFIX x: <https://x.example/>\nbase <https://y.example/>\nwhich ones?", (3, 1), f"“which” {BEGIN}"),
        ("SELECT * { ?s ?p ?o\n", (1, 20), NO_END),
        ("", (1, 1), NO_END),
        ("SELECT * { ?s <https://a.example ?o }", (1, 38), NO_END),
        ('SELECT * { ?s ?p "abc }', (1, 18), "This quotation mark is not closed on its line."),
        ("PREFIX a: <b> ASK {}", (1, 11), "“<b>” is no whole address, such as https://www.example.org/."),
        (
            "SELECT * { ?s foaf:name ?o }",
            (1, 15),
            "The prefix foaf: is not declared. Write this at the top: PREFIX foaf: <http://xmlns.com/foaf/0.1/>",
        ),
        (
            "SELECT * { ?s ours:name ?o }",
            (1, 15),
            "The prefix ours: is not declared. Write this at the top: PREFIX ours: <https://…>",
        ),
        (
            "SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o }",
            (1, 41),
            "A variable after SELECT has no value. Beside COUNT and the like it has to stand after GROUP BY.",
        ),
        (
            "SELECT (1 AS ?s) (2 AS ?s) {}",
            (1, 30),
            "The engine says: Duplicated variable name in SELECT.",
        ),
    ],
)
def test_a_mistake_is_told_by_its_place_and_what_stands_there(
    question: str, place: tuple[int, int], sentence: str
) -> None:
    assert said(question) == f"The question in q.rq is faulty. Line {place[0]}, column {place[1]}: {sentence}"


def test_what_stands_there_does_nothing_to_a_terminal() -> None:
    assert "“\\u001b” cannot begin a question" in said("\x1b[31mSELECT")


@pytest.mark.parametrize("opening", ["{", "(", "["])
def test_what_is_nested_too_deep_is_not_asked(opening: str) -> None:
    assert said(f"SELECT * {opening * 20_000}") == (
        "The question in q.rq cannot be asked. It has brackets inside brackets, more than 200 deep."
    )


@pytest.mark.parametrize(
    "question", ["SELECT * { FILTER(" + "!" * 20_000 + "1) }", "SELECT * { {} " + "UNION {} " * 20_000 + "}"]
)
def test_what_is_too_long_for_the_engine_is_not_asked(question: str) -> None:
    assert said(question) == "The question in q.rq cannot be asked. It has more than 5000 words and signs."


def test_a_long_list_of_values_is_asked() -> None:
    values = " ".join(f"<https://a.example/{number}>" for number in range(20_000))
    assert ask(pyoxigraph.Store(), f"ASK {{ VALUES ?x {{ {values} }} }}".encode(), "q.rq", "csv") == b"true\n"
