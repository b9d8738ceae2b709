"""Mends of texts that are not JSON by a hair: commas, comments, quotation marks.

`fix` makes them only if the whole text is JSON afterwards, so a mistake that hides another never does harm.
"""

from __future__ import annotations

import re

from councilprojects_validator.fixing.model import Change, Edit, Fault
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.reading.tokens import CURLY_DOUBLE, Kind, Token, token_at

_NAME = re.compile(r"[A-Za-z_$@][A-Za-z0-9_$-]*")
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_LITERALS = {"true": "true", "false": "false", "none": "null", "null": "null"}
"""Python's words and capitals. `undefined` and `nil` may hide a value that a program forgot."""
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")


@mends("json-trailing-comma", "json-extra-comma")
def comma_too_many(fault: Fault) -> Edit:
    """A comma too many is taken out."""
    return _instead(fault, fault.extent.start, fault.extent.start + 1, "")


@mends("json-comment")
def comment(fault: Fault) -> Edit | None:
    """A comment, which JSON does not have, is taken out.

    With the line, if nothing else stands on it. One without an end may be no comment: then nothing is done.
    """
    text, token = fault.file.text, _token(fault)
    endless = text.startswith("/*", token.start) and not text.endswith("*/", token.start + 2, token.end)
    if endless:
        return None
    line_end = _LINE_END.match(text, token.end)
    if line_end is None:
        return _instead(fault, token.start, token.end, "")
    start = _blank_before(text, token.start)
    alone = start == 0 or text[start - 1] in "\r\n"
    return _instead(fault, start, line_end.end() if alone else token.end, "")


@mends("json-invisible-character")
def invisible_character(fault: Fault) -> Edit:
    """An invisible character between the fields becomes a space, or is taken out if it has no width."""
    token = _token(fault)
    odd = fault.file.text[token.start : token.end]
    return _instead(fault, token.start, token.end, "".join(" " if letter.isspace() else "" for letter in odd))


@mends("json-smart-quotes")
def smart_quotes(fault: Fault) -> Edit | None:
    """Typographic quotation marks around a text become straight ones."""
    text, token = fault.file.text, _token(fault)
    if token.kind is not Kind.CURLY or text[token.start] not in CURLY_DOUBLE or text[token.end - 1] not in CURLY_DOUBLE:
        return None
    marks = (Change(token.start, token.start + 1, '"'), Change(token.end - 1, token.end, '"'))
    return Edit(fault, marks)


@mends("json-single-quotes")
def single_quotes(fault: Fault) -> Edit | None:
    """Single quotation marks around a text become double ones."""
    text, token = fault.file.text, _token(fault)
    if token.kind is not Kind.SINGLE or text[token.start] != "'":
        return None
    inside = re.sub(r"\\.|\"", _requoted, text[token.start + 1 : token.end - 1])
    return _instead(fault, token.start, token.end, f'"{inside}"')


@mends("json-unquoted-key")
def unquoted_key(fault: Fault) -> Edit | None:
    """A name without quotation marks gets them."""
    text, token = fault.file.text, _token(fault)
    name = text[token.start : token.end]
    if _NAME.fullmatch(name) is None or _following(text, token) != ":":
        return None
    return _instead(fault, token.start, token.end, f'"{name}"')


@mends("json-unquoted-text")
def unquoted_text(fault: Fault) -> Edit | None:
    """A single word without quotation marks gets them."""
    text, token = fault.file.text, _token(fault)
    word = text[token.start : token.end]
    if _WORD.fullmatch(word) is None or _following(text, token) not in {",", "}", "]"}:
        return None
    return _instead(fault, token.start, token.end, f'"{word}"')


@mends("json-wrong-literal")
def wrong_literal(fault: Fault) -> Edit | None:
    """True, False, None and NULL are written as JSON has them."""
    token = _token(fault)
    literal = _LITERALS.get(fault.file.text[token.start : token.end].casefold())
    return None if literal is None else _instead(fault, token.start, token.end, literal)


@mends("json-missing-comma")
def missing_comma(fault: Fault) -> Edit | None:
    """A comma is put between two fields, or two groups, that stand on lines of their own.

    Two texts in a list may be one text on two lines, so nothing is done there.
    """
    text, offset = fault.file.text, fault.extent.start
    token = token_at(text, offset)
    if _LINE_END.match(text, offset) is None:
        return None
    is_field = token.kind is Kind.TEXT and _following(text, token) == ":"
    is_group = text[offset - 1] == "}" and text.startswith("{", token.start)
    return _instead(fault, offset, offset, ",") if is_field or is_group else None


def _token(fault: Fault) -> Token:
    return token_at(fault.file.text, fault.extent.start)


def _following(text: str, token: Token) -> str:
    """Return the token behind this one as it stands in the text."""
    following = token_at(text, token.end)
    return text[following.start : following.end]


def _instead(fault: Fault, start: int, end: int, text: str) -> Edit:
    return Edit(fault, (Change(start, end, text),))


def _blank_before(text: str, offset: int) -> int:
    """Return where the blanks before `offset` begin, on its line."""
    while offset > 0 and text[offset - 1] in " \t":
        offset -= 1
    return offset


def _requoted(found: re.Match[str]) -> str:
    return {"\\'": "'", '"': '\\"'}.get(found[0], found[0])
