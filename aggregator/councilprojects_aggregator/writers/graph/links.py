"""What the aggregator works out, in its own graph (`#links`): never said in a publisher's name.

Where a publisher is, what came after a former council, how fresh a record is and since when we know it, and which
partnerships both sides confirm. Pure: the same catalogue gives the same triples.
"""

from __future__ import annotations

from collections.abc import Iterator

from councilprojects_aggregator.matching.partnerships import confirmed_partnerships
from councilprojects_aggregator.model import Catalogue, Project, Publication, Source
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.findings import describe_findings
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_aggregator.writers.graph.values import place_iri
from councilprojects_validator.standard import former_authorities


def describe_links(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield everything that the aggregator itself says of publishers and projects."""
    publications = {publication.source.id: publication for publication in catalogue.publications}
    for publication in catalogue.publications:
        yield from _place(publication)
        yield from _successors(catalogue, publication.source, publications)
    for project in catalogue.projects:
        yield from _standing(project)
    # What somebody else compiled is never a council's own confirmation (contracts, “What the aggregator accepts”).
    compiled = {source_id for source_id, publication in publications.items() if "compiledBy" in publication.file}
    own = [project for project in catalogue.projects if project.source_id not in compiled]
    for one, other in confirmed_partnerships(own):
        yield nquads.iri(one.iri), term("v:confirmedPartnership"), nquads.iri(other.iri)
    yield from describe_findings(catalogue)


def _place(publication: Publication) -> Iterator[Triple]:
    place = publication.place
    if place is None or publication.iri is None:
        return
    publisher, area = nquads.iri(publication.iri), nquads.iri(place_iri(place.gss))
    yield publisher, term("dct:spatial"), area
    yield publisher, term("v:nation"), nquads.text(place.nation)
    yield publisher, term("v:region"), nquads.text(place.region)
    yield area, term("rdfs:label"), nquads.text(place.name)
    former = former_authorities().get(place.gss)
    for successor in former.successors if former else ():
        yield area, term("dct:isReplacedBy"), nquads.iri(place_iri(successor))


def _successors(catalogue: Catalogue, source: Source, publications: dict[str, Publication]) -> Iterator[Triple]:
    """Yield the reorganisation that the registry tells of: W3C ORG section 5.5."""
    change = nquads.iri(f"{catalogue.home}#change-{source.id}")
    if not source.successors:
        return
    yield change, term("rdf:type"), term("org:ChangeEvent")
    yield change, term("dct:date"), nquads.day(source.ended)
    yield change, term("org:originalOrganization"), _organisation(catalogue, publications.get(source.id), source.id)
    for successor in source.successors:
        organisation = _organisation(catalogue, publications.get(successor), successor)
        yield change, term("org:resultingOrganization"), organisation


def _organisation(catalogue: Catalogue, publication: Publication | None, source_id: str) -> nquads.Term | None:
    """Return the publisher's IRI; a name of ours for one that publishes nothing."""
    iri = publication.iri if publication else None
    return nquads.iri(iri or f"{catalogue.home}#source-{source_id}")


def _standing(project: Project) -> Iterator[Triple]:
    subject = nquads.iri(project.iri)
    yield subject, term("v:freshness"), nquads.text(project.freshness.value)
    yield subject, term("v:freshUntil"), nquads.day(project.due.isoformat() if project.due else None)
    yield subject, term("v:firstSeen"), nquads.moment(project.first_seen)
    # The content's own last change as we saw it; `v:reviewed` is when somebody last stood by it.
    yield subject, term("dct:modified"), nquads.moment(project.changed_at)
    yield subject, term("v:goodAt"), nquads.moment(project.good_at)
    yield subject, term("v:staleSince"), nquads.moment(project.stale_since)
    for mark in project.marks:
        yield subject, term("v:mark"), nquads.text(mark)
    if project.oldest_iri != project.iri:
        yield subject, term("dct:replaces"), nquads.iri(project.oldest_iri)
