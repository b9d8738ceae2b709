"""Where every code is registered: the rules that run on a document, and the pages of codes that other stages make.

`check` calls `run_rules`; `explain`, `rules` and `docs/rules.md` read `RULES`. A code is registered once, has a page
of three paragraphs, and is an error only if the standard froze it as one; anything else stops the import.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from inspect import cleandoc
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from councilprojects_validator.diagnostics import Diagnostic, Path, Severity, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from councilprojects_validator.document import Document

FROZEN_ERRORS = frozenset(
    {
        "credentials-in-url",
        "duplicate-project-id",
        "end-before-start",
        "listed-in-own-file",
        "no-way-to-learn-more",
    },
)
"""The only rules that make a file invalid. Frozen with version 1.0: one more would break files nobody touched."""

CORE_RULES = frozenset({"duplicate-project-id"})
"""What is judged in a file of a newer 1.x, of which we know no more than the required core."""

PARAGRAPHS = 3
"""What is wrong, why it matters, how to put it right."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: a diagnostic but for the code and severity, which are the rule's own."""

    message: str
    path: Path
    target: Target = Target.VALUE
    field: str | None = None
    suggestion: str | None = None


Run: TypeAlias = "Callable[[Document], Iterator[Fault]]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A code and its public page. `run` is None where another stage makes the diagnostics."""

    code: str
    severity: Severity
    title: str
    page: str
    theme: str
    """The module of the rule, without its package: `dates`, `links`; for other stages the name of their pages."""
    run: Run | None = None


_rules: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = MappingProxyType(_rules)
"""Every code there is, filled by importing `councilprojects_validator.rules`."""


def rule(code: str, severity: Severity) -> Callable[[Run], Run]:
    """Register the function below as the rule `code`; its docstring is the page.

    Raises ValueError for a repeated code, a page that is not three paragraphs, or an error that is not frozen.
    """

    def register(run: Run) -> Run:
        if severity is Severity.ERROR and code not in FROZEN_ERRORS:
            raise ValueError(f"{code}: a rule is an error only if it is one of {sorted(FROZEN_ERRORS)}")
        _add(Rule(code, severity, "", run.__doc__ or "", run.__module__.rpartition(".")[2], run))
        return run

    return register


def explained(theme: str, severity: Severity, pages: str) -> None:
    """Register the pages of codes that other stages make: each a heading `## code` and three paragraphs.

    Raises ValueError as `rule` does.
    """
    for page in pages.strip().split("## ")[1:]:
        code, _heading_end, paragraphs = page.partition("\n")
        _add(Rule(code, severity, "", paragraphs, theme))


def run_rules(document: Document) -> Iterator[Diagnostic]:
    """Run every rule on what passed the schema, rule by rule in the order of registration."""
    for each in RULES.values():
        if each.run is None or (document.minor_is_newer and each.code not in CORE_RULES):
            continue
        for fault in each.run(document):
            yield Diagnostic(
                code=each.code,
                severity=each.severity,
                message=fault.message,
                path=fault.path,
                target=fault.target,
                field=fault.field,
                suggestion=fault.suggestion,
            )


def _add(each: Rule) -> None:
    if each.code in _rules:
        raise ValueError(f"{each.code}: this code is registered already")
    paragraphs = cleandoc(each.page).strip().split("\n\n")
    if len(paragraphs) != PARAGRAPHS:
        raise ValueError(f"{each.code}: a page says what is wrong, why it matters and how to put it right")
    _rules[each.code] = replace(each, title=paragraphs[0], page="\n\n".join(paragraphs))
