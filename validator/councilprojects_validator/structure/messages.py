"""Our own sentence, code and suggestion for everything that the schema can refuse.

`structure` calls `diagnostic` for each `Violation`. The code names the fault (`missing-field`, `not-a-date`) and is
never renamed: `forms` has those of values that are written wrongly. No sentence may need any knowledge of schemas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from councilprojects_validator.diagnostics import Diagnostic, Path, Severity, Target
from councilprojects_validator.quoting import clipped, quoted
from councilprojects_validator.structure.causes import cause
from councilprojects_validator.structure.forms import form_of
from councilprojects_validator.structure.values import as_group, as_share, converted, described, language, wanted
from councilprojects_validator.suggestions import CALLED, nearest, one_of
from councilprojects_validator.wording import _

BY_LANGUAGE = frozenset({"text", "title", "summary", "localisedUrl"})
"""Definitions of which a value may be a group of texts by language."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword of the schema that a value breaks."""

    keyword: str
    expected: Any
    found: Any
    path: Path
    definition: str = ""
    """Which of the schema's definitions the keyword stands in; empty for a member of the file itself."""
    missing: tuple[str, ...] = ()
    """Names of which one is needed, where none of them is there."""
    codes: tuple[str, ...] = ()
    """The codes to choose from, where the value is of the wrong type to be one."""
    is_empty: bool = False
    """One of the missing ones is there, with an empty value."""


def diagnostic(violation: Violation) -> Diagnostic:
    """Return the error for a violation whose path is the publisher's own."""
    code, message, suggestion = _SENTENCES.get(violation.keyword, _otherwise)(violation)
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        message=message,
        path=violation.path,
        target=Target.KEY if violation.keyword == "propertyNames" else Target.VALUE,
        field=violation.missing[0] if violation.missing else None,
        alternatives=violation.missing[1:],
        suggestion=suggestion,
    )


_Said = tuple[str, str, str | None]
"""Code, message and suggestion."""

_TAG = re.compile(r"(?!id|by)[a-z]{2}(?:-[A-Za-z]{2,4})?")
"""A key that is the language of a text; no field but `id` and `by` is as short."""


def named(path: Path) -> str:
    """Return how a sentence names the value at `path`: its key, its place in a list, its language."""
    *before, last = path or ("",)
    if isinstance(last, str):
        if before and isinstance(before[-1], str) and _TAG.fullmatch(last):
            return _("`{field}` in `{language}`").format(field=clipped(before[-1]), language=last)
        return f"`{clipped(last)}`" if path else _("The file")
    return _("Number {number} of `{field}`").format(number=last + 1, field=clipped(str(before[-1])))


def _missing(violation: Violation) -> _Said:
    field, *others = violation.missing
    if others:
        message = _("This {thing} needs at least one of these: {fields}. Add one.")
        fields = one_of(violation.missing)
        return "missing-one-of", message.format(thing=_thing(violation.definition), fields=fields), None
    message = _("`{field}` is missing. Every {thing} needs it{hint}.")
    if violation.is_empty:
        message = _("`{field}` is empty, which counts as missing. Every {thing} needs it{hint}.")
    hint = _hints().get((violation.definition, field), "")
    return "missing-field", message.format(field=field, thing=_thing(violation.definition), hint=hint), None


def _wrong_type(violation: Violation) -> _Said:
    types = [violation.expected] if isinstance(violation.expected, str) else list(violation.expected)
    message = _("{name} is {found}, but it must be {wanted}.").format(
        name=named(violation.path), found=described(violation.found), wanted=wanted(types)
    )
    if violation.codes:
        return "wrong-type", message + " " + _choose(violation.codes), None
    value = converted(violation.found, types)
    if value is not None:
        message += " " + _("Write {value}.").format(value=clipped(value))
    elif types == ["object"] and (group := as_group(violation.definition, violation.found)) is not None:
        message += " " + _("Write it as {group}.").format(group=group)
    elif types == ["array"] and isinstance(violation.found, dict):
        message += " " + _("Put [ before it and ] behind it.")
    return "wrong-type", message, value


def _unknown_code(violation: Violation) -> _Said:
    codes = tuple(code for code in violation.expected if isinstance(code, str))
    suggestion = _meant(violation.found, codes) if isinstance(violation.found, str) else None
    message = _("{name} is {found}, which is none of its codes.").format(
        name=named(violation.path), found=quoted(violation.found)
    )
    message += " " + _choose(codes)
    if suggestion is not None:
        message += " " + _("Did you mean `{code}`?").format(code=suggestion)
    return "unknown-code", message, suggestion


def _meant(found: str, codes: tuple[str, ...]) -> str | None:
    """Return the code that is spelled nearly so, or that has the same meaning."""
    same = next((code for code in CALLED.get(found.strip().casefold(), ()) if code in codes), None)
    return nearest(found, codes) or same


def _choose(codes: tuple[str, ...]) -> str:
    return _("Choose one of {codes}.").format(codes=one_of(codes))


def _too_long(violation: Violation) -> _Said:
    message = _("{name} has {length} characters, and {most} are allowed. Shorten it; there is room in `description`.")
    if violation.definition not in {"title", "summary"}:
        message = _("{name} has {length} characters, and {most} are allowed. Shorten it.")
    length = len(violation.found)
    return "too-long", message.format(name=named(violation.path), length=length, most=violation.expected), None


def _too_small(violation: Violation) -> _Said:
    message = _("{name} is {found}, but it cannot be less than {least}. Check the number.")
    found = quoted(violation.found)
    return "too-small", message.format(name=named(violation.path), found=found, least=violation.expected), None


def _too_large(violation: Violation) -> _Said:
    message = _("{name} is {found}, but it cannot be more than {most}. Check the number.")
    if violation.path[-1:] == ("share",):
        message = _("{name} is {found}, but a share is a part of one: for 35 % write 0.35.")
    found = quoted(violation.found)
    suggestion = as_share(violation.found) if violation.path[-1:] == ("share",) else None
    return "too-large", message.format(name=named(violation.path), found=found, most=violation.expected), suggestion


def _too_many(violation: Violation) -> _Said:
    if violation.path[-1:] == ("openTo",):
        message = _("`not-now` says no to everything, so it must stand alone. Take it out, or take the others out.")
        return "not-now-with-others", message, None
    message = _("{name} has {count} items, and {most} are allowed. Take some out.")
    count = len(violation.found)
    return "too-many", message.format(name=named(violation.path), count=count, most=violation.expected), None


def _repeated(violation: Violation) -> _Said:
    message = _("{name} is in the list twice. Take one out.")
    return "repeated-item", message.format(name=named(violation.path)), None


def _not_a_language(violation: Violation) -> _Said:
    key = str(violation.path[-1])
    message = _(
        "{name} is not a language. In a group of texts each name is a language code, such as `en` or `cy`: {example}."
    )
    example = '{"en": "…", "cy": "…"}'
    return "not-a-language-tag", message.format(name=named(violation.path), example=example), language(key)


def _ill_formed(violation: Violation) -> _Said:
    form = form_of(violation.definition, violation.path)
    text = violation.found if isinstance(violation.found, str) else ""
    known = cause(form.code, text, _field(violation.path))
    message = (form.message() if known is None else known.message).format(
        name=named(violation.path), found=quoted(violation.found), detail="" if known is None else known.detail
    )
    suggestion = form.suggest(text) if known is None else known.suggestion
    return form.code, *_asked(message, None if suggestion == violation.found else suggestion)


def _asked(message: str, suggestion: str | None) -> tuple[str, str | None]:
    """Ask whether the suggestion was meant, unless the sentence names it already."""
    if suggestion is None or suggestion in message:
        return message, suggestion
    return message + " " + _("Did you mean {suggestion}?").format(suggestion=clipped(suggestion)), suggestion


def _field(path: Path) -> str:
    return next((key for key in reversed(path) if isinstance(key, str)), "")


def _otherwise(violation: Violation) -> _Said:
    message = _("{name} is {found}, which the standard does not allow here.")
    return "wrong-value", message.format(name=named(violation.path), found=quoted(violation.found)), None


_SENTENCES: Mapping[str, Callable[[Violation], _Said]] = {
    "required": _missing,
    "type": _wrong_type,
    "enum": _unknown_code,
    "maxLength": _too_long,
    "minimum": _too_small,
    "maximum": _too_large,
    "maxItems": _too_many,
    "uniqueItems": _repeated,
    "propertyNames": _not_a_language,
    "format": _ill_formed,
    "pattern": _ill_formed,
    "minLength": _ill_formed,
    "anyOf": lambda violation: (_missing if violation.missing else _ill_formed)(violation),
}
"""By the schema's keyword. A test compares them with those that the schemas use."""


def _thing(definition: str) -> str:
    return {
        "organisation": _("organisation"),
        "publisher": _("publisher"),
        "compiler": _("compiler"),
        "contact": _("contact"),
        "project": _("project"),
        "source": _("source"),
        "phaseSpan": _("phase of the history"),
        "service": _("service"),
        "channel": _("channel figure"),
        "help": _("offer or want"),
        "output": _("output"),
        "repository": _("repository"),
        "technology": _("technology"),
        "usedStandard": _("standard"),
        "deployment": _("deployment"),
        "contract": _("contract"),
        "budget": _("budget"),
        "grant": _("funding"),
        "benefit": _("benefit"),
        "lesson": _("lesson"),
        "update": _("update"),
        "link": _("link"),
        "assessment": _("assessment"),
        "commitment": _("commitment"),
        "compiledSource": _("source of a compiled record"),
        "": _("file"),
    }.get(definition, _("entry"))


def _hints() -> Mapping[tuple[str, str], str]:
    return {
        ("project", "id"): _(", such as `missed-bins`: it becomes part of the project's address"),
        ("project", "title"): _(", so that people know what it is about"),
        ("project", "summary"): _(": say in one to three sentences what it is about"),
        ("project", "reviewed"): _(": the day somebody last looked it through, such as `2026-10-12`"),
        ("organisation", "name"): _(": the name that people know it by"),
        ("publisher", "url"): _(": the address of the council's website"),
        ("compiler", "url"): _(": the address of its website"),
        ("", "sources"): _(": the councils and where their files are"),
        ("", "publisher"): _(": it says which council this is"),
        ("", "projects"): _('; with no projects yet, write `"projects": []`'),
    }
