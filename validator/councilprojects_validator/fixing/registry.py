"""Where every mend is registered, by the codes of the findings that it mends; `propose` looks them up here.

A mend takes a fault and returns the edit that mends it, or None where it is not certain what is meant. It must never
guess: `fix --write` is run by programs, and nobody looks at each change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from councilprojects_validator.fixing.model import Edit, Fault

Run: TypeAlias = Callable[[Fault], Edit | None]


@dataclass(frozen=True, slots=True)
class Mend:
    """What mends the findings of one code. `what` says in a sentence what is written differently then."""

    code: str
    what: str
    run: Run


_mends: dict[str, Mend] = {}
MENDS: Mapping[str, Mend] = MappingProxyType(_mends)
"""By code, filled by importing `councilprojects_validator.fixing`."""


def mends(*codes: str) -> Callable[[Run], Run]:
    """Register the function below for these codes; the first paragraph of its docstring says what it does.

    Raises ValueError for a code that has a mend already, and for a mend without a word.
    """

    def register(run: Run) -> Run:
        what = " ".join((run.__doc__ or "").strip().partition("\n\n")[0].split())
        for code in codes:
            if code in _mends or not what:
                raise ValueError(f"{code}: each code has one mend, which says what it does")
            _mends[code] = Mend(code, what, run)
        return run

    return register


def mendable(code: str) -> bool:
    """Tell whether findings of this code can be mended where it is certain what is meant."""
    return code in _mends
