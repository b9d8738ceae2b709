"""Makes what a publisher wrote fit to stand in a sentence: short, on one line, and without characters that act.

A file may hold terminal escapes, right-to-left overrides and line breaks (CWE-150; “Trojan Source”,
CVE-2021-42574). Every message that repeats a key or value passes it through here.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from typing import Any

LONGEST = 60
"""Enough to know a title again, short enough for a sentence."""

_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""General categories that act on a terminal, show as nothing, or cannot be encoded."""


def clipped(text: str, most: int = LONGEST) -> str:
    r"""Return `text` on one line, everything that would act as its escape (`\u001b`), cut to `most` characters."""
    shown = visible(text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def quoted(value: Any) -> str:
    """Return how a sentence names this JSON value: texts in quotation marks, the rest as it stands in the file."""
    if isinstance(value, str):
        return f"“{clipped(value)}”"
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return clipped(json.dumps(value))


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    if unicodedata.category(character) not in _ACTING:
        return character
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004 - the end of plane 0
