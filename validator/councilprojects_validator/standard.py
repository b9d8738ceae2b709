"""The Council Projects Standard as this package ships it: addresses, schemas, codelists and reference lists.

The one place of the validator that reads packaged data, each file once a process. What comes out is shared: nobody
may change it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from councilprojects_validator import codelists as tables
from councilprojects_validator.codelists import Authority, Code, FormerAuthority

BASE = "https://w3id.org/councilprojects/"
"""Everything that the standard names stands below it (contracts, “Addresses”). Nothing needs it to resolve."""

VERSION = "1.0"
"""The newest version of the standard that this package knows."""

SCHEMA_URL = f"{BASE}{VERSION}/projects.schema.json"
CONTEXT_URL = f"{BASE}{VERSION}/context.jsonld"

RULES_URL = f"{BASE}rules"
"""The page on every code that the validator reports, `docs/rules.md`; each has its own anchor."""


def help_url(code: str) -> str:
    """Return the address of the page on a code, which every report links to."""
    return f"{RULES_URL}#{code}"


@cache
def load_schema(name: str) -> dict[str, Any]:
    """Return the schema `projects`, `registry` or `report`."""
    schema: dict[str, Any] = json.loads(_text(f"{name}.schema.json"))
    return schema


@cache
def codelist(name: str) -> Mapping[str, Code]:
    """Return a codelist by its file's name (`phase`, `partner-status` …), in the order of the file."""
    return tables.codes(_text("codelists", f"{name}.csv"))


@cache
def codelists() -> Mapping[tuple[str, str], str]:
    """Return which codelist a field has: its name by the schema's definition and the field's name."""
    return tables.uses(_text("codelists.csv"))


@cache
def authorities() -> Mapping[str, Authority]:
    """Return the councils of today by GSS code."""
    return tables.present(_text("reference", "authorities.csv"))


@cache
def former_authorities() -> Mapping[str, FormerAuthority]:
    """Return the councils that are no more by GSS code."""
    return tables.former(_text("reference", "former-authorities.csv"))


@cache
def lgsl() -> Mapping[int, str]:
    """Return the bundled part of the Local Government Service List: titles by number."""
    return tables.services(_text("reference", "lgsl.csv"))


@cache
def org_id_registers() -> tuple[str, ...]:
    """Return the codes of the British registers of organisations that org-id.guide knows."""
    return tables.registers(_text("reference", "org-id-registers.csv"))


@cache
def rule_examples() -> Mapping[str, Mapping[str, Any]]:
    """Return by code an example of the fault and of the same lines mended, made from the fixtures."""
    text = files("councilprojects_validator.rules").joinpath("examples.json").read_text(encoding="utf-8")
    examples: dict[str, dict[str, Any]] = json.loads(text)
    return examples


def _text(*path: str) -> str:
    return files("councilprojects_schema").joinpath(*path).read_text(encoding="utf-8")
