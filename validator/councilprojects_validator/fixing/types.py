"""Mends of values that are of another type than the field: a number in quotation marks, a single item for a list."""

from __future__ import annotations

import re

from councilprojects_validator.fixing.model import Edit, Fault, value_as
from councilprojects_validator.fixing.registry import mends

_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,9})?")
"""With a comma behind the thousands, as the British write; elsewhere it stands before the decimals."""
_NUMBER = re.compile(r"0*([0-9]{1,9})")
_SEVERAL = re.compile(r"[,;|/\n\u2022]")
"""What may divide one text into several items."""


@mends("wrong-type")
def right_type(fault: Fault) -> Edit | None:
    """A value is written as the type that its field has, where it stays the same value."""
    meant = fault.finding.suggestion or ""
    if meant.startswith("["):
        several = isinstance(fault.value, str) and _SEVERAL.search(fault.value) is not None
        return None if several else value_as(fault, f"[{fault.raw}]")
    if meant.startswith('"'):
        return value_as(fault, f'"{fault.raw}"') if _PLAIN.fullmatch(fault.raw) else None
    if meant in {"true", "false"}:
        return value_as(fault, meant)
    written = fault.value.strip().removeprefix("£") if isinstance(fault.value, str) else ""
    if not meant or not (_PLAIN.fullmatch(written) or _GROUPED.fullmatch(written)):
        return None
    return value_as(fault, meant)


@mends("lgsl-as-text")
def number_of_a_list(fault: Fault) -> Edit | None:
    """The number of a service or interaction is written as a number."""
    found = _NUMBER.fullmatch(fault.value)
    return None if found is None else value_as(fault, str(int(found[1])))
