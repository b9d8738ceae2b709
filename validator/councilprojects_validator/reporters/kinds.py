"""Which findings are of one kind, so that a report for people tells them once with a count and the first places.

Stands behind `text`, `html` and `markdown`; the other formats carry every finding. However many findings there are,
what comes out is short: there are only so many codes, and a kind that comes up often is one paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilprojects_validator.diagnostics import Finding

    Key: TypeAlias = tuple[str, str, str]

MANY = 5
"""From more findings of one kind on they are told together: each by itself would bury the other kinds."""
MOST_FIELDS = 12
"""Of a code with findings on more fields than this, the field makes no kind: the publisher chooses its names."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The findings of one report: those told one by one, in file order, and the kinds that come up often."""

    single: tuple[Finding, ...]
    kinds: tuple[tuple[Finding, ...], ...]
    """Each in file order, more than `MANY`; ordered by their first findings."""


def sort(findings: Sequence[Finding]) -> Sorted:
    fields: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if len(fields[finding.code]) <= MOST_FIELDS:
            fields[finding.code].add(field(finding))
    kinds: dict[Key, list[Finding]] = defaultdict(list)
    for finding in findings:
        kinds[_key(finding, fields)].append(finding)
    often = {key: tuple(found) for key, found in kinds.items() if len(found) > MANY}
    single = tuple(finding for finding in findings if _key(finding, fields) not in often)
    return Sorted(single, tuple(often.values()))


def field(finding: Finding) -> str:
    """Return the field that a finding is about: the missing one, else the last name on the way to its place."""
    if finding.field is not None:
        return finding.field
    names = (step for step in reversed(finding.pointer.split("/")) if not step.isdecimal())
    return next(names, "").replace("~1", "/").replace("~0", "~")


def same_message(findings: Sequence[Finding]) -> bool:
    """Tell whether one sentence says it all."""
    return all(finding.message == findings[0].message for finding in findings)


def _key(finding: Finding, fields: dict[str, set[str]]) -> Key:
    about = field(finding) if len(fields[finding.code]) <= MOST_FIELDS else ""
    return finding.code, finding.severity, about
