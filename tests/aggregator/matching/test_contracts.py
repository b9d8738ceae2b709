from __future__ import annotations

from typing import Any

import pytest
from small_catalogue import MakeCatalogue

from councilprojects_aggregator.matching.contracts import contracts_near
from councilprojects_aggregator.matching.products import plain_product, plain_supplier
from councilprojects_aggregator.matching.technologies import same_technologies
from councilprojects_aggregator.model import TechnologyUse


def contract(system: str, supplier: str = "", end: str = "2027-03", **more: Any) -> dict[str, Any]:
    said = {"supplier": {"name": supplier}} if supplier else {}
    return {"_publisher": {"contracts": [{"title": "Contract", "system": system, "end": end, **said, **more}]}}


def test_the_same_system_by_another_spelling_that_ends_within_a_year(catalogue_of: MakeCatalogue) -> None:
    near = contracts_near(
        catalogue_of(
            {
                "alder": [contract("Rounds-Wise", "Kestrel Systems Ltd")],
                "birch": [contract("roundswise", "KESTREL SYSTEMS LIMITED", "2027-12-31")],
                "cedar": [contract("RoundsWise", "Kestrel Systems", "2029-01")],
            }
        )
    )
    assert [[each.source_id for each in group.contracts] for group in near] == [["alder", "birch"]]
    assert near[0].contracts[0].end.isoformat() == "2027-03-31"
    assert (near[0].system, near[0].supplier) == ("Rounds-Wise", "KESTREL SYSTEMS LIMITED")


@pytest.mark.parametrize(
    "other",
    [
        contract("Assure", "Quite Another plc"),
        contract("RoundsWise", "Kestrel Systems Ltd"),
        contract("Assure", "Civic Ltd", "2026-10"),
        contract("Assure", "Civic Ltd", status="ended"),
        contract("Assure", "Civic Ltd", "next year"),
    ],
)
def test_another_system_supplier_or_time_is_none(catalogue_of: MakeCatalogue, other: dict[str, Any]) -> None:
    assert contracts_near(catalogue_of({"alder": [contract("Assure", "Civic Ltd")], "birch": [other]})) == ()


def test_a_product_with_its_makers_name_before_it_is_the_same(catalogue_of: MakeCatalogue) -> None:
    councils = {"alder": [contract("Civic Assure", "Civic Ltd")], "birch": [contract("Assure", "Civic")]}
    assert len(contracts_near(catalogue_of(councils))) == 1


def test_two_contracts_of_one_publisher_are_nobodys_business(catalogue_of: MakeCatalogue) -> None:
    assert contracts_near(catalogue_of({"alder": [{**contract("Assure"), "id": "a", "contracts": []}]})) == ()


def test_the_end_of_time_is_no_trouble(catalogue_of: MakeCatalogue) -> None:
    councils = {name: [contract("Assure", end="9999-12-31")] for name in ("alder", "birch")}
    assert len(contracts_near(catalogue_of(councils))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("Northgate iWorld", "Northgate Public Services"),
            ("NEC (Northgate) iWorld", "NEC Software Solutions UK Ltd"),
        ),
        (("MS Dynamics 365", "Phoenix"), ("Microsoft Dynamics 365 CRM", "Bytes Ltd")),
        (("Dynamics 365 CRM", ""), ("Microsoft Dynamics-365", "")),
        (("Assure", ""), ("Assure (hosted)", "Civic Ltd")),
        (("ASSURE licences", "Civic Ltd"), ("Civic Assure system", "Civic")),
        (("Firmstep Platform", ""), ("Granicus", "")),
    ],
)
def test_one_product_written_in_two_ways_is_one(
    catalogue_of: MakeCatalogue, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert len(contracts_near(catalogue_of({"alder": [contract(*one)], "birch": [contract(*other)]}))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Civica Pay", ""), ("Capita Pay", "")),
        (("Microsoft Dynamics 365", ""), ("Microsoft Power BI", "")),
        (("iWorld", "NEC"), ("iWorld", "Quite Another plc")),
    ],
)
def test_products_of_two_makers_or_two_of_one_stay_apart(
    catalogue_of: MakeCatalogue, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert contracts_near(catalogue_of({"alder": [contract(*one)], "birch": [contract(*other)]})) == ()


def test_a_name_that_two_makers_use_tells_nothing_without_one(catalogue_of: MakeCatalogue) -> None:
    councils = {
        "alder": [contract("Assure")],
        "birch": [contract("Assure", "Civic")],
        "cedar": [contract("Assure", "Kestrel")],
    }
    assert contracts_near(catalogue_of(councils)) == ()


def test_a_product_called_as_nothing_but_its_kind_keeps_its_name() -> None:
    assert plain_product("The System", "") == ("thesystem", "")


@pytest.mark.parametrize("name", ["Civic Ltd.", "CIVIC limited", "Civic", "Civic UK Ltd"])
def test_a_company_is_known_without_its_form(name: str) -> None:
    assert plain_supplier(name) == "civic"


@pytest.mark.parametrize("name", ["Northgate Public Services Ltd", "NEC", "NEC Software Solutions UK Limited"])
def test_a_company_that_was_bought_is_known_by_the_name_of_today(name: str) -> None:
    assert plain_supplier(name) == "nec"


def test_a_name_that_is_nothing_but_a_form_remains() -> None:
    assert plain_supplier("UK Ltd") == "uk"


def test_who_runs_the_same_technology(catalogue_of: MakeCatalogue) -> None:
    def runs(*names: str) -> dict[str, Any]:
        return {"id": "one", "technologies": [{"name": name} for name in names]}

    catalogue = catalogue_of({"alder": [runs("GOV.UK Notify", "Drupal")], "birch": [runs("GOV UK notify", "Own")]})
    (same,) = same_technologies(catalogue)
    assert (same.key, same.name) == ("govuknotify", "GOV UK notify")
    assert same.users == tuple(TechnologyUse(each.source_id, each.iri) for each in catalogue.projects)
