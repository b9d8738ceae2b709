"""The catalogue's own graph (`#catalogue`): which files there are, how each one is, and what the whole holds.

DCAT 3 with the parts that DCAT-AP 3.0.1 asks for, and VoID's counts. Holds what changes with content, state or the day,
and no moving facts: those are in `meta.nq`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version

from councilprojects_aggregator.model import Catalogue, Lane, Publication, Texts
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.mapping import attributed_to
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_aggregator.writers.graph.values import licence_iri, texts
from councilprojects_validator.standard import SCHEMA_URL
from councilprojects_validator.wording import _

ENGLISH = "en-gb"
MEDIA_TYPE = "<https://www.iana.org/assignments/media-types/application/json>"
ENGLISH_LANGUAGE = "<http://publications.europa.eu/resource/authority/language/ENG>"
DUMPS = ("graph.nq", "graph.nq.gz", "graph.trig", "graph.jsonld")


def describe_catalogue(catalogue: Catalogue, sizes: Mapping[str, int]) -> Iterator[Triple]:
    """Yield the catalogue, and a record of each source in it.

    `sizes` are the numbers of triples in the publishers' graphs, by address. Sources in the preview lane are left out.
    """
    whole = nquads.iri(f"{catalogue.home}#catalogue")
    yield whole, term("rdf:type"), term("dcat:Catalog")
    yield whole, term("rdf:type"), term("void:Dataset")
    yield whole, term("dct:title"), nquads.text(catalogue.name, ENGLISH)
    yield whole, term("dct:description"), nquads.text(_("Projects of councils, from their own files"), ENGLISH)
    yield whole, term("dct:language"), ENGLISH_LANGUAGE
    yield ENGLISH_LANGUAGE, term("rdf:type"), term("dct:LinguisticSystem")
    yield whole, term("foaf:homepage"), nquads.iri(catalogue.site_url)
    yield nquads.iri(catalogue.site_url), term("rdf:type"), term("foaf:Document")
    yield from _agent(nquads.iri(f"{catalogue.home}#aggregator"), {ENGLISH: catalogue.name})
    yield whole, term("dct:publisher"), nquads.iri(f"{catalogue.home}#aggregator")
    yield MEDIA_TYPE, term("rdf:type"), term("dct:MediaType")
    yield nquads.iri(SCHEMA_URL), term("rdf:type"), term("dct:Standard")
    yield whole, term("void:entities"), nquads.number(len(catalogue.projects))
    if catalogue.site_url:
        for dump in DUMPS:
            yield whole, term("void:dataDump"), nquads.iri(catalogue.site_url + dump)
    for publication in catalogue.publications:
        if publication.source.lane is Lane.LIVE:
            yield from _record(catalogue, whole, publication)
            yield from _dataset(catalogue, whole, publication, sizes)


def _record(catalogue: Catalogue, whole: Term | None, publication: Publication) -> Iterator[Triple]:
    """Yield what we know of a source, whether anything of it is published or not."""
    record, copy = nquads.iri(f"{catalogue.home}#record-{publication.source.id}"), publication.record.good
    yield whole, term("v:source"), record
    yield record, term("rdf:type"), term("v:Source")
    if publication.address is not None:
        # DCAT-AP: a record is of a dataset, and says when it was changed. What was never read is neither.
        yield whole, term("dcat:record"), record
        yield record, term("rdf:type"), term("dcat:CatalogRecord")
    yield record, term("dct:identifier"), nquads.text(publication.source.id)
    yield record, term("dct:title"), nquads.text(publication.source.name)
    yield record, term("foaf:primaryTopic"), nquads.iri(publication.address or publication.source.url)
    yield record, term("dct:issued"), nquads.moment(publication.record.first_seen)
    yield record, term("v:health"), nquads.text(publication.health.value)
    yield record, term("v:verified"), nquads.boolean(publication.verified)
    yield record, term("v:staleSince"), nquads.moment(publication.record.stale_since)
    if copy is not None:
        yield record, term("dct:modified"), nquads.moment(copy.good_at)
        yield record, term("v:goodAt"), nquads.moment(copy.good_at)
        yield record, term("v:sha256"), nquads.text(copy.sha256)
        yield record, term("v:finalUrl"), nquads.iri(copy.final_url)
        yield record, term("v:checkedWith"), nquads.text(_software())


def _dataset(
    catalogue: Catalogue, whole: Term | None, publication: Publication, sizes: Mapping[str, int]
) -> Iterator[Triple]:
    """Yield what a catalogue says of a file: its title, where to get it, on what terms, how much it holds."""
    address = nquads.iri(publication.address)
    if publication.address is None or address is None:
        return
    yield whole, term("dcat:dataset"), address
    yield address, term("dct:publisher"), attributed_to(publication)
    yield from _agent(attributed_to(publication), _name_of_source(publication))
    yield address, term("rdf:type"), term("dcat:Dataset")
    publisher = pick(publication.name)[1]
    yield address, term("dct:title"), nquads.text(_("Projects of {publisher}").format(publisher=publisher), ENGLISH)
    description = _("The digital and improvement projects that {publisher} lists").format(publisher=publisher)
    yield address, term("dct:description"), nquads.text(description, ENGLISH)
    yield address, term("void:entities"), nquads.number(len(publication.projects))
    yield address, term("void:triples"), nquads.number(sizes.get(publication.address))
    yield (
        address,
        term("dct:modified"),
        nquads.moment(publication.record.good.good_at if publication.record.good else None),
    )
    distribution = nquads.iri(f"{catalogue.home}#distribution-{publication.source.id}")
    yield address, term("dcat:distribution"), distribution
    yield distribution, term("rdf:type"), term("dcat:Distribution")
    yield distribution, term("dcat:accessURL"), nquads.iri(publication.source.url)
    yield distribution, term("dcat:mediaType"), MEDIA_TYPE
    licence = nquads.iri(licence_iri(publication.licence))
    for licensed in (address, distribution):
        yield licensed, term("dct:license"), licence
    yield licence, term("rdf:type"), term("dct:LicenseDocument")


def _agent(agent: Term | None, name: Texts) -> Iterator[Triple]:
    yield agent, term("rdf:type"), term("foaf:Agent")
    for literal in texts(name):
        yield agent, term("foaf:name"), literal


def _name_of_source(publication: Publication) -> Texts:
    """Return the name of who stands behind the file: its compiler, where there is one."""
    name: Texts = publication.file.get("compiledBy", {}).get("name", publication.name)
    return name


@cache
def _software() -> str:
    """Return the version of the validator that judged the copies: looked up once, for that reads files."""
    return f"councilprojects {version('councilprojects')}"
