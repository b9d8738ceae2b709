"""Mends of how a file begins: the byte order mark, and the key and version by which readers know what it is."""

from __future__ import annotations

import re

from councilprojects_validator.fixing.keys import renamed
from councilprojects_validator.fixing.model import Edit, Fault, text_as, value_as
from councilprojects_validator.fixing.registry import mends
from councilprojects_validator.positions import spans
from councilprojects_validator.suggestions import fold

_NUMBER = re.compile(r"[1-9][0-9]*(?:\.[0-9]+)?")
_VERSION_LIKE = re.compile(r"[vV]?\s*([1-9][0-9]*)(?:\.([0-9]+))?(?:\.0+)?")


@mends("file-byte-order-mark")
def byte_order_mark(_fault: Fault) -> Edit | None:
    """The byte order mark is taken out.

    By the pipeline itself, before anything else: offsets count from behind it.
    """
    return None


@mends("marker-not-a-text")
def version_as_text(fault: Fault) -> Edit | None:
    """The version is written as a text."""
    if _NUMBER.fullmatch(fault.raw) is None:
        return None
    return value_as(fault, f'"{fault.raw}"' if "." in fault.raw else f'"{fault.raw}.0"')


@mends("bad-version")
def version_in_two_numbers(fault: Fault) -> Edit | None:
    """The version is written as two numbers with a point."""
    found = _VERSION_LIKE.fullmatch(fault.value.strip())
    return None if found is None else text_as(fault, f"{found[1]}.{found[2] or 0}")


@mends("missing-marker")
def marker_respelt(fault: Fault) -> Edit | None:
    """The key that says what the file is is spelled as readers know it.

    Where there is none at all, nobody but a person can say what the file is.
    """
    meant = fault.finding.field or ""
    written = [key for key in fault.file.value if fold(key) == fold(meant)]
    if len(written) != 1:
        return None
    key = spans(fault.file.text, [(written[0],)])[written[0],].key
    return None if key is None else renamed(Fault(fault.finding, (written[0],), key, fault.file, at_key=True), meant)
