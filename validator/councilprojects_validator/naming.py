"""Names records and places in words: “project *Report a missed bin* › services 1 › lgsl”.

Used by `locate` for every finding and by `marks`; pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from councilprojects_validator.diagnostics import Path
from councilprojects_validator.quoting import clipped
from councilprojects_validator.report import Kind
from councilprojects_validator.wording import _

STEP = " › "
DEFAULT_LANGUAGE = "en-GB"
"""Of a file that does not say its own (standard, `language`)."""


def title_of(record: Any, language: Any = None) -> str | None:
    """Return a record's title or name in the file's language (RFC 4647 lookup), else in the first that it has.

    The record may be faulty: what cannot be a title is passed over.
    """
    if not isinstance(record, dict):
        return None
    for field in ("title", "name"):
        found = _text(record.get(field), language if isinstance(language, str) else DEFAULT_LANGUAGE)
        if found is not None:
            return clipped(found)
    return None


def id_of(record: Any) -> str | None:
    found = record.get("id") if isinstance(record, dict) else None
    return clipped(found) if isinstance(found, str) and found else None


def where(path: Path, kind: Kind, record: Any, language: Any = None) -> str:
    """Return the way to `path` in words; `record` is the project or source that it is in, if it is in one."""
    steps = path
    words: list[str] = []
    if is_record(path, kind):
        words.append(_record(kind, title_of(record, language), id_of(record), int(path[1])))
        steps = path[2:]
    for key in steps:
        if isinstance(key, int) and words:
            words[-1] = f"{words[-1]} {key + 1}"
        else:
            words.append(clipped(str(key)))
    return STEP.join(words) if words else _("the file")


def is_record(path: Path, kind: Kind) -> bool:
    """Tell whether `path` is in a project or source."""
    return len(path) > 1 and path[0] == RECORDS[kind] and isinstance(path[1], int)


RECORDS: Mapping[Kind, str] = {Kind.PROJECTS: "projects", Kind.REGISTRY: "sources", Kind.UNKNOWN: "projects"}


def _record(kind: Kind, title: str | None, record_id: str | None, index: int) -> str:
    name = f"*{title or record_id}*" if title or record_id else str(index + 1)
    return _("source {name}").format(name=name) if kind is Kind.REGISTRY else _("project {name}").format(name=name)


def _text(value: Any, language: str) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if not isinstance(value, dict):
        return None
    texts = {tag.casefold(): text for tag, text in value.items() if isinstance(text, str) and text.strip()}
    subtags = language.casefold().split("-")
    for length in range(len(subtags), 0, -1):
        found = texts.get("-".join(subtags[:length]))
        if found is not None:
            return found.strip()
    return next((text.strip() for text in texts.values()), None)
