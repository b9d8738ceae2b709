"""What `fix` would begin with, told beforehand: for reports, which say of a finding that it can be mended, and how.

Called by the reporters. One round is looked at, and no check follows it, so `fix` itself may leave one of these mends.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from councilprojects_validator.diagnostics import Finding
from councilprojects_validator.fixing.empties import without_each
from councilprojects_validator.fixing.model import Change, Edit
from councilprojects_validator.fixing.propose import edits, edits_of_text, file_of
from councilprojects_validator.fixing.registry import MENDS
from councilprojects_validator.positions import places
from councilprojects_validator.reading.read import Reading, read
from councilprojects_validator.report import Report

MARKED = "file-byte-order-mark"
IN_TEXT = ("json-", "file-")
"""How the codes of what is wrong with a text begin."""


def mendable_findings(text: str, report: Report) -> frozenset[Finding]:
    """Return the findings that `fix` would begin with; of a text that is not JSON all faults of the text, or none."""
    if not any(finding.code in MENDS for finding in report.findings):
        return frozenset()
    if not any(finding.code.startswith(IN_TEXT) for finding in report.findings):
        # Nothing is wrong with the text itself, so the quick way of reading it says the same.
        return _begun_with(text, json.loads(text), report)
    content = text.encode()
    reading = read(content, len(content))
    codes = {MARKED} | {each.code for each in reading.diagnostics if edits_of_text(text, reading.diagnostics)}
    found = frozenset(finding for finding in report.findings if finding.code in codes)
    # A second byte order mark is part of the text here, but not of one that is read anew.
    return found | _begun_with(text, reading.value, report) if reading.readable and reading.text == text else found


def _begun_with(text: str, value: Any, report: Report) -> frozenset[Finding]:
    return frozenset(each.fault.finding for each in _edits(text, value, report))


def proposals(text: str, report: Report) -> dict[Finding, tuple[Change, ...]]:
    """Return for each finding that can be mended the changes of the text that mend it alone, in order.

    Nothing for a byte order mark, which is no part of the text.
    """
    if not any(finding.code in MENDS for finding in report.findings):
        return {}
    content = text.encode()
    reading = read(content, len(content))
    if reading.text != text:
        return {}
    chosen = _edits(text, reading.value, report) if reading.readable else _edits_of_text(reading, report)
    gone = [edit for edit in chosen if edit.gone]
    alone = dict(without_each(gone[0].fault.file, [edit.path for edit in gone])) if gone else {}
    return {edit.fault.finding: alone.get(edit.path, ()) if edit.gone else _in_order(edit) for edit in chosen}


def _edits(text: str, value: Any, report: Report) -> list[Edit]:
    return edits(file_of(text, value, report), report.findings)


def _edits_of_text(reading: Reading, report: Report) -> list[Edit]:
    """Return the edits of a text that is not JSON, each for the finding of the report that stands in its place."""
    chosen = edits_of_text(reading.text, reading.diagnostics) or []
    placed = places(reading.text, (edit.fault.extent.start for edit in chosen))
    known = {(finding.code, finding.line, finding.column): finding for finding in report.findings}
    found = []
    for edit in chosen:
        finding = known.get((edit.fault.finding.code, *placed[edit.fault.extent.start]))
        if finding is not None:
            found.append(replace(edit, fault=replace(edit.fault, finding=finding)))
    return found


def _in_order(edit: Edit) -> tuple[Change, ...]:
    return tuple(sorted(edit.changes, key=lambda each: each.start))
