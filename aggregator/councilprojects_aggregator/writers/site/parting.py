"""A list that may grow without bound, in pages: none so long that a phone on a slow line waits for it.

What says how many stand on a page is chosen so that somebody who looks through it sees an end, and that the page stays
far below 300 kB, Welsh and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from councilprojects_aggregator.writers import paths

Item_co = TypeVar("Item_co", covariant=True)

AROUND = 2
"""Pages on either side of the one that is looked at, to be had at one step."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Item_co]):
    """What stands on one page of a list."""

    number: int
    last: int
    """How many pages there are."""
    items: Sequence[Item_co]

    @property
    def file(self) -> str:
        """The page's file in the list's folder."""
        return paths.part(self.number)

    @property
    def before(self) -> str:
        """The file of the page before it, or nothing."""
        return paths.part(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The file of the page after it, or nothing."""
        return paths.part(self.number + 1) if self.number < self.last else ""

    @property
    def near(self) -> tuple[tuple[int, str], ...]:
        """The first page, the last, and those around this one: number and file, 0 where some are passed over."""
        around = range(self.number - AROUND, self.number + AROUND + 1)
        shown = sorted({1, self.last, *(number for number in around if 1 <= number <= self.last)})
        found: list[tuple[int, str]] = []
        for number in shown:
            if found and number > found[-1][0] + 1:
                found.append((0, ""))
            found.append((number, paths.part(number)))
        return tuple(found)


def parts(items: Sequence[Item_co], on_a_page: int) -> Iterator[Part[Item_co]]:
    """Yield the pages of a list in their order; one, empty, of an empty list."""
    last = max(1, -(-len(items) // on_a_page))
    for number in range(1, last + 1):
        yield Part(number, last, items[(number - 1) * on_a_page : number * on_a_page])
