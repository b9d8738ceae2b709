"""The catalogue's own graph (`#catalogue`): which files there are, how each one is, and what the whole holds.

DCAT 3 with the parts that DCAT-AP 3.0.1 asks for, and VoID's counts. Holds what changes with content, state or the day,
and no moving facts: those are in `meta.nq`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from importlib.metadata import version

from councilprojects_aggregator.model import Catalogue, Lane, Publication, Texts
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.authorities import (
    LANGUAGES,
    MEDIA_TYPE,
    THEMES,
    describe_authorities,
    describe_coverage,
)
from councilprojects_aggregator.writers.graph.mapping import attributed_to
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_aggregator.writers.graph.values import licence_iri, texts
from councilprojects_validator.wording import _

ENGLISH = "en-gb"
DUMPS = ("graph.nq", "graph.nq.gz", "graph.trig", "graph.jsonld")


def describe_catalogue(catalogue: Catalogue, sizes: Mapping[str, int]) -> Iterator[Triple]:
    """Yield the catalogue, and a record of each source in it.

    `sizes` are the numbers of triples in the publishers' graphs, by address. Sources in the preview lane are left out.
    """
    whole = nquads.iri(f"{catalogue.home}#catalogue")
    yield from _itself(catalogue, whole)
    yield from describe_authorities(catalogue)
    yield from _agent(nquads.iri(f"{catalogue.home}#aggregator"), {ENGLISH: catalogue.name})
    described = {each.address for each in catalogue.publications} | {each.iri for each in catalogue.publications}
    for publication in catalogue.publications:
        if publication.source.lane is Lane.LIVE:
            yield from _record(catalogue, whole, publication)
            yield from _dataset(catalogue, whole, publication, sizes)
            yield from _licence(catalogue, publication, described)


def _itself(catalogue: Catalogue, whole: Term | None) -> Iterator[Triple]:
    """Yield what DCAT-AP asks of a catalogue, with VoID's figures."""
    yield whole, term("rdf:type"), term("dcat:Catalog")
    yield whole, term("rdf:type"), term("void:Dataset")
    yield whole, term("dct:title"), nquads.text(catalogue.name, ENGLISH)
    yield whole, term("dct:description"), nquads.text(_("Projects of councils, from their own files"), ENGLISH)
    yield whole, term("dct:language"), LANGUAGES["en"]
    yield whole, term("dct:publisher"), nquads.iri(f"{catalogue.home}#aggregator")
    yield whole, term("dcat:themeTaxonomy"), THEMES
    yield whole, term("foaf:homepage"), nquads.iri(catalogue.site_url)
    yield whole, term("void:entities"), nquads.number(len(catalogue.projects))
    for dump in DUMPS if catalogue.site_url else ():
        yield whole, term("void:dataDump"), nquads.iri(f"{catalogue.site_url}{dump}")


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
    yield address, term("rdf:type"), term("dcat:Dataset")
    # DCAT: every dataset is one. Said outright, for a record is of a resource and few readers know the hierarchy.
    yield address, term("rdf:type"), term("dcat:Resource")
    yield address, term("dct:publisher"), attributed_to(publication)
    yield from _agent(attributed_to(publication), _name_of_source(publication))
    publisher = pick(publication.name)[1]
    yield address, term("dct:title"), nquads.text(_("Projects of {publisher}").format(publisher=publisher), ENGLISH)
    description = _("The digital and improvement projects that {publisher} lists").format(publisher=publisher)
    yield address, term("dct:description"), nquads.text(description, ENGLISH)
    yield address, term("dct:modified"), _modified(publication)
    yield address, term("void:entities"), nquads.number(len(publication.projects))
    yield address, term("void:triples"), nquads.number(sizes.get(publication.address))
    yield from describe_coverage(publication, address)
    yield from _contact(publication, address)
    yield from _distribution(catalogue, publication, address)


def _modified(publication: Publication) -> Term | None:
    """Return the one moment that a file was changed: the publisher's own word, else when we last found it good."""
    good = publication.record.good
    return nquads.moment(publication.file.get("modified")) or nquads.moment(good.good_at if good else None)


def _distribution(catalogue: Catalogue, publication: Publication, address: Term) -> Iterator[Triple]:
    distribution, place = nquads.iri(f"{catalogue.home}#distribution-{publication.source.id}"), publication.source.url
    yield address, term("dcat:distribution"), distribution
    yield distribution, term("rdf:type"), term("dcat:Distribution")
    yield distribution, term("dcat:accessURL"), nquads.iri(place)
    yield distribution, term("dcat:downloadURL"), nquads.iri(place)
    # And no `dct:format` beside it: DCAT's media type is one, and DCAT-AP allows one.
    yield distribution, term("dcat:mediaType"), MEDIA_TYPE


def _licence(catalogue: Catalogue, publication: Publication, described: Container[str | None]) -> Iterator[Triple]:
    """Yield the licence of a file, and that it is one; unless it bears the name of a file, project or publisher.

    For we would say of that what its own publisher does not.
    """
    name = licence_iri(publication.licence)
    licence, address = nquads.iri(name), nquads.iri(publication.address)
    if licence is None or address is None or name in described or str(name).partition("#")[0] in described:
        return
    yield licence, term("rdf:type"), term("dct:LicenseDocument")
    yield address, term("dct:license"), licence
    yield nquads.iri(f"{catalogue.home}#distribution-{publication.source.id}"), term("dct:license"), licence


def _contact(publication: Publication, address: Term) -> Iterator[Triple]:
    """Yield the team mailbox of who stands behind the file: the node that its own graph describes."""
    role = "compiler" if "compiledBy" in publication.file else "publisher"
    told = publication.file["compiledBy"] if role == "compiler" else publication.data
    if isinstance(told.get("contact"), dict):
        contact = nquads.iri(f"{publication.address}#_{role}_contact")
        yield address, term("dcat:contactPoint"), contact
        yield contact, term("rdf:type"), term("vcard:Kind")


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
