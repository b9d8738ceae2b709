"""Finds keys that stand twice in the same group, which JSON allows and readers understand in different ways.

Called by `reading` for a text that is JSON and is known to have one; the usual file never comes here. RFC 8259,
section 4: names within an object should be unique, and software behaves unpredictably where they are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from councilprojects_validator.diagnostics import Diagnostic, Path, Severity, Target
from councilprojects_validator.positions import Lines, lines
from councilprojects_validator.quoting import clipped
from councilprojects_validator.reading.tokens import Kind, Token, tokens
from councilprojects_validator.wording import _


@dataclass(slots=True)
class _Group:
    """A group or list that is open: `seen` has the offsets of a group's keys, `step` is where the walk is in it."""

    is_list: bool
    seen: dict[str, int] = field(default_factory=dict)
    step: str | int = 0
    wants_key: bool = True


def repeated_keys(text: str) -> Iterator[Diagnostic]:
    """Yield an error for each key that was there before in its group; it points at the last of them."""
    places = lines(text)
    open_groups: list[_Group] = []
    for token in tokens(text):
        mark = text[token.start] if token.kind is Kind.MARK else ""
        inner = open_groups[-1] if open_groups else None
        if mark in {"{", "["}:
            open_groups.append(_Group(is_list=mark == "["))
        elif mark in {"}", "]"}:
            open_groups.pop()
        elif inner is not None and mark == "," and inner.is_list:
            inner.step = int(inner.step) + 1
        elif inner is not None and not inner.is_list:
            if mark == "" and inner.wants_key:
                yield from _key(text, token, open_groups, places)
            inner.wants_key = mark == ","


def _key(text: str, token: Token, open_groups: list[_Group], places: Lines) -> Iterator[Diagnostic]:
    inner = open_groups[-1]
    key: str = json.loads(text[token.start : token.end])
    inner.step = key
    before = inner.seen.get(key)
    inner.seen[key] = token.start
    if before is not None:
        yield _repeated(
            key, tuple(group.step for group in open_groups), places.place(before), places.place(token.start)
        )


def _repeated(key: str, path: Path, first: tuple[int, int], second: tuple[int, int]) -> Diagnostic:
    message = _(
        "`{key}` stands twice in the same group: on line {first} (column {first_column}) and on line {second} (column"
        " {second_column}). Keep one of them."
    )
    message = message.format(
        key=clipped(key), first=first[0], first_column=first[1], second=second[0], second_column=second[1]
    )
    return Diagnostic("json-repeated-key", Severity.ERROR, message, path, Target.KEY)
