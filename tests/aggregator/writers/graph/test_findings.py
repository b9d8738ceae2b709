from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.model.matched import (
    AlikeWants,
    Because,
    BuiltOn,
    ContractEnd,
    ContractsNear,
    Matches,
    Opening,
    Partnership,
    Reason,
    SameTechnology,
    SameWork,
    Similar,
    TechnologyUse,
    WantMet,
)
from councilprojects_aggregator.writers.graph.findings import describe_findings
from councilprojects_aggregator.writers.graph.mapping import describe_publication
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.terms import term

AMBRIDGE = "https://www.ambridge.example/projects.json"
BINS = f"{AMBRIDGE}#missed-bins"
BINIAU = "https://www.brohelyg.example/projects.json#biniau"
FOR_THE_SAME = "Both for the same service: Find out which day the refuse is collected."
SERVICES = (Reason(Because.SERVICES, ("524",)),)
OFFER = Opening("bro-helyg", "https://www.brohelyg.example/projects.json#_publisher", "0f0f0f0f")
WANT = Opening("ambridge", BINS, "1a2b3c4d")


def told(valley: Catalogue, **matches: object) -> set[Triple]:
    return set(describe_findings(dataclasses.replace(valley, matches=Matches(**matches))))  # type: ignore[arg-type]


def shown(triples: set[Triple]) -> set[str]:
    """Return the plain triples, and of a finding its kind and what it is about."""
    names = {
        *(term("v:findingKind"), term("v:about"), term("v:because"), term("v:shared"), term("v:score")),
        term("rdfs:comment"),
    }
    return {
        f"{'finding' if '#finding-' in str(subject) else subject} {predicate} {value}"
        for subject, predicate, value in triples
        if predicate in names or "#finding-" not in str(subject)
    }


def test_similar_work_is_told_with_its_reason_and_score(valley: Catalogue) -> None:
    triples = told(valley, similar={BINS: (Similar(BINS, BINIAU, 812, SERVICES),)})
    assert shown(triples) == {
        f"<{BINS}> {term('v:similarWork')} <{BINIAU}>",
        f'finding {term("v:findingKind")} "similar-work"',
        f"finding {term('v:about')} <{BINS}>",
        f"finding {term('v:about')} <{BINIAU}>",
        f'finding {term("v:because")} "services"',
        f'finding {term("v:shared")} "524"',
        f'finding {term("rdfs:comment")} "{FOR_THE_SAME}"@en-gb',
        f'finding {term("v:score")} "0.812"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    }


@pytest.mark.parametrize(
    ("matches", "plain"),
    [
        (
            {"same_work": (SameWork(BINS, BINIAU, SERVICES),)},
            {f"<{BINS}> v:sameWork <{BINIAU}>", f"<{BINIAU}> v:sameWork <{BINS}>"},
        ),
        ({"built_on": (BuiltOn(BINIAU, BINS, ()),)}, {f"<{BINIAU}> prov:wasDerivedFrom <{BINS}>"}),
        (
            {"wants_met": (WantMet(WANT, OFFER, 500, SERVICES, None),)},
            {f"<{BINS}_want-1a2b3c4d> v:couldBeMetBy <{OFFER.iri}_offer-0f0f0f0f>"},
        ),
        ({"alike_wants": (AlikeWants(WANT, OFFER, 500, SERVICES, None),)}, set()),
        (
            {"contracts": (ContractsNear("Idox", "", (ContractEnd("ambridge", BINS, "ab", date(2027, 3, 31)),)),)},
            set(),
        ),
        ({"technologies": (SameTechnology("drupal", "Drupal", (TechnologyUse("ambridge", BINS),)),)}, set()),
        ({"partnerships": (Partnership(BINS, "bro-helyg", BINIAU, confirmed=True),)}, set()),
    ],
    ids=["same-work", "built-on", "want-met", "alike-wants", "contracts-end-near", "technology", "partnership"],
)
def test_each_kind_has_a_node_and_plain_triples_where_they_say_it(
    valley: Catalogue, matches: dict[str, object], plain: set[str]
) -> None:
    triples = told(valley, **matches)
    names = {term(name): name for name in ("v:sameWork", "prov:wasDerivedFrom", "v:couldBeMetBy")}
    assert {f"{s} {names[str(p)]} {o}" for s, p, o in triples if "#finding-" not in str(s)} == plain
    assert len({subject for subject, _, _ in triples if "#finding-" in str(subject)}) == 1
    assert not [triple for triple in triples if None in triple]


def test_a_partnership_that_one_side_claims_is_none(valley: Catalogue) -> None:
    assert told(valley, partnerships=(Partnership(BINS, "bro-helyg", BINIAU, confirmed=False),)) == set()


def test_findings_are_about_nodes_that_publishers_told(valley: Catalogue) -> None:
    """The stage's own result for the valley: every want, offer or contract named is in its publisher's graph."""
    matched = dataclasses.replace(valley, matches=match(valley).matches)
    subjects = {subject for each in valley.publications for subject in describe_publication(each)}
    about = {value for _, predicate, value in describe_findings(matched) if predicate == term("v:about")}
    assert about
    assert about <= subjects
