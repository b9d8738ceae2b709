from __future__ import annotations

import dataclasses
from importlib.metadata import version

from councilprojects_aggregator.model import Catalogue, Health, Lane
from councilprojects_aggregator.writers.graph.datasets import describe_catalogue
from councilprojects_aggregator.writers.graph.nquads import Triple
from councilprojects_aggregator.writers.graph.terms import term

HOME = "https://projects.example/"
AMBRIDGE = "https://www.ambridge.example/projects.json"
OGL = "<http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>"
XSD = "http://www.w3.org/2001/XMLSchema#"
EU = "http://publications.europa.eu/resource/authority/"


def told(catalogue: Catalogue) -> set[Triple]:
    return {triple for triple in describe_catalogue(catalogue, {AMBRIDGE: 42}) if None not in triple}


def of(triples: set[Triple], subject: str) -> set[tuple[str | None, str | None]]:
    return {(predicate, value) for found, predicate, value in triples if found == f"<{subject}>"}


def test_the_catalogue_names_its_files_and_counts_its_projects(valley: Catalogue) -> None:
    assert of(told(valley), f"{HOME}#catalogue") == {
        (term("rdf:type"), term("dcat:Catalog")),
        (term("rdf:type"), term("void:Dataset")),
        (term("dct:title"), '"Councils of the valley"@en-gb'),
        (term("dct:description"), '"Projects of councils, from their own files"@en-gb'),
        (term("foaf:homepage"), f"<{HOME}>"),
        (term("void:entities"), f'"3"^^<{XSD}integer>'),
        (term("dct:language"), f"<{EU}language/ENG>"),
        (term("dcat:themeTaxonomy"), f"<{EU}data-theme>"),
        (term("dct:publisher"), f"<{HOME}#aggregator>"),
        *((term("void:dataDump"), f"<{HOME}graph.{form}>") for form in ("nq", "nq.gz", "trig", "jsonld")),
        *(
            (term(name), f"<{HOME}#record-{source}>")
            for name in ("dcat:record", "v:source")
            for source in ("ambridge", "bro-helyg", "borchester")
        ),
        *((term("dcat:dataset"), f"<{publication.address}>") for publication in valley.publications),
    }


def test_a_file_has_what_dcat_ap_asks_for(valley: Catalogue) -> None:
    triples = told(valley)
    assert of(triples, AMBRIDGE) == {
        (term("rdf:type"), term("dcat:Dataset")),
        (term("rdf:type"), term("dcat:Resource")),
        (term("dcat:theme"), f"<{EU}data-theme/GOVE>"),
        (term("dct:language"), f"<{EU}language/ENG>"),
        (term("dct:spatial"), "<http://statistics.data.gov.uk/id/statistical-geography/E07000223>"),
        (term("dct:title"), '"Projects of Ambridge Borough Council"@en-gb'),
        (term("dct:description"), '"The digital and improvement projects that Ambridge Borough Council lists"@en-gb'),
        (term("void:entities"), f'"1"^^<{XSD}integer>'),
        (term("void:triples"), f'"42"^^<{XSD}integer>'),
        (term("dcat:distribution"), f"<{HOME}#distribution-ambridge>"),
        (term("dct:license"), OGL),
        (term("dct:publisher"), f"<{AMBRIDGE}#_publisher>"),
        (term("dct:modified"), f'"2026-10-13"^^<{XSD}date>'),
    }
    assert of(triples, f"{AMBRIDGE}#_publisher") == {
        (term("rdf:type"), term("foaf:Agent")),
        (term("foaf:name"), '"Ambridge Borough Council"@en-gb'),
    }
    compiled = "https://compiled.example/borchester.json"
    assert of(triples, f"{compiled}#_compiler") >= {(term("foaf:name"), '"Compilers"@en-gb')}
    assert (f"<{compiled}>", term("dct:publisher"), f"<{compiled}#_compiler>") in triples
    assert of(triples, f"{HOME}#distribution-ambridge") == {
        (term("rdf:type"), term("dcat:Distribution")),
        (term("dcat:accessURL"), f"<{AMBRIDGE}>"),
        (term("dcat:downloadURL"), f"<{AMBRIDGE}>"),
        (term("dcat:mediaType"), "<https://www.iana.org/assignments/media-types/application/json>"),
        (term("dct:license"), OGL),
    }
    assert (OGL, term("rdf:type"), term("dct:LicenseDocument")) in triples


def test_a_file_without_a_licence_is_given_none(valley: Catalogue) -> None:
    compiled = of(told(valley), "https://compiled.example/borchester.json")
    assert term("dct:license") not in {predicate for predicate, _ in compiled}


def test_what_is_somebody_s_file_is_nobody_s_licence(valley: Catalogue) -> None:
    taken = ("https://www.brohelyg.example/projects.json#biniau", f"{AMBRIDGE}#_publisher", AMBRIDGE)
    for licence in taken:
        licensed = tuple(dataclasses.replace(each, licence=licence) for each in valley.publications)
        triples = told(dataclasses.replace(valley, publications=licensed))
        assert not {
            each for each in triples if each[1] == term("dct:license") or each[2] == term("dct:LicenseDocument")
        }


def test_a_file_was_changed_when_its_publisher_says_so(valley: Catalogue) -> None:
    """DCAT-AP allows one moment, and the publisher's own graph says this one."""
    dated = tuple(dataclasses.replace(each, file={"modified": "2026-09-01"}) for each in valley.publications)
    found = of(told(dataclasses.replace(valley, publications=dated)), AMBRIDGE)
    assert {value for predicate, value in found if predicate == term("dct:modified")} == {f'"2026-09-01"^^<{XSD}date>'}


def test_a_file_has_the_mailbox_of_who_stands_behind_it(valley: Catalogue) -> None:
    contact = {"contact": {"email": "team@ambridge.example"}}
    with_contact = tuple(
        dataclasses.replace(
            each, data=each.data | contact, file={"compiledBy": contact} if "compiledBy" in each.file else {}
        )
        for each in valley.publications
    )
    triples = told(dataclasses.replace(valley, publications=with_contact))
    mailbox = f"<{AMBRIDGE}#_publisher_contact>"
    assert (f"<{AMBRIDGE}>", term("dcat:contactPoint"), mailbox) in triples
    assert (mailbox, term("rdf:type"), term("vcard:Kind")) in triples
    compiled = "https://compiled.example/borchester.json"
    assert (f"<{compiled}>", term("dcat:contactPoint"), f"<{compiled}#_compiler_contact>") in triples


def test_a_record_says_how_a_source_is(valley: Catalogue) -> None:
    assert of(told(valley), f"{HOME}#record-ambridge") == {
        (term("rdf:type"), term("dcat:CatalogRecord")),
        (term("rdf:type"), term("v:Source")),
        (term("dct:identifier"), '"ambridge"'),
        (term("dct:title"), '"Ambridge Borough Council"'),
        (term("foaf:primaryTopic"), f"<{AMBRIDGE}>"),
        (term("dct:issued"), f'"2026-10-01T09:00:00Z"^^<{XSD}dateTime>'),
        (term("dct:modified"), f'"2026-10-01T09:00:00Z"^^<{XSD}dateTime>'),
        (term("v:goodAt"), f'"2026-10-01T09:00:00Z"^^<{XSD}dateTime>'),
        (term("v:health"), '"current"'),
        (term("v:verified"), f'"true"^^<{XSD}boolean>'),
        (term("v:sha256"), f'"{"ab" * 32}"'),
        (term("v:finalUrl"), f"<{AMBRIDGE}>"),
        (term("v:checkedWith"), f'"councilprojects {version("councilprojects")}"'),
    }


def test_a_source_that_was_never_read_has_a_record_and_no_dataset(valley: Catalogue) -> None:
    first = valley.publications[0]
    unread = dataclasses.replace(
        first,
        address=None,
        iri=None,
        health=Health.UNREAD,
        verified=False,
        record=dataclasses.replace(first.record, good=None, first_seen=None),
    )
    triples = told(dataclasses.replace(valley, publications=(unread,), projects=()))
    assert of(triples, f"{HOME}#record-ambridge") >= {
        (term("v:health"), '"unread"'),
        (term("foaf:primaryTopic"), f"<{AMBRIDGE}>"),
    }
    assert of(triples, AMBRIDGE) == set()
    # DCAT-AP: a record is of a dataset.
    assert (term("rdf:type"), term("dcat:CatalogRecord")) not in of(triples, f"{HOME}#record-ambridge")


def test_a_source_in_preview_is_not_in_the_catalogue(valley: Catalogue) -> None:
    previewed = tuple(
        dataclasses.replace(publication, source=dataclasses.replace(publication.source, lane=Lane.PREVIEW))
        for publication in valley.publications
    )
    triples = told(dataclasses.replace(valley, publications=previewed))
    assert not [triple for triple in triples if "ambridge" in "".join(map(str, triple))]
    assert {term("dcat:dataset"), term("dcat:record"), term("v:source")} & {each[1] for each in triples} == set()


def test_without_a_site_there_is_no_dump_to_point_at(valley: Catalogue) -> None:
    predicates = {predicate for _, predicate, _ in told(dataclasses.replace(valley, site_url=None))}
    assert {term("void:dataDump"), term("foaf:homepage")} & predicates == set()
