"""Mends of names: those that the standard spells otherwise, or calls otherwise beyond doubt.

A guess at a slip (`sumary`) is left to a person, as is a name that could mean several fields.
"""

from __future__ import annotations

from collections.abc import Mapping

from councilprojects_validator.fixing.codes import plain
from councilprojects_validator.fixing.model import Edit, Fault, key_as
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.suggestions import fold

CERTAIN: Mapping[str, str] = {
    "tag": "topics",
    "tags": "topics",
    "keywords": "topics",
    "homepage": "url",
    "website": "url",
    "web": "url",
    "slug": "id",
    "stage": "phase",
    "startDate": "start",
    "endDate": "end",
    "repo": "repositories",
    "repository": "repositories",
    "dateReviewed": "reviewed",
    "lastReviewed": "reviewed",
    "reviewedOn": "reviewed",
    "lastModified": "modified",
    "lang": "language",
    "mail": "email",
    "name": "title",
    "title": "name",
}
"""Other words for one field. Not `owner` (of what?), `updated` (nobody need have reviewed it), `state`, `cost` …"""

_CERTAIN = {(fold(word), field) for word, field in CERTAIN.items()}


@mends("unknown-key")
def known_key(fault: Fault) -> Edit | None:
    """A name is spelled as the standard spells it."""
    written, meant = str(fault.path[-1]), fault.finding.suggestion
    if meant is None or (fold(written) != fold(meant) and (fold(written), meant) not in _CERTAIN):
        return None
    return renamed(fault, meant)


def renamed(fault: Fault, name: str) -> Edit | None:
    """Return the edit that gives a member another name, unless its group has that, or this in two spellings."""
    alike = plain(str(fault.path[-1]))
    spellings = sum(plain(key) == alike for key in fault.group)
    return None if fault.file.repeats_keys or name in fault.group or spellings > 1 else key_as(fault, name)
