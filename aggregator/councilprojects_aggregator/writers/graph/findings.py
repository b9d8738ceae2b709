"""What belongs together, in the graph `#links`: each finding of the stage `match` as a node with its reasons.

Beside the node, where a finding is of two things, one plain triple between them, so that a query need not know of
findings. None of it is said in a publisher's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.model.matched import Because, ContractEnd, Matches, Opening, Reason
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_validator.wording import _

# 64 bits: there may be a hundred thousand findings.
KEY_LENGTH = 16
THOUSANDTHS = 1000
ENGLISH = "en-gb"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in IRIs. `about` is in an order that does not depend on who is asked first."""

    kind: str
    about: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    predicate: str = ""
    """Of the plain triple from the first to the second."""
    both_ways: bool = False
    score: int | None = None
    words: str = ""
    """Its reason as a sentence, where that of the reason alone would not do."""


def describe_findings(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield everything that the stage `match` found."""
    stems = _stems(catalogue)
    for finding in chain(_of_work(catalogue.matches), _of_items(catalogue.matches, stems)):
        yield from _describe(catalogue.home, finding)


def explain(home: str, kind: str, about: tuple[str, ...], because: str, words: str) -> Iterator[Triple]:
    """Yield the reason of something that the stage `match` has no part in; `words` say it as a sentence."""
    node = _node(home, kind, about)
    yield node, term("rdf:type"), term("v:Finding")
    yield node, term("v:findingKind"), nquads.text(kind)
    yield node, term("v:because"), nquads.text(because)
    yield node, term("rdfs:comment"), nquads.text(words, ENGLISH)
    for each in about:
        yield node, term("v:about"), nquads.iri(each)


def _stems(catalogue: Catalogue) -> dict[str, str]:
    """Return where the nodes of offers, wants and contracts hang, by the IRI of a publisher."""
    return {
        publication.iri: f"{publication.address}#_publisher"
        for publication in catalogue.publications
        if publication.iri is not None
    }


def _of_work(matches: Matches) -> Iterator[Finding]:
    for nearest in matches.similar.values():
        for near in nearest:
            yield Finding("similar-work", (near.project, near.other), near.reasons, "v:similarWork", score=near.score)
    for same in matches.same_work:
        yield Finding("same-work", (same.project, same.other), same.reasons, "v:sameWork", both_ways=True)
    for built in matches.built_on:
        yield Finding("built-on", (built.project, built.other), built.reasons, "prov:wasDerivedFrom")
    for partnership in matches.partnerships:
        if partnership.confirmed and partnership.other:
            pair = (partnership.project, partnership.other)
            words = _("Each of the two records names the other as its partner’s.")
            yield Finding("confirmed-partnership", pair, (Reason(Because.PARTNERS),), words=words)


def _of_items(matches: Matches, stems: Mapping[str, str]) -> Iterator[Finding]:
    for met in matches.wants_met:
        pair = (_item(stems, met.want, "want"), _item(stems, met.offer, "offer"))
        yield Finding("want-met", pair, met.reasons, "v:couldBeMetBy", score=met.score)
    for alike in matches.alike_wants:
        pair = (_item(stems, alike.one, "want"), _item(stems, alike.other, "want"))
        yield Finding("alike-wants", pair, alike.reasons, score=alike.score)
    for near in matches.contracts:
        contracts = tuple(_item(stems, contract, "contract") for contract in near.contracts)
        yield Finding("contracts-end-near", contracts, (Reason(Because.SYSTEM, (near.system,)),))
    for technology in matches.technologies:
        users = tuple(dict.fromkeys(user.iri for user in technology.users))
        yield Finding("same-technology", users, (Reason(Because.SYSTEM, (technology.name,)),))


def _item(stems: Mapping[str, str], item: Opening | ContractEnd, name: str) -> str:
    """Return the IRI that `mapping` gives the item in its publisher's own graph."""
    return f"{stems.get(item.iri, item.iri)}_{name}-{item.key}"


def _describe(home: str, finding: Finding) -> Iterator[Triple]:
    node = _node(home, finding.kind, finding.about)
    about = [nquads.iri(each) for each in finding.about]
    yield node, term("rdf:type"), term("v:Finding")
    yield node, term("v:findingKind"), nquads.text(finding.kind)
    for each in about:
        yield node, term("v:about"), each
    for reason in finding.reasons:
        yield node, term("v:because"), nquads.text(reason.because.value)
        yield node, term("rdfs:comment"), nquads.text(finding.words or sentence(reason), ENGLISH)
        for item in reason.items:
            yield node, term("v:shared"), nquads.text(item)
    if finding.score is not None:
        yield node, term("v:score"), nquads.number(finding.score / THOUSANDTHS)
    yield from _plain(finding, about)


def _plain(finding: Finding, about: list[Term | None]) -> Iterator[Triple]:
    if finding.predicate:
        yield about[0], term(finding.predicate), about[1]
    if finding.both_ways:
        yield about[1], term(finding.predicate), about[0]


def _node(home: str, kind: str, about: Iterable[str]) -> Term | None:
    identity = "\n".join((kind, *about)).encode("utf-8", "surrogatepass")
    return nquads.iri(f"{home}#finding-{hashlib.sha256(identity).hexdigest()[:KEY_LENGTH]}")
