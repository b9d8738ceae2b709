"""The registry of rules and pages: what a rule must bring along, and what may be an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rule_documents import document

from councilprojects_validator import rules
from councilprojects_validator.diagnostics import Diagnostic, Severity, Target
from councilprojects_validator.document import Document
from councilprojects_validator.rules import (
    RULES,
    Fault,
    explained,
    registry,
    rule,
    run_rules,
)
from councilprojects_validator.rules.registry import FROZEN_ERRORS

SOURCES = Path(rules.__file__).parent.parent
TODAY = date(2026, 11, 20)


PAGE = """Something is wrong.

It matters.

Put it right.
"""


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
        "a-code": registry.Rule(
            "a-code", Severity.WARNING, "Something is wrong.", PAGE.strip(), "test_rules_registry", nothing
        ),
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
    for module in SOURCES.rglob("*.py"):
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
