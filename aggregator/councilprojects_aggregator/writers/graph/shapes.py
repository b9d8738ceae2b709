"""Which terms say what a field says: the whole mapping from `projects.json` to linked data, as one table.

`SHAPES` has the names of the schema's definitions and, in each, a line for every field; `mapping.py` follows it, and a
test walks the schema and holds the table to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from councilprojects_aggregator.writers.graph.terms import (
    Aside,
    Field,
    Shape,
    Value,
    code,
    date,
    link,
    node,
    number,
    text,
)

NO_TERMS = frozenset({"$schema", "@context"})
"""Members that speak to editors and readers of JSON, and say nothing about any project."""

_ESTIMATED = Field("v:estimated", Value.BOOLEAN)
_SPAN = {"start": date("v:start"), "end": date("v:end")}
_CONTACT = node("dcat:contactPoint", "contact")
_LICENCE = Field("dct:license", Value.LICENCE)
_SPAN_WITH_PAGE = {**_SPAN, "url": link()}
_MONEY_WITH_PAGE = {"currency": Field("v:currency"), "url": link()}
_NOTE = {"text": text("dct:description"), "url": link(), "date": date("dct:date")}

_ORGANISATION = {
    "name": text("foaf:name schema:name"),
    "url": link("foaf:page schema:url"),
    # An IRI of somebody's choice: we point at it, and never speak in its name.
    "uri": link("rdfs:seeAlso"),
    "orgIds": Field("org:identifier", Value.ORG_ID),
    "gss": Field("dct:spatial schema:areaServed", Value.GSS),
    # Not `dct:type`: DCAT-AP gives an agent one at most, of ADMS's list of publishers.
    "type": code("v:organisationType", "organisation-type"),
    "members": node("org:hasMember", "organisation", "member"),
    "memberOf": node("org:memberOf", "organisation", "member-of"),
    "contact": _CONTACT,
}
_HELD_IN_COMMON = {  # what a publisher may say for itself as well as a project
    "services": node("v:service", "service", lgsl=Field("dct:subject", Value.LGSL), uri=link("dct:subject")),
    "offers": node("schema:makesOffer", "help", "offer", "schema:Offer", resource=code("v:offersResource", "resource")),
    "wants": node("schema:seeks", "help", "want", "schema:Demand", resource=code("v:wantsResource", "resource")),
    "technologies": node("v:technology", "technology"),
    "contracts": node("v:contract", "contract"),
    "collaboration": node("v:collaboration", "collaboration"),
    "links": node("v:link", "link", url=link()),
    "updatesFeed": link("v:updatesFeed"),
}

SHAPES: Mapping[str, Shape] = {
    "file": Shape(
        "dcat:Dataset void:Dataset prov:Entity",
        {
            "councilProjects": link("dct:conformsTo"),
            "self": Field("", Value.IDENTITY),
            "publisher": node("v:publisher dct:publisher", "publisher"),
            "modified": Field("dct:modified", Value.MOMENT),
            "licence": _LICENCE,
            "language": Field("dc:language"),
            "reviewEvery": Field("v:reviewEvery", Value.DURATION),
            "previousUrls": link("dct:replaces"),
            "compiledBy": node("v:compiledBy prov:wasAttributedTo dct:publisher", "compiler"),
            "projects": node("v:project", "project"),
        },
    ),
    "publisher": Shape(
        "org:FormalOrganization foaf:Agent schema:GovernmentOrganization",
        {**_ORGANISATION, **_HELD_IN_COMMON, "commitments": node("v:commitment", "commitment")},
    ),
    "compiler": Shape("org:Organization foaf:Agent prov:Agent", _ORGANISATION),
    "organisation": Shape("org:Organization foaf:Agent", _ORGANISATION),
    "contact": Shape(
        "vcard:Organization vcard:Kind",
        {
            "name": text("vcard:fn"),
            "email": Field("vcard:hasEmail", Value.EMAIL),
            "url": link("vcard:hasURL"),
        },
    ),
    "project": Shape(
        # `schema:Project` is a kind of `schema:Organization`: who asks for organisations meets projects, too.
        "v:Project schema:Project dcat:Resource",
        {
            **_HELD_IN_COMMON,
            **_SPAN,
            "id": Field("dct:identifier"),
            "title": text("dct:title schema:name"),
            "summary": text("dct:description schema:description"),
            # Not `dct:modified`: somebody stood by the record that day, changed or not.
            "reviewed": date("v:reviewed"),
            "url": link(),
            "contact": _CONTACT,
            "description": text("v:fullDescription"),
            "problem": text("v:problem"),
            "users": text("v:users"),
            "phase": code("v:phase", "phase"),
            "status": code("v:status", "status"),
            "phases": node("v:phaseSpan", "phaseSpan", "phase"),
            "estimated": _ESTIMATED,
            "reviewBy": date("v:reviewBy"),
            "topics": Field("dcat:keyword", also=Field("dcat:theme", Value.TOPIC)),
            "areas": Field("dct:spatial schema:areaServed", Value.GSS),
            "department": text("v:department"),
            "lead": node("v:lead dct:contributor", "organisation", "lead"),
            "partners": node("v:partner dct:contributor", "partner"),
            "alsoListedAt": link("v:sameWork"),
            "basedOn": link("prov:wasDerivedFrom"),
            "partOf": link("dct:isPartOf"),
            "replaces": link("dct:replaces"),
            "related": link("dct:relation"),
            "openTo": code("v:openTo", "open-to"),
            "outputs": node("v:output", "output"),
            "repositories": node("v:repository", "repository"),
            "standards": node("dct:conformsTo", "usedStandard", "standard", uri=link("dct:conformsTo")),
            "deployments": node("v:deployment", "deployment"),
            "budget": node("v:budget", "budget"),
            "funding": node("schema:funding", "grant"),
            "benefits": node("v:benefit", "benefit"),
            "lessons": node("v:lesson", "lesson"),
            "updates": node("v:update", "update"),
            "assessments": node("v:assessment", "assessment"),
            "compiledFrom": node("v:compiledFrom", "compiledSource", url=link("dct:source")),
            "previousIds": Field("v:previousId"),
        },
    ),
    "phaseSpan": Shape(
        "prov:Activity v:PhaseSpan",
        {
            **_SPAN_WITH_PAGE,
            "phase": code("v:phase", "phase"),
            "estimated": _ESTIMATED,
            "result": text("v:result"),
        },
    ),
    "service": Shape(
        "cpsv:PublicService",
        {
            "lgsl": Field("v:lgsl", Value.LGSL),
            "lgil": Field("v:lgil", Value.LGIL),
            "uri": link("dct:type"),
            "name": text("dct:title schema:name"),
            "channels": node("v:channelUse", "channel"),
        },
    ),
    "channel": Shape(
        "v:ChannelUse",
        {
            **_SPAN_WITH_PAGE,
            "channel": code("v:channel", "channel"),
            "volume": number("v:volume"),
            "share": number("v:share"),
            "definition": text("v:definition"),
        },
    ),
    "partner": Shape(
        "org:Organization foaf:Agent",
        {**_ORGANISATION, "uri": link("v:organisation rdfs:seeAlso")},
        aside=Aside(
            name="membership",
            shape="membership",
            to_owner="org:organization",
            to_node="org:member",
            fields=frozenset({"role", "status", "start", "end", "project"}),
        ),
    ),
    "membership": Shape(
        "org:Membership",
        {
            **_SPAN,
            "role": code("v:role org:role", "partner-role"),
            "status": code("v:partnerStatus", "partner-status"),
            "project": link("v:partnerProject"),
        },
    ),
    "help": Shape(
        "v:Help",
        {
            "type": code("v:helpType", "offer-type"),
            "resource": code("v:resource", "resource"),
            "description": text("dct:description schema:description"),
            "until": date("v:until schema:validThrough"),
            "url": link(),
            "contact": _CONTACT,
        },
    ),
    "output": Shape(
        "v:Output schema:CreativeWork",
        {
            "type": code("dct:type", "output-type"),
            "title": text("dct:title schema:name"),
            "url": link("foaf:page schema:url"),
            "licence": _LICENCE,
            "date": date("dct:issued"),
        },
        # Not `dcat:Dataset`: DCAT-AP asks that to have a description, and an output has none.
        kinds={
            "api": "schema:WebAPI",
            "blog": "schema:BlogPosting",
            "dataset": "schema:Dataset",
            "report": "schema:Report",
            "user-research": "schema:Report",
            "video": "schema:VideoObject",
        },
    ),
    "repository": Shape(
        "schema:SoftwareSourceCode doap:Repository",
        {"url": link("schema:codeRepository doap:location"), "licence": _LICENCE, "publiccode": link("v:publiccode")},
    ),
    "technology": Shape(
        "v:Technology",
        {"name": Field("dct:title schema:name"), "role": text("v:technologyRole"), "uri": link("v:product")},
    ),
    "usedStandard": Shape("dct:Standard", {"name": Field("dct:title"), "uri": link("rdfs:seeAlso")}),
    "deployment": Shape("v:Deployment", {**_SPAN_WITH_PAGE, "organisation": node("v:organisation", "organisation")}),
    "contract": Shape(
        "v:Contract",
        {
            **_SPAN,
            "title": text("dct:title"),
            "system": Field("v:system"),
            "supplier": node("v:supplier", "organisation", "supplier"),
            "status": code("v:contractStatus", "contract-status"),
            "extensionEnd": date("v:extensionEnd"),
            "framework": Field("v:framework"),
            "value": number("v:value"),
            **_MONEY_WITH_PAGE,
            "ocid": Field("v:ocid"),
        },
    ),
    "budget": Shape(
        "v:Budget",
        {"band": code("v:budgetBand", "budget-band"), "amount": number("v:amount"), **_MONEY_WITH_PAGE},
    ),
    "grant": Shape(
        "schema:MonetaryGrant",
        {
            "funder": node("schema:funder", "organisation", "funder"),
            "programme": text("v:programme"),
            "round": Field("v:round"),
            "requested": number("v:requested"),
            "awarded": number("v:awarded"),
            **_MONEY_WITH_PAGE,
            "date": date("dct:date"),
            "phase": code("v:phase", "phase"),
            "outcome": code("v:fundingOutcome", "funding-outcome"),
        },
    ),
    "benefit": Shape(
        "v:Benefit",
        {
            "type": code("dct:type", "benefit-type"),
            "description": text("dct:description"),
            "estimate": number("v:estimate"),
            "actual": number("v:actual"),
            "unit": Field("v:unit"),
            "per": code("v:per", "benefit-per"),
            "evidence": link("v:evidence"),
        },
    ),
    "lesson": Shape("v:Lesson", _NOTE),
    "update": Shape("v:Update", _NOTE),
    "link": Shape(
        "v:Link",
        {
            "label": text("dct:title"),
            "url": link(),
            "type": code("dct:type", "link-type"),
            "date": date("dct:date"),
        },
    ),
    "assessment": Shape(
        "v:Assessment",
        {
            "standard": code("v:assessedAgainst", "assessment-standard"),
            "date": date("dct:date"),
            "by": code("v:assessedBy", "assessment-by"),
            "result": text("v:result"),
            "url": link(),
        },
    ),
    "collaboration": Shape(
        "v:Collaboration",
        {name: text(f"v:{name}") for name in ("goal", "scope", "governance", "capability", "relationships", "culture")}
        | {"technology": text("v:collaborationTechnology")},
    ),
    "commitment": Shape(
        "v:Commitment",
        {"name": text("dct:title"), "uri": link("v:commitmentTo"), "date": date("dct:date"), "url": link()},
    ),
    "compiledSource": Shape("v:CompiledSource", {"url": link("dct:source"), "retrieved": date("v:retrieved")}),
}
