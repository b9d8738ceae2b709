"""The reference lists: whole enough for the tools to lean on."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

GSS = re.compile(r"[EKNSW][0-9]{8}")
NATIONS = {"England", "Northern Ireland", "Scotland", "Wales"}


def test_every_authority_is_told_once(reference: dict[str, Any]) -> None:
    for name in ("authorities", "former-authorities"):
        codes = [row["GSS"] for row in reference[name]]
        assert codes == sorted(set(codes))
        assert all(GSS.fullmatch(code) for code in codes)


def test_no_code_is_current_and_former(reference: dict[str, Any]) -> None:
    current = {row["GSS"] for row in reference["authorities"]}
    earlier = [code for row in reference["authorities"] for code in row["FormerGSS"].split()]
    former = {row["GSS"] for row in reference["former-authorities"]}
    assert len(earlier) == len(set(earlier))
    assert not current & former
    assert not (current | former) & set(earlier)


def test_every_former_authority_leads_to_one_that_exists(reference: dict[str, Any]) -> None:
    current = {row["GSS"] for row in reference["authorities"]}
    former = {row["GSS"]: row["SuccessorGSS"].split() for row in reference["former-authorities"]}
    for code in former:
        reached, seen = {code}, set()
        while reached - current:
            assert not reached & seen, "successors go round in a circle"
            seen |= reached
            reached = {next_code for each in reached for next_code in former.get(each, [each])}
        assert reached, code


def test_an_authority_has_name_type_nation_and_a_website_that_is_an_address(
    reference: dict[str, Any], codelists: dict[str, Any]
) -> None:
    types = {row["Code"] for row in codelists["organisation-type"]}
    for row in [*reference["authorities"], *reference["former-authorities"]]:
        assert row["Name"]
        assert row["ShortName"]
        assert row["Type"] in types
        assert row["Nation"] in NATIONS
    websites = [row["Website"] for row in reference["authorities"] if row["Website"]]
    assert len(websites) > 390
    assert all(urlsplit(site).scheme in ("http", "https") and urlsplit(site).path for site in websites)


def test_a_former_authority_has_the_day_of_its_end(reference: dict[str, Any]) -> None:
    ends = [row["EndDate"] for row in reference["former-authorities"]]
    assert all(re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", end) for end in ends)


def test_services_have_a_number_and_a_title(reference: dict[str, Any]) -> None:
    numbers = [int(row["LGSL"]) for row in reference["lgsl"]]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 117
    assert all(row["Title"] for row in reference["lgsl"])
