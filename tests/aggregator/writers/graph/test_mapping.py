"""What a publication's own graph says, and what it can never say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Catalogue, Publication
from councilprojects_aggregator.normalise import normalise
from councilprojects_aggregator.writers.graph.blocks import in_order, text
from councilprojects_aggregator.writers.graph.mapping import DEEPEST, describe_publication
from councilprojects_aggregator.writers.graph.shapes import NO_TERMS, SHAPES
from councilprojects_aggregator.writers.graph.terms import PREFIXES, Field, Value, terms
from councilprojects_validator.standard import load_schema

ADDRESS = "https://www.ambridge.example/projects.json"
OTHERS = "https://www.borchester.example/projects.json"
MINIMAL = {
    "id": "bins",
    "title": {"en": "Bins"},
    "summary": {"en": "Residents report a missed bin."},
    "reviewed": "2026-10-12",
}

Publish = Callable[..., Publication]


def told(publication: Publication) -> set[str]:
    """Return the publication's triples with prefixes, the file's address left out: short enough to read."""
    shortened = set()
    for line in text(in_order(describe_publication(publication))).split("\n")[:-1]:
        for prefix, base in PREFIXES.items():
            line = line.replace(f"<{base}", f"<{prefix}:")  # noqa: PLW2901 (one line, step by step)
        shortened.add(line.removesuffix(" .").replace(f"<{ADDRESS}", "<"))
    return shortened


def of_project(publication: Publication) -> set[str]:
    return {line for line in told(publication) if line.startswith("<#bins")}


def subjects(publication: Publication) -> set[str]:
    return {subject[1:-1] for subject in describe_publication(publication)}


def test_the_smallest_file(publish: Publish) -> None:
    data = {"name": {"en": "Ambridge"}, "url": "https://www.ambridge.example/", "type": "district"}
    assert told(publish("ambridge", ADDRESS, MINIMAL, data=data, file={"licence": "OGL-UK-3.0"})) == {
        "<> <rdf:type> <dcat:Dataset>",
        "<> <rdf:type> <void:Dataset>",
        "<> <rdf:type> <prov:Entity>",
        "<> <dct:conformsTo> <https://w3id.org/councilprojects/1.0/projects.schema.json>",
        "<> <dct:license> <http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>",
        "<> <dct:publisher> <#_publisher>",
        "<> <prov:wasAttributedTo> <#_publisher>",
        "<> <v:publisher> <#_publisher>",
        "<> <v:project> <#bins>",
        "<#_publisher> <rdf:type> <org:FormalOrganization>",
        "<#_publisher> <rdf:type> <foaf:Agent>",
        "<#_publisher> <rdf:type> <schema:GovernmentOrganization>",
        '<#_publisher> <foaf:name> "Ambridge"@en',
        '<#_publisher> <schema:name> "Ambridge"@en',
        "<#_publisher> <foaf:page> <https://www.ambridge.example/>",
        "<#_publisher> <schema:url> <https://www.ambridge.example/>",
        "<#_publisher> <v:organisationType> <v:organisation-type-district>",
        "<#_publisher> <dct:type> <http://purl.org/adms/publishertype/LocalAuthority>",
        "<#bins> <rdf:type> <v:Project>",
        "<#bins> <rdf:type> <schema:Project>",
        "<#bins> <rdf:type> <dcat:Resource>",
        "<#bins> <v:publisher> <#_publisher>",
        "<#bins> <prov:wasAttributedTo> <#_publisher>",
        '<#bins> <dct:identifier> "bins"',
        '<#bins> <dct:title> "Bins"@en',
        '<#bins> <schema:name> "Bins"@en',
        '<#bins> <dct:description> "Residents report a missed bin."@en',
        '<#bins> <schema:description> "Residents report a missed bin."@en',
        '<#bins> <v:reviewed> "2026-10-12"^^<xsd:date>',
    }


def test_a_partner_is_an_organisation_and_its_role_a_membership(publish: Publish) -> None:
    partner = {
        "name": {"en": "Borchester"},
        "uri": "https://www.borchester.example/#us",
        "role": "funder",
        "status": "active",
        "start": "2026",
        "project": f"{OTHERS}#bins",
    }
    node = f"<#bins_partner-{item_key(partner)}>"
    membership = node.replace(">", "_membership>")
    found = of_project(publish("ambridge", ADDRESS, MINIMAL | {"partners": [partner]}))
    assert found - of_project(publish("ambridge", ADDRESS, MINIMAL)) == {
        f"<#bins> <v:partner> {node}",
        f"<#bins> <dct:contributor> {node}",
        f"{node} <rdf:type> <org:Organization>",
        f"{node} <rdf:type> <foaf:Agent>",
        f'{node} <foaf:name> "Borchester"@en',
        f'{node} <schema:name> "Borchester"@en',
        f"{node} <v:organisation> <https://www.borchester.example/#us>",
        f"{node} <rdfs:seeAlso> <https://www.borchester.example/#us>",
        f"{membership} <rdf:type> <org:Membership>",
        f"{membership} <org:organization> <#bins>",
        f"{membership} <org:member> {node}",
        f"{membership} <org:role> <v:partner-role-funder>",
        f"{membership} <v:role> <v:partner-role-funder>",
        f"{membership} <v:partnerStatus> <v:partner-status-active>",
        f'{membership} <v:start> "2026"^^<xsd:gYear>',
        f"{membership} <v:partnerProject> <{OTHERS}#bins>",
    }


def test_a_partner_of_whom_nothing_but_the_name_is_known_has_no_membership(publish: Publish) -> None:
    found = of_project(publish("ambridge", ADDRESS, MINIMAL | {"partners": [{"name": {"en": "Borchester"}}]}))
    assert [line for line in found if '<foaf:name> "Borchester"@en' in line]
    assert not [line for line in found if "_membership" in line]


def test_what_queries_look_for_is_said_of_the_project_itself(publish: Publish) -> None:
    extra = {
        "services": [{"lgsl": 524}],
        "wants": [{"type": "delivery", "resource": "code", "description": {"en": "An app"}}],
        "topics": ["Adult social care", "our own word"],
        "previousIds": ["old-bins", f"{OTHERS}#bins"],
        "outputs": [{"type": "report", "title": {"en": "What we learnt"}}],
        "url": {"en": "https://www.ambridge.example/bins", "cy": "https://www.ambridge.example/biniau"},
    }
    found = of_project(publish("ambridge", ADDRESS, MINIMAL | extra))
    output, want = (item_key(extra[name][0]) for name in ("outputs", "wants"))
    assert found >= {
        "<#bins> <dct:subject> <http://id.esd.org.uk/service/524>",
        "<#bins> <v:wantsResource> <v:resource-code>",
        f"<#bins> <schema:seeks> <#bins_want-{want}>",
        f"<#bins_want-{want}> <rdf:type> <schema:Demand>",
        f"<#bins_want-{want}> <v:helpType> <v:offer-type-delivery>",
        '<#bins> <dcat:keyword> "our own word"',
        "<#bins> <dct:replaces> <#old-bins>",
        f"<#bins> <dct:replaces> <{OTHERS}#bins>",
        f"<#bins_output-{output}> <rdf:type> <schema:Report>",
        "<#bins> <foaf:page> <https://www.ambridge.example/bins>",
        "<#bins> <foaf:page> <https://www.ambridge.example/biniau>",
    }


def test_a_compiled_file_is_the_compilers_word_and_never_the_councils(valley: Catalogue) -> None:
    compiled = next(publication for publication in valley.publications if publication.file.get("compiledBy"))
    found = {line.replace(f"<{compiled.address}", "<") for line in told(compiled)}
    assert found >= {
        "<> <prov:wasAttributedTo> <#_compiler>",
        "<> <dct:publisher> <#_compiler>",
        "<> <v:compiledBy> <#_compiler>",
        '<#_compiler> <foaf:name> "Compilers"@en-gb',
        "<> <v:publisher> <#_publisher>",
        "<#parking> <prov:wasAttributedTo> <#_compiler>",
        "<#parking> <v:publisher> <#_publisher>",
        "<#parking> <dct:source> <https://www.borchester.example/parking>",
    }
    assert not [line for line in found if line.endswith("> <#_publisher>") and "v:publisher" not in line]


@pytest.mark.parametrize(("type_", "is_council"), [("supplier", False), ("county", True), (None, False)])
def test_only_a_council_is_called_a_local_authority(publish: Publish, type_: str | None, is_council: bool) -> None:  # noqa: FBT001 (a row of the table)
    data = {"name": {"en": "Ambridge"}, "url": "https://www.ambridge.example/"} | ({"type": type_} if type_ else {})
    line = "<#_publisher> <dct:type> <http://purl.org/adms/publishertype/LocalAuthority>"
    assert (line in told(publish("ambridge", ADDRESS, data=data))) is is_council


def test_a_publisher_with_an_iri_of_its_own_keeps_its_nodes_under_the_file(publish: Publish) -> None:
    data = {
        "name": {"en": "Ambridge"},
        "url": "https://www.ambridge.example/",
        "contact": {"email": "a@ambridge.example"},
    }
    own = "https://www.ambridge.example/#council"
    found = told(publish("ambridge", ADDRESS, data=data, iri=own))
    assert f"<{own}> <dcat:contactPoint> <#_publisher_contact>" in found
    assert "<#_publisher_contact> <vcard:hasEmail> <mailto:a@ambridge.example>" in found
    assert not [line for line in found if line.startswith("<#_publisher> ")]


def test_nothing_published_is_nothing_told(publish: Publish) -> None:
    publication = publish("ambridge", ADDRESS, MINIMAL)
    assert told(dataclasses.replace(publication, address=None)) == set()
    assert told(dataclasses.replace(publication, iri=None)) == set()


def test_the_order_of_lists_changes_nothing(publish: Publish) -> None:
    partners = [{"name": {"en": name}, "role": "partner"} for name in ("A", "B", "C")]
    one, other = (publish("a", ADDRESS, MINIMAL | {"partners": order}) for order in (partners, partners[::-1]))
    assert told(one) == told(other)


def test_an_organisation_within_itself_is_told_to_a_depth_and_no_further(publish: Publish) -> None:
    organisation: dict[str, Any] = {"name": {"en": "innermost"}}
    for _ in range(100):
        organisation = {"name": {"en": "outer"}, "members": [organisation]}
    found = told(publish("a", ADDRESS, MINIMAL | {"lead": organisation}))
    assert sum("<org:hasMember>" in line for line in found) == DEEPEST - 1


HOSTILE: dict[str, Any] = {
    "id": "bins",
    "title": {"en": '"> . <https://victim.example/> <https://p.example/> "x" <https://victim.example/> .\n'},
    "summary": {"en": "\u202e\x00", "en\n": "tag"},
    "reviewed": '2026-10-12"^^<x>',
    "url": {"en": "https://a.example/> <https://p.example/> <https://o.example/> .\n<https://victim.example/"},
    "lead": {"name": {"en": "Victim"}, "uri": f"{OTHERS}#_publisher", "url": "javascript:alert(1)"},
    "partners": [{"name": {"en": "Victim"}, "uri": OTHERS, "@id": OTHERS, "id": "x", "project": "https://[bad"}],
    "outputs": [{"type": "report", "title": {"en": "x"}, "url": f"{OTHERS}#bins", "@id": OTHERS}, "no object", 7],
    "previousIds": [f"{OTHERS}#bins", "> <x", 7],
    "alsoListedAt": [f"{OTHERS}#bins", {"@id": OTHERS}],
    "budget": [{"amount": True}],
    "phases": {"phase": "alpha"},
    "standards": [{"name": "x", "uri": f"{OTHERS}#_publisher"}],
    "x_evil_id": {"@id": OTHERS},
    "@id": OTHERS,
}


def test_a_hostile_record_speaks_only_of_its_own_iris(publish: Publish) -> None:
    data = {"name": {"en": "Ambridge"}, "uri": f"{OTHERS}#_publisher", "url": OTHERS, "@id": OTHERS}
    publication = publish("ambridge", ADDRESS, HOSTILE, data=data, file={"self": OTHERS, "previousUrls": [OTHERS]})
    found = subjects(publication)
    assert f"{ADDRESS}#bins_lead" in found
    assert {subject for subject in found if subject != ADDRESS and not subject.startswith(f"{ADDRESS}#")} == set()


def test_an_address_that_is_no_iri_says_nothing(publish: Publish) -> None:
    publication = publish("ambridge", "https://www.ambridge.example/a b.json", MINIMAL)
    assert subjects(publication) == set()


def test_every_field_of_the_standard_comes_out(publish: Publish) -> None:
    normal = normalise(_example(load_schema("projects")))
    file = {name: value for name, value in normal.items() if name not in {"publisher", "projects", "councilProjects"}}
    publication = publish("every-field", ADDRESS, data=normal["publisher"], file=file)
    projects = publish("x", ADDRESS, *normal["projects"]).projects
    found = told(dataclasses.replace(publication, projects=projects))
    predicates = {line.split(" ")[1] for line in found}
    expected = {predicate for predicate, _field in _all_fields()}
    assert len(expected) > 90
    assert expected - predicates == set()


def _all_fields() -> set[tuple[str, Field]]:
    return {
        (predicate, field)
        for shape in SHAPES.values()
        for field in shape.fields.values()
        if field.value is not Value.IDENTITY
        for also in [field, *([field.also] if field.also else []), *(direct for _, direct in field.direct)]
        for predicate in _short(also.predicates)
    }


def _short(prefixed: str) -> list[str]:
    assert terms(prefixed)
    return [f"<{name}>" for name in prefixed.split()]


def _example(schema: dict[str, Any], depth: int = 0, root: dict[str, Any] | None = None) -> Any:
    """Return a value with every property of the schema, made of its examples."""
    root = root or schema
    merged = _merged(schema, root)
    if "properties" in merged:
        return {
            name: _example(part, depth + 1, root)
            for name, part in merged["properties"].items()
            if name not in NO_TERMS and (depth < 6 or name not in {"members", "memberOf"})
        }
    if "items" in merged and "properties" in _merged(merged["items"], root):
        return [_example(merged["items"], depth + 1, root)]
    return merged["examples"][0]


def _merged(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with what it refers to, its own words first."""
    parts = [schema["$ref"]] if "$ref" in schema else []
    parts += [part["$ref"] for part in schema.get("allOf", ()) if "$ref" in part]
    whole: dict[str, Any] = {}
    for reference in parts:
        base = _merged(root["$defs"][reference.removeprefix("#/$defs/")], root)
        whole = {**base, **whole, "properties": {**base.get("properties", {}), **whole.get("properties", {})}}
    whole = {**whole, **schema, "properties": {**whole.get("properties", {}), **schema.get("properties", {})}}
    return {key: value for key, value in whole.items() if key != "properties" or value}
