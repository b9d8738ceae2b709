"""The registry of rules and pages, and what the fixture files cannot show of single rules."""

from __future__ import annotations

import copy
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilprojects_validator import rules, standard
from councilprojects_validator.codelists import Code
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Severity, Target, pointer
from councilprojects_validator.document import Document
from councilprojects_validator.report import Kind
from councilprojects_validator.rules import (
    RULES,
    Fault,
    dates,
    explained,
    places,
    reference,
    registry,
    rule,
    run_rules,
)
from councilprojects_validator.rules.fields import addresses, coded, links, texts
from councilprojects_validator.rules.places import Holds
from councilprojects_validator.rules.registry import FROZEN_ERRORS
from councilprojects_validator.rules.technologies import TECHNOLOGIES

SOURCES = Path(rules.__file__).parent.parent
TODAY = date(2026, 11, 20)
PAGE = """Something is wrong.

It matters.

Put it right.
"""


def document(project: dict[str, Any] | None = None, **changes: Any) -> Document:
    value = {
        "councilProjects": "1.0",
        "publisher": {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"},
        "projects": [{"id": "missed-bins", "url": "https://www.ambridge.example/bins", **(project or {})}],
    }
    return Document(Contents(value), "", TODAY, **changes)


def codes(document: Document) -> list[str]:
    return [diagnostic.code for diagnostic in run_rules(document)]


@pytest.fixture
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, registry.Rule]:
    empty: dict[str, registry.Rule] = {}
    monkeypatch.setattr(registry, "_rules", empty)
    monkeypatch.setattr(registry, "RULES", empty)
    return empty


def nothing(_document: Document) -> Iterator[Fault]:
    yield from ()


nothing.__doc__ = PAGE


def test_a_rule_is_registered_with_its_docstring_as_page(empty_registry: dict[str, registry.Rule]) -> None:
    rule("a-code", Severity.WARNING)(nothing)
    assert empty_registry == {
        "a-code": registry.Rule("a-code", Severity.WARNING, "Something is wrong.", PAGE.strip(), "test_rules", nothing),
    }


def test_pages_of_other_stages_are_registered_by_their_headings(empty_registry: dict[str, registry.Rule]) -> None:
    explained("fields", Severity.ERROR, f"\n## one-code\n\n{PAGE}\n## other-code\n\n{PAGE}")
    assert {code: (each.title, each.run) for code, each in empty_registry.items()} == {
        "one-code": ("Something is wrong.", None),
        "other-code": ("Something is wrong.", None),
    }


@pytest.mark.usefixtures("empty_registry")
def test_a_code_is_registered_once() -> None:
    rule("a-code", Severity.WARNING)(nothing)
    with pytest.raises(ValueError, match="a-code: this code is registered already"):
        rule("a-code", Severity.INFO)(nothing)
    with pytest.raises(ValueError, match="a-code: this code is registered already"):
        explained("fields", Severity.ERROR, f"## a-code\n\n{PAGE}")


@pytest.mark.usefixtures("empty_registry")
@pytest.mark.parametrize("page", [None, "", "Something is wrong.", "Wrong.\n\nIt matters.", f"{PAGE}\n\nMore."])
def test_a_rule_needs_a_page_of_three_paragraphs(page: str | None) -> None:
    def undocumented(_document: Document) -> Iterator[Fault]:
        yield from ()

    undocumented.__doc__ = page
    with pytest.raises(ValueError, match="what is wrong, why it matters and how to put it right"):
        rule("a-code", Severity.WARNING)(undocumented)


@pytest.mark.usefixtures("empty_registry")
def test_a_rule_is_an_error_only_if_the_standard_froze_it() -> None:
    with pytest.raises(ValueError, match="a-code: a rule is an error only if"):
        rule("a-code", Severity.ERROR)(nothing)
    rule("end-before-start", Severity.ERROR)(nothing)


def test_the_five_frozen_errors_are_rules_and_no_other_rule_is_an_error() -> None:
    errors = {each.code for each in RULES.values() if each.run is not None and each.severity is Severity.ERROR}
    assert errors == FROZEN_ERRORS
    assert len(errors) == 5


def test_codes_are_slugs_and_pages_are_whole_sentences() -> None:
    for each in RULES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.code)
        paragraphs = each.page.split("\n\n")
        assert len(paragraphs) == 3
        assert all(re.search(r"[.:`]$", paragraph) for paragraph in paragraphs), each.code


def test_every_code_that_another_stage_makes_has_a_page() -> None:
    """Read out of the sources: what looks like a code where a diagnostic is made."""
    made = set()
    for module in SOURCES.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        made |= set(re.findall(r'(?:Diagnostic|fault|_error|Form)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"', text))
        made |= set(re.findall(r'return "([a-z0-9]+(?:-[a-z0-9]+)+)", ', text))
    assert len(made) > 60
    assert made - set(RULES) == set()


def test_a_diagnostic_has_its_rules_code_and_severity(empty_registry: dict[str, registry.Rule]) -> None:
    def finds(_document: Document) -> Iterator[Fault]:
        yield Fault("Message", ("projects", 0), Target.KEY, field="url", suggestion="this")

    finds.__doc__ = PAGE
    rule("a-code", Severity.WARNING)(finds)
    assert list(empty_registry) == ["a-code"]
    assert list(run_rules(document())) == [
        Diagnostic("a-code", Severity.WARNING, "Message", ("projects", 0), Target.KEY, field="url", suggestion="this"),
    ]


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


def every_place(schema: dict[str, Any], name: str) -> set[tuple[str, ...]]:
    """Return every pattern under which an object of this definition's members may stand."""
    found = set()

    def walk(node: dict[str, Any], path: tuple[str, ...], seen: tuple[str, ...]) -> None:
        for part in [node, *node.get("allOf", ())]:
            if "$ref" in part:
                definition = part["$ref"].rsplit("/", 1)[-1]
                if definition in seen:
                    continue
                if definition == name:
                    found.add(path)
                walk(schema["$defs"][definition], path, (*seen, definition))
            for key, member in part.get("properties", {}).items():
                if name == f".{key}":
                    found.add(path)
                walk(member, (*path, key), seen)
            if "items" in part:
                walk(part["items"], (*path, "*"), seen)

    walk(schema, (), ())
    return found


def test_spans_are_everywhere_that_the_schema_has_an_end() -> None:
    assert set(dates.SPANS) == every_place(standard.load_schema("projects"), ".end")


def test_timed_offers_are_everywhere_that_the_schema_has_until() -> None:
    assert set(dates.TIMED_OFFERS) == every_place(standard.load_schema("projects"), ".until")


def test_contracts_are_everywhere_that_the_schema_has_them() -> None:
    assert set(dates.CONTRACTS) == every_place(standard.load_schema("projects"), ".extensionEnd")


def test_organisations_are_everywhere_that_the_schema_has_them() -> None:
    # Below `members` and `memberOf` organisations nest without end; those of the publisher are looked at.
    places = every_place(standard.load_schema("projects"), ".gss")
    direct = {place for place in places if not {"members", "memberOf"} & set(place)}
    nested = {("publisher", "members", "*"), ("publisher", "memberOf", "*")}
    assert set(reference.ORGANISATIONS) == direct | nested | {("sources", "*")}


def test_technologies_are_everywhere_that_the_schema_has_them() -> None:
    assert set(TECHNOLOGIES) == every_place(standard.load_schema("projects"), "technology")


def test_fields_are_found_by_the_schema_wherever_they_stand() -> None:
    project = {
        "title": {"en": "Bins", "cy": "Biniau"},
        "users": ["Crews"],
        "x_ambridge_text": "Not ours",
        "technologies": [{"name": "Drupal", "role": "CMS", "uri": "https://www.drupal.org/"}],
        "openTo": ["talking"],
        "lead": {"name": "Ambridge", "members": [{"name": "Felpersham", "type": "unitary"}]},
    }
    found = document(project)
    assert [(pointer(each.path), each.name, each.value) for each in texts(found)] == [
        ("/publisher/name", "name", "Ambridge Borough Council"),
        ("/projects/0/title/en", "title", "Bins"),
        ("/projects/0/title/cy", "title", "Biniau"),
        ("/projects/0/users/0", "users", "Crews"),
        ("/projects/0/technologies/0/role", "role", "CMS"),
        ("/projects/0/lead/name", "name", "Ambridge"),
        ("/projects/0/lead/members/0/name", "name", "Felpersham"),
    ]
    assert [pointer(each.path) for each in links(found)] == ["/publisher/url", "/projects/0/url"]
    assert [each.holds for each in addresses(found)] == [Holds.URL, Holds.URL, Holds.URI]
    assert [(pointer(path), name, value) for path, name, value in coded(found)] == [
        ("/projects/0/openTo/0", "open-to", "talking"),
        ("/projects/0/lead/members/0/type", "organisation-type", "unitary"),
    ]


def test_fields_of_a_registry_are_found_by_its_own_schema() -> None:
    value = {"sources": [{"name": "Ambridge", "url": "http://www.ambridge.example/projects.json"}]}
    found = Document(Contents(value), "", TODAY, kind=Kind.REGISTRY)
    assert codes(found) == ["insecure-link"]
