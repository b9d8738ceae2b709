"""Mends of codes: a listed one that is written otherwise, or called by a name that means it beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from councilprojects_validator import standard
from councilprojects_validator.fixing.model import Edit, Fault, text_as
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.rules.fields import codelist_at

ALIASES: Mapping[str, Mapping[str, str]] = {
    "phase": {
        # As the standard maps older forms, “Mappings to read older forms”; but for those that map to several.
        "concept": "idea",
        "ideation": "idea",
        "production": "live",
        "decommissioned": "retired",
        # The GOV.UK Service Manual divides the one phase.
        "private beta": "beta",
        "public beta": "beta",
    },
    # Everyday words for one code. Not `closed` and `done`: completed, or stopped?
    "status": {
        "in progress": "active",
        "ongoing": "active",
        "under way": "active",
        "underway": "active",
        "not started": "planned",
        "on hold": "paused",
        "suspended": "paused",
        "complete": "completed",
        "finished": "completed",
        "cancelled": "stopped",
        "canceled": "stopped",
        "abandoned": "stopped",
    },
    "contract-status": {"expired": "ended"},
    "funding-outcome": {"unsuccessful": "not-funded", "unfunded": "not-funded", "successful": "awarded"},
    "benefit-per": {
        "annual": "year",
        "annually": "year",
        "yearly": "year",
        "per year": "year",
        "a year": "year",
        "one off": "once",
    },
    "assessment-by": {"self assessment": "self", "peer review": "peer"},
}
"""By codelist. An alias stands here only if it can mean no other code of its list."""

LICENCES: Mapping[str, str] = {
    # Each names its version, or there is only one. Not `OGL`, `Apache`, nor `GPLv3`: that version only, or later ones?
    "apache2": "Apache-2.0",
    "apache20": "Apache-2.0",
    "apachelicence20": "Apache-2.0",
    "apachelicense20": "Apache-2.0",
    "bsd3clause": "BSD-3-Clause",
    "mitlicence": "MIT",
    "mitlicense": "MIT",
    "ogl3": "OGL-UK-3.0",
    "ogl30": "OGL-UK-3.0",
    "oglv3": "OGL-UK-3.0",
    "oglv30": "OGL-UK-3.0",
    "opengovernmentlicencev30": "OGL-UK-3.0",
    "opengovernmentlicence30": "OGL-UK-3.0",
}
"""Names of licences without capitals and marks, and the SPDX id that alone is meant."""


@mends("unknown-code", "codelist-near-miss")
def listed_code(fault: Fault) -> Edit | None:
    """A code is written as its list has it.

    What differs in letters is a guess, and left to a person.
    """
    codelist, suggested = codelist_at(fault.file.kind, fault.path), fault.finding.suggestion or ""
    # A registry's codes stand in its schema alone.
    known = _meant(codelist) if codelist is not None else {plain(suggested): suggested}
    meant = known.get(plain(str(fault.value)))
    return text_as(fault, meant) if meant else None


@mends("licence-nickname", "not-a-licence")
def licence_id(fault: Fault) -> Edit | None:
    """A licence is called by its id in the SPDX list."""
    letters = re.sub(r"[^a-z0-9]", "", fault.value.casefold())
    suggested = fault.finding.suggestion
    if suggested is not None and letters == re.sub(r"[^a-z0-9]", "", suggested.casefold()):
        return text_as(fault, suggested)
    meant = LICENCES.get(letters, fault.value.strip())
    return text_as(fault, meant) if meant != fault.value else None


def plain(word: str) -> str:
    """Return `word` as codes are written: small letters, hyphens for spaces."""
    return re.sub(r"[-_\s]+", "-", word.strip().casefold()).strip("-")


@cache
def _meant(codelist: str) -> Mapping[str, str]:
    """Return what each way of writing a code means: the code itself, its titles, its aliases."""
    meant: dict[str, str | None] = {}
    for code in standard.codelist(codelist).values():
        for title in {plain(code.title), plain(code.title_cy)} - {""}:
            meant[title] = None if title in meant else code.code
    meant |= {plain(alias): code for alias, code in ALIASES.get(codelist, {}).items()}
    meant |= {plain(code): code for code in standard.codelist(codelist)}
    return {written: code for written, code in meant.items() if code is not None}
