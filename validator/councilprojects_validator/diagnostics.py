"""What can be wrong with a file, as values: every stage of the validator makes them, `locate` gives them lines.

A `Diagnostic` says what is wrong where in the data; it knows no lines. A `Finding` is the same thing placed in
the publisher's own file, with everything that a reporter shows. Nothing here does work.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and zero-based indexes from the root to a value, as they stand in the publisher's file."""


class Severity(StrEnum):
    """How much it matters. Only an error makes a file invalid (SHACL: Violation, Warning, Info)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Target(StrEnum):
    """Which part of the text a finding points at."""

    VALUE = "value"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, in words a council officer uses: what was found and what to do."""

    code: str
    severity: Severity
    message: str
    path: Path = ()
    target: Target = Target.VALUE
    field: str | None = None
    """The missing field's name; `path` is then the object that lacks it."""
    alternatives: tuple[str, ...] = ()
    """Names of other fields of which one would do as well as `field`."""
    suggestion: str | None = None
    """What to write instead, alone: a code, a key, a date."""
    offset: int | None = None
    """Code points from the start of the text (after a byte order mark); only where the text itself is at fault."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with its place in the publisher's file.

    Lines and columns count from 1, in code points; `end_column` is the column after the last character. All four
    are None where there is no place (an empty file, a URL that did not answer).
    """

    code: str
    severity: Severity
    message: str
    pointer: str
    """JSON Pointer (RFC 6901); `""` is the whole file."""
    where: str
    """The way to the place in words: “project *Report a missed bin* › start”."""
    record_id: str | None = None
    record_title: str | None = None
    field: str | None = None
    suggestion: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def pointer(path: Path) -> str:
    """Return `path` as a JSON Pointer (RFC 6901, section 3)."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)
