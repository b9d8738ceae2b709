"""Any body has one verdict: published, or refused with a code and a sentence."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from councilprojects_aggregator.judging.accept import accept, same_file_twice, set_aside_ids
from councilprojects_aggregator.judging.identity import claims
from councilprojects_aggregator.model import Answer, FetchOutcome, Hop, Refusal, Registry, Source
from councilprojects_validator.report import Acceptance, SetAside

TODAY = date(2026, 11, 21)
URL = "https://www.ambridge.example/projects.json"
SOURCE = Source(id="ambridge", name="Ambridge", url=URL, homepage="https://ambridge.example/")
OTHER = Source(id="felpersham", name="Felpersham", url="https://felpersham.example/projects.json")
KNOWN = claims(Registry("Borsetshire", None, (SOURCE, OTHER)))


def project(project_id: str = "missed-bins", **more: Any) -> dict[str, Any]:
    return {
        "id": project_id,
        "title": "Report a missed bin",
        "summary": "Residents report a missed collection online and see when the crew will return.",
        "reviewed": "2026-10-12",
        "url": "https://www.ambridge.example/missed-bins",
        **more,
    }


def file(*projects: dict[str, Any], **more: Any) -> dict[str, Any]:
    publisher = {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"}
    return {"councilProjects": "1.0", "publisher": publisher, "projects": list(projects), **more}


def answer(content: object, source: Source = SOURCE, **more: Any) -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    values = {"content_type": "application/json", "final_url": URL, **more}
    return accept(FetchOutcome("fetched", URL, status=200, body=body, **values), source, KNOWN, TODAY)


def test_a_good_file_is_published_whole() -> None:
    value = file(project("b"), project("a"))
    judged = answer(value)
    assert (judged.refusal, judged.reason, judged.notes) == (None, "", ())
    assert (judged.value, judged.project_ids, judged.nameless, judged.verified) == (value, ("a", "b"), 0, True)


def test_a_first_file_without_projects_is_accepted() -> None:
    assert answer(file()).refusal is None


def test_a_project_set_aside_is_listed_all_the_same() -> None:
    judged = answer(file(project("a"), project("b", reviewed="yesterday")))
    assert judged.value is not None
    assert [each["id"] for each in judged.value["projects"]] == ["a"]
    assert judged.project_ids == ("a", "b")


def test_every_project_that_bears_a_repeated_id_is_set_aside_and_listed_once() -> None:
    judged = answer(file(project("a"), project("b"), project("b")))
    assert judged.value is not None
    assert [each["id"] for each in judged.value["projects"]] == ["a"]
    assert judged.project_ids == ("a", "b")
    assert judged.nameless == 0


def test_projects_whose_id_cannot_be_told_are_counted() -> None:
    unnamed = project("a")
    del unnamed["id"]
    judged = answer(file(project("a"), unnamed, project("Missed Bins")))
    assert (judged.project_ids, judged.nameless) == (("a",), 2)


def test_former_ids_did_not_vanish() -> None:
    assert answer(file(project("a", previousIds=["z", "b"]))).renamed_from == ("b", "z")


HTML = b"\xef\xbb\xbf \n<!doctype html><title>Sorry</title>"
SCRIPT = b"Please wait <script>check()</script>"


@pytest.mark.parametrize(
    ("body", "more", "refusal"),
    [
        (HTML, {}, Refusal.HTML_INSTEAD_OF_JSON),
        (SCRIPT, {"content_type": "text/html; charset=utf-8"}, Refusal.HTML_INSTEAD_OF_JSON),
        (SCRIPT, {}, Refusal.INVALID),
        (b"", {}, Refusal.INVALID),
        (b"\xff\xfe{\x00}\x00", {}, Refusal.INVALID),
        (b"[" * 100_000, {}, Refusal.INVALID),
        (b"{}", {}, Refusal.INVALID),
        (b"[]", {}, Refusal.INVALID),
        (file(publisher={"name": "No address"}), {}, Refusal.INVALID),
        (file(projects={}), {}, Refusal.INVALID),
        ({"councilProjectsRegistry": "1.0", "name": "R", "sources": []}, {}, Refusal.INVALID),
        (file(councilProjects="2.0"), {}, Refusal.UNKNOWN_VERSION),
        (file(), {"final_url": "https://parked.example/"}, Refusal.HOST_NOT_ALLOWED),
        (HTML, {"final_url": "https://parked.example/"}, Refusal.HOST_NOT_ALLOWED),
        (
            file(publisher={"name": "F", "url": "https://felpersham.example/"}),
            {},
            Refusal.ANOTHER_PUBLISHERS_FILE,
        ),
    ],
)
def test_what_cannot_be_published_is_refused_with_a_sentence(body: object, more: Any, refusal: Refusal) -> None:
    judged = answer(body, **more)
    assert judged.refusal is refusal
    assert judged.reason.endswith(".")
    assert (judged.value, judged.project_ids, judged.verified) == (None, (), False)


def test_formats_that_are_not_read_are_refused() -> None:
    other = Source(id="ambridge", name="Ambridge", url=URL, format="publiccode.yml")
    assert answer(file(), other).refusal is Refusal.UNSUPPORTED_FORMAT


@pytest.mark.parametrize(
    ("content_type", "notes"),
    [
        ("application/json", 0),
        ("Application/JSON; charset=utf-8", 0),
        ("application/ld+json", 0),
        ("application/vnd.example+json", 0),
        ("text/json", 0),
        ("text/html", 1),
        ("text/plain", 1),
        ("application/jsonp", 1),
        (None, 1),
    ],
)
def test_another_content_type_is_a_note_and_no_hindrance(content_type: str | None, notes: int) -> None:
    judged = answer(file(project()), content_type=content_type)
    assert (judged.refusal, len(judged.notes)) == (None, notes)


def test_a_self_that_is_not_the_files_address_is_ignored_with_a_note() -> None:
    assert len(answer(file(self="https://www.ambridge.example/other.json")).notes) == 1
    hop = Hop(301, "https://www.ambridge.example/other.json")
    assert answer(file(self="https://www.ambridge.example/other.json"), hops=(hop,)).notes == ()
    assert answer(file(self=URL)).notes == ()


def test_doubts_about_the_publisher_are_notes() -> None:
    judged = answer(file(publisher={"name": "A", "url": "https://unknown.example/"}))
    assert (judged.refusal, judged.verified) == (None, False)
    assert len(judged.notes) == 1


def test_a_compiled_file_whose_compiler_has_a_fault_does_not_pass_for_the_councils_own() -> None:
    judged = answer(file(project(), compiledBy={"name": "Somebody without address"}))
    assert (judged.refusal, judged.verified) == (None, False)
    assert len(judged.notes) == 1


@pytest.mark.parametrize("junk", [1, "x", [], [1], {"a": 1}, {"url": 1}, True])
def test_of_a_newer_version_optional_fields_may_be_anything(junk: object) -> None:
    newer = project("a", previousIds=junk) | {"publisher": junk}
    publisher = {"name": "A", "url": "https://ambridge.example/", "gss": junk, "uri": junk}
    value = file(newer, councilProjects="1.99", self=junk, compiledBy=junk, publisher=publisher)
    assert answer(value).refusal is None


def test_a_file_that_another_source_delivers_is_refused_with_its_name() -> None:
    judged = same_file_twice(answer(file(project())), OTHER)
    assert (judged.refusal, judged.value, judged.project_ids) == (Refusal.SAME_FILE_TWICE, None, ())
    assert "Felpersham (felpersham)" in judged.reason


def test_an_outcome_without_a_body_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="ambridge"):
        accept(FetchOutcome("http-404", URL, URL, status=404), SOURCE, KNOWN, TODAY)


def test_ids_set_aside_are_those_that_can_be_ids() -> None:
    parts = (
        SetAside(("projects", 0), ("x",), "good-id"),
        SetAside(("projects", 1), ("x",), "Bad Id"),
        SetAside(("projects", 2), ("x",), "x" * 81),
        SetAside(("projects", 3), ("x",)),
        SetAside(("projects", 4, "phase"), ("x",)),
    )
    assert set_aside_ids(Acceptance({}, parts, ("twice",))) == {"good-id", "twice"}
