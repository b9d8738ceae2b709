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

from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.positions import lines
from councilprojects_validator.quoting import clipped
from councilprojects_validator.slips import (
    Slip,
    fault,
    key_slip,
    number_fault,
    smart_quote,
    text_fault,
    unclosed,
    value_slip,
)
from councilprojects_validator.tokens import CURLY_DOUBLE, Kind, Token, token_at
from councilprojects_validator.wording import _

MAX_DEPTH = 64
"""Brackets inside brackets. A file of ours needs about ten; more is an attack on readers that call themselves."""

MOST_MISTAKES = 100
"""Nobody mends more at a time, and the next check tells the rest."""

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?:[ \t].*)?$", re.MULTILINE)
_SMART = re.compile(f"[{CURLY_DOUBLE}]")
_CLOSING = {"{": "}", "[": "]"}


def mistakes(text: str) -> Iterator[Diagnostic]:
    """Yield up to 100 mistakes, in file order; none if the text is JSON within our limits."""
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        message = _(
            "Here is a mark of a merge that was not finished ({mark}). Choose one of the versions, delete the marks."
        )
        yield fault("json-merge-conflict", conflict.start(), message.format(mark=clipped(conflict[0], 20)))
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
                yield _aside(self.text, token)
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
        if mark in _CLOSING:
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
            yield fault("json-extra-comma", token.start, _("There is a comma too many. Take it out."))
            self._took(token, _Want.VALUE)
        elif mark in ",}" and inside == "{":
            message = _("After the colon there is no value. Write one, or take the name out too.")
            yield fault("json-missing-value", self.last.start, message)
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
            yield fault("json-extra-comma", token.start, _("There is a comma too many. Take it out."))
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
            message = _("After a name there must be a colon and a value.")
            yield fault("json-missing-colon", self.last.end, message, ":")
            self.over = mark in {",", "}", "]"}
            self.want = _Want.VALUE
            self.offset = token.end if equals else token.start

    def _next(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        if mark == ",":
            self._took(token, self._after_comma())
        elif mark == _CLOSING[self._inside()]:
            self._closed(token)
        elif self.shaky:
            self.over = True
        elif mark in {":", "}", "]"}:
            yield from self._lost(token)
        elif self._is_quote_in_text(token):
            yield from self._ended_early()
        else:
            message = _("A comma is missing here, between this and what follows.")
            yield fault("json-missing-comma", self.last.end, message, ",")
            self.want = self._after_comma()
            self.offset = token.end if self.text[token.start : token.end] == ";" else token.start

    def _behind(self, token: Token) -> Iterator[Diagnostic]:
        self.over = True
        following = token_at(self.text, token.end)
        if self._mark(token) in {"}", "]"}:
            message = _("There is a closing bracket too many, or one that opens is missing further up.")
            yield fault("json-extra-bracket", token.start, message)
        elif "{" in {self._mark(token), self._mark(following) if self._mark(token) == "," else ""}:
            message = _("The file ends here, and then a second one begins. Keep one; put all projects into its list.")
            yield fault("json-two-documents", token.start, message)
        elif not self.shaky:
            message = _("There is something behind the end of the file's last bracket. Take it out.")
            yield fault("json-text-after-end", token.start, message)

    def _end(self) -> Iterator[Diagnostic]:
        if self.open:
            message = _("The file ends before the {bracket} on line {line} is closed. Is the rest of the file missing?")
            opening = self.open[-1]
            line, _column = lines(self.text).place(opening.start)
            message = message.format(bracket=self.text[opening.start], line=line)
            yield fault("json-cut-off", self.last.end, message)

    # What is found, and how the walk goes on.

    def _opened(self, token: Token, mark: str) -> Iterator[Diagnostic]:
        self.open.append(token)
        self._took(token, _Want.FIRST_KEY if mark == "{" else _Want.FIRST_VALUE)
        if len(self.open) > MAX_DEPTH:
            self.over = True
            message = _("There are more than {most} brackets inside each other. No file of this kind needs so many.")
            yield fault("json-too-deep", token.start, message.format(most=MAX_DEPTH))

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
        message = _("There is a comma after the last item, before {bracket}. Take it out.")
        message = message.format(bracket=self._mark(token))
        yield fault("json-trailing-comma", self.last.start, message)

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
        smart = _SMART.search(written)
        if smart is not None:
            yield smart_quote(smart[0], self.last.start + smart.start())
            return
        if self.want is _Want.COLON and ":" in written:
            yield unclosed(self.last.start)
            return
        message = _(
            'There is a double quote inside a text, so the text seems to end here. Write it with a backslash: \\".'
        )
        yield fault("json-quote-in-text", self.last.end - 1, message, '\\"')

    def _lost(self, token: Token) -> Iterator[Diagnostic]:
        """Yield what can be said of a bracket, comma or colon that nobody expected, and stop."""
        self.over = True
        mark, inside = self._mark(token), self._inside()
        if mark == ":" and inside == "[":
            message = _("A list in [ ] holds values only. Names with a colon must stand in { }.")
            yield fault("json-name-in-list", token.start, message)
        elif mark in {"}", "]"} and inside:
            opening = self.open[-1]
            line, _column = lines(self.text).place(opening.start)
            message = _("Here stands {found}, but the {opened} on line {line} must be closed first, with {wanted}.")
            message = message.format(found=mark, opened=inside, line=line, wanted=_CLOSING[inside])
            yield fault("json-wrong-bracket", token.start, message, _CLOSING[inside])
        elif self.want in {_Want.KEY, _Want.FIRST_KEY}:
            message = _("Here must stand a name in double quotes, not {found}.")
            yield fault("json-missing-name", token.start, message.format(found=mark))
        else:
            yield fault("json-syntax", token.start, _("Nobody can tell what {found} means here.").format(found=mark))

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


def _aside(text: str, token: Token) -> Diagnostic:
    if token.kind is Kind.COMMENT:
        message = _("There is a comment here ({start}). JSON has none: take it out.")
        return fault("json-comment", token.start, message.format(start=text[token.start]))
    message = _("There is an invisible character here (U+{point:04X}), perhaps copied from a web page. Delete it.")
    return fault("json-invisible-character", token.start, message.format(point=ord(text[token.start])))
