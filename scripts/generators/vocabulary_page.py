"""Makes `schema/vocabulary.html`: the vocabulary for people, with an anchor for each term, as `ns#term` leads to.

A page that stands alone: it loads nothing, and its policy says so.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from generators.standard import Code, Files, OwnTerm, Standard
from generators.terms import LICENCE, NAMESPACES, ONTOLOGY, scheme_name
from generators.vocabulary import DESCRIPTION, TITLE, codelists_by_term

STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
    "border-bottom:1px solid #b1b4b6}code{overflow-wrap:anywhere}td:first-child{min-width:8rem}"
    ":target{background:#fff7bf}"
)
KINDS = {
    "class": "Classes",
    "link": "Properties that lead to a thing",
    "value": "Properties with a value",
    "either": "Properties that lead to a thing or have a value",
    "datatype": "Datatypes",
}


def vocabulary_page(standard: Standard) -> Files:
    """Return the page."""
    allowed = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{TITLE}</title>",
        '<link rel="alternate" type="text/turtle" href="vocabulary.ttl">',
        '<link rel="alternate" type="application/ld+json" href="vocabulary.jsonld">',
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_head(standard),
        *_terms(standard),
        *_lists(standard),
        "</main>",
        "</body>",
        "</html>",
    ]
    return {"schema/vocabulary.html": "\n".join([*lines, ""]).encode()}


def _head(standard: Standard) -> Iterator[str]:
    yield f"<h1>{TITLE}</h1>"
    yield f"<p>{DESCRIPTION}</p>"
    yield f"<p>Namespace: <code>{ONTOLOGY}</code>, here <code>v:</code>. The same as "
    yield '<a href="vocabulary.ttl">Turtle</a> and <a href="vocabulary.jsonld">JSON-LD</a>; the rules that data in it'
    yield f'keep are <a href="shapes.ttl">SHACL shapes</a>. Licence: <a href="{LICENCE}">CC BY 4.0</a>.</p>'
    links = ", ".join(f'<a href="#{scheme_name(name)}">{_words(name)}</a>' for name in standard.codelists)
    yield f"<p>Codelists: {links}.</p>"


def _terms(standard: Standard) -> Iterator[str]:
    lists = codelists_by_term(standard)
    for kind, heading in KINDS.items():
        yield f"<h2>{heading}</h2>"
        yield "<table>"
        yield '<tr><th scope="col">Term</th><th scope="col">Meaning</th></tr>'
        for term in standard.vocabulary:
            if term.kind == kind:
                yield _term(term, lists.get(f"v:{term.name}", []))
        yield "</table>"


def _term(term: OwnTerm, lists: list[str]) -> str:
    facts = [f"<strong>{escape(term.label)}.</strong> {escape(term.definition)}"]
    if term.below:
        facts.append("Below " + ", ".join(_linked(above) for above in term.below) + ".")
    facts += [f'Codes: <a href="#{scheme_name(name)}">{_words(name)}</a>.' for name in lists]
    return f'<tr id="{term.name}"><td><code>v:{term.name}</code></td><td>{" ".join(facts)}</td></tr>'


def _lists(standard: Standard) -> Iterator[str]:
    for name, codes in standard.codelists.items():
        yield f'<h2 id="{scheme_name(name)}">Codelist: {_words(name)}</h2>'
        yield "<table>"
        yield '<tr><th scope="col">Code</th><th scope="col">Meaning</th></tr>'
        for code in codes:
            yield _code(standard, name, code)
        yield "</table>"


def _code(standard: Standard, name: str, code: Code) -> str:
    welsh = f' (<span lang="cy">{escape(code.title_cy)}</span>)' if code.title_cy else ""
    facts = [f"<strong>{escape(code.title)}</strong>{welsh}. {escape(code.description)}"]
    called = {matched.concept: f"{matched.label}, of ADMS" for matched in standard.matched}
    facts += [
        f'{match.kind.capitalize()} match: <a href="{match.concept}">{escape(called[match.concept])}</a>.'
        for match in standard.matches
        if (match.codelist, match.code) == (name, code.code)
    ]
    return f'<tr id="{name}-{code.code}"><td><code>{code.code}</code></td><td>{" ".join(facts)}</td></tr>'


def _linked(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f'<a href="{NAMESPACES[prefix]}{local}"><code>{short}</code></a>'


def _words(name: str) -> str:
    return name.replace("-", " ")
