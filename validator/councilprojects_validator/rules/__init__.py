"""The rules beyond the schema, one module a theme, and the pages of all codes. `registry` says how one is made."""

from __future__ import annotations

from councilprojects_validator.rules import (
    consistency,
    dates,
    deprecation,
    history,
    identifiers,
    links,
    pages_of_forms,
    pages_of_hosting,
    pages_of_links,
    pages_of_punctuation,
    pages_of_reading,
    pages_of_schema,
    people,
    pointing,
    progress,
    reference,
    registers,
    registries,
    reviews,
    technologies,
    text,
    vocabulary,
)
from councilprojects_validator.rules.registry import RULES, Fault, Rule, explained, rule, run_rules

THEMES = (
    identifiers,
    pointing,
    dates,
    reviews,
    progress,
    history,
    text,
    people,
    links,
    reference,
    registers,
    vocabulary,
    deprecation,
    technologies,
    consistency,
    registries,
    pages_of_reading,
    pages_of_punctuation,
    pages_of_schema,
    pages_of_forms,
    pages_of_hosting,
    pages_of_links,
)
"""Importing them is what fills `RULES`."""

__all__ = ["RULES", "THEMES", "Fault", "Rule", "explained", "rule", "run_rules"]
