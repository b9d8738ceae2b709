"""Names what is wrong with one piece of a text that stands where JSON wants a key or a value.

Called by `syntax`, which knows the grammar; this module knows how people write instead: other quotation marks, none
at all, Python's `None`, numbers as in a spreadsheet, a line break inside a text.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass

from councilprojects_validator.diagnostics import Diagnostic, Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.reading.tokens import CURLY_DOUBLE, CURLY_SINGLE, SOUND, Kind, Token
from councilprojects_validator.wording import _

LONGEST_NUMBER = 100
"""Characters. No sum or count is longer, and Python itself refuses to read an integer of 4,300 digits."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault, and the offset behind the faulty piece; None if nobody can tell where it ends."""

    diagnostic: Diagnostic
    end: int | None


def fault(code: str, offset: int, message: str, suggestion: str | None = None) -> Diagnostic:
    """Return the error `code` at an offset of the text."""
    return Diagnostic(code, Severity.ERROR, message, suggestion=suggestion, offset=offset)


def number_fault(text: str, start: int, end: int) -> Diagnostic | None:
    """Return what is wrong with a number of JSON: too long to be one, or beyond what a computer's number holds."""
    if not too_large(text[start:end]):
        return None
    message = _("The number {number} is too large for any reader. Is it meant to be a text, in double quotes?")
    return fault("json-number-too-large", start, message.format(number=clipped(text[start:end], 20)))


def too_large(number: str) -> bool:
    return len(number) > LONGEST_NUMBER or math.isinf(float(number))


def text_fault(text: str, start: int, end: int) -> Diagnostic | None:
    """Return what is wrong with a text of JSON that is sound in form: escapes that stand for no character."""
    if "\\u" not in text[start:end]:
        return None
    for escape in _ESCAPES.finditer(text, start, end):
        if escape["half"]:
            message = _("{escape} is half of a character; the other half is missing. Write the character itself.")
            return fault("json-lone-surrogate", escape.start(), message.format(escape=escape["half"]))
        if escape["null"]:
            message = _("\\u0000 stands for no character that can be shown. Take it out.")
            return fault("json-null-character", escape.start(), message)
    return None


_HIGH, _LOW = r"\\u[dD][89abAB][0-9A-Fa-f]{2}", r"\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
_ESCAPES = re.compile(rf"{_HIGH}{_LOW}|(?P<half>{_HIGH}|{_LOW})|(?P<null>\\u0000)|\\.", re.DOTALL)


def key_slip(text: str, token: Token) -> Slip:
    """Name what stands where a key should. `token` is not a sound text."""
    if token.kind in _QUOTED or token.kind is Kind.BROKEN or text[token.start] in _OPEN_QUOTES:
        return _quoted(text, token)
    end = text.find(":", token.end)
    written = text[token.start : end if end >= 0 else token.end]
    if end < 0 or len(written.splitlines()) > 1 or '"' in written:
        end, written = token.end, text[token.start : token.end]
    written = written.rstrip()
    message = _("The name {key} has no quotation marks. Put it in double quotes: {mended}.")
    mended = json.dumps(clipped(written), ensure_ascii=False)
    told = fault("json-unquoted-key", token.start, message.format(key=clipped(written), mended=mended), mended)
    return Slip(told, None if text[end : end + 1] == '"' else end)


def value_slip(text: str, token: Token) -> Slip:
    """Name what stands where a value should. `token` is not a sound value."""
    if token.kind in _QUOTED or token.kind is Kind.BROKEN or text[token.start] in _OPEN_QUOTES:
        return _quoted(text, token)
    word = text[token.start : token.end]
    literal = _LITERALS.get(word.casefold())
    if literal is not None:
        message = _("{word} is not known here. Write {literal}, in small letters and without quotes.")
        if literal == "null":
            message = _("{word} is not known here. Leave the field out, or write its value.")
        message = message.format(word=word, literal=literal)
        return Slip(fault("json-wrong-literal", token.start, message, literal), token.end)
    if _NOT_A_NUMBER.fullmatch(word):
        message = _("{word} is not a number that can be read. Write the number, or leave the field out.")
        return Slip(fault("json-not-a-number", token.start, message.format(word=word)), token.end)
    return _bad_number(word, token) or _unquoted(text, token)


_QUOTED = frozenset({Kind.CURLY, Kind.SINGLE})
_OPEN_QUOTES = frozenset(CURLY_DOUBLE + CURLY_SINGLE + "'`")
_LITERALS = {"true": "true", "false": "false", "none": "null", "null": "null", "nil": "null", "undefined": "null"}
_NOT_A_NUMBER = re.compile(r"[+-]?(?:NaN|Inf(?:inity)?)", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"(-?)0+([0-9]+(?:\.[0-9]+)?)")
_NUMBER_LIKE = re.compile(r"[+-]?(?=[.0-9])[0-9_]*\.?[0-9_]*(?:[eE][+-]?[0-9]*)?|[+-]?0[xX][0-9A-Fa-f]+")


def _bad_number(word: str, token: Token) -> Slip | None:
    padded = _LEADING_ZERO.fullmatch(word)
    if padded is not None:
        mended = padded[1] + padded[2]
        message = _("A number cannot begin with 0. Write {mended}, or put it in double quotes if the 0 belongs to it.")
        message = message.format(mended=clipped(mended, 20))
        return Slip(fault("json-leading-zero", token.start, message, clipped(mended, 20)), token.end)
    if _NUMBER_LIKE.fullmatch(word):
        message = _("{word} is not written as a number should be. Write digits, with one point for decimals: 1234.5.")
        return Slip(fault("json-bad-number", token.start, message.format(word=clipped(word, 20))), token.end)
    return None


def _unquoted(text: str, token: Token) -> Slip:
    end = next(_TO_END_OF_VALUE.finditer(text, token.start)).end()
    written = text[token.start : end].rstrip()
    message = _("The text {text} has no quotation marks. Put it in double quotes.")
    amount = _AMOUNT.fullmatch(written)
    if amount is not None:
        message = _("{text} is neither a number nor a text. Of an amount write the digits alone: {digits}.")
    message = message.format(text=clipped(written), digits="" if amount is None else amount[1])
    told = fault("json-unquoted-text", token.start, message, None if amount is None else amount[1])
    return Slip(told, None if '"' in written else end)


_AMOUNT = re.compile(r"[£€$] ?([1-9][0-9]{0,14})")
_TO_END_OF_VALUE = re.compile(r"[^,}\]\r\n]*")


def _quoted(text: str, token: Token) -> Slip:
    if token.kind is Kind.BROKEN:
        return broken_text(text, token.start)
    end = None if token.kind is Kind.WORD else token.end
    mark = text[token.start]
    if mark in "'`":
        message = _('Here stands {mark} as quotation mark. Use straight double quotes instead: ".')
        return Slip(fault("json-single-quotes", token.start, message.format(mark=mark), '"'), end)
    return Slip(smart_quote(mark, token.start), end)


def smart_quote(mark: str, offset: int) -> Diagnostic:
    message = _(
        'Here stands {mark} as quotation mark, as a word processor writes it. Use straight double quotes instead: ".'
    )
    return fault("json-smart-quotes", offset, message.format(mark=mark), '"')


def quote_in_text(written: str, token: Token) -> Diagnostic:
    """Name the quotation mark that seems to end the text `written` too early: a curly one in it, else the last one."""
    smart = smart_quote_in(written)
    if smart is not None:
        return smart_quote(smart[0], token.start + smart.start())
    message = _(
        "There is a double quote inside a text, so the text seems to end here. Write it with a backslash: {mark}."
    )
    return fault("json-quote-in-text", token.end - 1, message.format(mark='\\"'), '\\"')


def smart_quote_in(written: str) -> re.Match[str] | None:
    return _SMART.search(written)


_SMART = re.compile(f"[{CURLY_DOUBLE}]")


def broken_text(text: str, start: int) -> Slip:
    """Name what is wrong with a text that begins with a straight quotation mark at `start`."""
    trouble = next(_SOUND.finditer(text, start)).end()
    found = text[trouble : trouble + 1]
    if found == "" or text[trouble:] == "\\":
        return _to_the_end(text, start)
    if found in "\r\n":
        return _line_break(text, start, trouble)
    whole = _WHOLE.match(text, start)
    end = None if whole is None else whole.end()
    if found == "\\":
        message = _("A backslash before {letter} means nothing here. Write two backslashes for one: \\\\.")
        letter = clipped(text[trouble + 1 : trouble + 2])
        return Slip(fault("json-bad-escape", trouble, message.format(letter=letter), "\\\\"), end)
    if found == "\0":
        return Slip(
            fault(
                "json-null-character",
                trouble,
                _("There is a character in the text that stands for nothing. Take it out."),
            ),
            end,
        )
    if found == "\t":
        message = _("There is a tab in the text. Write a space instead.")
    else:
        message = _("There is a control character in the text that cannot be seen. Take it out.")
    return Slip(fault("json-control-character", trouble, message), end)


_SOUND = re.compile(f'"{SOUND}')
_WHOLE = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_ONLY_MARKS = re.compile(r"[\s{}\[\],:]*")
_CLOSED_SMARTLY = re.compile(rf"[{CURLY_DOUBLE}][\s,]*\Z")


def _to_the_end(text: str, start: int) -> Slip:
    """Name a text that goes on to the end: its mark was forgotten, or the rest of the file is missing."""
    if text.rstrip().endswith(("}", "]")):
        return Slip(unclosed(start), None)
    message = _("The file ends in the middle of a text. The rest is missing: was it saved or uploaded completely?")
    return Slip(fault("json-cut-off", start, message), None)


def _line_break(text: str, start: int, trouble: int) -> Slip:
    """Tell a line break inside a text from a forgotten quotation mark, by what comes before the next mark."""
    following = text.find('"', trouble)
    if following < 0:
        return _to_the_end(text, start)
    if not _ONLY_MARKS.fullmatch(text, trouble, following):
        message = _("This text goes on over the end of the line. Put it on one line; for a line break in it write \\n.")
        return Slip(fault("json-line-break-in-text", trouble, message, "\\n"), following + 1)
    line = text[start:trouble].rstrip()
    end = start + len(line) - line.endswith(",")
    smart = _CLOSED_SMARTLY.search(line)
    if smart is not None:
        return Slip(smart_quote(line[smart.start()], start + smart.start()), end)
    return Slip(unclosed(start), end)


def unclosed(start: int) -> Diagnostic:
    message = _("This text begins with a double quote and has none at its end. Add it.")
    return fault("json-unclosed-text", start, message, '"')
