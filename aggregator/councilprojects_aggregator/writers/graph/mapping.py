"""From a publication to the triples of its own graph, by the table in `shapes.py`.

Promises that a publisher speaks of nothing but its own: every subject is its file's address, a fragment of that, or the
publisher's IRI, which an earlier stage has checked against the registry. Whatever else a record names is an object.
No blank nodes and no list indexes: a node without an id is named by a key of its content.

Straight to strings, for speed: through rdflib, only storing and writing the triples takes many times as long. What is
said is put where its subject's is already (`blocks.Told`), so nothing has to be parted again to be sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Project, Publication
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.blocks import Told
from councilprojects_aggregator.writers.graph.nquads import Term
from councilprojects_aggregator.writers.graph.shapes import SHAPES
from councilprojects_aggregator.writers.graph.terms import Aside, Field, Value, term, terms
from councilprojects_aggregator.writers.graph.values import render
from councilprojects_validator.standard import SCHEMA_URL

# Members of members of members: deeper than this nobody means anything, and recursion is not free.
DEEPEST = 12
RDF_TYPE = term("rdf:type")
COUNCILS = (
    "county",
    "district",
    "unitary",
    "london-borough",
    "metropolitan-district",
    "scottish-council",
    "welsh-council",
    "ni-district",
    "combined-authority",
    "parish-or-community-council",
)
Say: TypeAlias = Callable[[list[str], Any], None]
"""Adds what is said with a value: its predicates, each with every term that the value becomes."""

LOCAL_AUTHORITY = "<http://purl.org/adms/publishertype/LocalAuthority>"


class Node(NamedTuple):
    """A node of the graph while it is told: its IRI as a term, and the beginning of the IRIs of nodes below it."""

    term: Term
    stem: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """A field of a shape, made ready to print: predicates with a space behind them, classes with `rdf:type` before."""

    predicates: tuple[str, ...] = ()
    is_node: bool = False
    name: str = ""
    shape: str = ""
    types: tuple[str, ...] = ()
    say: tuple[Say, ...] = ()
    direct: tuple[tuple[str, Say], ...] = ()
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class _ShapePlan:
    types: tuple[str, ...]
    fields: Mapping[str, _Plan]
    kinds: Mapping[str, tuple[str, ...]]


def describe_publication(publication: Publication) -> Told:
    """Return everything that `publication`'s own graph says: the file, the publisher and its projects."""
    told = describe_file(publication)
    for project in publication.projects if told else ():
        _add_project(told, publication, project)
    return told


def describe_file(publication: Publication) -> Told:
    """Return what `publication` says of its file and of the publisher itself."""
    told: Told = {}
    address, publisher = nquads.iri(publication.address), nquads.iri(publication.iri)
    if address is None or publisher is None:
        return told
    _describe(told, Node(address, f"{publication.address}#"), publication.file, "file")
    _say(told, address, "dct:conformsTo", nquads.iri(SCHEMA_URL))
    _say(told, address, "v:publisher", publisher)
    _describe(told, Node(publisher, f"{publication.address}#_publisher"), publication.data, "publisher")
    if publication.data.get("type") in COUNCILS:
        _say(told, publisher, "dct:type", LOCAL_AUTHORITY)
    if "compiledBy" not in publication.file:
        for name in ("dct:publisher", "prov:wasAttributedTo"):
            _say(told, address, name, attributed_to(publication))
    return told


def describe_project(publication: Publication, project: Project) -> Told:
    """Return what `publication` says of one of its projects."""
    told: Told = {}
    _add_project(told, publication, project)
    return told


def _add_project(told: Told, publication: Publication, project: Project) -> None:
    subject, address = nquads.iri(project.iri), nquads.iri(publication.address)
    if subject is None:
        return
    if address is not None:
        _say(told, address, "v:project", subject)
    _say(told, subject, "v:publisher", nquads.iri(publication.iri))
    _say(told, subject, "prov:wasAttributedTo", attributed_to(publication))
    for former in map(str, project.data.get("previousIds", ())):
        # A slug from this file, or the whole IRI from another's.
        iri = former if ":" in former else f"{publication.address}#{former}"
        _say(told, subject, "dct:replaces", nquads.iri(iri))
    _describe(told, Node(subject, project.iri), project.data, "project")


def _say(told: Told, subject: Term, predicate: str, value: Term | None) -> None:
    if value is not None:
        told.setdefault(subject, []).append(f"{term(predicate)} {value}")


def attributed_to(publication: Publication) -> Term | None:
    """Return who stands behind the words: a compiler where there is one, and never the council then."""
    if "compiledBy" in publication.file:
        return nquads.iri(f"{publication.address}#_compiler")
    return nquads.iri(publication.iri)


def _describe(told: Told, node: Node, data: Mapping[str, Any], shape: str) -> None:
    """Add to `told` what `data` says of `node`; members that the table does not know are left out."""
    plan = _plan(shape)
    said = told.setdefault(node.term, [])
    said += plan.types
    if plan.kinds:
        said += plan.kinds.get(str(data.get("type")), ())
    for name, value in data.items():
        planned = plan.fields.get(name)
        if planned is None:
            continue
        for item in value if isinstance(value, list) else (value,):
            for say in planned.say:
                say(said, item)
            if planned.is_node:
                _describe_child(told, node, planned, item, single=item is value)


def _describe_child(told: Told, owner: Node, planned: _Plan, item: Any, *, single: bool) -> None:
    if not isinstance(item, dict) or owner.depth == DEEPEST:
        return
    child = _below(owner, planned.name if single else f"{planned.name}-{item_key(item)}")
    said = told[owner.term]
    said += [predicate + child.term for predicate in planned.predicates]
    told.setdefault(child.term, []).extend(planned.types)
    for member, say in planned.direct:
        say(said, item.get(member))
    _describe(told, child, item, planned.shape)
    if planned.aside is not None:
        _describe_aside(told, child, owner.term, item, planned.aside)


def _describe_aside(told: Told, node: Node, owner: Term, item: Mapping[str, Any], aside: Aside) -> None:
    members = {name: value for name, value in item.items() if name in aside.fields}
    if members:
        between = _below(node, aside.name)
        _say(told, between.term, aside.to_owner, owner)
        _say(told, between.term, aside.to_node, node.term)
        _describe(told, between, members, aside.shape)


def _below(owner: Node, name: str) -> Node:
    # What is added to an IRI is a name of the table and a key in hexadecimal: what was an IRI stays one.
    stem = f"{owner.stem}_{name}"
    return Node(f"<{stem}>", stem, owner.depth + 1)


@cache
def _plan(shape: str) -> _ShapePlan:
    table = SHAPES[shape]
    return _ShapePlan(
        types=_types(table.types),
        fields={name: _plan_field(field) for name, field in table.fields.items()},
        kinds={code: _types(kinds) for code, kinds in table.kinds.items()},
    )


def _plan_field(field: Field) -> _Plan:
    if field.value is Value.NODE:
        return _Plan(
            _predicates(field),
            is_node=True,
            name=field.name,
            shape=field.shape,
            types=_types(field.types),
            direct=tuple((member, _way(also)) for member, also in field.direct),
            aside=SHAPES[field.shape].aside,
        )
    return _Plan(say=tuple(_way(way) for way in (field, field.also) if way))


def _way(field: Field) -> Say:
    """Return how a field's value is said: a function made once, for a country's values are half a million."""
    predicates, to_terms = _predicates(field), render(field)

    def say(said: list[str], value: Any) -> None:
        for found in to_terms(value):
            if found is not None:
                for predicate in predicates:
                    said.append(predicate + found)  # noqa: PERF401 (mostly one: a comprehension is a call more)

    return say


def _predicates(field: Field) -> tuple[str, ...]:
    return tuple(f"{predicate} " for predicate in terms(field.predicates))


def _types(prefixed: str) -> tuple[str, ...]:
    return tuple(f"{RDF_TYPE} {kind}" for kind in terms(prefixed))
