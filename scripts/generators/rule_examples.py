"""Makes the examples on the rules' pages: of each code a faulty file and the same file mended, cut to what matters.

Both are fixtures of the same name, in `tests/data/invalid` and `tests/data/valid`; `expected.csv` says where the fault
is. What comes out goes into the package, because `explain` shows it where there are no fixtures.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from generators.standard import Files, Standard

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
TARGET = "validator/councilprojects_validator/rules/examples.json"

MOST_LINES = 12
"""Of a fault that is spread over more, the beginning is enough to know it by."""
WIDEST = 96
"""Characters of a line: what is longer is cut, around the fault where that stands further behind."""
BEFORE = 40
"""Characters kept before the fault in a line that is cut."""

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\w.+-]+|.')
"""What is marked: a text, a word or number, else one character."""


def rule_examples(_standard: Standard) -> Files:
    text = json.dumps(examples(), ensure_ascii=False, indent=2)
    return {TARGET: (text + "\n").encode()}


def examples() -> dict[str, Any]:
    """Return the example of each code that has one."""
    found: dict[str, Any] = {}
    with (DATA / "invalid" / "expected.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            mended = DATA / "valid" / row["file"]
            if row["code"] not in found and row["line"] and mended.is_file():
                found[row["code"]] = _example(row, _lines(DATA / "invalid" / row["file"]), _lines(mended))
    return dict(sorted(found.items()))


def _lines(path: Path) -> list[str]:
    return re.split(r"\r\n|\n|\r", path.read_bytes().decode("utf-8", errors="replace").removesuffix("\n"))


def _example(row: dict[str, str], failing: list[str], mended: list[str]) -> dict[str, Any]:
    line, column = int(row["line"]) - 1, int(row["column"]) - 1
    (first, last), (mended_first, mended_last) = _difference(failing, mended)
    # The fault is always shown, also where what mends it stands further down.
    above = max(0, first - line)
    first, mended_first = first - above, max(0, mended_first - above)
    below = max(0, line + 1 - last)
    last, mended_last = last + below, min(len(mended), mended_last + below)
    shown = failing[first : max(last, first + 1)][:MOST_LINES]
    indent = min((len(each) - len(each.lstrip(" ")) for each in shown if each.strip()), default=0)
    marked = line - first
    start = indent if column < indent + WIDEST - BEFORE else column - BEFORE
    fault = TOKEN.match(failing[line], column)
    length = 1 if fault is None else min(len(fault[0]), start + WIDEST - column)
    return {
        "file": row["file"],
        "pointer": row["pointer"],
        "line": first + 1,
        "failing": [_cut(each, start if at == marked else indent) for at, each in enumerate(shown)],
        "marked": {"line": marked, "column": column - start + (start > indent), "length": max(1, length)},
        "mended": [_cut(each, indent) for each in mended[mended_first:mended_last][:MOST_LINES]],
    }


def _difference(failing: list[str], mended: list[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return from where to where the two differ, with the lines around what was only put in or taken out."""
    matcher = SequenceMatcher(None, failing, mended, autojunk=False)
    changes = [each for each in matcher.get_opcodes() if each[0] != "equal"]
    first, mended_first = changes[0][1], changes[0][3]
    last, mended_last = changes[-1][2], changes[-1][4]
    if first == last or mended_first == mended_last:
        before, after = min(1, first, mended_first), min(1, len(failing) - last, len(mended) - mended_last)
        return (first - before, last + after), (mended_first - before, mended_last + after)
    return (first, last), (mended_first, mended_last)


def _cut(line: str, start: int) -> str:
    """Return a line from `start` on, no longer than is shown, with what cannot be seen as its escape."""
    sys.path.append(str(ROOT / "validator"))
    from councilprojects_validator.quoting import visible  # noqa: PLC0415 - only now can it be found

    indent = len(line) - len(line.lstrip(" "))
    shown = ("…" if start > indent else "") + line[min(start, len(line)) : start + WIDEST]
    return visible(shown + ("…" if len(line) > start + WIDEST else ""))
