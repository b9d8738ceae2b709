"""Says in sentences what the rules could not look at, so that “valid” and “no more errors” are never empty of meaning.

Called by `check` once the parts with errors were set aside; the sentences become `Report.not_checked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path
from councilprojects_validator.naming import where
from councilprojects_validator.report import Kind
from councilprojects_validator.setaside import item_of, part, refuses
from councilprojects_validator.suggestions import one_of
from councilprojects_validator.wording import _, ngettext

MOST_NAMED = 5
"""Projects that are named one by one; of more only their number is told."""


def unchecked(contents: Contents, errors: Iterable[Diagnostic], kind: Kind) -> Iterator[str]:
    """Yield a sentence for each project that was left out whole, then for the other parts together."""
    whole: dict[Path, list[Diagnostic]] = {}
    fields: list[Path] = []
    for error in errors:
        item = item_of(error.path, kind)
        if refuses(error, kind):
            fields += [error.path] if error.field is None else []
        elif item is not None and part(error, kind) == item:
            whole.setdefault(item, []).append(error)
        else:
            fields.append(part(error, kind))
    for path, found in list(whole.items())[:MOST_NAMED]:
        yield _project(contents, path, found, kind)
    if len(whole) > MOST_NAMED:
        message = _("{count} more projects were not checked further for the same kind of reason.")
        yield message.format(count=len(whole) - MOST_NAMED)
    if fields:
        count = len(set(fields))
        yield ngettext(
            "One part with an error was not checked further.",
            "{count} parts with errors were not checked further.",
            count,
        ).format(count=count)


def _project(contents: Contents, path: Path, errors: list[Diagnostic], kind: Kind) -> str:
    record = contents.at(path)
    name = where(path, kind, record, _language(contents.value))
    missing = [error.field for error in errors if error.field is not None]
    faulty = [str(key) for error in errors for key in error.path[len(path) :][:1]]
    name = name[:1].upper() + name[1:]
    if missing:
        message = _("{name} was not checked further, because it lacks {fields}.")
        return message.format(name=name, fields=one_of(dict.fromkeys(missing)))
    if faulty:
        message = _("{name} was not checked further, because of the error in {fields}.")
        return message.format(name=name, fields=one_of(dict.fromkeys(faulty)))
    return _("{name} was not checked further, because it is not a group of fields.").format(name=name)


def _language(value: dict[str, Any]) -> Any:
    return value.get("language")
