"""Makes `docs/fields.md`: every field of the two files that people write, as tables."""

from __future__ import annotations

import json

from generators.standard import ROOT_DEFINITION, Files, Schema, Standard, fields, objects, required, target

HEAD = """\
# Fields

<!-- Made by scripts/generate from schema/: change it there. -->

What a council can write into its `projects.json`, and what the keeper of a registry can write into `registry.json`.
**Bold** fields are required; all others may be left out, and should be where nothing is known. Any object may have
members of your own: `x_`, your name, `_` and what it is, such as `x_ambridge_programme`.

*Text* is a string in the file's language, or a map with an entry for each language:
`{"en": "Report a missed bin", "cy": "Rhoi gwybod am fin a gollwyd"}`. A *date* is a year, a month or a day:
`2026`, `2026-10` or `2026-10-12`; a *day* is a whole one. Money is a number without VAT, in pounds unless
`currency` says otherwise. The codes are explained in [codelists.md](codelists.md).
"""
# A whole object in a table cell helps nobody; its own section has an example of each of its fields.
LONGEST_EXAMPLE = 100
JSON_TYPES = {"string": "string", "number": "number", "integer": "whole number", "boolean": "true or false"}
WORDS = {
    "text": "text",
    "title": "text, at most 120 characters",
    "summary": "text, at most 500 characters",
    "url": "URL",
    "localisedUrl": "URL, or one for each language",
    "uri": "URI",
    "day": "day",
    "partialDate": "date",
    "moment": "day, or day and time",
    "languageTag": "language tag",
    "id": "id",
    "gss": "GSS code",
    "orgId": "org-id code",
    "licence": "SPDX id or URI",
    "spdxLicence": "SPDX id",
    "currency": "currency code",
    "money": "money",
    "listNumber": "whole number",
    "host": "host name",
}


def field_page(standard: Standard) -> Files:
    """Return the page of all fields."""
    parts = [HEAD, *_sections(standard, standard.projects, "projects.json")]
    parts += _sections(standard, standard.registry, "registry.json")
    return {"docs/fields.md": "\n".join(parts).encode()}


def _sections(standard: Standard, schema: Schema, name: str) -> list[str]:
    title = {ROOT_DEFINITION: f"The file {name}"}
    return [
        _section(standard, schema, definition, title.get(definition) or part["title"])
        for definition, part in objects(schema).items()
        if name == "projects.json" or definition in (ROOT_DEFINITION, "source")
    ]


def _section(standard: Standard, schema: Schema, definition: str, title: str) -> str:
    part = schema if definition == ROOT_DEFINITION else schema["$defs"][definition]
    lines = [f"## {title}", "", part["description"] + _alternatives(part), ""]
    lines += ["| Field | Type | What it says | Example |", "|---|---|---|---|"]
    needed = required(schema, definition)
    for name, field in fields(schema, definition).items():
        shown = f"**`{name}`**" if name in needed else f"`{name}`"
        cells = (shown, _type(standard, schema, definition, name), field["description"], _example(field))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _alternatives(part: Schema) -> str:
    names = [f"`{name}`" for choice in part.get("anyOf", ()) for name in choice.get("required", ())]
    if not names:
        return ""
    several = f"{', '.join(names[:-1])} or {names[-1]}"
    return f" It needs {several}."


def _type(standard: Standard, schema: Schema, definition: str, name: str) -> str:
    field = fields(schema, definition)[name]
    use = standard.use(definition, name)
    if use:
        words = f"[{use.codelist}](codelists.md#{use.codelist})" + (" or another word" if use.is_open else "")
    else:
        words = _value(schema, field.get("items", field), target(field))
    return f"list: {words}" if "items" in field else words


def _value(schema: Schema, part: Schema, kind: str | None) -> str:
    if kind in WORDS:
        return WORDS[kind]
    if kind:
        title = schema["$defs"][kind]["title"]
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    if "enum" in part:
        return "one of " + ", ".join(f"`{code}`" for code in part["enum"])
    return JSON_TYPES[part["type"]]


def _example(field: Schema) -> str:
    example = json.dumps(field["examples"][0], ensure_ascii=False)
    return f"`{example}`" if len(example) <= LONGEST_EXAMPLE else ""
