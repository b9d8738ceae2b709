"""The pages of all codes, as text for a terminal and as one Markdown page for `docs/rules.md`.

Called by `cli` and by the generator of the docs. The pages themselves are the docstrings of the rules, the examples
come from the fixtures.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.fixing import LEFT_TO_A_PERSON, MENDS
from councilprojects_validator.rules import RULES
from councilprojects_validator.standard import help_url
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.rules import Rule

Example: TypeAlias = Mapping[str, Any]
"""What `standard.rule_examples` has of a code: faulty lines, where the fault is in them, the lines mended."""

WIDTH = 88
MEANINGS = {
    Severity.ERROR: _("An error makes the file invalid: the part concerned cannot be used."),
    Severity.WARNING: _("A warning should be mended; the file stays valid."),
    Severity.INFO: _("A note is worth knowing; nothing has to be done."),
}


def page(rule: Rule, example: Example | None = None) -> str:
    """Return the page of one code as plain text: what is wrong, why it matters, how to put it right, an example."""
    heading = f"{rule.code} ({rule.severity})"
    paragraphs = [_paragraph(part) for part in rule.page.split("\n\n")]
    shown = [_indented(part) for part in _shown(example)] if example is not None else []
    mends = [_paragraph(sentence) for sentence in mending(rule.code)]
    last = _("On the web: {url}").format(url=help_url(rule.code))
    return "\n\n".join([heading, *paragraphs, *mends, *shown, _paragraph(MEANINGS[rule.severity]), last]) + "\n"


def mending(code: str) -> Iterator[str]:
    """Yield what `councilprojects fix` does about this code, or why it leaves it to a person."""
    if code in MENDS:
        sentence = _("`councilprojects fix` can mend this where it is certain what is meant. {what}")
        yield sentence.format(what=_(MENDS[code].what))
    elif code in LEFT_TO_A_PERSON:
        sentence = _("`councilprojects fix` leaves this to a person. {reason}")
        yield sentence.format(reason=LEFT_TO_A_PERSON[code])


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


def listed(examples: Mapping[str, Example]) -> str:
    """Return all codes as JSON, for programs: `validator/README.md` says what each member is."""
    rules = [
        {
            "code": rule.code,
            "severity": rule.severity,
            "theme": rule.theme,
            "title": rule.title,
            "page": rule.page,
            "help": help_url(rule.code),
            **({"example": examples[rule.code]} if rule.code in examples else {}),
        }
        for rule in in_order()
    ]
    return json.dumps({"rules": rules}, ensure_ascii=False, indent=2) + "\n"


def markdown(examples: Mapping[str, Example]) -> str:
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
        parts += [f"### {rule.code}", f"*{rule.severity}*", *paragraphs, *mending(rule.code)]
        if rule.code in examples:
            (said, failing), (mended_said, mended) = _shown(examples[rule.code])
            parts += [f"{said}\n\n```text\n{failing}\n```", f"{mended_said}\n\n```text\n{mended}\n```"]
    return "\n\n".join(parts) + "\n"


def _shown(example: Example) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the faulty lines with carets under the fault, and the mended ones, each below a few words."""
    lines = list(example["failing"])
    marked = example["marked"]
    lines.insert(marked["line"] + 1, " " * marked["column"] + "^" * marked["length"])
    return (_("With the fault:"), "\n".join(lines)), (_("Mended:"), "\n".join(example["mended"]))


def _indented(part: tuple[str, str]) -> str:
    said, lines = part
    return f"{said}\n\n{textwrap.indent(lines, '    ')}"


_HEADINGS = {Severity.ERROR: _("Errors"), Severity.WARNING: _("Warnings"), Severity.INFO: _("Notes")}


def _paragraph(text: str) -> str:
    return textwrap.fill(_(" ".join(text.split())), WIDTH, break_long_words=False, break_on_hyphens=False)
