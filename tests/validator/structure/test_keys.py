"""Unknown keys are found at every depth, with what was probably meant."""

from __future__ import annotations

from typing import Any

import pytest

from councilprojects_validator import standard
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Severity, Target, pointer
from councilprojects_validator.report import Kind
from councilprojects_validator.structure.keys import MEANT, MOST_GUESSES, unknown_keys


def found(value: dict[str, Any], kind: Kind = Kind.PROJECTS) -> list[tuple[str, str, str | None]]:
    return [(each.code, pointer(each.path), each.suggestion) for each in unknown_keys(Contents(value), kind)]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("license", "licence"),
        ("Licence", "licence"),
        ("organization", "publisher"),
        ("lang", "language"),
        ("previous-urls", "previousUrls"),
        ("review_every", "reviewEvery"),
        ("project", "projects"),
        ("nonsense", None),
        ("x-camden-programme", "x_camden_programme"),
        ("X_Camden_Programme", "x_camden_Programme"),
    ],
)
def test_a_key_of_the_file(key: str, meant: str | None) -> None:
    assert found({key: 1}) == [("unknown-key", f"/{key}", meant)]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("tags", "topics"),
        ("Keywords", "topics"),
        ("name", "title"),
        ("start_date", "start"),
        ("endDate", "end"),
        ("stage", "phase"),
        ("website", "url"),
        ("email", "contact"),
        ("output", "outputs"),
        ("repo", "repositories"),
        ("lastReviewed", "reviewed"),
        ("programme", None),
    ],
)
def test_a_key_of_a_project(key: str, meant: str | None) -> None:
    assert found({"projects": [{key: 1}]}) == [("unknown-key", f"/projects/0/{key}", meant)]


def test_keys_at_every_depth_through_lists_and_definitions() -> None:
    organisation = {"memberOf": [{"members": [{"Name": "x"}]}]}
    project = {"partners": [{"lead": 1, "role": "partner"}], "services": [{"channels": [{"count": 5}]}]}
    assert [where for _code, where, _meant in found({"publisher": organisation, "projects": [project]})] == [
        "/publisher/memberOf/0/members/0/Name",
        "/projects/0/partners/0/lead",
        "/projects/0/services/0/channels/0/count",
    ]


def test_texts_by_language_values_of_another_type_and_extensions_are_no_groups_of_fields() -> None:
    project = {
        "title": {"en": "x", "xx": "y"},
        "budget": [1],
        "topics": {"a": 1},
        "x_camden_a": {"license": {"tags": 1}},
    }
    assert found({"projects": [project, 5], "publisher": "x"}) == []


def test_an_extension_names_its_owner() -> None:
    value = {"x_foo": 1, "x_": 2, "x_foo_bar": 3, "x_Foo_bar": 4, "x_foo_": 5}
    assert [(code, where) for code, where, _meant in found(value)] == [
        ("extension-without-owner", "/x_foo"),
        ("extension-without-owner", "/x_"),
        ("extension-without-owner", "/x_Foo_bar"),
        ("extension-without-owner", "/x_foo_"),
    ]


def test_what_is_there_already_is_never_suggested() -> None:
    assert found({"projects": [{"titel": 1, "title": 2}]}) == [("unknown-key", "/projects/0/titel", None)]


def test_paths_are_the_publishers_own_and_point_at_the_key() -> None:
    contents = Contents({"projects": [5, {"tag": 1}]}).without([("projects", 0)])
    first = next(unknown_keys(contents, Kind.PROJECTS))
    assert (first.path, first.target, first.severity) == (("projects", 1, "tag"), Target.KEY, Severity.WARNING)
    assert first.message.endswith("Did you mean `topics`?")


def test_a_registry_has_its_own_keys() -> None:
    assert found({"sources": [{"homePage": 1}], "projects": []}, Kind.REGISTRY) == [
        ("unknown-key", "/sources/0/homePage", "homepage"),
        ("unknown-key", "/projects", None),
    ]


def test_in_a_file_of_a_newer_version_unknown_keys_are_notes() -> None:
    contents = Contents({"tags": 1, "x_foo": 2})
    told = list(unknown_keys(contents, Kind.PROJECTS, minor_is_newer=True))
    assert [(each.code, each.severity, each.suggestion) for each in told] == [
        ("newer-version", Severity.INFO, None),
        ("extension-without-owner", Severity.WARNING, None),
    ]


def test_guessing_ends_before_it_costs_too_much() -> None:
    told = found({f"licence{number:04}": 1 for number in range(MOST_GUESSES)} | {"license": 1})
    assert told[0][2] == "licence"
    assert told[-1] == ("unknown-key", "/license", None)


def test_what_people_call_a_field_leads_to_fields_that_exist() -> None:
    known = {
        name
        for schema in ("projects", "registry")
        for part in (standard.load_schema(schema), *standard.load_schema(schema)["$defs"].values())
        for name in part.get("properties", ())
    }
    assert {field for fields in MEANT.values() for field in fields} <= known
