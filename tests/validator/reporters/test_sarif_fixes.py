"""The fixes in a SARIF report, made by a viewer of our own that knows nothing but regions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from councilprojects_validator.check import check
from councilprojects_validator.positions import lines
from councilprojects_validator.reading.decoding import shown
from councilprojects_validator.reporters import sarif
from councilprojects_validator.reporters.judged import Judged

HERE = Path(__file__).resolve()
SCHEMA = jsonschema.Draft4Validator(
    json.loads((HERE.parents[1] / "vendor" / "sarif-schema-2.1.0.json").read_text("utf-8")),
)
CASES = sorted(path for path in (HERE.parents[2] / "data" / "fix").glob("*/before.json"))
TODAY = date(2026, 11, 20)


def judged(text: str) -> Judged:
    return Judged(check(text.encode(), name="projects.json", today=TODAY), text)


def results(text: str) -> list[dict[str, Any]]:
    log = json.loads(sarif.render([judged(text)], 1, version="0.1.0"))
    SCHEMA.validate(log)
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def applied(text: str, fix: dict[str, Any]) -> str:
    """Make the replacements from the last to the first, so that the others stay where they are said to be."""
    starts = lines(text).starts
    (change,) = fix["artifactChanges"]
    for each in reversed(change["replacements"]):
        region = each["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + each.get("insertedContent", {"text": ""})["text"] + text[end:]
    return text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_each_fix_alone_mends_its_own_finding(path: Path) -> None:
    text = shown(path.read_bytes())
    for result in (each for each in results(text) if "fixes" in each):
        (fix,) = result["fixes"]
        before, after = (
            sum(finding.code == result["ruleId"] for finding in judged(each).report.findings)
            for each in (text, applied(text, fix))
        )
        assert after < before, result["message"]["text"]
        assert fix["description"]["text"].endswith(".")


def test_the_corpus_has_fixes_and_findings_without() -> None:
    found = [("fixes" in each, each["ruleId"]) for path in CASES for each in results(shown(path.read_bytes()))]
    fixed = {code for has, code in found if has}
    assert {"unknown-code", "unknown-key", "empty-value", "json-trailing-comma", "not-a-date"} <= fixed
    assert any(not has for has, _code in found)
