"""One name in addresses for all spellings of a publisher's word: used by feeds, lists and search. Pure."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A folder's name: the shortest limit of a common file system is 143 bytes (encrypted Linux homes).
LONGEST_SLUG = 80
# 48 bits tell apart the few topics whose own words make no slug.
HASH_LENGTH = 12


@lru_cache(maxsize=65_536)
def slug(value: str) -> str:
    """Return one slug for all spellings of a value; of one that is not in Latin letters, part of its hash."""
    joined = re.sub(r"[\s_-]+", "-", value.strip().casefold())
    if SLUG.fullmatch(joined) and len(joined) <= LONGEST_SLUG:
        return joined
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]
