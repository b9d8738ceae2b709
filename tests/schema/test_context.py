"""`context.jsonld` on a publisher's own file: every triple right, none wrong, and no field without its term."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

CONTEXT_URL = "https://w3id.org/councilprojects/1.0/context.jsonld"
ADDRESS = "https://www.ambridge.example/data/projects.json"
V = "https://w3id.org/councilprojects/ns#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
PAGE_LANGUAGE = "http://purl.org/dc/elements/1.1/language"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
# For editors and for JSON-LD itself: they say nothing about the work.
WITHOUT_TERM = {("file", "$schema"), ("file", "@context")}


@pytest.fixture(scope="module")
def context(root: Path) -> dict[str, Any]:
    return json.loads((root / "schema/context.jsonld").read_text("utf-8"))


def expand(context: dict[str, Any], file: dict[str, Any]) -> Any:
    def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
        assert url == CONTEXT_URL, f"something asked for {url}"
        return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}

    return jsonld.expand({**file, "@context": CONTEXT_URL}, {"documentLoader": load, "base": ADDRESS})


def project(context: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return one project with these members, expanded."""
    [node] = expand(context, {"projects": [members]})
    return node[f"{V}project"][0]


def scopes(term: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Walk over the definitions of all terms, with the way to each."""
    for name, definition in term.items():
        if isinstance(definition, dict):
            yield (*way, name), definition
            scoped = definition.get("@context")
            if isinstance(scoped, list):
                yield from scopes(scoped[1], (*way, name))


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def test_every_field_has_its_term_and_every_term_its_field(
    terms: dict[tuple[str, str], str], fields: dict[tuple[str, str], dict[str, Any]]
) -> None:
    assert set(fields) - set(terms) == WITHOUT_TERM
    # A partner's `uri` has its own term: it names the organisation, not its part in the work.
    assert set(terms) - set(fields) == {("partner", "uri")}


def test_it_holds_to_the_rules_that_keep_it_sound(context: dict[str, Any]) -> None:
    text = json.dumps(context)
    for never in ('"@base"', '"@vocab": null', '"@protected"', '"@import"'):
        assert never not in text
    assert "@language" not in context["@context"]
    seen = 0
    for way, term in scopes(context["@context"]):
        scoped = term.get("@context")
        if isinstance(scoped, list):
            assert scoped[0] is None, way
            assert "@type" not in term, "an object is not coerced"
        elif scoped is not None:
            assert term["@type"] == "@vocab", way
            seen += 1
    assert seen > 20


def test_a_code_that_equals_a_term_of_its_object_is_redefined_in_its_own_scope(context: dict[str, Any]) -> None:
    alike = set(codes_that_equal_terms(context["@context"]))
    assert alike == {("outcome", "awarded")}, "a new pair: see that it expands to the concept, then add it here"
    node = project(context, funding=[{"outcome": "awarded", "awarded": 60000}])
    assert node["http://schema.org/funding"] == [
        {f"{V}awarded": [{"@value": 60000}], f"{V}fundingOutcome": [{"@id": f"{V}funding-outcome-awarded"}]}
    ]


def codes_that_equal_terms(scope: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, term in scope.items():
        scoped = term.get("@context") if isinstance(term, dict) else None
        if isinstance(scoped, list):
            yield from codes_that_equal_terms(scoped[1])
        elif scoped:
            # Every field beside an open list is a word of that list there; these are codes in their own right.
            words = {field: f"{scoped.get('@vocab')}{field}" for field in scope}
            own = {code: iri for code, iri in scoped.items() if isinstance(iri, str) and iri != words.get(code)}
            yield from ((name, code) for code in own if code in scope)


def test_every_listed_code_expands_to_its_concept(
    context: dict[str, Any], codelists: dict[str, Any], uses: list[dict[str, str]]
) -> None:
    ways = {
        ("project", "phase"): lambda code: {"phase": code},
        ("project", "status"): lambda code: {"status": code},
        ("project", "openTo"): lambda code: {"openTo": [code]},
        ("phaseSpan", "phase"): lambda code: {"phases": [{"phase": code}]},
        ("grant", "phase"): lambda code: {"funding": [{"phase": code}]},
        ("grant", "outcome"): lambda code: {"funding": [{"outcome": code}]},
        ("help", "type"): lambda code: {"wants": [{"type": code}]},
        ("help", "resource"): lambda code: {"offers": [{"resource": code}]},
        ("organisation", "type"): lambda code: {"lead": {"type": code}},
        ("partner", "role"): lambda code: {"partners": [{"role": code}]},
        ("partner", "status"): lambda code: {"partners": [{"status": code}]},
        ("output", "type"): lambda code: {"outputs": [{"type": code}]},
        ("link", "type"): lambda code: {"links": [{"type": code}]},
        ("channel", "channel"): lambda code: {"services": [{"channels": [{"channel": code}]}]},
        ("contract", "status"): lambda code: {"contracts": [{"status": code}]},
        ("budget", "band"): lambda code: {"budget": {"band": code}},
        ("benefit", "type"): lambda code: {"benefits": [{"type": code}]},
        ("benefit", "per"): lambda code: {"benefits": [{"per": code}]},
        ("assessment", "by"): lambda code: {"assessments": [{"by": code}]},
        ("assessment", "standard"): lambda code: {"assessments": [{"standard": code}]},
    }
    places = {(use["Definition"], use["Field"]): use["Codelist"] for use in uses}
    del places["source", "type"]  # of a registry, which is no linked data
    assert set(places) - set(ways) == {("project", "topics")}, "topics may be any words: they stay words"
    for place, make in ways.items():
        rows = codelists[places[place]]
        nodes = expand(context, {"projects": [make(row["Code"]) for row in rows]})[0][f"{V}project"]
        assert [list(leaves(node)) for node in nodes] == [[row["URI"]] for row in rows], place


def test_inside_a_want_budget_is_the_code(context: dict[str, Any]) -> None:
    node = project(context, wants=[{"type": "delivery", "resource": "budget"}], budget={"amount": 5})
    assert node["http://schema.org/seeks"] == [
        {f"{V}helpType": [{"@id": f"{V}offer-type-delivery"}], f"{V}resource": [{"@id": f"{V}resource-budget"}]}
    ]
    assert node[f"{V}budget"] == [{f"{V}amount": [{"@value": 5}]}]


def test_an_unlisted_code_of_an_open_list_never_becomes_a_page_of_the_publisher(context: dict[str, Any]) -> None:
    node = project(context, partners=[{"role": "critical-friend"}])
    assert node[f"{V}partner"] == [{f"{V}role": [{"@id": f"{V}partner-role-critical-friend"}]}]


def test_text_comes_out_as_it_went_in(context: dict[str, Any]) -> None:
    node = project(context, title="Bins", summary={"en": "Report", "cy": "Rhoi gwybod"}, users=["All", {"cy": "Pawb"}])
    assert node[f"{DCT}title"] == [{"@value": "Bins"}]
    assert node[f"{DCT}description"] == [
        {"@value": "Rhoi gwybod", "@language": "cy"},
        {"@value": "Report", "@language": "en"},
    ]
    assert node[f"{V}users"] == [{"@value": "All"}, {LABEL: [{"@value": "Pawb", "@language": "cy"}]}]


def test_pages_in_two_languages_are_two_pages(context: dict[str, Any]) -> None:
    both = {"en": "https://a.example/bins", "cy": "https://a.example/biniau"}
    pages = project(context, url=both)[f"{FOAF}page"]
    assert sorted(page["@id"] for page in pages) == ["https://a.example/biniau", "https://a.example/bins"]
    assert project(context, url="https://a.example/bins")[f"{FOAF}page"] == [{"@id": "https://a.example/bins"}]


def test_codes_of_others_become_their_iris(context: dict[str, Any]) -> None:
    node = project(
        context,
        areas=["E06000037"],
        contact={"email": "bins@ambridge.example"},
        repositories=[{"licence": "MIT"}],
        outputs=[{"licence": "OGL-UK-3.0"}, {"licence": "https://a.example/licence"}],
    )
    assert sorted(leaves(node)) == [
        "http://statistics.data.gov.uk/id/statistical-geography/E06000037",
        "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "https://a.example/licence",
        "https://spdx.org/licenses/MIT",
        "mailto:bins@ambridge.example",
    ]


def test_an_organisation_that_names_itself_is_that_node_and_a_partner_is_not(context: dict[str, Any]) -> None:
    uri = "https://data.felpersham.example/id/council"
    node = project(context, lead={"uri": uri, "name": "F"}, partners=[{"uri": uri, "role": "funder"}])
    assert node[f"{V}lead"] == [{"@id": uri, f"{FOAF}name": [{"@value": "F"}]}]
    assert node[f"{V}partner"] == [
        {f"{V}organisation": [{"@id": uri}], f"{V}role": [{"@id": f"{V}partner-role-funder"}]}
    ]


def test_members_of_members_are_organisations_too(context: dict[str, Any]) -> None:
    node = project(context, lead={"members": [{"memberOf": [{"name": "A", "type": "network"}]}]})
    assert sorted(leaves(node)) == ["A", f"{V}organisation-type-network"]


@pytest.mark.parametrize("word", ["url", "name", "title", "licence", "type", "contact"])
def test_a_word_that_is_a_field_s_name_is_still_a_word(context: dict[str, Any], word: str) -> None:
    output = {"type": word, "title": "A", "licence": word}
    node = project(context, outputs=[output], lead={"name": "A", "type": word}, partners=[{"name": "A", "role": word}])
    assert set(leaves(node)) == {
        "A",
        f"{V}output-type-{word}",
        f"https://spdx.org/licenses/{word}",
        f"{V}organisation-type-{word}",
        f"{V}partner-role-{word}",
    }


def test_one_address_for_two_languages_and_twice_is_read(context: dict[str, Any]) -> None:
    """A plain index map has no processor read the file: the same node would have two indexes."""
    page = {"en": "https://www.ambridge.example/bins", "cy": "https://www.ambridge.example/bins"}
    expanded = expand(context, {"self": ADDRESS, "projects": [{"url": page}, {"url": page["en"]}]})
    quads = str(jsonld.to_rdf(expanded, {"format": "application/n-quads"}))
    page_of = [line for line in quads.splitlines() if "foaf/0.1/page" in line]
    assert len(page_of) == 2
    assert sorted(line.split('"')[1] for line in quads.splitlines() if PAGE_LANGUAGE in line) == ["cy", "en"]


def test_extensions_and_unknown_members_make_no_triple(context: dict[str, Any]) -> None:
    assert project(context, id="a", x_camden_programme={"en": "b"}, colour="blue") == {
        f"{DCT}identifier": [{"@value": "a"}]
    }


def test_nothing_of_the_example_with_every_field_is_dropped_or_made_relative(
    context: dict[str, Any], every_field: dict[str, Any]
) -> None:
    expanded = expand(context, every_field)
    given = len(list(leaves(every_field))) - len(("$schema", "@context", "x_ambridge_programme"))
    added = sum(("@language" in node) + (PAGE_LANGUAGE in node) for node in nodes(expanded))
    assert len(list(leaves(expanded))) == given + added
    iris = {node["@id"] for node in nodes(expanded) if "@id" in node}
    written = "".join(str(leaf) for leaf in leaves(every_field))
    resolved = {iri for iri in iris if iri.startswith("https://www.ambridge.example/data/") and iri not in written}
    assert resolved == set(), "a relative address was resolved against the file's"


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)
