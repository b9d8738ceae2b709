"""The packaged standard: everything is there, read once, in its order."""

from __future__ import annotations

import pytest

from councilprojects_validator import standard
from councilprojects_validator.codelists import codes, former, present, services, uses


def test_addresses_stand_below_the_base() -> None:
    assert standard.load_schema("projects")["$id"] == standard.SCHEMA_URL
    assert standard.CONTEXT_URL == "https://w3id.org/councilprojects/1.0/context.jsonld"


@pytest.mark.parametrize("name", ["projects", "registry", "report"])
def test_schemas_are_read_once(name: str) -> None:
    assert standard.load_schema(name) is standard.load_schema(name)


def test_codelists_by_name_and_by_field() -> None:
    assert list(standard.codelist("phase")) == ["idea", "discovery", "alpha", "beta", "live", "retired"]
    assert standard.codelists()["project", "phase"] == "phase"
    for name in set(standard.codelists().values()):
        assert all(code.title for code in standard.codelist(name).values())


def test_reference_lists() -> None:
    cardiff = standard.authorities()["W06000015"]
    assert (cardiff.type, cardiff.nation) == ("welsh-council", "Wales")
    assert standard.authorities()["S12000047"].former_gss == ("S12000015",)
    assert standard.former_authorities()["E10000006"].successors == ("E06000063", "E06000064")
    assert all(isinstance(number, int) and title for number, title in standard.lgsl().items())


def test_tables_as_text() -> None:
    heading = "Code,Title,Title_cy,Description,Description_cy,URI,Deprecated\n"
    assert codes(heading + 'a, A ,,"x, y",,https://a.example/,1.2\n')["a"].description == "x, y"
    assert codes(heading + "a, A ,,,,,1.2\n")["a"].title == "A"
    assert uses("Codelist,Definition,Field,Kind\nphase,project,phase,closed\n") == {("project", "phase"): "phase"}
    assert services("LGSL,Title\n5,Bins\n") == {5: "Bins"}
    rows = "GSS,Name,ShortName,Type,Nation,Region,OrgId,FormerGSS,Website\nE1,A,B,c,d,e,f,G1 G2,h\n"
    assert present(rows)["E1"].former_gss == ("G1", "G2")
    rows = "GSS,Name,ShortName,Type,Nation,Region,EndDate,SuccessorGSS\nE1,A,B,c,d,e,2020-01-01,\n"
    assert former(rows)["E1"].successors == ()
