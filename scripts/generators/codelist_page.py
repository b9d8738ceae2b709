"""Makes `docs/codelists.md`: every code with its meaning."""

from __future__ import annotations

from generators.standard import Files, Standard, Use

HEAD = """\
# Codelists

<!-- Made by scripts/generate from schema/codelists/: change it there. -->

In a *closed* list another value is an error in that field, and no version 1.x adds to it. In an *open* list any word
is kept; use a listed code where one fits, for then others find you. There is no code for “unknown”: leave the field
out.
"""


def codelist_page(standard: Standard) -> Files:
    """Return the page of all codelists."""
    sections = [_section(standard, name) for name in standard.codelists]
    return {"docs/codelists.md": "\n".join([HEAD, *sections]).encode()}


def _section(standard: Standard, name: str) -> str:
    uses = [use for use in standard.uses if use.codelist == name]
    kind = "Open" if uses[0].is_open else "Closed"
    served = ", ".join(_place(standard, use) for use in uses)
    lines = [f"## {name}", "", f"{kind}. Used by {served}.", "", "| Code | Title | Meaning |", "|---|---|---|"]
    lines += [f"| `{code.code}` | {code.title} | {code.description} |" for code in standard.codelists[name]]
    return "\n".join([*lines, ""])


def _place(standard: Standard, use: Use) -> str:
    title = standard.definition(use.definition)["title"]
    return f"`{use.field}` of [{title.lower()}](fields.md#{title.lower().replace(' ', '-')})"
