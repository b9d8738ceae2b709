"""What a publisher says of a project, as one digest: by it `events` knows that nothing has changed. Pure."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from councilprojects_aggregator.model import Json

STAMPS = frozenset({"reviewed", "reviewBy"})
"""Re-stamping a record changes nothing in it."""

# What `json.dumps` does with a string, without its detours: every text of every project passes here each day.
_QUOTED = json.encoder.encode_basestring_ascii


def content_hash(data: Json) -> str:
    """Return the SHA-256 of what a publisher says of a project: not its stamps, nor the order of keys or lists."""
    content = {key: value for key, value in data.items() if key not in STAMPS}
    return hashlib.sha256(_canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, str):
        return _QUOTED(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{_QUOTED(key)}:{_canonical(value[key])}" for key in sorted(value)]) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted(map(_canonical, value))) + "]"
    return json.dumps(value)
