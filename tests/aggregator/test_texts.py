"""Choosing a language (RFC 4647 section 3.4)."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.texts import pick


@pytest.mark.parametrize(
    ("texts", "wanted", "tag"),
    [
        ({"en": "bins", "cy": "biniau"}, ("cy",), "cy"),
        ({"en": "bins", "cy": "biniau"}, ("cy-GB",), "cy"),
        ({"en-gb": "bins", "cy": "biniau"}, ("en",), "en-gb"),
        ({"en-us": "bins", "en-gb": "bins"}, ("en-GB", "en"), "en-gb"),
        ({"cy": "biniau", "gd": "bionaichean"}, ("en",), "cy"),
        ({"cy": "biniau"}, ("en", "cy"), "cy"),
        ({"zh": "x"}, ("zh-x-private-tag",), "zh"),
        ({"enough": "x", "de": "y"}, ("en",), "de"),
        ({}, ("en",), ""),
    ],
)
def test_the_best_text_is_picked(texts: dict[str, str], wanted: tuple[str, ...], tag: str) -> None:
    assert pick(texts, wanted) == (tag, texts.get(tag, ""))
