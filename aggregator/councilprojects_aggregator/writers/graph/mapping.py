"""From a publication to the triples of its own graph, by the table in `shapes.py`.

Promises that a publisher speaks of nothing but its own: every subject is its file's address, a fragment of that, or the
publisher's IRI, which an earlier stage has checked against the registry. Whatever else a record names is an object.
No blank nodes and no list indexes: a node without an id is named by a key of its content.

Straight to strings, for speed: through rdflib, only storing and writing the triples takes five times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Project, Publication
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.shapes import SHAPES
from councilprojects_aggregator.writers.graph.terms import Aside, Field, Value, term, terms
from councilprojects_aggregator.writers.graph.values import Render, render
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
LOCAL_AUTHORITY = "<http://purl.org/adms/publishertype/LocalAuthority>"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph while it is told: its IRI, and the beginning of the IRIs of nodes below it."""

    iri: str
    stem: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """A field of a shape, made ready: predicates and classes as terms, the kind as a function."""

    predicates: tuple[Term, ...]
    field: Field
    types: tuple[Term, ...] = ()
    renders: tuple[tuple[tuple[Term, ...], Render], ...] = ()
    direct: tuple[tuple[str, tuple[Term, ...], Render], ...] = ()


@dataclass(frozen=True, slots=True)
class _ShapePlan:
    types: tuple[Term, ...]
    fields: Mapping[str, _Plan]
    kinds: Mapping[str, tuple[Term, ...]]
    aside: Aside | None


def describe_publication(publication: Publication) -> Iterator[Triple]:
    """Yield everything that `publication`'s own graph says: the file, the publisher and its projects."""
    if publication.address is None or publication.iri is None:
        return
    address, publisher = nquads.iri(publication.address), nquads.iri(publication.iri)
    file = Node(publication.address, f"{publication.address}#")
    yield from _describe(file, publication.file, "file")
    yield address, term("dct:conformsTo"), nquads.iri(SCHEMA_URL)
    yield address, term("v:publisher"), publisher
    yield from _describe(Node(publication.iri, f"{publication.address}#_publisher"), publication.data, "publisher")
    if publication.data.get("type", publication.place and publication.place.type) in COUNCILS:
        yield publisher, term("dct:type"), LOCAL_AUTHORITY
    source = _attributed_to(publication)
    if "compiledBy" not in publication.file:
        yield address, term("dct:publisher"), source
        yield address, term("prov:wasAttributedTo"), source
    for project in publication.projects:
        yield from _describe_project(project, publication, address, publisher, source)


def _describe_project(
    project: Project, publication: Publication, address: Term | None, publisher: Term | None, source: Term | None
) -> Iterator[Triple]:
    subject = nquads.iri(project.iri)
    yield address, term("v:project"), subject
    yield subject, term("v:publisher"), publisher
    yield subject, term("prov:wasAttributedTo"), source
    yield from _describe(Node(project.iri, project.iri), project.data, "project")
    for former in map(str, project.data.get("previousIds", ())):
        # A slug from this file, or the whole IRI from another's.
        iri = former if ":" in former else f"{publication.address}#{former}"
        yield subject, term("dct:replaces"), nquads.iri(iri)


def _attributed_to(publication: Publication) -> Term | None:
    """Return who stands behind the words: a compiler where there is one, and never the council then."""
    if "compiledBy" in publication.file:
        return nquads.iri(f"{publication.address}#_compiler")
    return nquads.iri(publication.iri)


def _describe(node: Node, data: Mapping[str, Any], shape: str) -> Iterator[Triple]:
    """Yield what `data` says of `node`; members that the table does not know are left out."""
    subject, plan = nquads.iri(node.iri), _plan(shape)
    if subject is None:
        return
    for kind in (*plan.types, *plan.kinds.get(str(data.get("type")), ())):
        yield subject, RDF_TYPE, kind
    for name, value in data.items():
        planned = plan.fields.get(name)
        if planned is None:
            continue
        for item in value if isinstance(value, list) else (value,):
            if planned.field.value is Value.NODE:
                yield from _describe_child(node, subject, planned, item, single=item is value)
            else:
                yield from _describe_value(subject, planned, item)


def _describe_value(subject: Term, planned: _Plan, value: Any) -> Iterator[Triple]:
    for predicates, to_terms in planned.renders:
        for found in to_terms(value):
            for predicate in predicates:
                yield subject, predicate, found


def _describe_child(owner: Node, subject: Term, planned: _Plan, item: Any, *, single: bool) -> Iterator[Triple]:
    if not isinstance(item, Mapping) or owner.depth == DEEPEST:
        return
    name = planned.field.name if single else f"{planned.field.name}-{item_key(item)}"
    child = _below(owner, name)
    below = nquads.iri(child.iri)
    for predicate in planned.predicates:
        yield subject, predicate, below
    for kind in planned.types:
        yield below, RDF_TYPE, kind
    for member, predicates, to_terms in planned.direct:
        for found in to_terms(item.get(member)):
            for predicate in predicates:
                yield subject, predicate, found
    yield from _describe(child, item, planned.field.shape)
    aside = SHAPES[planned.field.shape].aside
    if aside is not None:
        yield from _describe_aside(child, subject, item, aside)


def _describe_aside(node: Node, owner: Term, item: Mapping[str, Any], aside: Aside) -> Iterator[Triple]:
    members = {name: value for name, value in item.items() if name in aside.fields}
    if members:
        between = _below(node, aside.name)
        relation = nquads.iri(between.iri)
        yield relation, term(aside.to_owner), owner
        yield relation, term(aside.to_node), nquads.iri(node.iri)
        yield from _describe(between, members, aside.shape)


def _below(owner: Node, name: str) -> Node:
    stem = f"{owner.stem}_{name}"
    return Node(stem, stem, owner.depth + 1)


@cache
def _plan(shape: str) -> _ShapePlan:
    table = SHAPES[shape]
    return _ShapePlan(
        types=terms(table.types),
        fields={name: _plan_field(field) for name, field in table.fields.items()},
        kinds={code: terms(kinds) for code, kinds in table.kinds.items()},
        aside=table.aside,
    )


def _plan_field(field: Field) -> _Plan:
    predicates = terms(field.predicates)
    if field.value is Value.NODE:
        direct = tuple((member, terms(also.predicates), render(also)) for member, also in field.direct)
        return _Plan(predicates, field, types=terms(field.types), direct=direct)
    ways = [field, *([field.also] if field.also else [])]
    return _Plan(predicates, field, renders=tuple((terms(way.predicates), render(way)) for way in ways))
