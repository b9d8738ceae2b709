"""Our own validator against the conformance suite: the same plain data that a reader in another language is held to."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilprojects_validator.check import check
from councilprojects_validator.reading.read import read
from councilprojects_validator.report import Outcome

HERE = Path(__file__).parents[1] / "conformance"
SUITE = json.loads((HERE / "suite.json").read_bytes())
TODAY = date.fromisoformat(SUITE["date"])
TEXTS = json.loads((HERE / "json-texts.json").read_bytes())["cases"]
ACCEPTED = [case for case in SUITE["cases"] if case.get("accepted") is not None]


@pytest.mark.parametrize("case", SUITE["cases"], ids=lambda case: Path(case["file"]).stem)
def test_a_file_has_the_verdict_findings_and_rest_of_the_suite(case: dict[str, Any]) -> None:
    content = (HERE / case["file"]).read_bytes()
    report = check(content, name="x", today=TODAY, url=SUITE["url"])
    found = [{"code": f.code, "severity": f.severity.value, "pointer": f.pointer} for f in report.findings]
    assert (report.outcome, found) == (Outcome(case["outcome"]), case["findings"])
    whole = case["accepted"] if "accepted" in case else json.loads(content.decode("utf-8-sig"))
    assert report.acceptance.value == whole


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: Path(case["file"]).stem)
def test_what_is_accepted_has_no_error_and_is_accepted_as_it_is(case: dict[str, Any]) -> None:
    report = check(json.dumps(case["accepted"]).encode(), name="x", today=TODAY, url=SUITE["url"])
    assert report.outcome is Outcome.VALID
    assert report.acceptance.value == case["accepted"]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_a_text_is_read_or_refused_with_a_reason(case: dict[str, str]) -> None:
    content = base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode()
    reading = read(content)
    assert reading.readable is not case["name"].startswith(("n_", "i_refused_"))
    assert reading.readable or reading.diagnostics


def test_the_suite_covers_what_it_promises() -> None:
    kinds = {name: sum(case["name"].startswith(name) for case in TEXTS) for name in ("y_", "n_", "i_")}
    assert {name: count >= least for (name, count), least in zip(kinds.items(), (90, 220, 15), strict=True)} == {
        "y_": True,
        "n_": True,
        "i_": True,
    }
    levels = {case["level"] for case in SUITE["cases"]}
    outcomes = {case["outcome"] for case in SUITE["cases"]}
    assert (levels, outcomes) == ({"core", "text", "rules"}, {"valid", "invalid", "unchecked"})
    assert len(ACCEPTED) > 40
    assert any("1.1" in case["file"] for case in SUITE["cases"])


def test_the_suite_is_what_renew_writes() -> None:
    """Run as its own program: `python tests/conformance/renew.py` writes it anew."""
    code = "import sys; sys.path.insert(0, 'tests/conformance'); import renew; sys.stdout.buffer.write(renew.suite())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE.parents[1], capture_output=True, check=True, timeout=60
    )
    assert done.stdout == (HERE / "suite.json").read_bytes(), "Run: python tests/conformance/renew.py"
