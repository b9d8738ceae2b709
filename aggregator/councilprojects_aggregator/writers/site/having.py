"""Which rows have which name, gathered row by row and told as a browser reads it quickest. Made for `search`.

Nothing is kept of a row but four bytes for each name that it has: those of a country are never in memory at once.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain


class Having:
    """The numbers of those that have each name, gathered in their order, as steps from one to the next."""

    def __init__(self) -> None:
        self.steps: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._last: dict[str, int] = {}

    def add(self, number: int, names: Iterable[str]) -> None:
        steps, last = self.steps, self._last
        for name in names:
            steps[name].append(number - last.get(name, 0))
            last[name] = number

    def listed(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Return for each of `names` how many have it, and the steps from one to the next.

        One list for all: a list in JSON for each name would take a browser longer to read than everything else.
        """
        having = [self.steps.get(name, ()) for name in names]
        return {"counts": list(map(len, having)), "steps": list(chain.from_iterable(having))}


def lists(names: Sequence[str], of: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Return for each of `names` the numbers of those `of` that have it, as `Having` lists them."""
    having = Having()
    for number, each in enumerate(of):
        having.add(number, each)
    return having.listed(names)
