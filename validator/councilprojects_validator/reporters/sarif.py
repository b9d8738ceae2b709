"""SARIF 2.1.0, for code scanning and editors (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

Columns count code points, and the file says so. A finding without a line gets no region. Paths are relative to the
folder that was checked out. A rule's help is its page, so the report can be read without this program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import visible
from councilprojects_validator.report import Outcome
from councilprojects_validator.reporters.fingerprint import fingerprints
from councilprojects_validator.reporters.indented import dump
from councilprojects_validator.reporters.places import relative, uri
from councilprojects_validator.reporters.sarif_fixes import fixes
from councilprojects_validator.rules import RULES
from councilprojects_validator.standard import BASE, help_url
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Report
    from councilprojects_validator.reporters.judged import Judged

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""How GitHub and the SARIF viewers name the folder that was checked out."""
FINGERPRINT = "councilProjects/v1"
"""The version rises if what a fingerprint is made of ever changes."""
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(files: Sequence[Judged], exit_code: int, *, root: str = "", version: str) -> str:
    """Return one run over all files; `root` is the folder that paths are told below, `version` our own."""
    codes = sorted({finding.code for judged in files for finding in judged.report.findings})
    indexes = {code: index for index, code in enumerate(codes)}
    driver = {
        "name": "councilprojects",
        "informationUri": BASE,
        "semanticVersion": version,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": _("The folder that was checked.")}}},
        "invocations": [_invocation(files, exit_code, root)],
        "results": [result for judged in files for result in _results(judged, indexes, root)],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    paragraphs = [" ".join(part.split()) for part in rule.page.split("\n\n")]
    return {
        "id": code,
        "shortDescription": {"text": paragraphs[0]},
        "fullDescription": {"text": " ".join(paragraphs[:2])},
        "help": {"text": "\n\n".join(paragraphs), "markdown": "\n\n".join(paragraphs)},
        "helpUri": help_url(code),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _results(judged: Judged, indexes: Mapping[str, int], root: str) -> Iterator[dict[str, Any]]:
    report = judged.report
    mended = fixes(judged, _artifact(report.name, root))
    names = fingerprints(relative(report.name, root), report.findings)
    for finding, fingerprint in zip(report.findings, names, strict=True):
        yield {
            "ruleId": finding.code,
            "ruleIndex": indexes[finding.code],
            "level": LEVELS[finding.severity],
            "message": {"text": _plain(finding.message)},
            "locations": [_location(report.name, root, finding)],
            "partialFingerprints": {FINGERPRINT: fingerprint},
            **({"fixes": [mended[finding]]} if finding in mended else {}),
        }


def _location(name: str, root: str, finding: Finding) -> dict[str, Any]:
    physical = {"artifactLocation": _artifact(name, root)}
    if finding.line is not None:
        physical["region"] = _region(finding)
    logical = {"fullyQualifiedName": finding.pointer, "kind": "value", "name": _plain(finding.where)}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _region(finding: Finding) -> dict[str, Any]:
    """Return the place; `endColumn` is the column behind the last character in SARIF too."""
    places = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    return {key: place for key, place in places.items() if place is not None}


def _artifact(name: str, root: str) -> dict[str, Any]:
    address, below = uri(name, root)
    return {"uri": address, "uriBaseId": ROOT} if below else {"uri": address}


def _invocation(files: Sequence[Judged], exit_code: int, root: str) -> dict[str, Any]:
    unchecked = any(judged.report.outcome is Outcome.UNCHECKED for judged in files)
    notes = [note for judged in files for note in _notifications(judged.report, root)]
    return {
        "executionSuccessful": not unchecked,
        "exitCode": exit_code,
        "toolExecutionNotifications": notes,
    }


def _notifications(report: Report, root: str) -> Iterator[dict[str, Any]]:
    level = "error" if report.outcome is Outcome.UNCHECKED else "note"
    place = {"physicalLocation": {"artifactLocation": _artifact(report.name, root)}}
    for sentence in report.not_checked:
        yield {"level": level, "message": {"text": _plain(sentence)}, "locations": [place]}


def _plain(text: str) -> str:
    """Return text in which `[words](address)` is no link: a viewer would show it as one (SARIF, 3.11.6)."""
    shown = visible(text)
    return shown.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in shown else shown
