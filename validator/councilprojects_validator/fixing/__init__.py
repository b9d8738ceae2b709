"""Mends what is certain: a file with findings becomes the same file without those that can only be meant one way.

`pipeline.fix` is the whole way; read it first. `MENDS` has a function for each code that can be mended. Of every other
finding that knows what to write instead `LEFT_TO_A_PERSON` says why nobody but a person may write it.
"""

from __future__ import annotations

from councilprojects_validator.fixing import (
    addresses,
    codes,
    dates,
    empties,
    forms,
    keys,
    markers,
    punctuation,
    types,
)
from councilprojects_validator.fixing.foresight import mendable_findings, proposals
from councilprojects_validator.fixing.left import LEFT_TO_A_PERSON
from councilprojects_validator.fixing.model import Fixed, Mended
from councilprojects_validator.fixing.pipeline import fix
from councilprojects_validator.fixing.registry import MENDS, Mend, mendable

THEMES = (punctuation, markers, empties, keys, codes, dates, addresses, forms, types)
"""Importing them is what fills `MENDS`."""

__all__ = [
    "LEFT_TO_A_PERSON",
    "MENDS",
    "THEMES",
    "Fixed",
    "Mend",
    "Mended",
    "fix",
    "mendable",
    "mendable_findings",
    "proposals",
]
