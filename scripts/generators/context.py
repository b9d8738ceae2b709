"""Makes `schema/context.jsonld` from the schema, the codelists and `schema/terms.csv`.

It turns a publisher's own file into a sound subset of the linked data that the file means: every triple is right,
and some are missing (docs/decisions/json-ld-context.md). A released context never changes.
"""

from __future__ import annotations

from typing import Any

from generators.standard import ROOT_DEFINITION, Files, Schema, Standard, Use, as_json, base, fields, target
from generators.terms import BASE, NAMESPACES

# They say nothing about the work: one is for editors, and JSON-LD itself reads the other.
WITHOUT_TERM = ("$schema", "@context")
# A topic may be any words, which make no IRI: all of them are keywords.
PLAIN_CODES = ("topics",)
# Languages that councils write in, with the tags that publishers give them. An entry of a *list* of texts is an
# object to JSON-LD, which knows language maps only as the value of a whole field.
LANGUAGES = ("cy", "cy-GB", "en", "en-GB", "ga", "gd", "gd-GB", "gv", "kw", "sco")
WORDS = {"@container": "@language"}
LINK = {"@type": "@id"}
LICENCE = {
    "@type": "@vocab",
    "@context": {
        "@vocab": "https://spdx.org/licenses/",
        "OGL-UK-3.0": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    },
}
BY_DEFINITION: dict[str, dict[str, Any]] = {
    "text": WORDS,
    "title": WORDS,
    "summary": WORDS,
    "url": LINK,
    "uri": LINK,
    # An index map keeps each address, and the language that it is for out of the graph.
    # Not by plain `@index`: two languages with one address, or one address twice, and no processor reads the file.
    "localisedUrl": {**LINK, "@container": "@index", "@index": "http://purl.org/dc/elements/1.1/language"},
    "gss": {"@type": "@vocab", "@context": {"@vocab": "http://statistics.data.gov.uk/id/statistical-geography/"}},
    "licence": LICENCE,
    "spdxLicence": LICENCE,
}
BY_FIELD: dict[tuple[str, str], dict[str, Any]] = {
    (ROOT_DEFINITION, "councilProjects"): {
        "@type": "@vocab",
        "@context": {"@vocab": BASE, "1.0": f"{BASE}1.0/projects.schema.json"},
    },
    ("contact", "email"): {"@type": "@vocab", "@context": {"@vocab": "mailto:"}},
    ("project", "users"): {
        "@context": [
            None,
            {tag: {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@language": tag} for tag in LANGUAGES},
        ],
    },
}


def context(standard: Standard) -> Files:
    """Return the JSON-LD context."""
    terms = {"@version": 1.1, **scope(standard, ROOT_DEFINITION)}
    return {"schema/context.jsonld": as_json({"@context": terms})}


def scope(standard: Standard, definition: str) -> dict[str, Any]:
    """Return the terms of one object's fields, which hold inside this object alone."""
    return {
        name: _term(standard, definition, name, field)
        for name, field in fields(standard.projects, definition).items()
        if name not in WITHOUT_TERM
    }


def _term(standard: Standard, definition: str, name: str, field: Schema) -> str | dict[str, Any]:
    iri = _iri(standard, definition, name)
    rules = {} if iri.startswith("@") else _rules(standard, definition, name, field)
    return {"@id": iri, **rules} if rules else iri


def _iri(standard: Standard, definition: str, name: str) -> str:
    terms = standard.terms
    short = terms.get((definition, name)) or terms[base(standard.projects, definition) or definition, name]
    prefix, colon, local = short.partition(":")
    # Whole IRIs: a prefix would be a term too, and a publisher's code could be mistaken for it.
    return NAMESPACES[prefix] + local if colon else short


def _rules(standard: Standard, definition: str, name: str, field: Schema) -> dict[str, Any]:
    use, kind = standard.use(definition, name), target(field)
    if use and use.codelist not in PLAIN_CODES:
        return _shadowed(standard, definition, name, _codes(standard, use))
    if (definition, name) in BY_FIELD:
        return BY_FIELD[definition, name]
    if kind is None or kind == definition:  # an organisation's members: its own terms hold for them
        return {}
    if fields(standard.projects, kind):
        return {"@context": [None, scope(standard, kind)]}
    rules = BY_DEFINITION.get(kind, {})
    return _shadowed(standard, definition, name, rules) if rules is LICENCE else rules


def _shadowed(standard: Standard, definition: str, own: str, rules: dict[str, Any]) -> dict[str, Any]:
    """Let no word be taken for a field beside it: `url`, as somebody's own kind of output, is not `foaf:page`."""
    inner = rules.get("@context")
    if not isinstance(inner, dict) or "@vocab" not in inner:
        return rules
    names = (name for name in fields(standard.projects, definition) if name not in {*WITHOUT_TERM, *inner, own})
    words = {name: f"{inner['@vocab']}{name}" for name in names}
    # A processor coerces the field's values by its term of this scope, so the field itself keeps its rule.
    words |= {own: {"@id": f"{inner['@vocab']}{own}", "@type": "@vocab"}} if own not in inner else {}
    return {**rules, "@context": {**words, **inner}}


def _codes(standard: Standard, use: Use) -> dict[str, Any]:
    """Say which concept each code is. In an open list an unlisted code is a concept of its publisher's making."""
    codes = {code.code: code.uri for code in standard.codelists[use.codelist]}
    fallback = {"@vocab": f"{NAMESPACES['v']}{use.codelist}-"} if use.is_open else {}
    return {"@type": "@vocab", "@context": {**fallback, **codes}}
