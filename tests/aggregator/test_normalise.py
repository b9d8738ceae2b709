"""One shape for what the standard lets a publisher write in several, wherever in the record it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from councilprojects_aggregator.normalise import normalise, normalise_project, texts

EXAMPLE = Path(__file__).parents[2] / "examples" / "every-field" / "projects.json"


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        ("Bins", {"en-gb": "Bins"}),
        ({"en": "Bins", "cy": "Biniau"}, {"cy": "Biniau", "en": "Bins"}),
        ({"en-GB": "Bins"}, {"en-gb": "Bins"}),
    ],
)
def test_a_text_becomes_a_map_by_lower_case_tag(value: Any, normal: dict[str, str]) -> None:
    assert texts(value, "en-gb") == normal


def test_letters_with_marks_are_one_character_each_but_in_addresses() -> None:
    address = "https://a.example/cafe\u0301"
    project = {"topics": ["cafe\u0301s"], "title": "Cafe\u0301", "url": address, "technologies": [{"name": "e\u0301"}]}
    assert normalise_project(project, "en") == {
        "topics": ["caf\u00e9s"],
        "title": {"en": "Caf\u00e9"},
        "url": {"en": address},
        "technologies": [{"name": "\u00e9"}],
    }


def test_a_plain_text_is_in_the_files_language() -> None:
    file = {"language": "cy", "publisher": {"name": "Cyngor"}, "projects": [{"title": "Biniau"}]}
    normal = normalise(file)
    assert normal["publisher"]["name"] == {"cy": "Cyngor"}
    assert normal["projects"][0]["title"] == {"cy": "Biniau"}
    assert normal["language"] == "cy"


PROJECT = {
    "url": "https://www.ambridge.example/bins",
    "lead": {"name": "Ambridge", "url": "https://www.ambridge.example/", "members": [{"name": "Borchester"}]},
    "contact": {"name": "Digital team", "url": {"en": "https://a.example/", "cy": "https://a.example/cy"}},
    "services": [{"lgsl": "524", "lgil": 8, "name": "Missed bins", "channels": [{"channel": "web", "volume": 3}]}],
    "topics": ["design-systems"],
    "wants": [{"type": "networking", "description": "Who else?", "contact": {"name": "Team"}}],
    "x_ambridge_text": {"title": "left alone", "lgsl": "524"},
    "unknown": "left alone",
}


def test_texts_are_found_where_the_schema_has_them_and_nowhere_else() -> None:
    assert normalise_project(PROJECT, "en-GB") == {
        "url": {"en-gb": "https://www.ambridge.example/bins"},
        "lead": {
            "name": {"en-gb": "Ambridge"},
            "url": "https://www.ambridge.example/",
            "members": [{"name": {"en-gb": "Borchester"}}],
        },
        "contact": {
            "name": {"en-gb": "Digital team"},
            "url": {"cy": "https://a.example/cy", "en": "https://a.example/"},
        },
        "services": [
            {"lgsl": 524, "lgil": 8, "name": {"en-gb": "Missed bins"}, "channels": [{"channel": "web", "volume": 3}]}
        ],
        "topics": ["design-systems"],
        "wants": [
            {"type": "networking", "description": {"en-gb": "Who else?"}, "contact": {"name": {"en-gb": "Team"}}}
        ],
        "x_ambridge_text": {"title": "left alone", "lgsl": "524"},
        "unknown": "left alone",
    }


def keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}/{key}"
            yield from keys(item, f"{path}/{key}")
    elif isinstance(value, list):
        for item in value:
            yield from keys(item, f"{path}/*")


def test_nothing_is_lost_and_only_languages_are_added() -> None:
    file = json.loads(EXAMPLE.read_text("utf-8"))
    before, after = set(keys(file)), set(keys(normalise(file)))
    lost = {path for path in before - after if path.lower() not in after}
    added = {path for path in after - before if path.rpartition("/")[2] not in {"en-gb", "cy", "en"}}
    assert (lost, added) == (set(), set())


def test_the_given_value_is_left_as_it_was() -> None:
    before = json.dumps(PROJECT)
    normalise_project(PROJECT, "en-GB")
    assert json.dumps(PROJECT) == before
