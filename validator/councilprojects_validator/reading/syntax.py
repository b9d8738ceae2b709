"""Says what is wrong with a text that is not JSON, as the mistakes that people make by hand.

Called by `reading` once the strict parser has refused a text. Walks its tokens by the grammar of JSON (RFC 8259),
steps over every mistake that it understands, and so tells them all at once. Where it cannot be sure how the text is
meant, it stops: a second finding must never be the echo of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.reading import punctuation
from councilprojects_validator.reading.conflicts import unfinished_merges
from councilprojects_validator.reading.mending import Edit, piece
from councilprojects_validator.reading.slips import (
    Slip,
    key_slip,
    number_fault,
    quote_in_text,
    smart_quote_in,
    text_fault,
    unclosed,
    value_slip,
)
from councilprojects_validator.reading.tokens import Kind, Token, Want, token_at

MAX_DEPTH = 64
"""Brackets inside brackets. A file of ours needs about ten; more is an attack on readers that call themselves."""

MOST_MISTAKES = 100
"""Nobody mends more at a time, and the next check tells the rest."""


def mistakes(text: str) -> Iterator[Diagnostic]:
    """Yield up to 100 mistakes, in file order; none if the text is JSON within our limits."""
    yield from walked(text).mistakes


@dataclass(frozen=True, slots=True)
class Walked:
    """What one walk over a text found; `edits` mend all of it, None where somebody has to decide."""

    mistakes: tuple[Diagnostic, ...]
    edits: tuple[Edit, ...] | None


def walked(text: str) -> Walked:
    """Walk over a text and note its mistakes, up to 100, with what would mend them."""
    merges = unfinished_merges(text)
    if merges.text is None:
        return Walked(merges.mistakes, None)
    walk = _Walk(merges.text)
    told = (*merges.mistakes, *islice(walk.mistakes(), MOST_MISTAKES))
    in_order = tuple(sorted(told, key=lambda mistake: mistake.offset or 0))[:MOST_MISTAKES]
    certain = walk.over and not walk.lost and bool(told)
    return Walked(in_order, (*merges.edits, *walk.edits) if certain else None)


_START = Token(Kind.END, 0, 0)
_Check: TypeAlias = Callable[[str, int, int], Diagnostic | None]
"""Tells what is wrong with the piece of a text between two offsets."""


@dataclass(slots=True)
class _Walk:
    """One walk over a text. `last` is the token before; `shaky` says that it was mended in thought."""

    text: str
    want: Want = Want.VALUE
    last: Token = _START
    offset: int = 0
    open: list[Token] = field(default_factory=list)
    shaky: bool = False
    over: bool = False
    lost: bool = False
    """Nobody can tell how the text is meant from here on, or how a mistake would have to be mended."""
    edits: list[Edit] = field(default_factory=list)

    def mistakes(self) -> Iterator[Diagnostic]:
        while not self.over:
            token = token_at(self.text, self.offset)
            if token.kind is Kind.COMMENT or token.kind is Kind.ODD:
                self.offset = token.end
                self.edits.append(Edit(token.start, token.end, " "))
                yield punctuation.beside_json(self.text, token)
            elif token.kind is Kind.END:
                self.over = True
                yield from self._end()
            else:
                yield from self._step(token)

    def _step(self, token: Token) -> Iterator[Diagnostic]:
        match self.want:
            case Want.VALUE | Want.FIRST_VALUE:
                yield from self._value(token)
            case Want.KEY | Want.FIRST_KEY:
                yield from self._key(token)
            case Want.COLON:
                yield from self._colon(token)
            case Want.NEXT:
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
            yield from self._sound(token, _CHECKS[token.kind], is_key=False)
            self._took(token, self._after_value())
        else:
            yield from self._mended(token, value_slip(self.text, token), self._after_value(), is_key=False)

    def _no_value(self, token: Token, mark: str) -> Iterator[Diagnostic]:
        inside = self._inside()
        if mark == "]" and inside == "[":
            yield from self._trailing(token) if self.want is Want.VALUE else ()
            self._closed(token)
        elif mark == "," and inside == "[":
            yield punctuation.extra_comma(token.start)
            self.edits.append(Edit(token.start, token.end, ""))
            self._took(token, Want.VALUE)
        elif mark in ",}" and inside == "{":
            yield punctuation.missing_value(self.last.start)
            self.edits.append(Edit(self.last.end, token.start, " null", doubtful=True))
            self._took(token, Want.KEY) if mark == "," else self._closed(token)
        else:
            yield from self._lost(token)

    def _key(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        if token.kind is Kind.TEXT:
            yield from self._sound(token, text_fault, is_key=True)
            self._took(token, Want.COLON)
        elif mark == "}":
            yield from self._trailing(token) if self.want is Want.KEY else ()
            self._closed(token)
        elif mark == ",":
            yield punctuation.extra_comma(token.start)
            self.edits.append(Edit(token.start, token.end, ""))
            self._took(token, Want.KEY)
        elif mark:
            yield from self._lost(token)
        else:
            yield from self._mended(token, key_slip(self.text, token), Want.COLON, is_key=True)

    def _colon(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        equals = self.text[token.start : token.end] in {"=", "=>"}
        if mark == ":":
            self._took(token, Want.VALUE)
        elif self.shaky:
            self.over = self.lost = True
        elif token.kind is Kind.WORD and token.start == self.last.end and not equals:
            yield from self._ended_early()
        else:
            yield punctuation.missing_colon(self.last.end)
            self.over = self.lost = mark in {",", "}", "]"}
            self.want = Want.VALUE
            self._instead(token, ":", taken=equals)

    def _next(self, token: Token) -> Iterator[Diagnostic]:
        mark = self._mark(token)
        if mark == ",":
            self._took(token, self._after_comma())
        elif mark == punctuation.CLOSING[self._inside()]:
            self._closed(token)
        elif self.shaky:
            self.over = self.lost = True
        elif mark in {":", "}", "]"}:
            yield from self._lost(token)
        elif self._is_quote_in_text(token):
            yield from self._ended_early()
        else:
            yield punctuation.missing_comma(self.last.end)
            self.want = self._after_comma()
            self._instead(token, ",", taken=self.text[token.start : token.end] == ";")

    def _behind(self, token: Token) -> Iterator[Diagnostic]:
        self.over = True
        mark = self._mark(token)
        following = self._mark(token_at(self.text, token.end)) if mark == "," else ""
        if mark in {"}", "]"}:
            self.lost = True
            yield punctuation.extra_bracket(token.start)
        elif "{" in {mark, following}:
            self.edits.append(Edit(token.start, len(self.text), ""))
            yield punctuation.second_document(token.start)
        elif not self.shaky:
            self.edits.append(Edit(token.start, len(self.text), ""))
            yield punctuation.behind_the_end(token.start)

    def _end(self) -> Iterator[Diagnostic]:
        self.lost = self.lost or bool(self.open)
        if self.open:
            yield punctuation.cut_off(self.text, self.last.end, self.open[-1])

    # What is found, and how the walk goes on.

    def _opened(self, token: Token, mark: str) -> Iterator[Diagnostic]:
        self.open.append(token)
        self._took(token, Want.FIRST_KEY if mark == "{" else Want.FIRST_VALUE)
        if len(self.open) > MAX_DEPTH:
            self.over = self.lost = True
            yield punctuation.too_deep(token.start, MAX_DEPTH)

    def _closed(self, token: Token) -> None:
        self.open.pop()
        self._took(token, self._after_value())

    def _took(self, token: Token, want: Want) -> None:
        self.last, self.offset, self.want, self.shaky = token, token.end, want, False

    def _sound(self, token: Token, check: _Check, *, is_key: bool) -> Iterator[Diagnostic]:
        """Yield what is wrong with a piece that is JSON in form."""
        found = check(self.text, token.start, token.end)
        if found is not None:
            self.edits.append(piece(self.text, token, token.end, is_key=is_key))
            yield found

    def _mended(self, token: Token, slip: Slip, want: Want, *, is_key: bool) -> Iterator[Diagnostic]:
        yield slip.diagnostic
        if slip.end is None:
            self.over = self.lost = True
        else:
            self.edits.append(piece(self.text, token, slip.end, is_key=is_key))
            self._took(token._replace(end=slip.end), want)
            self.shaky = True

    def _instead(self, token: Token, mark: str, *, taken: bool) -> None:
        """Go on as if `mark` stood before `token`, or, if it is `taken` for the mark, in its place."""
        self.edits.append(Edit(token.start, token.end, mark) if taken else Edit(self.last.end, self.last.end, mark))
        self.offset = token.end if taken else token.start

    def _trailing(self, token: Token) -> Iterator[Diagnostic]:
        self.edits.append(Edit(self.last.start, self.last.end, ""))
        yield punctuation.trailing_comma(self.last.start, self._mark(token))

    def _is_quote_in_text(self, token: Token) -> bool:
        """Tell `"The "new" bins"`, where a text seems to end too early, from a comma that is missing."""
        if self.last.kind is not Kind.TEXT or self._inside() == "[":
            return self.last.kind is Kind.TEXT and token.kind is Kind.WORD
        is_key = self._mark(token_at(self.text, token.end)) == ":"
        return not is_key and (token.kind is Kind.WORD or token.start == self.last.end)

    def _ended_early(self) -> Iterator[Diagnostic]:
        """Yield why the text before seems to end too early: it holds a quotation mark, or lacks its own."""
        self.over = self.lost = True
        written = self.text[self.last.start : self.last.end]
        if self.want is Want.COLON and ":" in written and smart_quote_in(written) is None:
            yield unclosed(self.last.start)
        else:
            yield quote_in_text(written, self.last)

    def _lost(self, token: Token) -> Iterator[Diagnostic]:
        """Yield what can be said of a bracket, comma or colon that nobody expected, and stop."""
        self.over = self.lost = True
        mark, inside = self._mark(token), self._inside()
        if mark == ":" and inside == "[":
            yield punctuation.name_in_list(token.start)
        elif mark in {"}", "]"} and inside:
            yield punctuation.wrong_bracket(self.text, token.start, self.open[-1])
        elif self.want in {Want.KEY, Want.FIRST_KEY}:
            yield punctuation.missing_name(token.start, mark)
        else:
            yield punctuation.unexpected(token.start, mark)

    def _mark(self, token: Token) -> str:
        return self.text[token.start] if token.kind is Kind.MARK else ""

    def _inside(self) -> str:
        return self.text[self.open[-1].start] if self.open else ""

    def _after_value(self) -> Want:
        return Want.NEXT if self.open else Want.NOTHING

    def _after_comma(self) -> Want:
        return Want.KEY if self._inside() == "{" else Want.VALUE


def _no_fault(_text: str, _start: int, _end: int) -> None:
    """Find nothing: `true`, `false` and `null` can only be right."""


_CHECKS: Mapping[Kind, _Check] = {
    Kind.TEXT: text_fault,
    Kind.NUMBER: number_fault,
    Kind.LITERAL: _no_fault,
}
