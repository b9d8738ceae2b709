"""The corpus decides: `tests/data/valid` has no finding, `tests/data/invalid` exactly those of `expected.csv`.

Each invalid file is a valid one with one fault, named `field-or-rule_reason.json`. A file without a row fails, and so
does a row without a file. All are judged as on one day and as if read from one address.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilprojects_validator import standard
from councilprojects_validator.check import check
from councilprojects_validator.report import Outcome, Report
from councilprojects_validator.rules import RULES
from councilprojects_validator.structure.engine import judge

DATA = Path(__file__).parents[1] / "data"
VALID = sorted((DATA / "valid").glob("*.json"))
INVALID = sorted((DATA / "invalid").glob("*.json"))
TODAY = date(2026, 11, 20)
ADDRESS = "https://www.ambridge.example/projects.json"
COLUMNS = ("file", "code", "severity", "pointer", "line", "column")

REFUSE_NOTHING = frozenset({"if", "contains", "const", "$ref"})
"""Keywords that refuse nothing by themselves: `then` does, and what is referred to."""

WITHOUT_FIXTURE = frozenset(
    {
        "file-too-large",  # needs a limit or ten megabytes: the tests of the command line have it
        "file-utf-32",  # nobody writes it
        "repeated-item",
        "too-many",
        "wrong-value",
        "wrong-form",  # for keywords that a later 1.x may use
        "deprecated-code",  # version 1.0 has given up nothing: the tests of the rules bring their own lists
        "deprecated-field",
    },
)
"""Codes that no fixture shows, each with its reason."""

ABOUT_ADDRESSES = frozenset(code for code, rule in RULES.items() if rule.theme == "hosting")
"""What is said of an address, not of a file: tested against a web server."""


def report(path: Path) -> Report:
    return check(path.read_bytes(), name=path.name, today=TODAY, url=ADDRESS)


def found(path: Path) -> list[tuple[str, ...]]:
    return [
        (
            path.name,
            finding.code,
            str(finding.severity),
            finding.pointer,
            "" if finding.line is None else str(finding.line),
            "" if finding.column is None else str(finding.column),
        )
        for finding in report(path).findings
    ]


def expected() -> dict[str, list[tuple[str, ...]]]:
    rows: dict[str, list[tuple[str, ...]]] = {}
    with (DATA / "invalid" / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["file"], []).append(tuple(row[column] for column in COLUMNS))
    return rows


EXPECTED = expected()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_file_has_no_finding(path: Path) -> None:
    assert found(path) == []
    assert report(path).outcome is Outcome.VALID


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_file_has_exactly_the_expected_findings(path: Path) -> None:
    assert found(path) == EXPECTED.get(path.name)


def test_no_row_is_without_a_file() -> None:
    assert set(EXPECTED) == {path.name for path in INVALID}


@pytest.mark.parametrize(
    "code", sorted(code for code, rule in RULES.items() if rule.run is not None and code not in WITHOUT_FIXTURE)
)
def test_every_rule_has_a_failing_and_a_passing_file(code: str) -> None:
    failing = [path for path in INVALID if path.stem.split("_")[0] == code]
    assert failing
    assert all({row[1] for row in EXPECTED[path.name]} == {code} for path in failing)
    # A near miss, besides the files that are an invalid one mended.
    assert {path.name for path in VALID if path.stem.split("_")[0] == code} - set(EXPECTED)


def test_every_code_of_the_reader_and_the_schema_has_a_file() -> None:
    shown = {row[1] for rows in EXPECTED.values() for row in rows}
    assert set(RULES) - ABOUT_ADDRESSES - shown == WITHOUT_FIXTURE
    assert shown <= set(RULES)


def broken_keywords() -> Iterator[str]:
    """Yield the schema's keywords on the way to whatever the corpus breaks."""
    for path in INVALID:
        try:
            value = json.loads(path.read_bytes())
        except (ValueError, RecursionError):
            continue
        kind = "registry" if isinstance(value, dict) and "councilProjectsRegistry" in value else "projects"
        for error in judge(standard.load_schema(kind)).iter_errors(value):
            yield from (str(step) for step in error.absolute_schema_path)
            for inner in error.context or ():
                yield from (str(step) for step in inner.absolute_schema_path)


def keywords(schema: Any) -> Iterator[str]:
    """Yield every keyword that a schema uses to judge."""
    for key, part in schema.items():
        if key in {"$schema", "$id", "title", "description", "examples", "$defs"}:
            if key == "$defs":
                for definition in part.values():
                    yield from keywords(definition)
            continue
        yield key
        inner = part.values() if key == "properties" else part if isinstance(part, list) else [part]
        for each in inner:
            if isinstance(each, dict):
                yield from keywords(each)


def test_every_keyword_of_the_schema_is_broken_by_a_file() -> None:
    used = set(keywords(standard.load_schema("projects"))) | set(keywords(standard.load_schema("registry")))
    assert used - set(broken_keywords()) == REFUSE_NOTHING


def test_every_closed_codelist_is_broken_by_a_file() -> None:
    """One file for each place where a closed list stands."""
    closed = {
        (definition, field)
        for definition, members in standard.load_schema("projects")["$defs"].items()
        for field, member in members.get("properties", {}).items()
        if "enum" in member or "enum" in member.get("items", {})
    }
    assert len(closed) == 12
    broken = {
        row[3].rsplit("/", 1)[-1] if not row[3][-1].isdigit() else row[3].split("/")[-2]
        for rows in EXPECTED.values()
        for row in rows
        if row[1] == "unknown-code"
    }
    assert {field for _definition, field in closed} <= broken


JARGON = re.compile(
    r"\b(?:array|attribute|boolean|const|deserialis\w*|dict|enum|exception|format|instance|integer|invalid|iterable"
    r"|JSON Pointer|keyword|nullable|null|object|parse\w*|pattern|propert(?:y|ies)|regex\w*|schema|string|subschema"
    r"|syntax|token|type|unexpected|validat(?:e|ion))\b",
    re.IGNORECASE,
)
"""Words of those who write validators. Whoever keeps a website has heard of none of them in this sense."""

BLAME = re.compile(
    r"\b(?:your (?:mistake|fault|error)|you (?:forgot|failed|must)|forgot|illegal|bad|failed|error)\b", re.IGNORECASE
)

LONGEST_MESSAGE = 260
"""Characters: what can be read aloud in one breath or two."""

MOST_SENTENCES = 4
"""What was found, what to write, and at most a list of codes and a guess."""


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_message_is_in_words_that_everybody_knows(path: Path) -> None:
    for finding in report(path).findings:
        # What is quoted, or stands as code, is the publisher's or the standard's own word.
        words = re.sub(r"“[^”]*”|`[^`]*`|\"[^\"]*\"", "", finding.message)
        assert JARGON.search(words) is None, finding.message
        assert BLAME.search(words) is None, finding.message
        assert len(finding.message) <= LONGEST_MESSAGE
        assert len(re.findall(r"[.?](?: |$)", finding.message)) in range(1, MOST_SENTENCES + 1), finding.message
        assert finding.message[-1] in ".?"
