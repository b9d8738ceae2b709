"""Cuts a text into the tokens of JSON (RFC 8259), and into those that people write in their place.

`syntax` reads them to name what is wrong with a file that is not JSON; `reading` to find repeated keys, numbers and
escapes in one that is. Every offset belongs to exactly one token, so nothing in a text can stop the cutting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, StrEnum, auto
from typing import NamedTuple


class Kind(StrEnum):
    """What a token looks like. The first four are JSON."""

    TEXT = "text"
    MARK = "mark"
    NUMBER = "number"
    LITERAL = "literal"
    COMMENT = "comment"
    ODD = "odd"
    """Space that JSON does not know: no-break, zero-width, control characters, a second byte order mark."""
    CURLY = "curly"
    """A text in typographic quotation marks."""
    SINGLE = "single"
    """A text in apostrophes or backticks."""
    BROKEN = "broken"
    """A straight quotation mark that opens no sound text."""
    WORD = "word"
    """Anything else, up to where JSON could go on."""
    END = "end"


class Token(NamedTuple):
    """A piece of a text; `end` is the offset behind it."""

    kind: Kind
    start: int
    end: int


class Want(Enum):
    """What the grammar wants next."""

    VALUE = auto()
    FIRST_VALUE = auto()
    KEY = auto()
    FIRST_KEY = auto()
    COLON = auto()
    NEXT = auto()
    """A comma, or the bracket that closes."""
    NOTHING = auto()


_DELIMITERS = r'\s{}\[\]:,;"\u201c\u201d'
"""What ends a number or word."""
_SPACE = re.compile(r"[ \t\r\n]*")

CURLY_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
"""“ ” „ ‟ ″ « »: what word processors put in the place of a straight double quotation mark."""
CURLY_SINGLE = "\u2018\u2019\u201a\u2032"
"""The same of an apostrophe."""

_HEX = "[0-9A-Fa-f]"
SOUND = rf"""(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|(?:\\)u{_HEX}{_HEX}{_HEX}{_HEX})*+"""
"""What may stand between the marks of a text. `tests/test_old_pythons.py` says why it is written so."""

_TOKEN = re.compile(
    rf"""
      (?P<text>   "{SOUND}")
    | (?P<mark>   [{{}}\[\]:,])
    | (?P<number> -?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?(?![^{_DELIMITERS}]))
    | (?P<literal>(?:true|false|null)(?![^{_DELIMITERS}]))
    | (?P<comment>//[^\r\n]*+ | \#[^\r\n]*+ | /\*.*?(?:\*/|\Z))
    | (?P<odd>    [^\S \t\r\n]++ | [\x00-\x08\x0e-\x1f\x7f]++ | [\u200b\u2060\ufeff]++)
    | (?P<curly>  [{CURLY_DOUBLE}][^{CURLY_DOUBLE}"\r\n]*+[{CURLY_DOUBLE}"]
                 | [{CURLY_SINGLE}][^{CURLY_SINGLE}"\r\n]*+[{CURLY_SINGLE}"])
    | (?P<single> '(?:[^'\\\r\n]|\\.)*+' | `[^`\r\n]*+`)
    | (?P<broken> ")
    | (?P<word>   .[^{_DELIMITERS}]*+)
    | (?P<end>    \Z)
    """,
    re.VERBOSE | re.DOTALL,
)


def token_at(text: str, offset: int) -> Token:
    """Return the first token at or behind `offset`; its kind is `END` where there is none."""
    start = next(_SPACE.finditer(text, offset)).end()
    match = next(_TOKEN.finditer(text, start))
    return Token(Kind(str(match.lastgroup)), start, match.end())


def tokens(text: str) -> Iterator[Token]:
    """Yield all tokens but the one that marks the end."""
    token = token_at(text, 0)
    while token.kind is not Kind.END:
        yield token
        token = token_at(text, token.end)
