"""What one quick walk over a record finds, by which a rule can tell that it has nothing to say of it.

`run_rules` takes a glance at the file's head and at each record, and asks a rule's `when` before it runs the rule. The
walk keeps what texts, addresses and codes there are, not where: places are only needed for what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from councilprojects_validator.naming import RECORDS
from councilprojects_validator.rules.fields import schema_of
from councilprojects_validator.rules.places import Holds, Sieve, every_member, sieve

if TYPE_CHECKING:
    from councilprojects_validator.document import Document


@dataclass(slots=True)
class Glance:
    """The file's head, or one record of it. Filled by one walk, and only read afterwards."""

    value: Mapping[str, Any]
    head: Mapping[str, Any]
    """The file's own members, for a glance at a record too."""
    is_head: bool
    """Whether `value` is the head. A field of a record is a key that nobody knows there, and may hold anything."""
    day: date
    """That the file is judged on."""
    today: str
    """The same as the standard writes it. Days, months and years compare as texts do."""
    names: set[str] = field(default_factory=set)
    """Every key that is there, at any depth that the schema knows."""
    groups: list[Mapping[str, Any]] = field(default_factory=list)
    """Every group that the schema knows, but for texts by language."""
    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    uris: list[str] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)
    """With the name of the codelist, those that are not in it or were given up."""
    by_language: bool = False
    """Whether any text or address is given in several languages."""
    words: str = ""
    """All texts, one a line."""

    def text(self, name: str) -> str:
        """Return what the head or record itself has in this field, if that is a text."""
        found = self.value.get(name)
        return found if isinstance(found, str) else ""

    def members(self, name: str) -> Iterator[Mapping[str, Any]]:
        """Yield the groups of the list that the head or record itself has in this field."""
        found = self.value.get(name)
        for member in found if isinstance(found, list) else ():
            if isinstance(member, dict):
                yield member

    def each(self, name: str) -> Iterator[str]:
        """Yield the texts that this field has in any group."""
        for group in self.groups if name in self.names else ():
            found = group.get(name)
            if isinstance(found, str):
                yield found


When: TypeAlias = Callable[[Glance], bool]


def has(*names: str) -> When:
    """Return a test for records with any of these fields, at any depth."""
    wanted = frozenset(names)
    return lambda glance: not wanted.isdisjoint(glance.names)


def has_strangers(glance: Glance) -> bool:
    """Tell whether any key is none of the schema's: extensions, and what nobody knows."""
    return not glance.names <= _known()


def glance_at(value: Mapping[str, Any], document: Document, today: str, *, is_head: bool) -> Glance:
    """Walk over the head, or over a record, once."""
    glance = Glance(value, document.head, is_head, document.today, today)
    _walk(value, sieve(schema_of(document), "" if is_head else f"/properties/{RECORDS[document.kind]}/items"), glance)
    glance.words = "\n".join(glance.texts)
    return glance


def _walk(value: Mapping[str, Any], place: Sieve, glance: Glance) -> None:
    glance.groups.append(value)
    glance.names.update(value)
    members = place.members
    text, texts = Holds.TEXT, glance.texts  # looked up once: most of what there is comes to this
    for key, member in value.items():
        inner = members.get(key)
        if inner is None:
            continue
        if isinstance(member, str):
            if inner.holds is text:
                texts.append(member)
            else:
                _keep(member, inner, glance)
        elif isinstance(member, list):
            for item in member:
                if isinstance(item, str):
                    _keep(item, inner, glance)
                elif isinstance(item, dict):
                    _group(item, inner, glance)
        elif isinstance(member, dict):
            _group(member, inner, glance)


def _group(value: Mapping[str, Any], place: Sieve, glance: Glance) -> None:
    if place.holds is None:
        _walk(value, place, glance)
        return
    glance.by_language = True
    for text in value.values():
        if isinstance(text, str):
            _keep(text, place, glance)


def _keep(value: str, place: Sieve, glance: Glance) -> None:
    holds = place.holds
    if holds is Holds.TEXT:
        glance.texts.append(value)
    elif holds is Holds.CODE:
        if value not in place.codes:
            glance.codes.append((place.codelist or "", value))
    elif holds is Holds.URL:
        glance.links.append(value)
    else:
        glance.uris.append(value)


@cache
def _known() -> frozenset[str]:
    return frozenset(name for name, _place in every_member())
