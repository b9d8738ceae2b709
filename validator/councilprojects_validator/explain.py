"""The pages of all codes, as text for a terminal and as one Markdown page for `docs/rules.md`.

Called by `cli` and by the generator of the docs. The pages themselves are the docstrings of the rules.
"""

from __future__ import annotations

import textwrap
from difflib import get_close_matches
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules import RULES
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.rules import Rule

WIDTH = 88
MEANINGS = {
    Severity.ERROR: _("An error makes the file invalid: the part concerned cannot be used."),
    Severity.WARNING: _("A warning should be mended; the file stays valid."),
    Severity.INFO: _("A note is worth knowing; nothing has to be done."),
}


def page(rule: Rule) -> str:
    """Return the page of one code as plain text: what is wrong, why it matters, how to put it right."""
    heading = f"{rule.code} ({rule.severity})"
    paragraphs = [_paragraph(part) for part in rule.page.split("\n\n")]
    return "\n\n".join([heading, *paragraphs, _paragraph(MEANINGS[rule.severity])]) + "\n"


def nearest(code: str) -> list[str]:
    """Return the codes that somebody who wrote `code` may have meant, likeliest first."""
    return get_close_matches(code.casefold().replace("_", "-").replace(" ", "-"), sorted(RULES), n=3)


def table() -> str:
    """Return one line a code: code, severity, what is wrong."""
    longest = max(map(len, RULES))
    lines = [f"{rule.code:<{longest}}  {rule.severity:<7}  {_(rule.title)}" for rule in in_order()]
    return "".join(f"{line}\n" for line in lines)


def in_order() -> list[Rule]:
    """Return all codes: errors first, then by name."""
    severities = list(Severity)
    return sorted(RULES.values(), key=lambda rule: (severities.index(rule.severity), rule.code))


def markdown() -> str:
    """Return `docs/rules.md`: every page, with an index by severity before it."""
    parts = [
        "# " + _("What the validator finds"),
        "<!-- Made by scripts/generate from the rules: change a rule's docstring, or the pages in `rules/`. -->",
        _("`councilprojects explain CODE` shows the same pages. A file is invalid only if it has an error."),
    ]
    for severity in Severity:
        rules = [rule for rule in in_order() if rule.severity is severity]
        parts += [f"## {_HEADINGS[severity]} ({len(rules)})", MEANINGS[severity]]
        parts.append("\n".join(f"- [`{rule.code}`](#{rule.code}): {rule.title}" for rule in rules))
    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        paragraphs = [" ".join(part.split()) for part in rule.page.split("\n\n")]
        parts += [f"### {rule.code}", f"*{rule.severity}*", *paragraphs]
    return "\n\n".join(parts) + "\n"


_HEADINGS = {Severity.ERROR: _("Errors"), Severity.WARNING: _("Warnings"), Severity.INFO: _("Notes")}


def _paragraph(text: str) -> str:
    return textwrap.fill(_(" ".join(text.split())), WIDTH, break_long_words=False, break_on_hyphens=False)
