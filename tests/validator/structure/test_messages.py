"""What an officer reads of the schema's verdict: our own sentence for each keyword, without a word of JSON Schema."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from structure_cases import CASES, CHANNEL, FILE, P, found, patched

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.standard import load_schema
from councilprojects_validator.structure.messages import Violation, diagnostic
from councilprojects_validator.structure.values import GROUPS


@pytest.mark.parametrize(("where", "value"), [(where, value) for where, value, expected in CASES if expected])
def test_messages_are_for_somebody_who_has_never_heard_of_json_schema(where: str, value: Any) -> None:
    for each in found(patched(FILE, where, value)):
        assert not re.search(
            r"\b(instance|schema|regex|object|array|string|integer|boolean|None|pattern)\b", each.message
        )
        assert re.search(r"[.?}]$", each.message)
        assert "{name}" not in each.message
        assert each.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        (f"{P}/topics", "bins", '`topics` is the text “bins”, but it must be a list in [ ]. Write ["bins"].'),
        (
            f"{P}/topics",
            [5],
            'Number 1 of `topics` is the number 5, but it must be a text in double quotes. Write "5".',
        ),
        (
            f"{P}/title",
            ["x"],
            (
                "`title` is a list in [ ], but it must be a text in double quotes, or a group of them by language: "
                '{"en": "…", "cy": "…"}.'
            ),
        ),
        (
            f"{P}/contact",
            "digital@ambridge.example",
            (
                "`contact` is the text “digital@ambridge.example”, but it must be a group of fields in { }."
                ' Write it as {"email": "…"}.'
            ),
        ),
        (
            f"{P}/partners",
            ["Borchester City Council"],
            (
                "Number 1 of `partners` is the text “Borchester City Council”, but it must be a group of fields in { }."
                ' Write it as {"name": "…"}.'
            ),
        ),
        (
            f"{P}/budget",
            40000,
            '`budget` is the number 40000, but it must be a group of fields in { }. Write it as {"amount": 40000}.',
        ),
        (P, [1], "Number 1 of `projects` is a list in [ ], but it must be a group of fields in { }."),
        (
            f"{P}/estimated",
            {"a": 1},
            "`estimated` is a group of fields in { }, but it must be true or false, without quotes.",
        ),
        (f"{P}/budget", {"amount": True}, "`amount` is true, but it must be a number, without quotes."),
        (
            f"{P}/phase",
            "Discvery",
            (
                "`phase` is “Discvery”, which is none of its codes. Choose one of `idea`, `discovery`, `alpha`, `beta`,"
                " `live`, `retired`. Did you mean `discovery`?"
            ),
        ),
        (
            f"{P}/status",
            4,
            (
                "`status` is the number 4, but it must be a text in double quotes. Choose one of `planned`, `active`,"
                " `paused`, `completed`, `stopped`."
            ),
        ),
        (f"{P}/contact", {"name": "x"}, "This contact needs at least one of these: `email`, `url`. Add one."),
        (
            f"{P}/title",
            "x" * 121,
            "`title` has 121 characters, and 120 are allowed. Shorten it; there is room in `description`.",
        ),
        (f"{P}/id", "a" * 81, "`id` has 81 characters, and 80 are allowed. Shorten it."),
        (f"{P}/budget", {"amount": -5}, "`amount` is -5, but it cannot be less than 0. Check the number."),
        (
            f"{P}/services",
            [{"lgsl": 5, "channels": [CHANNEL | {"share": 35}]}],
            "`share` is 35, but a share is a part of one: for 35 % write 0.35.",
        ),
    ],
)
def test_what_an_officer_reads(where: str, value: Any, message: str) -> None:
    assert [each.message for each in found(patched(FILE, where, value))] == [message]


@pytest.mark.parametrize(
    ("violation", "code", "message"),
    [
        (Violation("maxItems", 2, [1, 2, 3], ("a",)), "too-many", "`a` has 3 items, and 2 are allowed. Take some out."),
        (
            Violation("uniqueItems", "yes", [1, 1], ("a", 1)),
            "repeated-item",
            "Number 2 of `a` is in the list twice. Take one out.",
        ),
        (Violation("maximum", 5, 6, ("a",)), "too-large", "`a` is 6, but it cannot be more than 5. Check the number."),
        (Violation("const", 5, 6, ("a",)), "wrong-value", "`a` is 6, which the standard does not allow here."),
        (
            Violation("pattern", "x", "y", ("a",)),
            "wrong-form",
            "`a` is “y”, which is not written as the standard wants it.",
        ),
        (
            Violation("format", "x", 5, ()),
            "wrong-form",
            "The file is 5, which is not written as the standard wants it.",
        ),
        (
            Violation("enum", ["a"], 5, ("a",)),
            "unknown-code",
            "`a` is 5, which is none of its codes. Choose one of `a`.",
        ),
        (
            Violation("required", ["a"], {}, ("a",), "new", ("b",)),
            "missing-field",
            "`b` is missing. Every entry needs it.",
        ),
    ],
)
def test_keywords_that_a_later_version_may_use_have_a_sentence_already(
    violation: Violation, code: str, message: str
) -> None:
    told = diagnostic(violation)
    assert (told.code, told.message) == (code, message)


def test_a_group_that_is_shown_is_one_of_the_schema() -> None:
    """With what it cannot do without."""
    definitions = load_schema("projects")["$defs"]
    for name, example in GROUPS.items():
        shown, definition = set(json.loads(example)), definitions[name]
        assert shown <= set(definition["properties"])
        assert shown >= set(definition.get("required", ()))
        choices = [set(choice["required"]) for choice in definition.get("anyOf", ())]
        assert not choices or any(choice <= shown for choice in choices)
