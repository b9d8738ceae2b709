"""The rules beyond the schema, one module a theme, and the pages of all codes. `registry` says how one is made."""

from __future__ import annotations

from councilprojects_validator.rules import (
    consistency,
    dates,
    identifiers,
    links,
    pages_of_forms,
    pages_of_punctuation,
    pages_of_reading,
    pages_of_schema,
    people,
    reference,
    technologies,
    text,
    vocabulary,
)
from councilprojects_validator.rules.registry import RULES, Fault, Rule, explained, rule, run_rules

THEMES = (
    identifiers,
    dates,
    text,
    people,
    links,
    reference,
    vocabulary,
    technologies,
    consistency,
    pages_of_reading,
    pages_of_punctuation,
    pages_of_schema,
    pages_of_forms,
)
"""Importing them is what fills `RULES`."""

__all__ = ["RULES", "THEMES", "Fault", "Rule", "explained", "rule", "run_rules"]
