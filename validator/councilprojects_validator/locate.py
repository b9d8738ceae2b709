"""Last stage of `check`: gives every diagnostic its line and column, its record and its place in words.

Where a finding points (contracts): type, code and format at the value; a missing field at the object's `id`, else at
its opening brace; an unknown or repeated key at the key; bytes and syntax at the offset that the reader noted.
Findings come in file order, the same in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from councilprojects_validator.diagnostics import Diagnostic, Finding, Path, Severity, Target, pointer
from councilprojects_validator.naming import id_of, is_record, title_of, where
from councilprojects_validator.positions import Extent, Span, places, spans
from councilprojects_validator.reading.mending import Mended
from councilprojects_validator.report import Kind

_ORDER = tuple(Severity)
"""Errors first, where several findings point at one place."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that findings are placed in. `value` is as read, None if it could not be; `text` likewise."""

    text: str
    value: Any
    kind: Kind
    readable: bool
    mended: Mended | None = None
    """Of a file that is not readable: what `value` was read from."""
    skipped: dict[int, int] = field(default_factory=dict)
    """Values without findings, start and end, noted when findings are placed for the first time."""


def locate(diagnostics: Iterable[Diagnostic], source: Source) -> tuple[Finding, ...]:
    """Return the diagnostics as findings, in file order; of a mended text without the echoes of its own mistakes."""
    placed = [each for each in _placed(diagnostics, source) if not each.echo]
    shown = places(source.text, (offset for each in placed for offset in each.extent or ()))
    return tuple(_finding(each.diagnostic, each.extent, shown, source) for each in placed)


def in_file_order(diagnostics: Iterable[Diagnostic], source: Source) -> list[Diagnostic]:
    """Return all diagnostics as `locate` orders them: by place, then the graver first, then by code."""
    return [each.diagnostic for each in _placed(diagnostics, source)]


class _Placed(NamedTuple):
    extent: Extent | None
    diagnostic: Diagnostic
    echo: bool = False
    """It is about something that was only guessed when the text was mended, and so says a mistake a second time."""


def _placed(diagnostics: Iterable[Diagnostic], source: Source) -> list[_Placed]:
    found = list(diagnostics)
    wanted = {path for diagnostic in found if diagnostic.offset is None for path in _looked_for(diagnostic)}
    if source.mended is not None:
        there = spans(source.mended.text, wanted, source.skipped)
        placed = [_through(source.mended, each, there) for each in found]
    else:
        there = spans(source.text, wanted, source.skipped) if source.readable and found else {}
        placed = [_Placed(_extent(each, there), each) for each in found]
    return sorted(placed, key=lambda each: _order(each.extent, each.diagnostic))


def _through(mended: Mended, diagnostic: Diagnostic, there: dict[Path, Span]) -> _Placed:
    """Place what was found in a mended text in the publisher's own."""
    extent = _extent(diagnostic, there)
    if extent is None or diagnostic.offset is not None:
        return _Placed(extent, diagnostic)
    extent = mended.original(extent)
    missing = there.get((*diagnostic.path, diagnostic.field)) if diagnostic.field is not None else None
    return _Placed(extent, diagnostic, mended.is_guess(extent if missing is None else mended.original(missing.value)))


def _order(extent: Extent | None, diagnostic: Diagnostic) -> tuple[int, int, str]:
    return (-1 if extent is None else extent.start, _ORDER.index(diagnostic.severity), diagnostic.code)


def _looked_for(diagnostic: Diagnostic) -> Iterable[Path]:
    """Yield the path, its `id`, and what it is in: a path that is in a value that was read over has no place."""
    path = diagnostic.path
    yield (*path, "id")
    if diagnostic.field is not None:
        yield (*path, diagnostic.field)
    for depth in range(len(path) + 1):
        yield path[:depth]


def _extent(diagnostic: Diagnostic, there: dict[Path, Span]) -> Extent | None:
    if diagnostic.offset is not None:
        return Extent(diagnostic.offset, diagnostic.offset + 1)
    path = diagnostic.path
    if diagnostic.field is not None and path in there:
        inner = there.get((*path, "id"))
        start = there[path].value.start
        return inner.value if inner is not None else Extent(start, start + 1)
    nearest = next((path[:depth] for depth in range(len(path), -1, -1) if path[:depth] in there), None)
    if nearest is None:
        return None
    span = there[nearest]
    return span.key if span.key is not None and diagnostic.target is Target.KEY else span.value


def _finding(
    diagnostic: Diagnostic, extent: Extent | None, shown: Mapping[int, tuple[int, int]], source: Source
) -> Finding:
    record = _record(diagnostic.path, source)
    language = source.value.get("language") if isinstance(source.value, dict) else None
    line, column = (None, None) if extent is None else shown[extent.start]
    end_line, end_column = (None, None) if extent is None else shown[extent.end]
    return Finding(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=diagnostic.message,
        pointer=pointer(diagnostic.path),
        where=where(diagnostic.path, source.kind, record, language),
        record_id=id_of(record),
        record_title=title_of(record, language),
        field=diagnostic.field,
        suggestion=diagnostic.suggestion,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
    )


def _record(path: Path, source: Source) -> Any:
    if not is_record(path, source.kind) or not isinstance(source.value, dict):
        return None
    records = source.value.get(path[0])
    index = path[1]
    return records[index] if isinstance(records, list) and isinstance(index, int) and index < len(records) else None
