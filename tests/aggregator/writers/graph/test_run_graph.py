from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from councilprojects_aggregator.model import Catalogue, FetchOutcome, Run
from councilprojects_aggregator.writers.graph.run_graph import describe_run
from councilprojects_aggregator.writers.graph.terms import term

HOME = "https://projects.example/"
AMBRIDGE = "https://www.ambridge.example/projects.json"
XSD = "http://www.w3.org/2001/XMLSchema#"
NOW = datetime(2026, 11, 3, 7, 0, tzinfo=UTC)


def of(catalogue: Catalogue, run: Run, subject: str) -> set[tuple[str | None, str | None]]:
    return {(p, o) for s, p, o in describe_run(catalogue, run) if s == f"<{subject}>" and o is not None}


def test_the_run_and_an_attempt_within_it(valley: Catalogue) -> None:
    run = Run(
        NOW, "1.2.3", {"ambridge": FetchOutcome("fetched", AMBRIDGE, "https://www.ambridge.example/new.json", 200)}
    )
    assert of(valley, run, f"{HOME}#run") == {
        (term("rdf:type"), term("prov:Activity")),
        (term("prov:endedAtTime"), f'"2026-11-03T07:00:00Z"^^<{XSD}dateTime>'),
        (term("prov:generated"), f"<{HOME}#catalogue>"),
        (term("v:softwareVersion"), '"councilprojects 1.2.3"'),
    }
    assert of(valley, run, f"{HOME}#attempt-ambridge") == {
        (term("rdf:type"), term("prov:Activity")),
        (term("prov:used"), f"<{AMBRIDGE}>"),
        (term("prov:startedAtTime"), f'"2026-11-02T09:30:00Z"^^<{XSD}dateTime>'),
        (term("v:fetchOutcome"), '"fetched"'),
        (term("v:httpStatus"), f'"200"^^<{XSD}integer>'),
        (term("v:checkedAt"), f'"2026-11-02T09:30:00Z"^^<{XSD}dateTime>'),
        (term("prov:generated"), f"<{HOME}#record-ambridge>"),
        (term("dct:isPartOf"), f"<{HOME}#run>"),
        (term("v:finalUrl"), "<https://www.ambridge.example/new.json>"),
    }


def test_an_earlier_attempt_is_no_part_of_this_run(valley: Catalogue) -> None:
    predicates = {predicate for predicate, _ in of(valley, Run(NOW, "1", {}), f"{HOME}#attempt-ambridge")}
    assert term("prov:startedAtTime") in predicates
    assert term("dct:isPartOf") not in predicates


def test_a_source_that_was_never_asked_has_no_attempt(valley: Catalogue) -> None:
    first = valley.publications[0]
    never = dataclasses.replace(first, record=dataclasses.replace(first.record, attempt=None, good=None))
    catalogue = dataclasses.replace(valley, publications=(never,))
    assert of(catalogue, Run(NOW, "1", {}), f"{HOME}#attempt-ambridge") == set()


def test_an_attempt_at_a_source_without_a_copy_was_never_confirmed(valley: Catalogue) -> None:
    first = valley.publications[0]
    bare = dataclasses.replace(first, record=dataclasses.replace(first.record, good=None))
    found = of(dataclasses.replace(valley, publications=(bare,)), Run(NOW, "1", {}), f"{HOME}#attempt-ambridge")
    assert term("v:checkedAt") not in {predicate for predicate, _ in found}
