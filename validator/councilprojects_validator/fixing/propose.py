"""From findings to edits: finds where each fault stands, asks its mend, and lets only those edits pass that agree.

Called by `fix` in every round. Pure: the text that goes with the report is an argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from councilprojects_validator.diagnostics import Diagnostic, Finding, Path
from councilprojects_validator.fixing.empties import without
from councilprojects_validator.fixing.model import Change, Edit, Fault, File
from councilprojects_validator.fixing.registry import MENDS
from councilprojects_validator.positions import Extent, Span, places, spans
from councilprojects_validator.report import Kind, Report

REPEATED = "json-repeated-key"


def file_of(text: str, value: Any, report: Report) -> File:
    """Return what the mends ask of a file. `value` is None where the text is not JSON."""
    repeats = any(finding.code == REPEATED for finding in report.findings)
    is_registry = report.kind is Kind.REGISTRY or (
        report.kind is Kind.UNKNOWN and isinstance(value, dict) and "projects" not in value and "sources" in value
    )
    kind = Kind.REGISTRY if is_registry else Kind.PROJECTS
    return File(text, value, kind, repeats)


def edits(file: File, findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits that mend those findings of a file that can be mended for certain, in file order."""
    faults = _faults(file, [finding for finding in findings if finding.code in MENDS])
    found = (MENDS[fault.finding.code].run(fault) for fault in faults)
    return _agreeing([edit for edit in found if edit is not None and _does_something(edit, file.text)])


def edits_of_text(text: str, diagnostics: Sequence[Diagnostic]) -> list[Edit] | None:
    """Return the edits for a text that is not JSON; None unless all that is wrong with it can be mended."""
    file = File(text, None, Kind.PROJECTS, repeats_keys=False)
    found = []
    for each in diagnostics:
        finding = Finding(each.code, each.severity, each.message, pointer="", where="")
        offset = each.offset or 0
        fault = Fault(finding, (), Extent(offset, offset), file)
        edit = MENDS[each.code].run(fault) if each.code in MENDS else None
        if edit is None:
            return None
        found.append(edit)
    return _agreeing(found)


def changes_of(file: File, chosen: Collection[Edit]) -> list[Change]:
    """Return all changes of the text that these edits make, in order."""
    gone = [edit.fault.path for edit in chosen if edit.gone]
    made = [change for edit in chosen for change in edit.changes]
    return sorted([*made, *without(file, gone)], key=lambda change: (change.start, change.end))


def _faults(file: File, findings: Iterable[Finding]) -> Iterator[Fault]:
    known = [(finding, _path(finding.pointer, file.value)) for finding in findings if finding.line is not None]
    paths = [path for _finding, path in known if path is not None]
    found = spans(file.text, paths) if paths else {}
    starts = places(file.text, (span.key.start for span in found.values() if span.key is not None))
    for finding, path in known:
        if path is not None and path in found:
            yield _placed(finding, path, found[path], starts, file)


def _placed(finding: Finding, path: Path, span: Span, starts: Mapping[int, tuple[int, int]], file: File) -> Fault:
    if span.key is not None and starts[span.key.start] == (finding.line, finding.column):
        return Fault(finding, path, span.key, file, at_key=True)
    return Fault(finding, path, span.value, file)


def _path(pointer: str, value: Any) -> Path | None:
    """Return a JSON Pointer as a path into `value`; None where it leads nowhere."""
    path: list[str | int] = []
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and key in value:
            value = value[key]
            path.append(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
            path.append(int(key))
        else:
            return None
    return tuple(path)


def _does_something(edit: Edit, text: str) -> bool:
    """Tell whether an edit changes the text: a month where a day is needed would be written as it stands, for ever."""
    return edit.gone or any(text[change.start : change.end] != change.text for change in edit.changes)


def _agreeing(found: list[Edit]) -> list[Edit]:
    """Leave out what would give two members of a group one name, and what another edit changes already."""
    names = Counter(edit.path for edit in found if edit.renamed is not None)
    touched: set[tuple[int, int]] = set()
    agreeing = []
    for edit in found:
        places = {(change.start, change.end) for change in edit.changes}
        if (edit.renamed is None or names[edit.path] == 1) and not places & touched:
            agreeing.append(edit)
            touched |= places
    return agreeing
