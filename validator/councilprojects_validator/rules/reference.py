"""Rules that look up the codes of councils' areas (GSS). `registers` has those of other lists.

The lists are bundled and age, so nothing here is an error (contracts, “Severities and outcomes”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from councilprojects_validator import standard
from councilprojects_validator.diagnostics import Path, Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.document import Document

ORGANISATIONS = (
    ("publisher",),
    ("publisher", "members", "*"),
    ("publisher", "memberOf", "*"),
    ("compiledBy",),
    ("projects", "*", "lead"),
    ("projects", "*", "partners", "*"),
    ("projects", "*", "contracts", "*", "supplier"),
    ("publisher", "contracts", "*", "supplier"),
    ("projects", "*", "funding", "*", "funder"),
    ("projects", "*", "deployments", "*", "organisation"),
    ("sources", "*"),
)
"""Everywhere an organisation stands, and a registry's sources."""

AREAS = ("projects", "*", "areas", "*")

NOISE = frozenset(
    """and area authority borough burgh cathedral cbc cc cca city combined comhairle council county cyngor dc
    district gcc greater is island islands isle isles lb lbc london mayoral mbc mdc metropolitan nan of rbc royal
    sir the unitary upon uk on in y yr""".split(),  # noqa: SIM905 - a list of words reads better as words
)
"""Words that many councils' names share, so that they tell none of them from another."""

NOT_COUNCILS = frozenset({"joint-team", "supplier", "network", "professional-body", "voluntary", "education", "nhs"})
"""Bodies that may bear the code of the area that they work for without being its council."""


def _has_odd_gss(glance: Glance) -> bool:
    if glance.names.isdisjoint({"gss", "areas"}):
        return False
    codes = [(group.get("gss"), group) for group in glance.groups if "gss" in group]
    areas = glance.value.get("areas")
    return any(_is_odd(code, group) for code, group in codes) or any(
        _is_odd(area, {}) for area in (areas if isinstance(areas, list) else ())
    )


def _is_odd(gss: object, organisation: Mapping[str, Any]) -> bool:
    """Tell whether it is not simply the code of this council, or of an area of today."""
    authority = standard.authorities().get(gss) if isinstance(gss, str) else None
    return authority is None or not _alike(_names(organisation), (authority.name, authority.short_name))


@rule("unknown-gss", Severity.WARNING, when=_has_odd_gss)
def unknown_gss(document: Document) -> Iterator[Fault]:
    """A GSS code is not that of any council area, present or former.

    By this code the project is shown on maps and found by area. One wrong digit puts it somewhere else or nowhere.

    Look the code up in the Register of Geographic Codes of the Office for National Statistics. A brand-new council
    may be missing from our list: then leave the code as it is.
    """
    for path, gss, _organisation in _gss_codes(document):
        if gss[:3] in _judged_kinds() and gss not in standard.authorities() and _former(gss) is None:
            yield Fault(_("We know no council area with the code {gss}. Is a digit wrong?").format(gss=gss), path)


@rule("former-gss", Severity.WARNING, when=_has_odd_gss)
def former_gss(document: Document) -> Iterator[Fault]:
    """A council bears the code of an area that no longer exists.

    The code names a boundary. After a reorganisation or a change of boundary the old one leads readers to the former
    council.

    Write the successor's code. A record of the former council itself, under the former council's name, keeps the old
    one.
    """
    for path, gss, organisation in _gss_codes(document):
        former = _former(gss)
        if organisation is None or former is None or gss in standard.authorities():
            continue
        name, successors = former
        if not successors or (name and _alike(_names(organisation), (name,))):
            continue
        message = _("{gss} is a former code. Today the area has {successors}: write that.")
        yield Fault(
            message.format(gss=gss, successors=_names_of(successors)),
            path,
            suggestion=successors[0] if len(successors) == 1 else None,
        )


@rule("gss-of-another-body", Severity.WARNING, when=_has_odd_gss)
def gss_of_another_body(document: Document) -> Iterator[Fault]:
    """A GSS code belongs to another council than the name says.

    Readers find work by area. With another council's code the project turns up under that council.

    Compare the code with the name: one digit may be wrong, or a district may bear its county's code.
    """
    for path, gss, organisation in _gss_codes(document):
        authority = standard.authorities().get(gss)
        if organisation is None or authority is None or organisation.get("type") in NOT_COUNCILS:
            continue
        if not _alike(_names(organisation), (authority.name, authority.short_name)):
            message = _("{gss} is the code of {other}, not of “{name}”. Which of the two is right?")
            name = clipped("/".join(_names(organisation)))
            yield Fault(message.format(gss=gss, other=authority.name, name=name), path)


def _gss_codes(document: Document) -> Iterator[tuple[Path, str, dict[str, Any] | None]]:
    """Yield every GSS code with its place, and the organisation that bears it; None for a project's area."""
    for pattern in ORGANISATIONS:
        for path, organisation in document.walk(*pattern):
            if isinstance(organisation, dict) and isinstance(organisation.get("gss"), str):
                yield (*path, "gss"), organisation["gss"], organisation
    for path, area in document.walk(*AREAS):
        yield path, area, None


@cache
def _judged_kinds() -> frozenset[str]:
    """Return the kinds of area of which our list has all: its first three characters name the kind."""
    return frozenset(gss[:3] for gss in standard.authorities())


def _former(gss: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the former body's name and its successors' codes; no name where only the code changed."""
    former = standard.former_authorities().get(gss)
    if former is not None:
        return former.name, former.successors
    now = _recoded().get(gss)
    return None if now is None else ("", (now,))


@cache
def _recoded() -> dict[str, str]:
    return {old: gss for gss, authority in standard.authorities().items() for old in authority.former_gss}


def _names_of(codes: Sequence[str]) -> str:
    known = standard.authorities()
    return ", ".join(f"{code} ({known[code].name})" if code in known else code for code in codes)


def _names(organisation: Mapping[str, Any]) -> tuple[str, ...]:
    name = organisation.get("name", "")
    return tuple(str(each) for each in name.values()) if isinstance(name, dict) else (str(name),)


@lru_cache(maxsize=4096)
def _alike(names: tuple[str, ...], official: tuple[str, ...]) -> bool:
    """Tell whether one of an organisation's names shares a telling word with the official ones.

    A name in Welsh alone, or one that has no telling word, cannot be judged and passes.
    """
    ours = {word for name in names for word in _telling(name)}
    return not ours or _in_welsh(names) or bool(ours & {word for name in official for word in _telling(name)})


def _in_welsh(names: tuple[str, ...]) -> bool:
    return all(name.casefold().startswith(("cyngor ", "awdurdod ", "parc ")) for name in names)


def _telling(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", name.casefold())) - NOISE
