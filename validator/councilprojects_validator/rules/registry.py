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
from councilprojects_validator.rules.glance import Glance, When, glance_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    when: When | None = None
    """Tells at a glance that a record has nothing for this rule. None for a rule that looks at the file as a whole."""


_rules: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = MappingProxyType(_rules)
"""Every code there is, filled by importing `councilprojects_validator.rules`."""


def rule(code: str, severity: Severity, *, when: When | None = None) -> Callable[[Run], Run]:
    """Register the function below as the rule `code`; its docstring is the page.

    A rule that judges each record for itself says so with `when`: it is then run on the head and on every record
    alone, and only on those of which `when` is true. So `when` may be too careful, but never pass over a fault.

    Raises ValueError for a repeated code, a page that is not three paragraphs, or an error that is not frozen.
    """

    def register(run: Run) -> Run:
        if severity is Severity.ERROR and code not in FROZEN_ERRORS:
            raise ValueError(f"{code}: a rule is an error only if it is one of {sorted(FROZEN_ERRORS)}")
        _add(Rule(code, severity, "", run.__doc__ or "", run.__module__.rpartition(".")[2], run, when))
        return run

    return register


def explained(theme: str, severity: Severity, pages: str) -> None:
    """Register the pages of codes that other stages make: each a heading `## code` and three paragraphs.

    Raises ValueError as `rule` does.
    """
    for page in pages.strip().split("## ")[1:]:
        code, _heading_end, paragraphs = page.partition("\n")
        _add(Rule(code, severity, "", paragraphs, theme))


def run_rules(document: Document, severities: Iterable[Severity] = tuple(Severity)) -> Iterator[Diagnostic]:
    """Run every rule of these severities on what passed the schema: on the whole file first, then on each record."""
    wanted = [each for each in RULES.values() if each.run is not None and each.severity in severities]
    if document.minor_is_newer:
        wanted = [each for each in wanted if each.code in CORE_RULES]
    for each in wanted:
        if each.when is None:
            yield from _run(each, document)
    by_when: dict[When, list[Rule]] = {}
    for each in wanted:
        if each.when is not None:
            by_when.setdefault(each.when, []).append(each)
    if by_when:
        yield from _run_apart(document, by_when)


def _run_apart(document: Document, rules: Mapping[When, list[Rule]]) -> Iterator[Diagnostic]:
    """Run rules on the head and on each record, where a glance does not show that they have nothing to say."""
    today = document.today.isoformat()
    head = document.without_records()
    glance = glance_at(head.value, document, today, is_head=True)
    for each in _called(glance, rules):
        yield from _run(each, head)
    for path, value in document.records():
        glance = glance_at(value, document, today, is_head=False)
        called = _called(glance, rules)
        if called:
            record = document.of_record(path, value)
            for each in called:
                yield from _run(each, record)


def _called(glance: Glance, rules: Mapping[When, list[Rule]]) -> list[Rule]:
    return [each for when, several in rules.items() if when(glance) for each in several]


def _run(each: Rule, document: Document) -> Iterator[Diagnostic]:
    for fault in each.run(document) if each.run is not None else ():
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
