"""Takes out what is empty and read as absent anyway (standard, principle 6), so that nobody wonders about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from councilprojects_validator.diagnostics import Path
from councilprojects_validator.fixing.model import Change, Edit, Fault, File
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.positions import Extent, spans


@mends("empty-value")
def empty_value(fault: Fault) -> Edit | None:
    """An empty field or item is taken out."""
    return None if fault.file.repeats_keys else Edit(fault, gone=True)


def without(file: File, paths: Iterable[Path]) -> Iterator[Change]:
    """Yield the changes that take members and items out, each with its comma and its line, in no order.

    No group of the file may have a key twice.
    """
    for holder in _holders(file, paths):
        yield from _cuts(holder.extents, [number for number, step in enumerate(holder.steps) if step in holder.gone])


def without_each(file: File, paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[Change, ...]]]:
    """Yield for every path what takes out that member or item alone, all others left where they are."""
    for holder in _holders(file, paths):
        for number, step in enumerate(holder.steps):
            if step in holder.gone:
                yield (*holder.path, step), tuple(_cuts(holder.extents, [number]))


@dataclass(frozen=True, slots=True)
class _Holder:
    """A group or list that something is taken out of; `extents` has the place of each of its `steps`."""

    path: Path
    steps: list[str | int]
    extents: list[Extent]
    gone: set[str | int]


def _holders(file: File, paths: Iterable[Path]) -> Iterator[_Holder]:
    gone: dict[Path, set[str | int]] = {}
    for path in paths:
        gone.setdefault(path[:-1], set()).add(path[-1])
    if not gone:
        return
    steps = {path: _steps(file, path) for path in gone}
    places = spans(file.text, [(*path, step) for path, inside in steps.items() for step in inside])
    for path, inside in steps.items():
        found = [places[*path, step] for step in inside]
        extents = [Extent((span.key or span.value).start, span.value.end) for span in found]
        yield _Holder(path, inside, extents, gone[path])


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
