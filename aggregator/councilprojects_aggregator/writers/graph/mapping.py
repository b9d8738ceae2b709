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
from typing import Any, NamedTuple, TypeAlias

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
Renders: TypeAlias = tuple[tuple[tuple[Term, ...], Render], ...]
"""The predicates of a value, with what turns it into terms."""

LOCAL_AUTHORITY = "<http://purl.org/adms/publishertype/LocalAuthority>"


class Node(NamedTuple):
    """A node of the graph while it is told: its IRI as a term, and the beginning of the IRIs of nodes below it."""

    term: Term
    stem: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """A field of a shape, made ready: predicates and classes as terms, the kind as a function."""

    predicates: tuple[Term, ...]
    field: Field
    is_node: bool = False
    types: tuple[Term, ...] = ()
    renders: Renders = ()
    direct: tuple[tuple[str, Renders], ...] = ()


@dataclass(frozen=True, slots=True)
class _ShapePlan:
    types: tuple[Term, ...]
    fields: Mapping[str, _Plan]
    kinds: Mapping[str, tuple[Term, ...]]
    aside: Aside | None


def describe_publication(publication: Publication) -> list[Triple]:
    """Return everything that `publication`'s own graph says: the file, the publisher and its projects."""
    told = describe_file(publication)
    for project in publication.projects if told else ():
        told += describe_project(publication, project)
    return told


def describe_file(publication: Publication) -> list[Triple]:
    """Return what `publication` says of its file and of the publisher itself."""
    told: list[Triple] = []
    address, publisher = nquads.iri(publication.address), nquads.iri(publication.iri)
    if address is None or publisher is None:
        return told
    _describe(told, Node(address, f"{publication.address}#"), publication.file, "file")
    told += [(address, term("dct:conformsTo"), nquads.iri(SCHEMA_URL)), (address, term("v:publisher"), publisher)]
    _describe(told, Node(publisher, f"{publication.address}#_publisher"), publication.data, "publisher")
    if publication.data.get("type") in COUNCILS:
        told.append((publisher, term("dct:type"), LOCAL_AUTHORITY))
    if "compiledBy" not in publication.file:
        source = attributed_to(publication)
        told += [(address, term(name), source) for name in ("dct:publisher", "prov:wasAttributedTo")]
    return told


def describe_project(publication: Publication, project: Project) -> list[Triple]:
    """Return what `publication` says of one of its projects."""
    subject, address = nquads.iri(project.iri), nquads.iri(publication.address)
    if subject is None:
        return []
    told: list[Triple] = [
        (address, term("v:project"), subject),
        (subject, term("v:publisher"), nquads.iri(publication.iri)),
        (subject, term("prov:wasAttributedTo"), attributed_to(publication)),
        *_former(project, subject, str(publication.address)),
    ]
    _describe(told, Node(subject, project.iri), project.data, "project")
    return told


def _former(project: Project, subject: Term, address: str) -> Iterator[Triple]:
    for former in map(str, project.data.get("previousIds", ())):
        # A slug from this file, or the whole IRI from another's.
        iri = former if ":" in former else f"{address}#{former}"
        yield subject, term("dct:replaces"), nquads.iri(iri)


def attributed_to(publication: Publication) -> Term | None:
    """Return who stands behind the words: a compiler where there is one, and never the council then."""
    if "compiledBy" in publication.file:
        return nquads.iri(f"{publication.address}#_compiler")
    return nquads.iri(publication.iri)


def _describe(told: list[Triple], node: Node, data: Mapping[str, Any], shape: str) -> None:
    """Add to `told` what `data` says of `node`; members that the table does not know are left out."""
    subject, plan = node.term, _plan(shape)
    told += [(subject, RDF_TYPE, kind) for kind in (*plan.types, *plan.kinds.get(str(data.get("type")), ()))]
    for name, value in data.items():
        planned = plan.fields.get(name)
        if planned is None:
            continue
        for item in value if isinstance(value, list) else (value,):
            if planned.is_node:
                _describe_child(told, node, planned, item, single=item is value)
            else:
                for predicates, to_terms in planned.renders:
                    for found in to_terms(item):
                        told += [(subject, predicate, found) for predicate in predicates]


def _describe_child(told: list[Triple], owner: Node, planned: _Plan, item: Any, *, single: bool) -> None:
    if not isinstance(item, dict) or owner.depth == DEEPEST:
        return
    name = planned.field.name if single else f"{planned.field.name}-{item_key(item)}"
    subject, child = owner.term, _below(owner, name)
    below = child.term
    told += [(subject, predicate, below) for predicate in planned.predicates]
    told += [(below, RDF_TYPE, kind) for kind in planned.types]
    for member, renders in planned.direct:
        for predicates, to_terms in renders:
            for found in to_terms(item.get(member)):
                told += [(subject, predicate, found) for predicate in predicates]
    _describe(told, child, item, planned.field.shape)
    aside = SHAPES[planned.field.shape].aside
    if aside is not None:
        _describe_aside(told, child, subject, item, aside)


def _describe_aside(told: list[Triple], node: Node, owner: Term, item: Mapping[str, Any], aside: Aside) -> None:
    members = {name: value for name, value in item.items() if name in aside.fields}
    if members:
        between = _below(node, aside.name)
        told.append((between.term, term(aside.to_owner), owner))
        told.append((between.term, term(aside.to_node), node.term))
        _describe(told, between, members, aside.shape)


def _below(owner: Node, name: str) -> Node:
    # What is added to an IRI is a name of the table and a key in hexadecimal: what was an IRI stays one.
    stem = f"{owner.stem}_{name}"
    return Node(f"<{stem}>", stem, owner.depth + 1)


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
        direct = tuple((member, ((terms(also.predicates), render(also)),)) for member, also in field.direct)
        return _Plan(predicates, field, is_node=True, types=terms(field.types), direct=direct)
    ways = [field, *([field.also] if field.also else [])]
    return _Plan(predicates, field, renders=tuple((terms(way.predicates), render(way)) for way in ways))
