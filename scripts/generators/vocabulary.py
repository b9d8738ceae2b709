"""Makes `schema/vocabulary.ttl` and `.jsonld`: our own terms, and each codelist as a SKOS concept scheme.

From `vocabulary.csv` (what each term means), `terms.csv` and `codelists.csv` (which fields and lists it serves), the
codelists themselves, `close-matches.csv`, and `matched-concepts.csv` (what those matches are called). No blank nodes;
in the order of the tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from generators.standard import Code, Files, Standard
from generators.terms import LICENCE, NAMESPACES, ONTOLOGY, PREFERRED, scheme_name

# Tags in lower case, as everywhere in the graph: engines compare them by letter.
ENGLISH, WELSH = "en-gb", "cy"
# Of labels that are not ours.
PLAIN_ENGLISH = "en"
TITLE = "The Council Projects vocabulary"
DESCRIPTION = (
    "What the Council Projects standard needs and no other vocabulary has: terms for the work of local councils, "
    "and the standard’s codelists as concept schemes."
)
KINDS = {
    "class": "owl:Class",
    "link": "owl:ObjectProperty",
    "value": "owl:DatatypeProperty",
    "either": "rdf:Property",
    "datatype": "rdfs:Datatype",
}


def vocabulary(standard: Standard) -> Files:
    """Return the vocabulary as Turtle, and the same triples as JSON-LD."""
    triples = [*_ontology(), *_terms(standard), *_schemes(standard), *_matched(standard)]
    prefixes = {prefix: NAMESPACES[prefix] for prefix in sorted(NAMESPACES)}
    turtle = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes)
    return {"schema/vocabulary.ttl": _spaced(turtle), "schema/vocabulary.jsonld": _json_ld(triples)}


def _ontology() -> Iterator[Triple]:
    subject = NamedNode(ONTOLOGY)
    yield _is(subject, "rdf:type", "owl:Ontology")
    yield _says(subject, "dct:title", TITLE, ENGLISH)
    yield _says(subject, "dct:description", DESCRIPTION, ENGLISH)
    yield Triple(subject, named("dct:license"), NamedNode(LICENCE))
    yield _says(subject, "vann:preferredNamespacePrefix", PREFERRED)
    yield _says(subject, "vann:preferredNamespaceUri", NAMESPACES[PREFERRED])


def _terms(standard: Standard) -> Iterator[Triple]:
    schemes = codelists_by_term(standard)
    for term in standard.vocabulary:
        subject = named(f"v:{term.name}")
        yield _is(subject, "rdf:type", KINDS[term.kind])
        yield _says(subject, "rdfs:label", term.label, ENGLISH)
        yield _says(subject, "rdfs:comment", term.definition, ENGLISH)
        yield _is(subject, "rdfs:isDefinedBy", "v:")
        for above in term.below:
            yield _is(subject, "rdfs:subClassOf" if term.kind == "class" else "rdfs:subPropertyOf", above)
        for codelist in schemes.get(f"v:{term.name}", ()):
            yield _is(subject, "rdfs:seeAlso", f"v:{scheme_name(codelist)}")


def codelists_by_term(standard: Standard) -> Mapping[str, list[str]]:
    """Return the codelists whose concepts are values of a term."""
    found: dict[str, list[str]] = {}
    for use in standard.uses:
        term = standard.terms.get((use.definition, use.field))
        if term and use.codelist not in found.setdefault(term, []):
            found[term].append(use.codelist)
    return found


def _schemes(standard: Standard) -> Iterator[Triple]:
    for name, codes in standard.codelists.items():
        scheme = named(f"v:{scheme_name(name)}")
        yield _is(scheme, "rdf:type", "skos:ConceptScheme")
        yield _says(scheme, "rdfs:label", name.replace("-", " ").capitalize(), ENGLISH)
        yield _says(scheme, "dct:title", name.replace("-", " ").capitalize(), ENGLISH)
        yield _is(scheme, "rdfs:isDefinedBy", "v:")
        for code in codes:
            yield Triple(scheme, named("skos:hasTopConcept"), NamedNode(code.uri))
        for code in codes:
            yield from _concept(scheme, code)
            yield from _matches(standard, name, code)


def _concept(scheme: NamedNode, code: Code) -> Iterator[Triple]:
    concept = NamedNode(code.uri)
    yield _is(concept, "rdf:type", "skos:Concept")
    yield Triple(concept, named("skos:inScheme"), scheme)
    yield Triple(concept, named("skos:topConceptOf"), scheme)
    yield _says(concept, "skos:notation", code.code)
    for tag, title, definition in (
        (ENGLISH, code.title, code.description),
        (WELSH, code.title_cy, code.description_cy),
    ):
        if title:
            yield _says(concept, "skos:prefLabel", title, tag)
        if definition:
            yield _says(concept, "skos:definition", definition, tag)


def _matches(standard: Standard, codelist: str, code: Code) -> Iterator[Triple]:
    for match in standard.matches:
        if (match.codelist, match.code) == (codelist, code.code):
            yield Triple(NamedNode(code.uri), named(f"skos:{match.kind}Match"), NamedNode(match.concept))


def _matched(standard: Standard) -> Iterator[Triple]:
    """Yield what others' concepts are, so that whoever reads only this knows, and SHACL that asks for it is content."""
    schemes = {matched.scheme: matched.title for matched in standard.matched}
    for scheme, title in schemes.items():
        yield _is(NamedNode(scheme), "rdf:type", "skos:ConceptScheme")
        yield _says(NamedNode(scheme), "dct:title", title, PLAIN_ENGLISH)
    for matched in standard.matched:
        concept = NamedNode(matched.concept)
        yield _is(concept, "rdf:type", "skos:Concept")
        yield Triple(concept, named("skos:inScheme"), NamedNode(matched.scheme))
        yield _says(concept, "skos:prefLabel", matched.label, PLAIN_ENGLISH)


def named(short: str) -> NamedNode:
    """Return a name with a prefix as a term."""
    prefix, _, local = short.partition(":")
    return NamedNode(NAMESPACES[prefix] + local)


def _is(subject: NamedNode, predicate: str, value: str) -> Triple:
    return Triple(subject, named(predicate), named(value))


def _says(subject: NamedNode, predicate: str, value: str, tag: str | None = None) -> Triple:
    return Triple(subject, named(predicate), Literal(value, language=tag))


def _spaced(turtle: bytes) -> bytes:
    """Return Turtle with its prefixes in order and a blank line before each subject.

    No literal of ours holds a line end, so none is split.
    """
    lines = turtle.decode().splitlines(keepends=True)
    prefixes = sorted(line for line in lines if line.startswith("@prefix"))
    body = "".join(line for line in lines if not line.startswith("@prefix")).lstrip("\n")
    return ("".join(prefixes) + "\n" + re.sub(r" \.\n(?!$)", " .\n\n", body)).encode()


def _json_ld(triples: list[Triple]) -> bytes:
    """Return JSON-LD with a node a line."""
    nodes: list[dict[str, Any]] = json.loads(serialize(triples, format=RdfFormat.JSON_LD))
    lines = ",\n".join(json.dumps(node, ensure_ascii=False, separators=(",", ":")) for node in nodes)
    return f"[\n{lines}\n]\n".encode()
