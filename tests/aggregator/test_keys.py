from __future__ import annotations

import hashlib

import pytest

from councilprojects_aggregator.keys import item_key, partner_key


def test_an_items_key_is_of_its_canonical_json() -> None:
    canonical = b'{"description":{"en-gb":"A map"},"type":"delivery"}'
    item = {"type": "delivery", "description": {"en-gb": "A map"}}
    assert item_key(item) == hashlib.sha256(canonical).hexdigest()[:8]


def test_the_order_of_members_does_not_change_the_key() -> None:
    assert item_key({"a": 1, "b": [1, 2]}) == item_key({"b": [1, 2], "a": 1})
    assert item_key({"b": [1, 2]}) != item_key({"b": [2, 1]})


def test_a_number_that_json_does_not_know_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="JSON"):
        item_key({"estimate": float("nan")})


@pytest.mark.parametrize(
    ("partner", "identity"),
    [
        (
            {"name": {"en": "B"}, "url": "https://b.example/", "uri": "https://b.example/#us"},
            "https://b.example/#us",
        ),
        ({"name": {"en": "B"}, "url": "https://b.example/"}, "https://b.example/"),
        ({"name": {"cy": "Cyngor B", "en-gb": "Borchester COUNCIL"}}, "borchester council"),
        ({}, ""),
    ],
)
def test_a_partner_is_known_by_its_uri_then_url_then_name(partner: dict[str, object], identity: str) -> None:
    assert partner_key(partner) == hashlib.sha256(identity.encode()).hexdigest()[:8]


def test_a_partner_with_another_role_is_the_same_partner() -> None:
    partner = {"name": {"en-gb": "Borchester"}, "role": "partner"}
    assert partner_key(partner) == partner_key(partner | {"role": "funder", "end": "2026"})


def test_a_lone_surrogate_has_a_key() -> None:
    assert len(partner_key({"name": {"en": "\ud800"}})) == len(item_key("\ud800")) == 8
