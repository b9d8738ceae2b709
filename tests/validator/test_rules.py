"""The registry of rules and pages, and what the fixture files cannot show of single rules."""

from __future__ import annotations

import copy
import time

import pytest
from rule_documents import TODAY, codes, document

from councilprojects_validator import standard
from councilprojects_validator.codelists import Code
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Target, pointer
from councilprojects_validator.document import Document
from councilprojects_validator.report import Kind
from councilprojects_validator.rules import (
    places,
    run_rules,
)


def test_a_file_of_a_newer_minor_version_is_judged_by_its_core_alone() -> None:
    project = {"start": "2026", "end": "2025", "phase": "idea", "status": "completed"}
    ids = ((("projects", 0), "missed-bins"), (("projects", 1), "missed-bins"))
    assert "end-before-start" in codes(document(project, ids=ids))
    assert codes(document(project, ids=ids, minor_is_newer=True)) == ["duplicate-project-id"]


def test_a_project_whose_only_address_was_set_aside_is_not_blamed_again() -> None:
    without = {"id": "missed-bins"}
    value = {"publisher": {"name": "Ambridge"}, "projects": [without]}
    blamed = Document(Contents(value), "", TODAY)
    excused = Document(Contents(value), "", TODAY, parts_left_out=frozenset({("projects", 0, "url")}))
    by_publisher = Document(Contents(value), "", TODAY, parts_left_out=frozenset({("publisher", "contact")}))
    assert codes(blamed) == ["no-way-to-learn-more"]
    assert codes(excused) == []
    assert codes(by_publisher) == []


def test_rules_name_places_in_the_publishers_own_file() -> None:
    """Where an item was taken out of a list, those behind it keep their own number."""
    value = {"publisher": {"name": "Ambridge"}, "projects": [{"id": "a", "url": "http://www.ambridge.example/"}]}
    shifted = Document(Contents(value, {("projects",): (3,)}), "", TODAY)
    assert [pointer(each.path) for each in run_rules(shifted)] == ["/projects/3/url"]


def test_rules_put_up_with_a_file_of_which_nearly_all_was_set_aside() -> None:
    parts = frozenset({("projects", 0)})
    assert codes(Document(Contents({"projects": []}), "", TODAY, parts_left_out=parts)) == []
    assert codes(Document(Contents({}), "", TODAY)) == []
    assert codes(Document(Contents({}), "", TODAY, kind=Kind.REGISTRY)) == []


@pytest.mark.parametrize(
    "mailbox",
    [
        "digital@",
        "digital.team@",
        "web.team@",
        "open.data@",
        "data.protection@",
        "customer.services@",
        "planning.policy@",
        "it.helpdesk@",
        "council.tax@",
        "adult.care@",
        "digital-services@",
        "info@",
        "contactus@",
        "digidol@",
        "gwasanaethau.digidol@",
        "localplan2040@",
        "service.desk@",
        "bins.and.recycling@",
        "housing_options@",
        "press.office@",
        "ux@",
        "24hour@",
    ],
)
def test_a_teams_mailbox_is_not_taken_for_a_persons(mailbox: str) -> None:
    assert codes(document({"contact": {"email": f"{mailbox}ambridge.example"}})) == []


@pytest.mark.parametrize(
    "mailbox",
    [
        "jo.archer@",
        "j.archer@",
        "jo_archer@",
        "j.r.archer@",
        "jo.o'hara@",
        "jo.archer2@",
        "Jo.Archer@",
        "jo.smith-archer@",
    ],
)
def test_a_persons_address_is_found(mailbox: str) -> None:
    assert codes(document({"contact": {"email": f"{mailbox}ambridge.example"}})) == ["personal-email"]


def test_messages_never_repeat_personal_data() -> None:
    project = {"problem": "Ask jo.archer@ambridge.example or ring 07700 900123."}
    found = list(run_rules(document(project)))
    assert [each.code for each in found] == ["personal-email", "phone-number-in-text"]
    assert not [each for each in found if "archer" in each.message or "900123" in each.message or each.suggestion]


def test_messages_never_repeat_a_password() -> None:
    found = list(run_rules(document({"url": "https://admin:secret@www.ambridge.example/"})))
    assert [each.code for each in found] == ["credentials-in-url"]
    assert "secret" not in found[0].message


@pytest.mark.parametrize("url", ["https://[::1", "https://[::1]/", "https://127.0.0.1/", "https://server.lan./x"])
def test_an_odd_host_is_private_or_passed_over_but_never_a_crash(url: str) -> None:
    assert codes(document({"url": url})) == ([] if url == "https://[::1" else ["private-host"])


def test_a_file_address_that_is_no_address_is_passed_over() -> None:
    assert codes(document(url="https://[::1")) == []
    assert codes(document(url="projects.json")) == []


def test_own_records_are_found_through_the_address_that_the_file_was_read_from() -> None:
    project = {"alsoListedAt": ["https://WWW.ambridge.example/projects.json#bins"]}
    assert codes(document(project, url="https://www.ambridge.example/projects.json")) == ["listed-in-own-file"]
    assert codes(document(project)) == []


def test_suggestions_are_given_where_there_is_one_answer() -> None:
    project = {
        "reviewed": "2026-12-10",
        "url": "http://www.ambridge.example/bins",
        "services": [{"lgsl": "0001"}],
        "repositories": [{"url": "https://code.ambridge.example/", "licence": "GPLv3"}],
        "partners": [{"name": "Cumberland Council", "gss": "E07000026", "role": "Funders"}],
    }
    assert {each.code: each.suggestion for each in run_rules(document(project))} == {
        "reviewed-in-future": "2026-10-12",
        "insecure-link": "https://www.ambridge.example/bins",
        "former-gss": "E06000063",
        "lgsl-as-text": "1",
        "codelist-near-miss": "funder",
        "licence-nickname": "GPL-3.0-only",
    }


def test_a_council_that_was_split_has_several_successors_and_no_suggestion() -> None:
    split = next(gss for gss, former in standard.former_authorities().items() if len(former.successors) > 1)
    found = list(run_rules(document({"lead": {"name": "Ambridge", "gss": split}})))
    assert [(each.code, each.suggestion) for each in found] == [("former-gss", None)]


def test_a_code_that_is_too_long_for_a_slip_is_an_own_word() -> None:
    assert codes(document({"topics": ["design-systems" * 5000]})) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "1." * 200000 + "y",
        "a." * 200000,
        "a" * 400000 + "@",
        "a@" * 200000,
        "<a " * 130000,
        "&#1" * 130000,
        "0 1" * 130000,
        "+44" * 130000,
        "(0" * 200000,
        "https://" * 50000,
        "-" * 400000,
        "ŵ" * 400000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_texts_take_no_more_than_their_length(hostile: str) -> None:
    """A pattern that backtracks would take hours here, not the moment that is allowed."""
    project = {"title": hostile, "problem": hostile, "technologies": [{"name": hostile}], "contact": {"email": hostile}}
    project |= {"url": f"https://{hostile}", "topics": [hostile], "previousIds": [hostile], "alsoListedAt": [hostile]}
    project |= {"repositories": [{"url": hostile, "licence": hostile}], "lead": {"name": hostile, "gss": "E09000008"}}
    started = time.process_time()
    assert all(len(each.message) < 1000 for each in run_rules(document(project, url=f"https://{hostile}")))
    assert time.process_time() - started < 10


def given_up(instead: str) -> Code:
    return Code("sharing", "Sharing", "Rhannu", "", "", "", instead)


@pytest.mark.parametrize(("instead", "suggestion"), [("talking", "talking"), ("1.3", None)])
def test_a_code_that_the_standard_has_given_up_is_named(
    monkeypatch: pytest.MonkeyPatch, instead: str, suggestion: str | None
) -> None:
    codelist = {**standard.codelist("open-to"), "sharing": given_up(instead)}
    monkeypatch.setattr(standard, "codelist", lambda _name: codelist)
    places.sieve.cache_clear()
    found = list(run_rules(document({"openTo": ["sharing", "joining"], "contact": {"url": "https://a.example/"}})))
    places.sieve.cache_clear()
    assert [(each.code, pointer(each.path), each.suggestion) for each in found] == [
        ("deprecated-code", "/projects/0/openTo/0", suggestion),
    ]
    assert instead in found[0].message


def test_a_field_that_the_standard_has_given_up_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = copy.deepcopy(standard.load_schema("projects"))
    service = schema["$defs"]["service"]["properties"]["lgil"]
    service |= {"deprecated": True, "description": "Use `lgsl`."}
    monkeypatch.setattr(standard, "load_schema", lambda _name: schema)
    places.shape.cache_clear()
    places.given_up.cache_clear()
    try:
        found = list(run_rules(document({"services": [{"lgsl": 524, "lgil": 8}]})))
    finally:
        places.shape.cache_clear()
        places.given_up.cache_clear()
    assert [(each.code, pointer(each.path), each.target) for each in found] == [
        ("deprecated-field", "/projects/0/services/0/lgil", Target.KEY),
    ]
    assert found[0].message == "`lgil` has been given up. Use `lgsl`."


def test_a_text_in_an_extension_is_looked_through_for_people() -> None:
    project = {"x_ambridge_team": [{"lead": "Ask jo.archer@ambridge.example", "line": "01632 960 001"}]}
    assert sorted((each.code, pointer(each.path)) for each in run_rules(document(project))) == [
        ("personal-email", "/projects/0/x_ambridge_team/0/lead"),
        ("phone-number-in-text", "/projects/0/x_ambridge_team/0/line"),
    ]


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://a.example/x).", "https://a.example/x"),
        ("https://a.example/x_(y)", None),
        ("https://a.example/x_(y)),", "https://a.example/x_(y)"),
        ("https://a.example/x]}", "https://a.example/x"),
        ("https://a.example/x", None),
    ],
)
def test_marks_of_the_sentence_around_an_address_are_taken_off(address: str, whole: str | None) -> None:
    found = list(run_rules(document({"url": address})))
    assert [each.suggestion for each in found] == ([] if whole is None else [whole])
