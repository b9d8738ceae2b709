"""A publisher's text made fit to print where nothing else checks it: feed entries and tables.

Pages have a template engine that escapes; XML and a spreadsheet have nobody. One control character stops a whole
feed, and one unclosed “right-to-left override” turns the rest of a reader's page round.
"""

from __future__ import annotations

import re

# XML 1.0 section 2.2, the Char production; the surrogates and controls outside it become U+FFFD.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Unicode Bidirectional Algorithm, explicit overrides, embeddings and isolates; the plain marks LRM and RLM may stay.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\r"))
_TURNS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
# U+FFFE and U+FFFF, and some characters beside them that pages hardly ever hold, begin so in UTF-8.
_HIGHEST = b"\xef\xbf"
ELLIPSIS = "…"


def clean(text: str) -> str:
    """Return `text` with every character that XML forbids replaced, and direction overrides removed."""
    return _DIRECTIONS.sub("", _NOT_XML.sub("\ufffd", text))


def clean_bytes(text: str) -> bytes:
    """Return `clean(text)` in UTF-8.

    Of a whole page, which hardly ever holds anything to take out, in a quarter of the time: looking for bytes is much
    quicker than matching characters.
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return clean(text).encode()
    doubtful = (
        len(encoded.translate(None, _CONTROLS)) != len(encoded)
        or _HIGHEST in encoded
        or any(turn in text for turn in _TURNS)
    )
    return clean(text).encode() if doubtful else encoded


def one_line(text: str, limit: int) -> str:
    """Return `text` clean, on one line, and at most `limit` characters long."""
    line = _SPACES.sub(" ", clean(text)).strip()
    if len(line) <= limit:
        return line
    return line[: limit - len(ELLIPSIS)].rstrip() + ELLIPSIS


def for_terminal(text: str, limit: int) -> str:
    """Return `text` as `one_line` does, without what a terminal would obey: XML allows more controls than that."""
    return "".join(character if character.isprintable() else "\ufffd" for character in one_line(text, limit))
