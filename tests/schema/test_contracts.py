"""The two JSON-LD contracts for any valid file: the context gives a sound subset, the graph's JSON-LD the very quads.

Files are random ones that the schema allows, and the example with every field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from pyld import jsonld
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, RdfFormat, Triple, parse
from valid_files import ADDRESS, CONTEXT, valid_files

from councilprojects_aggregator.model import GoodCopy, Health, Publication, Record, Source
from councilprojects_aggregator.publication import Verdict, publication
from councilprojects_aggregator.writers.graph import jsonld as ours
from councilprojects_aggregator.writers.graph.blocks import Block, in_order, text
from councilprojects_aggregator.writers.graph.mapping import describe_publication
from councilprojects_validator.check import check
from councilprojects_validator.standard import codelists

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = date(2026, 11, 21)
EVERY_FIELD = json.loads((ROOT / "examples/every-field/projects.json").read_text("utf-8")) | {"self": ADDRESS}
CONTENT = json.loads((ROOT / "schema/context.jsonld").read_text("utf-8"))
V = "https://w3id.org/councilprojects/ns#"
DCT = "http://purl.org/dc/terms/"
SEE_ALSO = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
MEMBER = "http://www.w3.org/ns/org#member"
LISTS = {f"{V}lgsl": "http://id.esd.org.uk/service/", f"{V}lgil": "http://id.esd.org.uk/interaction/"}
# The graph says these in another way: a language as a tag, an exact moment in one spelling, weeks as days.
# Of a page by language: the graph says nothing of other people's pages.
PAGE_LANGUAGE = "http://purl.org/dc/elements/1.1/language"
# Without making a failing file smaller: that takes minutes.
PHASES = (Phase.explicit, Phase.generate)
SAID_OTHERWISE = {PAGE_LANGUAGE, f"{DCT}language", f"{DCT}modified", f"{V}reviewEvery"}


def accepted(file: dict[str, Any]) -> tuple[dict[str, Any], Publication]:
    """Return what is accepted of a file, and the publication that it becomes."""
    body = json.dumps(file).encode()
    report = check(body, name=ADDRESS, today=DAY, url=ADDRESS)
    assert report.acceptance.value is not None
    source = Source("ambridge", "Ambridge", ADDRESS)
    record = Record("ambridge", ADDRESS, first_seen=NOW, good=GoodCopy(body, "ab" * 32, NOW, NOW, ADDRESS, ()))
    verdict = Verdict(Health.CURRENT, "", verified=True, report=report)
    return dict(report.acceptance.value), publication(source, record, report, verdict, DAY)


def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    assert url == CONTEXT, f"something asked for {url}"
    return {"contextUrl": None, "documentUrl": url, "document": CONTENT, "contentType": "application/ld+json"}


def refuse(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    raise AssertionError(f"something asked for {url}")


def triples(nquads_text: str) -> list[Triple]:
    return [quad.triple for quad in parse(nquads_text.encode(), format=RdfFormat.N_QUADS)]


def graph_of(shown: Publication) -> list[Block]:
    return in_order(describe_publication(shown))


@dataclass(frozen=True)
class Comparison:
    """A reading of a file under the context, beside the graph: each of its nodes has to be one of the graph's."""

    subset: tuple[Triple, ...]
    graph: tuple[Triple, ...]

    @cached_property
    def told(self) -> dict[str, list[Triple]]:
        """What the graph says, by subject; what it says of a membership is said of the organisation in its part."""
        found = _by_subject(self.graph)
        for triple in self.graph:
            if triple.predicate.value == MEMBER:
                found[str(triple.object)] += found[str(triple.subject)]
        return found

    @cached_property
    def read(self) -> dict[str, list[Triple]]:
        return _by_subject(self.subset)

    def wrong(self) -> list[Triple]:
        """Return what is read of the file, and of everything in it, and is not told."""
        return self._wrong(f"<{ADDRESS}>", (f"<{ADDRESS}>",), frozenset())

    def _wrong(self, node: str, named: Iterable[str], above: frozenset[str]) -> list[Triple]:
        told = [triple for name in named for triple in self.told.get(name, ())]
        return [
            triple
            for triple in self.read.get(node, ())
            if triple.predicate.value not in SAID_OTHERWISE
            and not any(
                self._agree(triple, each.object, above | {node})
                for each in told
                if each.predicate.value == triple.predicate.value
            )
        ]

    def _agree(self, triple: Triple, value: object, above: frozenset[str]) -> bool:
        read = triple.object
        if isinstance(read, Literal):
            return _same_literal(read, value, LISTS.get(triple.predicate.value, ""))
        if isinstance(value, Literal) and isinstance(read, BlankNode):
            return triple.predicate.value == f"{V}users" and _is_label(self.read.get(str(read), ()), value)
        if isinstance(value, Literal):
            return _is_word(read, value)
        if isinstance(read, BlankNode):
            return not self._wrong(str(read), (str(value),), above)
        # An organisation's `uri` names its node: all that is told of it, in whatever parts, may be read of it.
        same = {str(read), *self.pointing.get(str(read), ())}
        return str(value) in same and (str(read) in above or not self._wrong(str(read), same, above))

    @cached_property
    def pointing(self) -> dict[str, set[str]]:
        """The nodes of the graph's own that point to what a file calls by its `uri`."""
        found: dict[str, set[str]] = {}
        for triple in self.graph:
            if triple.predicate.value == SEE_ALSO:
                found.setdefault(str(triple.object), set()).add(str(triple.subject))
        return found


def _by_subject(found: Iterable[Triple]) -> dict[str, list[Triple]]:
    subjects: dict[str, list[Triple]] = {}
    for triple in found:
        subjects.setdefault(str(triple.subject), []).append(triple)
    return subjects


def _same_literal(read: Literal, value: object, numbered: str) -> bool:
    """Say whether a literal says what the graph says: tags and types may be missing, and be no other."""
    if numbered:
        return str(value) == f"<{numbered}{read.value}>"
    if not isinstance(value, Literal):
        return False
    # The normal form composes accents: the same text, in other code points.
    words = normalize("NFC", read.value)
    if read.language is not None:
        return (words, read.language.lower()) == (value.value, value.language)
    is_number = value.datatype.value.rpartition("#")[2] in {"integer", "decimal", "double"}
    return words == value.value or (is_number and float(read.value) == float(value.value))


def _is_word(read: object, value: Literal) -> bool:
    """Say whether a word of somebody's own in an open list, of which the context makes a name, is `value`."""
    lists = {f"<{V}{name}-{value.value}>" for name in codelists().values()}
    return str(read) in lists and value.language is None


def _is_label(read: Iterable[Triple], value: object) -> bool:
    """Say whether a text in several languages, which the context makes a node of, is in one of them `value`.

    Of languages that the context does not know nothing is read but that there is something.
    """
    labels = [triple.object for triple in read]
    return not labels or any(isinstance(label, Literal) and _same_literal(label, value, "") for label in labels)


def reading(value: dict[str, Any]) -> tuple[Triple, ...]:
    """Return a publisher's file as PyLD reads it under the standard's context."""
    options = {"documentLoader": load, "base": ADDRESS, "format": "application/n-quads"}
    return tuple(triples(jsonld.to_rdf({**value, "@context": CONTEXT}, options)))


@settings(max_examples=40, phases=PHASES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@example(EVERY_FIELD)
@given(valid_files())
def test_any_file_keeps_both_contracts(file: dict[str, Any]) -> None:
    value, shown = accepted(file)
    address, blocks = str(shown.address), graph_of(shown)
    compared = Comparison(reading(value), tuple(triples(text(blocks))))
    assert len(compared.read[f"<{ADDRESS}>"]) > 2  # it has been read
    assert [str(triple) for triple in compared.wrong()] == []
    lines = text(blocks, f"<{address}>")
    document = ours.HEAD + ours.begin(address) + ours.nodes(blocks) + ours.END_OF_GRAPH + ours.END
    assert canonical(json.loads(document)) == lines
    quads = Dataset(parse(lines.encode(), format=RdfFormat.N_QUADS))
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert "".join(sorted(f"{quad} .\n" for quad in quads)) == lines


def canonical(document: dict[str, Any]) -> str:
    """Return what PyLD reads of a document as canonical N-Quads."""
    # PyLD's name for what became RDFC-1.0; without blank nodes it sorts, no more.
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": refuse}
    return str(jsonld.normalize(document, options))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"title": {"cy": "Biniau"}},
        {"phase": "retired"},
        {"areas": ["W06000015"]},
        {"services": [{"lgsl": 999}]},
        {"contact": {"email": "other@ambridge.example"}},
        {"partners": [{"name": "Ambridge", "contact": {"email": "other@ambridge.example"}}]},
        {"outputs": [{"type": "code", "title": "Other", "url": "https://other.example/"}]},
        {"budget": {"amount": 7}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_wrong_reading_is_found(change: dict[str, Any]) -> None:
    """The comparison can fail: the graph of one file, and a reading of it in which one field differs."""
    first, *others = EVERY_FIELD["projects"]
    other = EVERY_FIELD | {"projects": [first | change, *others]}
    graph = triples(text(graph_of(accepted(EVERY_FIELD)[1])))
    assert Comparison(reading(accepted(other)[0]), tuple(graph)).wrong()
