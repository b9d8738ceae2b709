"""Everything that the schema refuses is one finding with its own code, place, sentence and, where possible, a fix."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path as File
from typing import Any

import pytest

from councilprojects_validator import forms, messages, standard
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Severity, Target, pointer
from councilprojects_validator.formats import FORMATS
from councilprojects_validator.messages import Violation, diagnostic
from councilprojects_validator.reading import MOST_FAULTS
from councilprojects_validator.report import Kind
from councilprojects_validator.structure import structure

PROJECT = {
    "id": "missed-bins",
    "title": "Report a missed bin",
    "summary": "Residents report a missed collection online.",
    "reviewed": "2026-10-12",
}
FILE: dict[str, Any] = {
    "councilProjects": "1.0",
    "publisher": {"name": "Ambridge", "url": "https://www.ambridge.example/"},
    "projects": [PROJECT],
}
REGISTRY: dict[str, Any] = {
    "councilProjectsRegistry": "1.0",
    "name": "Councils",
    "sources": [{"id": "ambridge", "name": "Ambridge", "url": "https://www.ambridge.example/projects.json"}],
}
CHANNEL = {"channel": "web", "start": "2025", "end": "2025", "volume": 5}


class Absent:
    """Stands for a value that is taken out. A name of its own: an address would differ from process to process."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


def patched(file: dict[str, Any], where: str, value: Any) -> dict[str, Any]:
    """Return `file` with `value` at a JSON Pointer whose parents exist."""
    copy = deepcopy(file)
    *parents, last = where.split("/")[1:]
    holder: Any = copy
    for key in parents:
        holder = holder[int(key)] if isinstance(holder, list) else holder[key]
    if value is ABSENT:
        del holder[last]
    else:
        holder[int(last) if isinstance(holder, list) else last] = value
    return copy


def found(value: dict[str, Any], kind: Kind = Kind.PROJECTS) -> list[Diagnostic]:
    return list(structure(Contents(value), kind))


P = "/projects/0"
# Where something is put, what, and what is found: code, pointer (relative to where), field, suggestion.
CASES: list[tuple[str, Any, list[tuple[str, str, str | None, str | None]]]] = [
    ("/publisher", ABSENT, [("missing-field", "<", "publisher", None)]),
    ("/projects", ABSENT, [("missing-field", "<", "projects", None)]),
    (f"{P}/id", ABSENT, [("missing-field", "<", "id", None)]),
    (P, {"id": "a"}, [("missing-field", "", name, None) for name in ("title", "summary", "reviewed")]),
    ("/publisher", {"gss": "E09000007"}, [("missing-field", "", "name", None), ("missing-field", "", "url", None)]),
    ("/projects", {"a": 1}, [("wrong-type", "", None, None)]),
    ("/publisher", "Ambridge", [("wrong-type", "", None, None)]),
    (P, "missed-bins", [("wrong-type", "", None, None)]),
    (f"{P}/title", 5, [("wrong-type", "", None, '"5"')]),
    (f"{P}/phase", 5, [("wrong-type", "", None, None)]),
    (f"{P}/topics", "bins", [("wrong-type", "", None, '["bins"]')]),
    (f"{P}/estimated", "Yes", [("wrong-type", "", None, "true")]),
    (f"{P}/estimated", "perhaps", [("wrong-type", "", None, None)]),
    (f"{P}/budget", {"amount": "£1,500.50"}, [("wrong-type", "/amount", None, "1500.50")]),
    (f"{P}/budget", {"amount": "a lot"}, [("wrong-type", "/amount", None, None)]),
    (f"{P}/budget", {"amount": "1.x"}, [("wrong-type", "/amount", None, None)]),
    (f"{P}/budget", {"amount": True}, [("wrong-type", "/amount", None, None)]),
    (f"{P}/budget", {"amount": -5}, [("too-small", "/amount", None, None)]),
    (f"{P}/budget", {"currency": "GBP"}, [("missing-one-of", "", "band", None)]),
    (f"{P}/contact", {"name": "Digital"}, [("missing-one-of", "", "email", None)]),
    (f"{P}/services", [{"channels": [CHANNEL]}], [("missing-one-of", "/0", "lgsl", None)]),
    (
        f"{P}/services",
        [{"lgsl": 5, "channels": [CHANNEL | {"volume": "1.5"}]}],
        [("wrong-type", "/0/channels/0/volume", None, None)],
    ),
    (
        f"{P}/services",
        [{"lgsl": 5, "channels": [CHANNEL | {"share": 35}]}],
        [("too-large", "/0/channels/0/share", None, "0.35")],
    ),
    (
        f"{P}/services",
        [{"lgsl": 5, "channels": [CHANNEL | {"share": 350}]}],
        [("too-large", "/0/channels/0/share", None, None)],
    ),
    (f"{P}/services", [{"lgsl": "bins"}], [("not-a-list-number", "/0/lgsl", None, None)]),
    (f"{P}/phase", "Discvery", [("unknown-code", "", None, "discovery")]),
    (f"{P}/phase", "who knows", [("unknown-code", "", None, None)]),
    (f"{P}/openTo", ["talking", "not-now"], [("not-now-with-others", "", None, None)]),
    (f"{P}/openTo", ["talkin", "talking"], [("unknown-code", "/0", None, "talking")]),
    (f"{P}/title", "x" * 121, [("too-long", "", None, None)]),
    (f"{P}/id", "a" * 81, [("too-long", "", None, None)]),
    (f"{P}/title", {"en": "x" * 121, "cy": "y"}, [("too-long", "/en", None, None)]),
    (f"{P}/title", {"Welsh": "y", "en": "x"}, [("not-a-language-tag", "/Welsh", None, "cy")]),
    (
        f"{P}/title",
        {"en": 5, "a b": 6},
        [("not-a-language-tag", "/a b", None, None), ("wrong-type", "/en", None, '"5"')],
    ),
    (f"{P}/title", "  ", [("blank-text", "", None, None)]),
    (f"{P}/id", "Missed bins!", [("bad-id", "", None, "missed-bins")]),
    (f"{P}/id", "missed-bins\n", [("bad-id", "", None, "missed-bins")]),
    (f"{P}/id", "¡¡", [("bad-id", "", None, None)]),
    (f"{P}/reviewed", "12/10/2026", [("not-a-date", "", None, "2026-10-12")]),
    (f"{P}/reviewed", "2026-10", [("not-a-date", "", None, None)]),
    (f"{P}/reviewed", "2026-02-30", [("not-a-date", "", None, None)]),
    (f"{P}/start", "2025-26", [("not-a-date", "", None, "2025-04")]),
    (f"{P}/start", "1850-01-01", [("not-a-date", "", None, None)]),
    (f"{P}/url", "www.ambridge.example/bins", [("not-a-url", "", None, "https://www.ambridge.example/bins")]),
    (f"{P}/url", {"cy": "biniau"}, [("not-a-url", "/cy", None, None)]),
    (f"{P}/url", "ftp://www.ambridge.example/", [("not-a-url", "", None, None)]),
    (f"{P}/technologies", [{"name": "Drupal", "uri": "drupal"}], [("not-a-uri", "/0/uri", None, None)]),
    (f"{P}/areas", ["e09000007"], [("not-a-gss-code", "/0", None, "E09000007")]),
    (f"{P}/areas", [" "], [("not-a-gss-code", "/0", None, None)]),
    ("/publisher/orgIds", ["Ambridge"], [("not-an-org-id", "/0", None, None)]),
    ("/publisher/contact", {"email": "mailto:a@b.example"}, [("not-an-email", "/email", None, "a@b.example")]),
    ("/licence", "Open Government Licence", [("not-a-licence", "", None, None)]),
    (
        f"{P}/repositories",
        [{"url": "https://a.example/", "licence": "https://b.example/"}],
        [("not-a-licence", "/0/licence", None, None)],
    ),
    (f"{P}/budget", {"amount": 5, "currency": "£"}, [("not-a-currency", "/currency", None, "GBP")]),
    ("/language", "English", [("not-a-language-tag", "", None, None)]),
    ("/reviewEvery", "3 months", [("not-a-duration", "", None, "P3M")]),
    ("/modified", "12.10.2026", [("not-a-date-time", "", None, "2026-10-12")]),
    ("/modified", "2026-02-30", [("not-a-date-time", "", None, None)]),
    (f"{P}/previousIds", ["Old ID"], [("bad-previous-id", "/0", None, "old-id")]),
    (f"{P}/x_camden_any", {"thing": None}, []),
    (f"{P}/unknown", 5, []),
]


@pytest.mark.parametrize(
    ("where", "value", "expected"), CASES, ids=[f"{where} {str(v)[:30]}" for where, v, _e in CASES]
)
def test_one_fault_is_one_error_at_its_place(
    where: str, value: Any, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    parent = where.rsplit("/", 1)[0]
    told = [(each.code, pointer(each.path), each.field, each.suggestion) for each in found(patched(FILE, where, value))]
    assert told == [(code, parent if at == "<" else where + at, *rest) for code, at, *rest in expected]


@pytest.mark.parametrize(
    ("where", "value", "code", "at"),
    [
        ("/sources/0/hosts", ["https://www.ambridge.example/"], "not-a-host", "/sources/0/hosts/0"),
        ("/includes", ["a b"], "not-an-address", "/includes/0"),
        ("/sources/0/format", "projects.jsn", "unknown-code", "/sources/0/format"),
        ("/sources/0/url", ABSENT, "missing-field", "/sources/0"),
        ("/name", 5, "wrong-type", "/name"),
    ],
)
def test_a_registry_is_judged_by_its_own_schema(where: str, value: Any, code: str, at: str) -> None:
    assert [(each.code, pointer(each.path)) for each in found(patched(REGISTRY, where, value), Kind.REGISTRY)] == [
        (code, at)
    ]


def test_sound_files_have_no_fault() -> None:
    assert found(FILE) == []
    assert found({**FILE, "projects": []}) == []
    assert found(REGISTRY, Kind.REGISTRY) == []


def test_paths_are_those_of_the_publishers_file() -> None:
    file = {**FILE, "projects": [5, PROJECT, {**PROJECT, "topics": ["a", "b", 7]}]}
    contents = Contents(file).without([("projects", 0), ("projects", 2, "topics", 0)])
    assert [each.path for each in structure(contents, Kind.PROJECTS)] == [("projects", 2, "topics", 2)]


def test_only_the_parts_asked_for_are_judged() -> None:
    file = Contents({**FILE, "publisher": 5, "projects": [5, 6, PROJECT]})
    assert [each.path for each in structure(file, Kind.PROJECTS, [()])] == [("publisher",)]
    assert [each.path for each in structure(file, Kind.PROJECTS, [("projects", 1)])] == [("projects", 1)]


def test_a_field_that_was_read_as_absent_is_said_to_be_empty() -> None:
    file = patched(FILE, f"{P}/title", ABSENT)
    missing, empty = found(file)[0], next(structure(Contents(file), Kind.PROJECTS, empty=[("projects", 0, "title")]))
    assert missing.message == "`title` is missing. Every project needs it, so that people know what it is about."
    assert empty.message.startswith("`title` is empty, which counts as missing.")


def test_a_part_with_very_many_faults_is_not_read_to_its_end() -> None:
    file = patched(FILE, f"{P}/topics", [5] * (MOST_FAULTS + 500))
    assert len(found(file)) == MOST_FAULTS + 1


def test_a_bad_name_of_a_language_is_shown_at_the_name() -> None:
    assert found(patched(FILE, f"{P}/title", {"a b": "x"}))[0].target is Target.KEY


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


def subschemas(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from subschemas(member)


JUDGING = {
    "required",
    "type",
    "enum",
    "const",
    "maxLength",
    "minLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "maxItems",
    "minItems",
    "uniqueItems",
    "propertyNames",
    "format",
    "pattern",
    "anyOf",
    "dependentRequired",
    "multipleOf",
    "minProperties",
    "maxProperties",
    "oneOf",
    "not",
}
NEVER_BROKEN = {"minProperties": "a group with nothing in it is read as absent", "const": "stands in an `if` only"}


@pytest.mark.parametrize("name", ["projects", "registry"])
def test_every_keyword_format_and_definition_of_the_schemas_has_its_words(name: str) -> None:
    schema = standard.load_schema(name)
    used = {keyword for part in subschemas(schema) for keyword in part if keyword in JUDGING}
    assert used - NEVER_BROKEN.keys() <= messages._SENTENCES.keys()  # noqa: SLF001 - the table under test
    assert {part["format"] for part in subschemas(schema) if isinstance(part.get("format"), str)} <= FORMATS.keys()
    for definition, part in schema["$defs"].items():
        if "pattern" in part:
            assert forms.form_of(definition, ()) is not forms._ANY, definition  # noqa: SLF001
        if "required" in part or ("anyOf" in part and "properties" in part):
            assert messages._thing(definition) != "entry", definition  # noqa: SLF001


def test_every_message_goes_through_the_catalogue() -> None:
    for module in (forms, messages):
        tree = ast.parse(File(str(module.__file__)).read_text(encoding="utf-8"))
        told = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        assert all(not re.search(r"[a-z] [a-z]", json.dumps(ast.unparse(node))[2:]) for node in told)
