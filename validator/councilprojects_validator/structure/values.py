"""Says in words what kind of value stands in a file and what kind is wanted, and turns one into the other.

Stands behind `messages`. A value is only turned where nobody could mean anything else by it.
"""

from __future__ import annotations

import json
from typing import Any

from councilprojects_validator.quoting import clipped, quoted
from councilprojects_validator.wording import _

NAMED = '{"name": "…"}'
ADDRESSED = '{"url": "…"}'
GROUPS = {
    "organisation": NAMED,
    "contact": '{"email": "…"}',
    "service": NAMED,
    "technology": NAMED,
    "usedStandard": NAMED,
    "commitment": NAMED,
    "contract": '{"title": "…"}',
    "lesson": '{"text": "…"}',
    "repository": ADDRESSED,
    "compiledSource": ADDRESSED,
    "phaseSpan": '{"phase": "…"}',
    "assessment": '{"standard": "…"}',
    "budget": '{"amount": 40000}',
}
"""What people mean who write a text or a number in place of a group, by the group's definition in the schema."""


def described(value: Any) -> str:
    kinds = {
        str: _("the text {value}"),
        bool: "{value}",
        dict: _("a group of fields in {{ }}"),
        list: _("a list in [ ]"),
    }
    return kinds.get(type(value), _("the number {value}")).format(value=quoted(value))


def wanted(types: list[str]) -> str:
    if set(types) == {"string", "object"}:
        return _("a text in double quotes, or a group of them by language: {example}").format(
            example='{"en": "…", "cy": "…"}'
        )
    return {
        "string": _("a text in double quotes"),
        "integer": _("a whole number, without quotes"),
        "number": _("a number, without quotes"),
        "boolean": _("true or false, without quotes"),
        "array": _("a list in [ ]"),
        "object": _("a group of fields in { }"),
    }[types[0]]


def as_group(definition: str, found: Any) -> str | None:
    """Return how the group is written that a text or number stands for. Not with its words: they may name a person."""
    return GROUPS.get(definition) if isinstance(found, str | int | float) and not isinstance(found, bool) else None


def converted(value: Any, wanted: list[str]) -> str | None:
    """Return the value as the wanted type, if nobody could mean anything else by it."""
    if "array" in wanted and isinstance(value, str | int | float):
        return clipped(json.dumps([value], ensure_ascii=False))
    if "boolean" in wanted and isinstance(value, str):
        return {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(value.strip().casefold())
    if {"number", "integer"} & set(wanted) and isinstance(value, str):
        return _as_number(value, whole="number" not in wanted)
    if "string" in wanted and isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(str(value))
    return None


def _as_number(text: str, *, whole: bool) -> str | None:
    plain = text.strip().removeprefix("£").replace(",", "")
    digits, _point, decimals = plain.partition(".")
    if not (digits.isascii() and digits.isdecimal()) or (
        decimals and not (decimals.isascii() and decimals.isdecimal())
    ):
        return None
    return None if whole and decimals else str(int(digits)) + (f".{decimals}" if decimals else "")


def as_share(percent: float) -> str | None:
    return f"{percent / 100:g}" if 1 < percent <= 100 else None  # noqa: PLR2004 - a hundred per cent


def language(key: str) -> str | None:
    return {"english": "en", "welsh": "cy", "cymraeg": "cy", "gaelic": "gd", "irish": "ga"}.get(key.casefold())
