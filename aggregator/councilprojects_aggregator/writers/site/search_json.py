"""The data of the search as JSON, in pieces. Made for `search` and `search_spoken`.

`json` holds a string for each number of a list until the last is written: for the index of a country ten times as much
memory as the numbers.
"""

from __future__ import annotations

import json

import msgspec

from councilprojects_aggregator.writers.plain import clean_bytes


def json_file(data: object) -> bytes:
    """Return a JSON text in UTF-8, with nothing in it that no page may hold."""
    return clean_bytes(_written(data) + "\n")


def _written(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{','.join(f'{_dump(str(name))}:{_written(each)}' for name, each in value.items())}}}"
    if isinstance(value, list) and value and all(type(each) is int for each in value):
        return msgspec.json.encode(value).decode()
    return _dump(value)


def _dump(value: object) -> str:
    # Not by msgspec: half a surrogate pair is an error there, and here U+FFFD in the end.
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
