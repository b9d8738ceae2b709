"""What `check` gives back: everything that a reporter prints and all that an aggregator may publish."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from councilprojects_validator.diagnostics import Finding, Path, Severity


class Kind(StrEnum):
    """What the file's marker says that it is."""

    PROJECTS = "projects"
    REGISTRY = "registry"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """The verdict; exit codes 0, 1 and 2 in this order."""

    VALID = "valid"
    INVALID = "invalid"
    UNCHECKED = "unchecked"
    """Not judged: no such file, no answer, an unknown major version."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """The smallest part that has to be left out (standard, principle 6)."""

    path: Path
    codes: tuple[str, ...]
    """Codes of the errors that caused it, in file order."""
    project_id: str | None = None
    """The id, where the part is a whole project and its id can be read."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What every reader may use of the file.

    `value` is the file without `null`, empty values and what was set aside: it has no error any more. None if the
    file is refused whole. `duplicate_ids` bear more than one project; all of these are set aside.
    """

    value: dict[str, Any] | None
    set_aside: tuple[SetAside, ...] = ()
    duplicate_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a project is good for already: any of `listed`, `findable`, `joinable`, `reusable`."""

    project_id: str
    title: str
    pointer: str
    earned: tuple[str, ...]
    next_step: str | None
    """The cheapest step to one mark more, as a sentence; None where it has all four."""
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each of the last three marks the steps that are still to do (`marks.Step`); none where it is earned."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, so that “valid” is never empty of meaning."""

    projects: int = 0
    sources: int = 0
    """How many, where the file is a registry."""
    rules: int = 0
    codelists: int = 0
    schema_version: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole verdict on one file; `findings` are in file order."""

    name: str
    """The path or URL as the caller gave it, with forward slashes."""
    kind: Kind
    outcome: Outcome
    findings: tuple[Finding, ...]
    acceptance: Acceptance
    version: str | None = None
    """The version that the file declares."""
    checked: Checked = Checked()
    not_checked: tuple[str, ...] = ()
    """Sentences: what could not be checked, and why."""
    marks: tuple[Marks, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)
