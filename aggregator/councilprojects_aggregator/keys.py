"""Short keys for things that have no id of their own: an output, an offer, a want, a partner.

Events name them by key instead of by text, and the graph makes its fragments of them (`#bins_offer-1a2b3c4d`), never
of an array index: whoever adds an offer at the head of the list has changed none of the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from councilprojects_aggregator.texts import pick

# 32 bits tell apart the items of one list (dozens at most), and stay readable in an address.
KEY_LENGTH = 8

# Made once: a graph asks for hundreds of thousands of keys.
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def item_key(item: Any) -> str:
    """Return the key of an item in normal form: it changes whenever anything in the item does."""
    return digest(_canonical(item))


def partner_key(partner: Mapping[str, Any]) -> str:
    """Return the key of an organisation in normal form, by what it is known by: its `uri`, else `url`, else name.

    A partner whose role or dates are edited is still the same partner.
    """
    name = pick(partner.get("name", {}))[1].lower()
    return digest(partner.get("uri") or partner.get("url") or name)


def digest(identity: str) -> str:
    """Return the key of whatever `identity` is the name or content of."""
    # `surrogatepass`: any string has a key, even one that could never be published.
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]
