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
# What is left of a page without these bytes is a small part of it.
_USUAL = bytes({*range(0x20, 0x80), *b"\t\n\r"})
# In UTF-8: a control, one of the directions, or U+FFFE and U+FFFF with some others beside them that pages hardly hold.
_DOUBTFUL = re.compile(rb"[\x00-\x7f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf")
ELLIPSIS = "…"


def clean(text: str) -> str:
    """Return `text` with every character that XML forbids replaced, and direction overrides removed."""
    return _DIRECTIONS.sub("", _NOT_XML.sub("\ufffd", text))


def clean_bytes(text: str) -> bytes:
    """Return `clean(text)` in UTF-8.

    Of a whole page, which hardly ever holds anything to take out, in a twentieth of the time: looking for bytes is much
    quicker than matching characters.
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return clean(text).encode()
    return clean(text).encode() if _DOUBTFUL.search(encoded.translate(None, _USUAL)) else encoded


def one_line(text: str, limit: int) -> str:
    """Return `text` clean, on one line, and at most `limit` characters long."""
    line = _SPACES.sub(" ", clean(text)).strip()
    if len(line) <= limit:
        return line
    return line[: limit - len(ELLIPSIS)].rstrip() + ELLIPSIS


def for_terminal(text: str, limit: int) -> str:
    """Return `text` as `one_line` does, without what a terminal would obey: XML allows more controls than that."""
    return "".join(character if character.isprintable() else "\ufffd" for character in one_line(text, limit))
