"""Third stage of `check`: reads `null`, `""`, `[]` and `{}` as absent, before anything else is judged.

Takes the value that was read, gives it back without them, with one warning for each (standard, principle 6). A group
or list that holds nothing but empty values is empty itself: the one warning then names the outermost, since that is
the part to delete. What stands under an extension's key (`x_…`) is its owner's business and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from councilprojects_validator.contents import Contents, is_empty
from councilprojects_validator.diagnostics import Diagnostic, Path, Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterable

EXTENSION = "x_"
"""How the name of an extension begins (standard, “Rules for all fields”)."""

_NESTED = (dict, list)
"""As a tuple: `dict | list` takes three times as long, and this is asked of every value."""


def drop_empty(value: Any) -> tuple[Contents, list[Path]]:
    """Return the contents without empty values, and the paths of the outermost values that are empty in effect."""
    kept: dict[Path, Sequence[int]] = {}
    found: list[Path] = []
    return Contents(_full(value, (), kept, found) if isinstance(value, _NESTED) else value, kept), found


def empty_values(value: Any, paths: Iterable[Path]) -> Iterator[Diagnostic]:
    """Yield the warning for each of these paths into the value as it was read."""
    for path in paths:
        yield Diagnostic(
            "empty-value",
            Severity.WARNING,
            _sentence(_at(value, path), path),
            path,
        )


def _sentence(value: Any, path: Path) -> str:
    if isinstance(path[-1], int):
        return _("This item of the list is empty, so it is read as if it were not there. Take it out.")
    if value:
        text = _("`{field}` holds only empty values, so it is read as if it were not there. Leave it out.")
    else:
        text = _("`{field}` is empty, so it is read as if it were not there. Leave it out.")
    return text.format(field=clipped(str(path[-1])))


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _full(value: Any, path: Path, kept: dict[Path, Sequence[int]], found: list[Path]) -> Any:
    """Return a group or list without what is empty in it; the same one, not a copy, if nothing is."""
    if not _may_hold_empty(value):
        return value
    if isinstance(value, dict):
        return dict(_members(value.items(), path, kept, found))
    stayed = list(_members(enumerate(value), path, kept, found))
    if len(stayed) < len(value):
        kept[path] = tuple(index for index, _member in stayed)
    return [member for _index, member in stayed]


def _may_hold_empty(value: dict[str, Any] | list[Any]) -> bool:
    """Tell whether anything in a value is empty, extensions included. Most values hold nothing that is."""
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, _NESTED):
            if not member or _may_hold_empty(member):
                return True
        elif member is None or member == "":
            return True
    return False


def _members(
    members: Iterable[tuple[Any, Any]], path: Path, kept: dict[Path, Sequence[int]], found: list[Path]
) -> Iterator[tuple[Any, Any]]:
    for key, member in members:
        if isinstance(key, str) and key.startswith(EXTENSION):
            yield key, member
            continue
        there = (*path, key)
        inner = len(found)
        full = _full(member, there, kept, found) if isinstance(member, _NESTED) else member
        if is_empty(full, there):
            del found[inner:]
            found.append(there)
        else:
            yield key, full
