"""Seventh stage of `check`: the smallest parts that must be left out, so that the rest of a file can be used.

Standard, principle 6. Pure: `check` uses it for what the rules may read, and for what every reader may publish
(`Report.acceptance`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path
from councilprojects_validator.marker import MARKERS
from councilprojects_validator.report import Acceptance, Kind, SetAside

DUPLICATE = "duplicate-project-id"
"""The one error with more than one part: every project that bears the id."""

ROUNDS = 8
"""Times that the rest is looked at again. One or two are usual; what is still faulty then is refused whole."""

Recheck = Callable[[Contents, Collection[Path]], Collection[Diagnostic]]
"""Returns the errors of contents of which these parts were left out."""


@dataclass(frozen=True, slots=True)
class Core:
    """What of a kind of file cannot be done without. Frozen with version 1.0 of the standard."""

    refusing: tuple[Path, ...]
    """A fault at or below one of these refuses the file."""
    shapes: tuple[Path, ...]
    """A fault at one of these does, and a field that it lacks; not what is below."""
    items: str
    """The list that the file is for."""
    required: frozenset[str]
    """Fields of its items: a fault in one of them sets the item aside."""


CORE: Mapping[Kind, Core] = {
    Kind.PROJECTS: Core(
        refusing=((MARKERS[Kind.PROJECTS],), ("publisher", "name"), ("publisher", "url")),
        shapes=((), ("publisher",), ("projects",)),
        items="projects",
        required=frozenset({"id", "title", "summary", "reviewed"}),
    ),
    Kind.REGISTRY: Core(
        refusing=((MARKERS[Kind.REGISTRY],), ("name",)),
        shapes=((), ("sources",)),
        items="sources",
        required=frozenset({"id", "name", "url"}),
    ),
}


def refuses(error: Diagnostic, kind: Kind) -> bool:
    """Tell whether a file with this error cannot be used at all."""
    core = CORE[kind]
    return error.path in core.shapes or any(error.path[: len(path)] == path for path in core.refusing)


def is_core(error: Diagnostic, kind: Kind) -> bool:
    """Tell whether the error is in what every version of the standard requires (principle 3)."""
    return refuses(error, kind) or part(error, kind) == item_of(error.path, kind)


def item_of(path: Path, kind: Kind) -> Path | None:
    """Return the project (or source of a registry) that `path` is in."""
    return path[:2] if path[:1] == (CORE[kind].items,) and len(path) > 1 else None


def part(error: Diagnostic, kind: Kind) -> Path:
    """Return the smallest part of the file that has to go for this error, as an original path.

    That is the deepest item of a list that the fault is in, else the field of the file, publisher or project that
    holds it; the whole project for a fault in the project itself or in one of its required fields.
    """
    path = error.path
    holder = 2 if item_of(path, kind) is not None else int(path[:1] == ("publisher",))
    if holder > 1 and (len(path) == holder or path[holder] in CORE[kind].required):
        return path[:holder]
    deepest = max((depth for depth, key in enumerate(path) if isinstance(key, int)), default=-1)
    return path[: deepest + 1] if deepest >= holder else path[: holder + 1]


def judgeable(contents: Contents, errors: Iterable[Diagnostic], kind: Kind) -> tuple[Contents, frozenset[Path]]:
    """Return what is left for the rules, and the parts that were left out.

    An error that refuses the file takes only its own value out: all else is still worth looking at.
    """
    parts = frozenset(
        error.path if refuses(error, kind) else part(error, kind)
        for error in errors
        if error.field is None or not refuses(error, kind)
    )
    return contents.without(parts), parts


def accept(
    contents: Contents, errors: Collection[Diagnostic], kind: Kind, recheck: Recheck
) -> tuple[Acceptance, Contents | None]:
    """Return what every reader may use of a file with these errors, as a report tells it and with the way back.

    `recheck` finds no error in it any more. The contents are None where the file is refused whole.

    Leaving a part out may leave a fault behind (a list with nothing in it, a project with no way to learn more). It is
    then looked at again, and the next larger part goes.
    """
    codes: dict[Path, list[str]] = {}
    duplicates: dict[str, None] = {}
    rest = contents
    for _round in range(ROUNDS):
        if any(refuses(error, kind) for error in errors):
            break
        parts = list(_parts(contents, errors, kind, duplicates))
        for path, code in parts:
            codes.setdefault(path, []).append(code)
        rest = contents.without(codes)
        errors = recheck(rest, {path for path, _code in parts}) if parts else ()
        if not errors:
            aside = tuple(_set_aside(contents, codes, kind))
            return Acceptance(rest.value, aside, tuple(duplicates)), rest
    return Acceptance(None, duplicate_ids=tuple(duplicates)), None


def _parts(
    contents: Contents, errors: Iterable[Diagnostic], kind: Kind, duplicates: dict[str, None]
) -> Iterator[tuple[Path, str]]:
    for error in errors:
        if error.code != DUPLICATE:
            yield part(error, kind), error.code
            continue
        repeated = contents.at(error.path)
        if repeated not in duplicates:
            duplicates[repeated] = None
            for path, item in contents.items((CORE[kind].items,)):
                if isinstance(item, dict) and item.get("id") == repeated:
                    yield path, error.code


def _set_aside(contents: Contents, codes: Mapping[Path, list[str]], kind: Kind) -> Iterator[SetAside]:
    """Yield the outermost parts in the order of their paths, each with the codes of all that it holds."""
    outermost: dict[Path, list[str]] = {}
    last: Path | None = None
    for path in sorted(codes, key=sortable):
        if last is None or path[: len(last)] != last:
            last = path
        outermost.setdefault(last, []).extend(codes[path])
    for path, found in outermost.items():
        item = contents.at(path) if path == item_of(path, kind) else None
        project_id = item.get("id") if isinstance(item, dict) else None
        yield SetAside(path, tuple(dict.fromkeys(found)), project_id if isinstance(project_id, str) else None)


def sortable(path: Path) -> tuple[tuple[bool, str | int], ...]:
    """Sort keys behind indexes: one path can hold both, where a repeated key was a list first and then a group."""
    return tuple((isinstance(key, str), key) for key in path)
