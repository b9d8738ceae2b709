"""Takes out what is empty and read as absent anyway (standard, principle 6), so that nobody wonders about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from councilprojects_validator.diagnostics import Path
from councilprojects_validator.fixing.model import Change, Edit, Fault, File
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.positions import Extent, spans


@mends("empty-value")
def empty_value(fault: Fault) -> Edit | None:
    """An empty field or item is taken out."""
    return None if fault.file.repeats_keys else Edit(fault, gone=True)


def without(file: File, paths: Collection[Path]) -> Iterator[Change]:
    """Yield the changes that take members and items out, each with its comma and its line, in no order.

    No group of the file may have a key twice.
    """
    gone: dict[Path, set[str | int]] = {}
    for path in paths:
        gone.setdefault(path[:-1], set()).add(path[-1])
    if not gone:
        return
    steps = {holder: _steps(file, holder) for holder in gone}
    places = spans(file.text, [(*holder, step) for holder, inside in steps.items() for step in inside])
    for holder, inside in steps.items():
        extents = []
        for step in inside:
            span = places[*holder, step]
            extents.append(Extent(span.value.start if span.key is None else span.key.start, span.value.end))
        yield from _cuts(extents, [number for number, step in enumerate(inside) if step in gone[holder]])


def _steps(file: File, holder: Path) -> list[str | int]:
    value = file.at(holder)
    return list(value) if isinstance(value, dict) else list(range(len(value)))


def _cuts(extents: list[Extent], gone: list[int]) -> Iterator[Change]:
    """Cut up to the member that follows; those at the end with the comma before them."""
    last_kept = max(set(range(len(extents))).difference(gone), default=-1)
    for number in gone:
        if number < last_kept:
            yield Change(extents[number].start, extents[number + 1].start, "")
    if last_kept < len(extents) - 1:
        start = extents[last_kept].end if last_kept >= 0 else extents[0].start
        yield Change(start, extents[-1].end, "")
