"""A list that may grow without bound, in pages: none so long that a phone on a slow line waits for it.

What says how many stand on a page is chosen so that the page stays below 300 kB, Welsh and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from councilprojects_aggregator.writers import paths

Item_co = TypeVar("Item_co", covariant=True)


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


def parts(items: Sequence[Item_co], on_a_page: int) -> Iterator[Part[Item_co]]:
    """Yield the pages of a list in their order; one, empty, of an empty list."""
    last = max(1, -(-len(items) // on_a_page))
    for number in range(1, last + 1):
        yield Part(number, last, items[(number - 1) * on_a_page : number * on_a_page])
