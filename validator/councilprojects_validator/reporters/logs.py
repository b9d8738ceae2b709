r"""Keeps a report from giving commands to the service in whose log it is printed.

GitHub's runner takes `::name::` at the start of a line for a command, whatever spaces stand before it, and `##[name]`
anywhere in a line (actions/runner, `ActionCommand.cs`); Azure's takes `##vso[…]`, TeamCity `##teamcity[…]`. A
publisher's title may hold any of them.
"""

from __future__ import annotations

import re

_AT_START = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"##(?=[a-z]*\[)", re.IGNORECASE)


def harmless(text: str) -> str:
    r"""Return lines of text with the mark of every command shown as its escape (`\u003a:`, `#\u0023[`)."""
    return _AT_START.sub(r"\1\\u003a", in_json(text))


def in_json(text: str) -> str:
    """Return JSON that says the same, and has no such mark: a colon never starts one of its lines."""
    return _ANYWHERE.sub(r"#\\u0023", text)


def in_markup(text: str) -> str:
    """Return XML or HTML that says the same, and has no such mark in its words and attributes."""
    return _ANYWHERE.sub("#&#35;", text)
