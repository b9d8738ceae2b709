"""The data of the search as JSON, in pieces. Made for `search` and `search_spoken`.

`json` holds a string for each number of a list until the last is written, and one letter beyond Latin makes the whole
twice as large: for the index of a country that were 60 MB more.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONEncoder

import msgspec

from councilprojects_aggregator.writers.plain import clean_bytes

_text = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def json_file(data: object) -> bytes:
    """Return a JSON text in UTF-8, with nothing in it that no page may hold."""
    return b"".join((*_pieces(data), b"\n"))


def _pieces(value: object) -> Iterator[bytes]:
    if isinstance(value, dict):
        for number, (name, each) in enumerate(value.items()):
            yield (b"," if number else b"{") + _piece(str(name)) + b":"
            if isinstance(each, dict):
                yield from _pieces(each)
            else:
                yield _piece(each)
        yield b"}" if value else b"{}"
    else:
        yield _piece(value)


def _piece(value: object) -> bytes:
    if isinstance(value, list) and value and all(type(each) is int for each in value):
        return msgspec.json.encode(value)
    # Not by msgspec: half a surrogate pair is an error there, and here U+FFFD in the end.
    return clean_bytes(_text(value))
