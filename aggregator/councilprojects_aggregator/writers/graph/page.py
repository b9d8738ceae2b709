"""What a page of the site is about, as JSON-LD to stand in that page: the triples of the graph, and no others.

A block of data: `application/ld+json` is no script to a browser, so the site's policy against inline scripts does not
touch it. Nothing in it can end the block or begin a comment, for it holds no `<`, `>` or `&`.
"""

from __future__ import annotations

import json
import re
from functools import cache

from markupsafe import Markup

from councilprojects_aggregator.model import Catalogue, Project, Publication
from councilprojects_aggregator.writers.graph import jsonld, nquads
from councilprojects_aggregator.writers.graph.blocks import Told, in_order, told
from councilprojects_aggregator.writers.graph.mapping import describe_file, describe_project
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.terms import term

# HTML, section “Restrictions for contents of script elements”. And all but plain ASCII in JSON's own spelling, so that
# nothing is lost to the gate that takes out of pages what no page may hold.
_ESCAPED = re.compile(r"[^\n\x20-\x7e]|[<>&]")
LESS, MORE, AND = r"\u003c", r"\u003e", r"\u0026"
ENGLISH = "en-gb"


def of_project(publication: Publication, project: Project) -> Markup:
    """Return what the project's publisher says of it."""
    return _block(describe_project(publication, project))


def of_publication(publication: Publication, catalogue: Catalogue) -> Markup:
    """Return what the publisher says of its file and of itself; where nothing is published, what the site is."""
    said = describe_file(publication)
    return _block(said) if said else of_catalogue(catalogue)


@cache
def of_site(name: str, home: str) -> Markup:
    """Return what the site is: what every other page has."""
    whole = nquads.iri(f"{home}#catalogue")
    triples: list[Triple] = [
        (whole, term("rdf:type"), term("dcat:Catalog")),
        (whole, term("dct:title"), nquads.text(name, ENGLISH)),
    ]
    return _block(told(triples))


def of_catalogue(catalogue: Catalogue) -> Markup:
    return of_site(catalogue.name, catalogue.home)


def _block(said: Told) -> Markup:
    document = jsonld.plain_document(in_order(said)).decode()
    if document.isascii():  # and so without anything else to take out: controls are escaped in every literal
        return Markup(document.replace("<", LESS).replace(">", MORE).replace("&", AND))  # noqa: S704 (escaped now)
    return Markup(_ESCAPED.sub(_escape, document))  # noqa: S704 (escaped just now)


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\u{ord(character):04x}" if character.isascii() else json.dumps(character)[1:-1]
