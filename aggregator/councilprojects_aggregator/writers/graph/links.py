"""What the aggregator works out, in its own graph (`#links`), with its reasons: never said in a publisher's name.

Where a publisher is, what came after a former council, how fresh a record is and since when we know it, and which
partnerships both sides confirm. Pure: the same catalogue gives the same triples.
"""

from __future__ import annotations

from collections.abc import Iterator

from councilprojects_aggregator.matching.partnerships import confirmed_partnerships
from councilprojects_aggregator.model import Catalogue, Place, Project, Publication, Source
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.findings import describe_findings, explain
from councilprojects_aggregator.writers.graph.mapping import COUNCILS, LOCAL_AUTHORITY
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.terms import term
from councilprojects_aggregator.writers.graph.values import place_iri
from councilprojects_validator.standard import former_authorities
from councilprojects_validator.wording import _

ENGLISH = "en-gb"


def describe_links(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield everything that the aggregator itself says of publishers and projects."""
    publications = {publication.source.id: publication for publication in catalogue.publications}
    for publication in catalogue.publications:
        yield from _place(catalogue.home, publication)
        yield from _successors(catalogue, publication.source, publications)
    for project in catalogue.projects:
        yield from _standing(project)
        yield from _oldest(catalogue.home, project)
    # What somebody else compiled is never a council's own confirmation (contracts, “What the aggregator accepts”).
    compiled = {source_id for source_id, publication in publications.items() if "compiledBy" in publication.file}
    own = [project for project in catalogue.projects if project.source_id not in compiled]
    for one, other in confirmed_partnerships(own):
        yield nquads.iri(one.iri), term("v:confirmedPartnership"), nquads.iri(other.iri)
    yield from describe_findings(catalogue)


def _place(home: str, publication: Publication) -> Iterator[Triple]:
    place = publication.place
    area = place_iri(place.gss) if place else None
    if place is None or area is None or publication.iri is None:
        return
    publisher = nquads.iri(publication.iri)
    yield publisher, term("dct:spatial"), nquads.iri(area)
    yield publisher, term("v:nation"), nquads.text(place.nation)
    yield publisher, term("v:region"), nquads.text(place.region)
    if "type" not in publication.data and place.type in COUNCILS:
        yield publisher, term("dct:type"), LOCAL_AUTHORITY
    because, words = _who_placed(publication)
    yield from explain(home, "place", (publication.iri, area), because, words.format(code=place.gss))
    yield from _area(home, place, area)


def _who_placed(publication: Publication) -> tuple[str, str]:
    if "gss" in publication.data and "compiledBy" not in publication.file:
        return "publisher", _("The publisher gives the code {code}; the list of councils says where that is.")
    return "registry", _("The registry or a compiler gives the code {code}; the list of councils says where that is.")


def _area(home: str, place: Place, area: str) -> Iterator[Triple]:
    """Yield what the standard's list of councils says of an area, and of the one that it became part of."""
    yield nquads.iri(area), term("rdf:type"), term("dct:Location")
    yield nquads.iri(area), term("rdfs:label"), nquads.text(place.name)
    former = former_authorities().get(place.gss)
    if former is None:
        return
    for successor in filter(None, map(place_iri, former.successors)):
        yield nquads.iri(area), term("dct:isReplacedBy"), nquads.iri(successor)
        words = _("The list of former councils says so: {area} ended on {day}.").format(area=place.name, day=former.end)
        yield from explain(home, "successor-area", (area, successor), "reference-list", words)


def _successors(catalogue: Catalogue, source: Source, publications: dict[str, Publication]) -> Iterator[Triple]:
    """Yield the reorganisation that the registry tells of: W3C ORG section 5.5. The event bears its reason itself."""
    if not source.successors:
        return
    change = nquads.iri(f"{catalogue.home}#change-{source.id}")
    yield change, term("rdf:type"), term("org:ChangeEvent")
    yield change, term("dct:date"), nquads.day(source.ended)
    yield change, term("v:because"), nquads.text("registry")
    yield change, term("rdfs:comment"), nquads.text(_("The registry says who took over."), ENGLISH)
    bodies = (("org:originalOrganization", source.id), *(("org:resultingOrganization", s) for s in source.successors))
    for predicate, source_id in bodies:
        publication = publications.get(source_id)
        iri = publication.iri if publication else None
        organisation = nquads.iri(iri or f"{catalogue.home}#source-{source_id}")
        yield change, term(predicate), organisation
        if iri is None:
            # One that publishes nothing has a name of ours, so that what is said of it is said of something.
            yield organisation, term("rdf:type"), term("org:Organization")
            yield organisation, term("foaf:name"), nquads.text(publication.source.name if publication else source_id)


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


def _oldest(home: str, project: Project) -> Iterator[Triple]:
    """Yield what a record was first known as, where `succession` believed that it is the same."""
    if project.oldest_iri == project.iri:
        return
    yield nquads.iri(project.iri), term("dct:replaces"), nquads.iri(project.oldest_iri)
    words = _("The publisher gave its earlier address or id, and the old address or the registry confirms it.")
    yield from explain(home, "same-record", (project.iri, project.oldest_iri), "succession", words)
