"""Sizes as people write them: `100MB` becomes a number of bytes. Pure; the command lines of both packages call it."""

from __future__ import annotations

import re

from councilprojects_validator.wording import _

UNITS = {"": 1, "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
"""Decimal, as in the limit of 10 MB that the standard names and as file managers mostly count."""
_SIZE = re.compile(r"([0-9]{1,15})(\.[0-9]{1,3})? ?([A-Za-z]{0,2})", re.ASCII)


def size_in_bytes(text: str) -> int:
    """Return how many bytes `100MB`, `1.5 GB` or `20000` are. Raise ValueError with a sentence if it is none."""
    found = _SIZE.fullmatch(text.strip())
    unit = UNITS.get(found[3].upper()) if found is not None else None
    if found is None or unit is None:
        raise ValueError(
            _("“{text}” is no size. Write it as 500KB, 20MB, 1GB, or as a number of bytes.").format(text=text)
        )
    size = int(found[1]) * unit + int(float(found[2] or 0) * unit)
    if size < 1:
        raise ValueError(_("A size must be at least 1 byte."))
    return size


def shown_size(size: int) -> str:
    """Return a number of bytes in the largest unit that is not too large for it: 10 MB, 1.5 GB, 999 B."""
    unit, factor = max(((unit, factor) for unit, factor in UNITS.items() if factor <= size), key=lambda pair: pair[1])
    return f"{size / factor:.4g} {unit or 'B'}"
