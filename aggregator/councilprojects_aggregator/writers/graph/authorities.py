"""Things of others that `#catalogue` points at, each with the class and the name that DCAT-AP 3.0.1 asks of it.

A publisher's graph describes nothing but its own, so what they are is said in our graph: languages and the theme by the
names of the EU Publications Office, whose lists DCAT-AP prescribes.
"""

from __future__ import annotations

from collections.abc import Iterator

from councilprojects_aggregator.model import Catalogue, Publication
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_aggregator.writers.graph.values import place_iri
from councilprojects_validator.standard import SCHEMA_URL

AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPE = "<https://www.iana.org/assignments/media-types/application/json>"
THEMES = f"<{AUTHORITY}data-theme>"
GOVERNMENT = f"<{AUTHORITY}data-theme/GOVE>"
LANGUAGES = {
    "en": f"<{AUTHORITY}language/ENG>",
    "cy": f"<{AUTHORITY}language/CYM>",
    "ga": f"<{AUTHORITY}language/GLE>",
    "gd": f"<{AUTHORITY}language/GLA>",
}
"""By the first part of a tag: the languages in which councils here write."""
ENGLISH = "en"


def describe_authorities(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield what every catalogue points at, whoever is in it."""
    for thing, kind in (
        (nquads.iri(catalogue.site_url), "foaf:Document"),
        (nquads.iri(SCHEMA_URL), "dct:Standard"),
        (LANGUAGES[ENGLISH], "dct:LinguisticSystem"),
        (MEDIA_TYPE, "dct:MediaType"),
        (THEMES, "skos:ConceptScheme"),
        (GOVERNMENT, "skos:Concept"),
    ):
        yield thing, term("rdf:type"), term(kind)
    yield THEMES, term("dct:title"), nquads.text("Data theme", ENGLISH)
    yield GOVERNMENT, term("skos:inScheme"), THEMES
    yield GOVERNMENT, term("skos:prefLabel"), nquads.text("Government and public sector", ENGLISH)


def describe_coverage(publication: Publication, dataset: Term) -> Iterator[Triple]:
    """Yield a file's languages, place and theme, with what these are."""
    place = place_iri(publication.place.gss) if publication.place else None
    covered = [
        ("dct:spatial", nquads.iri(place), "dct:Location"),
        *(("dct:language", LANGUAGES[tag], "dct:LinguisticSystem") for tag in _languages(publication)),
    ]
    yield dataset, term("dcat:theme"), GOVERNMENT
    for predicate, thing, kind in covered:
        yield dataset, term(predicate), thing
        yield thing, term("rdf:type"), term(kind)


def _languages(publication: Publication) -> list[str]:
    """Return in which languages of `LANGUAGES` the titles are."""
    titles = (project.data.get("title") for project in publication.projects)
    tags = {tag.partition("-")[0] for title in (publication.name, *titles) if isinstance(title, dict) for tag in title}
    return sorted(tags & set(LANGUAGES))
