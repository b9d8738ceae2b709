"""The codelists: one form for all, equal to the schema's enums where they are closed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

COLUMNS = "Code,Title,Title_cy,Description,Description_cy,URI,Deprecated"
NAMESPACE = "https://w3id.org/councilprojects/ns#"
CLOSED = {
    *("phase", "status", "partner-status", "open-to", "offer-type", "budget-band", "funding-outcome"),
    *("contract-status", "assessment-by", "benefit-per"),
}
OPEN = {
    *("organisation-type", "partner-role", "resource", "output-type", "channel", "benefit-type", "link-type"),
    *("topics", "assessment-standard"),
}


def enum(field: dict[str, Any]) -> list[str] | None:
    return field.get("items", field).get("enum")


def test_the_lists_are_those_of_the_standard(codelists: dict[str, Any], uses: list[dict[str, str]]) -> None:
    assert set(codelists) == CLOSED | OPEN
    assert {use["Codelist"] for use in uses if use["Kind"] == "closed"} == CLOSED
    assert {use["Codelist"] for use in uses if use["Kind"] == "open"} == OPEN


def test_every_list_has_the_same_columns(root: Path, codelists: dict[str, Any]) -> None:
    for name in codelists:
        assert (root / f"schema/codelists/{name}.csv").read_text("utf-8").splitlines()[0] == COLUMNS


def test_every_code_is_lower_case_with_title_meaning_and_its_own_uri(codelists: dict[str, Any]) -> None:
    for name, rows in codelists.items():
        codes = [row["Code"] for row in rows]
        assert len(set(codes)) == len(codes)
        for row in rows:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["Code"])
            assert row["Title"]
            assert row["Description"].endswith("."), row["Code"]
            assert row["URI"] == f"{NAMESPACE}{name}-{row['Code']}"


def test_no_code_says_unknown(codelists: dict[str, Any]) -> None:
    codes = {row["Code"] for rows in codelists.values() for row in rows}
    assert codes & {"unknown", "none", "n-a", "not-known", "tbc"} == set()


def test_a_closed_list_is_the_enum_of_each_field_that_it_serves(
    codelists: dict[str, Any],
    uses: list[dict[str, str]],
    fields: dict[tuple[str, str], dict[str, Any]],
    registry_fields: dict[tuple[str, str], dict[str, Any]],
) -> None:
    served = {(use["Definition"], use["Field"]): use for use in uses}
    for key, use in served.items():
        codes = [row["Code"] for row in codelists[use["Codelist"]]]
        assert enum((registry_fields | fields)[key]) == (codes if use["Kind"] == "closed" else None), key
    assert {key for key, field in fields.items() if enum(field)} <= set(served), "an enum without a codelist"


def test_the_topics_are_in_order_and_their_number_stays_readable(codelists: dict[str, Any]) -> None:
    codes = [row["Code"] for row in codelists["topics"]]
    assert codes == sorted(codes)
    assert 30 <= len(codes) <= 60


@pytest.mark.parametrize("name", sorted(OPEN - {"topics", "assessment-standard", "benefit-type", "link-type"}))
def test_an_open_list_that_promises_everything_has_a_last_resort(codelists: dict[str, Any], name: str) -> None:
    codes = [row["Code"] for row in codelists[name]]
    assert (codes[-1] == "other") is (name != "partner-role")
