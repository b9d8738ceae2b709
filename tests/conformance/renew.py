"""Write `suite.json` anew: findings from `expected.csv`, verdicts and accepted values from the validator.

Read what changed before committing it: an implementation in another language will be held to it.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from councilprojects_validator.check import check
from councilprojects_validator.rules import RULES
from councilprojects_validator.rules.registry import FROZEN_ERRORS

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
TODAY = date(2026, 11, 20)
ADDRESS = "https://www.ambridge.example/projects.json"
ABOUT = "What a reader of the Council Projects Standard 1.0 finds in each file, and may use of it. See README.md."

TEXT = frozenset({"reading", "punctuation"})
"""Themes of what is wrong with a text, which readers of JSON tell in their own ways."""
CORE = frozenset({"forms", "fields"})
"""Themes of what the schema says."""


def suite() -> bytes:
    """Return the whole of `suite.json`."""
    expected = _expected()
    files = sorted([*(DATA / "valid").glob("*.json"), *(DATA / "invalid").glob("*.json")])
    cases = [_case(path, expected.get(path.name, []) if path.parent.name == "invalid" else []) for path in files]
    whole = {"about": ABOUT, "standard": "1.0", "date": TODAY.isoformat(), "url": ADDRESS, "cases": cases}
    # A case a line: a change shows as one, and no publisher's text can be lost in another encoding.
    lines = ",\n".join(json.dumps(case) for case in whole.pop("cases"))
    head = json.dumps(whole, indent=1).removesuffix("\n}")
    return f'{head},\n "cases": [\n{lines}\n]}}\n'.encode()


def _expected() -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    with (DATA / "invalid" / "expected.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            finding = {name: row[name] for name in ("code", "severity", "pointer")}
            rows.setdefault(row["file"], []).append(finding)
    return rows


def _case(path: Path, findings: list[dict[str, str]]) -> dict[str, Any]:
    content = path.read_bytes()
    report = check(content, name=path.name, today=TODAY, url=ADDRESS)
    case = {
        "file": f"../data/{path.parent.name}/{path.name}",
        "level": _level({finding["code"] for finding in findings}),
        "outcome": report.outcome.value,
        "findings": findings,
    }
    accepted = report.acceptance.value
    return case if accepted is not None and accepted == _value(content) else {**case, "accepted": accepted}


def _value(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except ValueError:
        return None


def _level(codes: set[str]) -> str:
    themes = {RULES[code].theme for code in codes - {"json-repeated-key", "file-byte-order-mark"}}
    if themes & TEXT:
        return "text"
    return "core" if codes <= FROZEN_ERRORS or themes <= CORE else "rules"


if __name__ == "__main__":
    (HERE / "suite.json").write_bytes(suite())
