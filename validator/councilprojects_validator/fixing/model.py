"""What passes between the stages of `fix`: a fault with its place, the edit that mends it, and what came out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from councilprojects_validator.diagnostics import Finding, Path
from councilprojects_validator.positions import Extent, Lines
from councilprojects_validator.report import Kind, Report

_SECURE = re.compile(r'"https:(?:\\?/){2}([A-Za-z0-9.-]+)(?=["?#\\/])')


@dataclass(frozen=True)  # without slots, which leave no room for what is worked out once
class File:
    """A text that is being mended. `value` is None where it is not JSON."""

    text: str
    value: Any
    kind: Kind
    repeats_keys: bool
    """Some key stands twice: which of the two counts is for a person to say, so no name is changed or taken out."""

    @cached_property
    def secure_hosts(self) -> frozenset[str]:
        """The hosts of all addresses in the text that begin with https: and have no port: they are known to answer."""
        return frozenset(found[1].casefold() for found in _SECURE.finditer(self.text))

    def at(self, path: Path) -> Any:
        """Return what stands at `path`, which must lead somewhere."""
        value = self.value
        for key in path:
            value = value[key]
        return value


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding that may be mended. `extent` is that of the value, of the key, or begins where the text is at fault."""

    finding: Finding
    path: Path
    extent: Extent
    file: File
    at_key: bool = False
    """The finding points at the key, not at its value."""

    @property
    def raw(self) -> str:
        """As it stands in the text, with quotation marks and escapes."""
        return self.file.text[self.extent.start : self.extent.end]

    @property
    def value(self) -> Any:
        return self.file.at(self.path)

    @property
    def group(self) -> Any:
        """What the value stands in."""
        return self.file.at(self.path[:-1])

    @property
    def field(self) -> str:
        """The name of the field that the value is in, also as an item of a list."""
        return next((key for key in reversed(self.path) if isinstance(key, str)), "")


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a text that becomes another."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What mends a fault: changes of the text, or `gone`, the whole member or item taken out."""

    fault: Fault
    changes: tuple[Change, ...] = ()
    renamed: str | None = None
    """The key's new name, where it is a key that changes."""
    gone: bool = False

    @property
    def path(self) -> Path:
        """Where the value stands once the edit is made."""
        path = self.fault.path
        return path if self.renamed is None else (*path[:-1], self.renamed)


def value_as(fault: Fault, raw: str) -> Edit:
    """Write `raw`, a piece of JSON, in the place of the faulty piece."""
    return Edit(fault, (Change(fault.extent.start, fault.extent.end, raw),))


def text_as(fault: Fault, text: str) -> Edit:
    """Write a text in the place of the faulty one, with escapes only if that had some in the place of letters."""
    return value_as(fault, json.dumps(text, ensure_ascii=fault.raw.isascii()))


def key_as(fault: Fault, name: str) -> Edit:
    """Write another key in the place of the faulty one."""
    raw = json.dumps(name, ensure_ascii=fault.raw.isascii())
    return Edit(fault, (Change(fault.extent.start, fault.extent.end, raw),), renamed=name)


@dataclass(frozen=True, slots=True)
class Mended:
    """One mend, by the code of what it mended and the line on which that stood in the file as it came."""

    code: str
    what: str
    line: int


@dataclass(frozen=True, slots=True)
class State:
    """A text on its way. `changes` lead to it from the file as it came, whose lines start where `before` says."""

    before: Lines
    text: str
    report: Report
    file: File
    changes: tuple[Change, ...] = ()
    mended: tuple[Mended, ...] = ()
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """What became of one file. `report` judges `after`; `trouble` says why nothing could be done, if so."""

    name: str
    before: str
    after: str
    changes: tuple[Change, ...]
    """What leads from `before` to `after`, in order, with the offsets of `before`."""
    mended: tuple[Mended, ...]
    report: Report | None
    trouble: str | None = None
