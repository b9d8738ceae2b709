"""What a finding is about, in words: the project or source, and the place inside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilprojects_validator.quoting import clipped, visible
from councilprojects_validator.report import Kind
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.report import Checked

TITLE = 80
"""Code points of a title in a heading: the standard allows more, but one line is enough to know it by."""
IN_RECORD = "* › "
"""Where a place in words goes on behind the record, which the heading names already."""

_RECORD = re.compile(r"/(?:projects|sources)/([0-9]+)(?=/|\Z)")


def record_pointer(finding: Finding) -> str:
    """Return the JSON Pointer of the project or source that a finding is in; empty where it is in none."""
    found = _RECORD.match(finding.pointer)
    return found[0] if found is not None else ""


def record(finding: Finding, kind: Kind) -> str:
    """Return “project “Report a missed bin” (missed-bins)”, or what is known of it."""
    title, record_id = finding.record_title, finding.record_id
    if title is not None and record_id is not None:
        both = _("source “{title}” ({id})") if kind is Kind.REGISTRY else _("project “{title}” ({id})")
        return both.format(title=clipped(title, TITLE), id=clipped(record_id, TITLE))
    name = title if title is not None else record_id
    if name is not None:
        one = _("source “{title}”") if kind is Kind.REGISTRY else _("project “{title}”")
        return one.format(title=clipped(name, TITLE))
    found = _RECORD.match(finding.pointer)
    if found is None:
        return _("the file itself")
    numbered = _("source number {n}") if kind is Kind.REGISTRY else _("project number {n}")
    return numbered.format(n=int(found[1]) + 1)


def inside(finding: Finding) -> str:
    """Return the place in words without the record; empty where it is the record as a whole."""
    shown = visible(finding.where)
    return shown.partition(IN_RECORD)[2] if finding.record_title else shown


def position(finding: Finding) -> str | None:
    """Return “line 12, column 5”; None where there is no place."""
    if finding.line is None:
        return None
    return _("line {line}, column {column}").format(line=finding.line, column=finding.column)


def looked_at(checked: Checked, kind: Kind) -> str:
    """Return the sentence that keeps “valid” from being empty of meaning."""
    if kind is Kind.REGISTRY:
        things = ngettext("{n} source", "{n} sources", checked.sources).format(n=checked.sources)
    else:
        things = ngettext("{n} project", "{n} projects", checked.projects).format(n=checked.projects)
    rules = ngettext("{n} rule", "{n} rules", checked.rules).format(n=checked.rules)
    if not checked.codelists:
        sentence = _("Looked at {things} with schema {version} and {rules}.")
        return sentence.format(things=things, version=checked.schema_version, rules=rules)
    codelists = ngettext("{n} codelist", "{n} codelists", checked.codelists).format(n=checked.codelists)
    sentence = _("Looked at {things} with schema {version}, {rules} and {codelists}.")
    return sentence.format(things=things, version=checked.schema_version, rules=rules, codelists=codelists)
