"""The validator's pipeline. Start reading here: bytes come in, a `Report` goes out, every other module is a stage.

bytes → reading → emptiness → marker → structure, keys → set aside → rules → set aside → marks → locate → Report

Nothing is raised for what is in a file. The stages make diagnostics; only `locate` knows lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from councilprojects_validator import rules, standard
from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path, Severity
from councilprojects_validator.document import Document, without_strangers
from councilprojects_validator.emptiness import drop_empty, empty_values
from councilprojects_validator.locate import Source, in_file_order, locate
from councilprojects_validator.marker import MARKERS, Marker, read_marker
from councilprojects_validator.marks import marks
from councilprojects_validator.reading.read import MAX_SIZE, MOST_FAULTS, Reading, read
from councilprojects_validator.report import Acceptance, Checked, Kind, Marks, Outcome, Report
from councilprojects_validator.setaside import accept, item_of, judgeable
from councilprojects_validator.structure.faults import LISTS, structure
from councilprojects_validator.structure.keys import unknown_keys
from councilprojects_validator.structure.newer import may_stay, noted
from councilprojects_validator.unchecked import unchecked
from councilprojects_validator.wording import _


def check(content: bytes, *, name: str, today: date, url: str | None = None, max_size: int = MAX_SIZE) -> Report:
    """Check one file. `name` is what the report calls it, `url` the address that it was read from, if any.

    Dates are judged as on the day `today`. Of a file that is not JSON what is certain is told, and nothing accepted.
    """
    return judged(read(content, max_size), name=name, today=today, url=url)


def judged(reading: Reading, *, name: str, today: date, url: str | None = None) -> Report:
    """Check a file that has been read, as `check` does: for whoever needs what was read as well."""
    contents, empty = drop_empty(_value(reading))
    marker = read_marker(contents.value)
    source = _source(reading, marker)
    if not reading.readable and (reading.mended is None or marker.judged_as is None):
        not_checked = _("Nothing in the file could be checked, because it cannot be read.")
        return _report(name, reading, Marker(Kind.UNKNOWN), source, _Verdict(not_checked=(not_checked,)))
    if marker.judged_as is None:
        not_checked = marker.not_checked or _("Nothing else was checked, because it is not clear what the file is.")
        return _report(name, reading, marker, source, _Verdict(marker.diagnostics, (not_checked,)))
    case = _Case(contents, marker.judged_as, marker, reading, source, dict.fromkeys(empty), today, url)
    return _report(name, reading, marker, source, _judge(case) if reading.readable else _unusable(_judge(case)))


@dataclass(frozen=True, slots=True)
class _Case:
    """A file that can be judged."""

    contents: Contents
    kind: Kind
    marker: Marker
    reading: Reading
    source: Source
    empty: Mapping[Path, None]
    """What was read as absent, in file order."""
    today: date
    url: str | None


NOTHING_ACCEPTED = Acceptance(None)
NOTHING_CHECKED = Checked()


@dataclass(frozen=True, slots=True)
class _Verdict:
    diagnostics: tuple[Diagnostic, ...] = ()
    not_checked: tuple[str, ...] = ()
    acceptance: Acceptance = NOTHING_ACCEPTED
    marks: tuple[Marks, ...] = ()
    checked: Checked = NOTHING_CHECKED


def _unusable(verdict: _Verdict) -> _Verdict:
    """Return the verdict on a file that only we could read: nothing of it is accepted, nothing earns a mark."""
    sentence = _(
        "Nobody can use the file as it is. The other findings are what is left to do once its text is mended as said."
    )
    return _Verdict(verdict.diagnostics, (sentence, *verdict.not_checked), checked=verdict.checked)


def _value(reading: Reading) -> Any:
    return reading.value if reading.mended is None else reading.mended.value


def _judge(case: _Case) -> _Verdict:
    faults = list(islice(_structure(case, case.contents), MOST_FAULTS + 1))
    told = (*case.marker.diagnostics, *_as_told(case, faults[:MOST_FAULTS]))
    keys = _keys(case)
    if max(len(faults), len(case.reading.diagnostics)) > MOST_FAULTS:
        not_checked = _("There are more than {most} errors. Not all are listed, and nothing else was checked.")
        return _Verdict((*told, *keys, *_empties(case, told)), (not_checked.format(most=MOST_FAULTS),))
    errors = _errors_before_rules(case, faults)
    rest, left_out = judgeable(case.contents, errors, case.kind)
    ruled = _listed(rules.run_rules(_document(case, rest, left_out)))
    in_order = in_file_order((*errors, *_errors(ruled)), case.source)
    acceptance, accepted = accept(case.contents, in_order, case.kind, partial(_recheck, case))
    empties = _empties(case, (*told, *ruled))
    return _Verdict(
        diagnostics=(*told, *keys, *ruled, *empties),
        not_checked=(*unchecked(case.contents, _errors(errors), case.kind), *_unlisted(keys, ruled, empties)),
        acceptance=acceptance,
        marks=tuple(marks(accepted, case.today)) if accepted is not None and case.kind is Kind.PROJECTS else (),
        checked=_checked(case),
    )


def _as_told(case: _Case, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    for fault in faults:
        yield noted(fault, case.kind) if case.marker.minor_is_newer else fault


def _errors_before_rules(case: _Case, faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return in file order all that has to be left out before the rules may look."""
    before = (*_errors(case.marker.diagnostics), *_errors(case.reading.diagnostics), *_leaving(case, faults))
    return in_file_order(before, case.source)


def _listed(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return at most 10,000 errors and as many others: warnings must not crowd out what makes a file invalid."""
    room = {True: MOST_FAULTS, False: MOST_FAULTS}
    listed = []
    for each in found:
        is_error = each.severity is Severity.ERROR
        if room[is_error] > 0:
            room[is_error] -= 1
            listed.append(each)
    return tuple(listed)


def _unlisted(*kinds: tuple[Diagnostic, ...]) -> Iterator[str]:
    errors = [sum(each.severity is Severity.ERROR for each in kind) for kind in kinds]
    others = [len(kind) - count for kind, count in zip(kinds, errors, strict=True)]
    if max(*errors, *others) >= MOST_FAULTS:
        yield _("There are {most} findings of one kind or more. Not all are listed.").format(most=MOST_FAULTS)


def _structure(case: _Case, contents: Contents, only: Collection[Path] | None = None) -> Iterator[Diagnostic]:
    """Yield what the schema refuses, but for the marker, which was judged before."""
    marker = MARKERS[case.kind]
    for fault in structure(contents, case.kind, only, case.empty):
        if fault.path != (marker,) and fault.field != marker:
            yield fault


def _keys(case: _Case) -> tuple[Diagnostic, ...]:
    found = unknown_keys(case.contents, case.kind, minor_is_newer=case.marker.minor_is_newer)
    return tuple(islice((key for key in found if key.path != case.marker.misspelt), MOST_FAULTS))


def _empties(case: _Case, told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the warnings on empty values, less those that a finding on a missing field says already."""
    said = {(*each.path, name) for each in told if each.field for name in (each.field, *each.alternatives)}
    paths = (path for path in case.empty if path not in said)
    return tuple(empty_values(_value(case.reading), islice(paths, MOST_FAULTS)))


def _leaving(case: _Case, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the faults whose parts are left out, as they are told."""
    for fault in faults:
        if not case.marker.minor_is_newer:
            yield fault
        elif not may_stay(fault, case.kind):
            yield noted(fault, case.kind)


def _recheck(case: _Case, rest: Contents, parts: Collection[Path]) -> list[Diagnostic]:
    """Return the errors of what is left; the rules' only once the schema finds none, since they rely on it."""
    changed = {item_of(part, case.kind) or () for part in parts}
    faults = list(islice(_leaving(case, _structure(case, rest, changed)), MOST_FAULTS))
    return faults or list(rules.run_rules(_document(case, rest, frozenset()), {Severity.ERROR}))


def _document(case: _Case, rest: Contents, left_out: frozenset[Path]) -> Document:
    return Document(
        contents=without_strangers(rest, case.kind),
        text=case.reading.text,
        today=case.today,
        url=case.url,
        kind=case.kind,
        minor_is_newer=case.marker.minor_is_newer,
        parts_left_out=left_out,
        ids=tuple(_ids(case.contents if left_out else rest, case.kind)),
    )


def _ids(contents: Contents, kind: Kind) -> Iterator[tuple[Path, str]]:
    for path, item in contents.items((LISTS[kind],)):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield path, item["id"]


def _errors(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (each for each in diagnostics if each.severity is Severity.ERROR)


def _checked(case: _Case) -> Checked:
    items = case.contents.at((LISTS[case.kind],))
    count = len(items) if isinstance(items, list) else 0
    return Checked(
        projects=count if case.kind is Kind.PROJECTS else 0,
        sources=count if case.kind is Kind.REGISTRY else 0,
        rules=sum(rule.run is not None for rule in rules.RULES.values()),
        codelists=len(set(standard.codelists().values())) if case.kind is Kind.PROJECTS else 0,
        schema_version=standard.VERSION,
    )


def _source(reading: Reading, marker: Marker) -> Source:
    return Source(
        reading.text,
        _value(reading),
        marker.judged_as or Kind.PROJECTS,
        readable=reading.readable,
        mended=reading.mended,
    )


def _report(name: str, reading: Reading, marker: Marker, source: Source, verdict: _Verdict) -> Report:
    findings = locate((*reading.diagnostics, *verdict.diagnostics), source)
    if any(finding.severity is Severity.ERROR for finding in findings):
        outcome = Outcome.INVALID
    else:
        outcome = Outcome.VALID if marker.not_checked is None else Outcome.UNCHECKED
    return Report(
        name=name,
        kind=marker.kind,
        outcome=outcome,
        findings=findings,
        acceptance=verdict.acceptance,
        version=marker.version,
        checked=verdict.checked,
        not_checked=verdict.not_checked,
        marks=verdict.marks,
    )
