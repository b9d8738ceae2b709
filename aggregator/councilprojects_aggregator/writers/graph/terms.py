"""The words in which `shapes.py` says how a field is told as linked data: vocabularies, and kinds of values.

Existing vocabularies come first; `v:` is our own. Two choices that look like slips are none: `http://schema.org/` (the
terms' real names), and no `owl:sameAs` anywhere (a boundary is not a council, and two records of one piece of work
are two records).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from councilprojects_aggregator.writers.graph.nquads import Term

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "v": "https://w3id.org/councilprojects/ns#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Value(Enum):
    """What a field's value becomes."""

    TEXT = auto()
    """Language-tagged literals, one for each language."""
    STRING = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    DATE = auto()
    """`xsd:date`, `gYearMonth` or `gYear`, as exact as it was written."""
    MOMENT = auto()
    DURATION = auto()
    LINK = auto()
    """The IRI of a page or thing; a map by language becomes one for each."""
    EMAIL = auto()
    CODE = auto()
    """A concept of the codelist, else (open lists, newer versions) the code as a string."""
    TOPIC = auto()
    """A concept of `topics`, if a plain word means one; nothing for any other."""
    GSS = auto()
    LGSL = auto()
    LGIL = auto()
    LICENCE = auto()
    ORG_ID = auto()
    IDENTITY = auto()
    """The IRI of the thing itself: every other statement says it already."""
    NODE = auto()
    """An object: a node of its own, with the terms of `shape`."""


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is told; `predicates` and `types` are names with prefixes, parted by spaces."""

    predicates: str
    value: Value = Value.STRING
    codes: str = ""
    """The codelist of a CODE."""
    shape: str = ""
    name: str = ""
    """Of a NODE: what its fragment calls it, in the singular (`#bins_partner-1a2b3c4d`)."""
    types: str = ""
    """Of a NODE: classes beside those of its shape."""
    direct: tuple[tuple[str, Field], ...] = ()
    """Of a NODE: members of it that are also said of the owner itself, so that queries need one step less."""
    also: Field | None = None
    """A second way in which the same value is told."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of object is told."""

    types: str
    fields: Mapping[str, Field]
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Further classes by the code in the member `type`."""
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Members of an object that are about its relation to the owner, not about itself: told of a node between them."""

    name: str
    shape: str
    to_owner: str
    to_node: str
    fields: frozenset[str]


def text(predicates: str) -> Field:
    return Field(predicates, Value.TEXT)


def link(predicates: str = "foaf:page") -> Field:
    return Field(predicates, Value.LINK)


def date(predicates: str) -> Field:
    return Field(predicates, Value.DATE)


def number(predicates: str) -> Field:
    return Field(predicates, Value.NUMBER)


def code(predicates: str, codelist: str) -> Field:
    return Field(predicates, Value.CODE, codes=codelist)


def node(predicates: str, shape: str, name: str = "", types: str = "", **direct: Field) -> Field:
    return Field(predicates, Value.NODE, shape=shape, name=name or shape, types=types, direct=tuple(direct.items()))


def terms(prefixed: str) -> tuple[Term, ...]:
    """Return names with prefixes, parted by spaces, as terms ready to print."""
    parted = (name.partition(":") for name in prefixed.split())
    return tuple(f"<{PREFIXES[prefix]}{local}>" for prefix, _, local in parted)


@cache
def term(prefixed: str) -> Term:
    """Return one name with a prefix as a term ready to print."""
    return terms(prefixed)[0]
