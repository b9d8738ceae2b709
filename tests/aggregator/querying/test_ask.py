from __future__ import annotations

import gzip
import json

import pyoxigraph
import pytest

from councilprojects_aggregator.querying.ask import QueryError, ask, load

NQ = (
    '<https://a.example/s> <https://a.example/p> "tŷ, \\"x\\""@cy <https://a.example/g> .\n'
    '<https://a.example/t> <https://a.example/p> "\\u001B[2Jred" <https://a.example/h> .\n'
).encode()
ALL = b"SELECT ?s ?o ?none WHERE { ?s <https://a.example/p> ?o } ORDER BY ?s"


@pytest.fixture
def store() -> pyoxigraph.Store:
    return load("graph.nq", NQ)


def test_a_table_is_aligned_and_nothing_in_it_acts_on_the_terminal(store: pyoxigraph.Store) -> None:
    assert ask(store, ALL, "q.rq", "table").decode() == (
        "s                    o             none\n"
        "-------------------  ------------  ----\n"
        'https://a.example/s  tŷ, "x"\n'
        "https://a.example/t  \\u001b[2Jred\n"
        "\n"
        "2 rows\n"
    )


def test_csv_and_json_are_the_formats_of_the_w3c(store: pyoxigraph.Store) -> None:
    csv = ask(store, ALL, "q.rq", "csv").decode()
    assert csv.splitlines()[:2] == ["s,o,none", 'https://a.example/s,"tŷ, ""x""",']
    answer = json.loads(ask(store, ALL, "q.rq", "json"))
    assert answer["head"]["vars"] == ["s", "o", "none"]
    assert answer["results"]["bindings"][0]["o"] == {"type": "literal", "value": 'tŷ, "x"', "xml:lang": "cy"}


def test_yes_or_no_and_triples(store: pyoxigraph.Store) -> None:
    assert ask(store, b"ASK { ?s ?p ?o }", "q.rq", "table") == b"true\n"
    assert ask(store, b"ASK { ?s ?p 7 }", "q.rq", "csv") == b"false\n"
    assert json.loads(ask(store, b"ASK { ?s ?p 7 }", "q.rq", "json"))["boolean"] is False
    made = ask(store, b"CONSTRUCT { ?s <https://a.example/q> 1 } WHERE { ?s ?p ?o }", "q.rq", "table").decode()
    assert [line.partition(" ")[0] for line in made.splitlines()] == ["<https://a.example/s>", "<https://a.example/t>"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("graph.nq.gz", gzip.compress(NQ, mtime=0)),
        ("graph.trig", b"<https://a.example/g> { <https://a.example/s> <https://a.example/p> 1 . }"),
        ("graph.ttl", b"<https://a.example/s> <https://a.example/p> 1 ."),
        ("graph.nt", b'<https://a.example/s> <https://a.example/p> "1" .'),
    ],
)
def test_every_form_is_read(name: str, content: bytes) -> None:
    assert ask(load(name, content), b"ASK { ?s <https://a.example/p> ?o }", "q.rq", "table") == b"true\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("graph.nq", b"no graph", "The graph graph.nq cannot be read"),
        ("graph.nq", b"\xff\xfe", "The graph graph.nq cannot be read"),
        ("graph.nq.gz", NQ, "The graph graph.nq.gz is not packed by gzip, as its name says"),
        ("graph.nq.gz", gzip.compress(NQ, mtime=0)[:-12], "The graph graph.nq.gz cannot be read"),
        ("graph.jsonld", b"{}", "graph.jsonld is no graph by its name"),
    ],
)
def test_a_graph_that_cannot_be_read_is_told(name: str, content: bytes, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        load(name, content)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * { SERVICE <https://evil.example/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c .SERVICE<https://evil.example/>{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <https://evil.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<https://evil.example/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE # {\n <https://evil.example/> { ?s ?p ?o } }",
        "PREFIX x: <https://a.example/#> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it\\'s' SERVICE <https://evil.example/> { ?s ?p ?o } }",
    ],
)
def test_another_server_is_never_asked(store: pyoxigraph.Store, question: str) -> None:
    with pytest.raises(QueryError, match="asks another server"):
        ask(store, question.encode(), "q.rq", "table")


@pytest.mark.parametrize(
    "question",
    [
        "SELECT ?service { ?service ?p ?o }",
        "# SERVICE\nSELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <x>" }',
        "PREFIX v: <https://a.example/#service> SELECT * { ?s v:service ?o . ?o v:x-service ?s }",
        "PREFIX v: <https://a.example/> SELECT * { { ?s v:service ?o . } { ?s ?p ?service } }",
        "PREFIX service: <https://a.example/> SELECT * { ?s service:p ?o }",
    ],
)
def test_the_word_itself_may_stand_elsewhere(store: pyoxigraph.Store, question: str) -> None:
    assert ask(store, question.encode(), "q.rq", "table")


@pytest.mark.parametrize(
    "question",
    [
        "INSERT DATA { <https://a.example/s> <https://a.example/p> 1 }",
        "PREFIX a: <https://a.example/>\nDELETE WHERE { ?s ?p ?o }",
        "# harmless\nLOAD <https://evil.example/>",
        "drop all",
    ],
)
def test_the_graph_cannot_be_changed(store: pyoxigraph.Store, question: str) -> None:
    with pytest.raises(QueryError, match="would change the graph"):
        ask(store, question.encode(), "q.rq", "table")


@pytest.mark.parametrize(
    ("question", "said"), [(b"SELECT", "is faulty"), (b"\xff", "no text in UTF-8"), (b"", "faulty")]
)
def test_a_faulty_question_is_told(store: pyoxigraph.Store, question: bytes, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        ask(store, question, "q.rq", "table")
