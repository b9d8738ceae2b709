"""Says what is wrong with a text that is not JSON, as the mistakes that people make by hand.

Called by `reading` once the strict parser has refused a text. Walks its tokens by the grammar of JSON (RFC 8259),
steps over every mistake that it understands, and so tells them all at once. Where it cannot be sure how the text is
meant, it stops: a second finding must never be the echo of the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

from councilprojects_validator import punctuation
from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.slips import (
    Slip,
    key_slip,
    number_fault,
    quote_in_text,
    smart_quote_in,
    text_fault,
    unclosed,
    value_slip,
)
from councilprojects_validator.tokens import Kind, Token, token_at

MAX_DEPTH = 64
"""Brackets inside brackets. A file of ours needs about ten; more is an attack on readers that call themselves."""

MOST_MISTAKES = 100
"""Nobody mends more at a time, and the next check tells the rest."""

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?:[ \t].*)?$", re.MULTILINE)


def mistakes(text: str) -> Iterator[Diagnostic]:
    """Yield up to 100 mistakes, in file order; none if the text is JSON within our limits."""
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        yield punctuation.merge_conflict(conflict.start(), conflict[0])
        return
    yield from islice(_Walk(text).mistakes(), MOST_MISTAKES)


class _Want(Enum):
    """What the grammar wants next."""

    VALUE = auto()
    FIRST_VALUE = auto()
    KEY = auto()
    FIRST_KEY = auto()
    COLON = auto()
    NEXT = auto()
    """A comma, or the bracket that closes."""
    NOTHING = auto()


_START = Token(Kind.END, 0, 0)


@dataclass(slots=True)
class _Walk:
    """One walk over a text. `last` is the token before; `shaky` says that it was mended in thought."""

    text: str
    want: _Want = _Want.VALUE
    last: Token = _START
    offset: int = 0
    open: list[Token] = field(default_factory=list)
    shaky: bool = False
    over: bool = False

    def mistakes(self) -> Iterator[Diagnostic]:
        while not self.over:
            token = token_at(self.text, self.offset)
            if token.kind is Kind.COMMENT or token.kind is Kind.ODD:
                self.offset = token.end
                yield punctuation.beside_json(self.text, token)
            elif token.kind is Kind.END:
                self.over = True
                yield from self._end()
            else:
                yield from self._step(token)

    def _step(self, token: Token) -> Iterator[Diagnostic]:
        match self.want:
            case _Want.VALUE | _Want.FIRST_VALUE:
                yield from self._value(token)
            case _Want.KEY | _Want.FIRST_KEY:
                yield from self._key(token)
            case _Want.COLON:
                yield from self._colon(token)
            case _Want.NEXT:
                yield from self._next(token)
            case _:
                yield from self._behind(token)

    # What the grammar wants, one method each.

    def _value(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        if mark in punctuation.CLOSING:
            yield from self._opened(token, mark)
        elif mark:
            yield from self._no_value(token, mark)
        elif token.kind in _CHECKS:
            found = _CHECKS[token.kind](self.text, token.start, token.end)
            yield from () if found is None else (found,)
            self._took(token, self._after_value())
        else:
            yield from self._mended(token, value_slip(self.text, token), self._after_value())

    def _no_value(self, token: Token, mark: str) -> Iterator[Diagnostic]:
        inside = self._inside()
        if mark == "]" and inside == "[":
            yield from self._trailing(token) if self.want is _Want.VALUE else ()
            self._closed(token)
        elif mark == "," and inside == "[":
            yield punctuation.extra_comma(token.start)
            self._took(token, _Want.VALUE)
        elif mark in ",}" and inside == "{":
            yield punctuation.missing_value(self.last.start)
            self._took(token, _Want.KEY) if mark == "," else self._closed(token)
        else:
            yield from self._lost(token)

    def _key(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        if token.kind is Kind.TEXT:
            found = text_fault(self.text, token.start, token.end)
            yield from () if found is None else (found,)
            self._took(token, _Want.COLON)
        elif mark == "}":
            yield from self._trailing(token) if self.want is _Want.KEY else ()
            self._closed(token)
        elif mark == ",":
            yield punctuation.extra_comma(token.start)
            self._took(token, _Want.KEY)
        elif mark:
            yield from self._lost(token)
        else:
            yield from self._mended(token, key_slip(self.text, token), _Want.COLON)

    def _colon(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        equals = self.text[token.start : token.end] in {"=", "=>"}
        if mark == ":":
            self._took(token, _Want.VALUE)
        elif self.shaky:
            self.over = True
        elif token.kind is Kind.WORD and token.start == self.last.end and not equals:
            yield from self._ended_early()
        else:
            yield punctuation.missing_colon(self.last.end)
            self.over = mark in {",", "}", "]"}
            self.want = _Want.VALUE
            self.offset = token.end if equals else token.start

    def _next(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        if mark == ",":
            self._took(token, self._after_comma())
        elif mark == punctuation.CLOSING[self._inside()]:
            self._closed(token)
        elif self.shaky:
            self.over = True
        elif mark in {":", "}", "]"}:
            yield from self._lost(token)
        elif self._is_quote_in_text(token):
            yield from self._ended_early()
        else:
            yield punctuation.missing_comma(self.last.end)
            self.want = self._after_comma()
            self.offset = token.end if self.text[token.start : token.end] == ";" else token.start

    def _behind(self, token: Token) -> Iterator[Diagnostic]:
        self.over = True
        mark = self._mark(token)
        following = self._mark(token_at(self.text, token.end)) if mark == "," else ""
        if mark in {"}", "]"}:
            yield punctuation.extra_bracket(token.start)
        elif "{" in {mark, following}:
            yield punctuation.second_document(token.start)
        elif not self.shaky:
            yield punctuation.behind_the_end(token.start)

    def _end(self) -> Iterator[Diagnostic]:
        if self.open:
            yield punctuation.cut_off(self.text, self.last.end, self.open[-1])

    # What is found, and how the walk goes on.

    def _opened(self, token: Token, mark: str) -> Iterator[Diagnostic]:
        self.open.append(token)
        self._took(token, _Want.FIRST_KEY if mark == "{" else _Want.FIRST_VALUE)
        if len(self.open) > MAX_DEPTH:
            self.over = True
            yield punctuation.too_deep(token.start, MAX_DEPTH)

    def _closed(self, token: Token) -> None:
        self.open.pop()
        self._took(token, self._after_value())

    def _took(self, token: Token, want: _Want) -> None:
        self.last, self.offset, self.want, self.shaky = token, token.end, want, False

    def _mended(self, token: Token, slip: Slip, want: _Want) -> Iterator[Diagnostic]:
        yield slip.diagnostic
        if slip.end is None:
            self.over = True
        else:
            self._took(token._replace(end=slip.end), want)
            self.shaky = True

    def _trailing(self, token: Token) -> Iterator[Diagnostic]:
        yield punctuation.trailing_comma(self.last.start, self._mark(token))

    def _is_quote_in_text(self, token: Token) -> bool:
        """Tell `"The "new" bins"`, where a text seems to end too early, from a comma that is missing."""
        if self.last.kind is not Kind.TEXT or self._inside() == "[":
            return self.last.kind is Kind.TEXT and token.kind is Kind.WORD
        is_key = self._mark(token_at(self.text, token.end)) == ":"
        return not is_key and (token.kind is Kind.WORD or token.start == self.last.end)

    def _ended_early(self) -> Iterator[Diagnostic]:
        """Yield why the text before seems to end too early: it holds a quotation mark, or lacks its own."""
        self.over = True
        written = self.text[self.last.start : self.last.end]
        if self.want is _Want.COLON and ":" in written and smart_quote_in(written) is None:
            yield unclosed(self.last.start)
        else:
            yield quote_in_text(written, self.last)

    def _lost(self, token: Token) -> Iterator[Diagnostic]:
        """Yield what can be said of a bracket, comma or colon that nobody expected, and stop."""
        self.over = True
        mark, inside = self._mark(token), self._inside()
        if mark == ":" and inside == "[":
            yield punctuation.name_in_list(token.start)
        elif mark in {"}", "]"} and inside:
            yield punctuation.wrong_bracket(self.text, token.start, self.open[-1])
        elif self.want in {_Want.KEY, _Want.FIRST_KEY}:
            yield punctuation.missing_name(token.start, mark)
        else:
            yield punctuation.unexpected(token.start, mark)

    def _mark(self, token: Token) -> str:
        return self.text[token.start] if token.kind is Kind.MARK else ""

    def _inside(self) -> str:
        return self.text[self.open[-1].start] if self.open else ""

    def _after_value(self) -> _Want:
        return _Want.NEXT if self.open else _Want.NOTHING

    def _after_comma(self) -> _Want:
        return _Want.KEY if self._inside() == "{" else _Want.VALUE


def _no_fault(_text: str, _start: int, _end: int) -> None:
    """Find nothing: `true`, `false` and `null` can only be right."""


_CHECKS: Mapping[Kind, Callable[[str, int, int], Diagnostic | None]] = {
    Kind.TEXT: text_fault,
    Kind.NUMBER: number_fault,
    Kind.LITERAL: _no_fault,
}
