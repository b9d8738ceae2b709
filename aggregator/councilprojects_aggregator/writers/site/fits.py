"""Which offers may meet a want, which wants an offer, and who wants the same: for the noticeboard and the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import Catalogue, Reason
from councilprojects_aggregator.model import Opening as Named
from councilprojects_aggregator.writers.site.openings import Opening

Key = tuple[str, str]
"""IRI of whoever says it, and the item's key."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody else's offer or want that belongs to one of ours."""

    kind: str
    """`offer` or `want`."""
    opening: Opening
    because: tuple[str, ...]
    until: str | None
    """The last day on which both are open."""


def key_of(opening: Opening) -> Key:
    return opening.iri, item_key(opening.item)


def by_key(opened: Mapping[str, Iterable[Opening]]) -> Mapping[Key, Opening]:
    """Return everything that is open today by its key."""
    return {key_of(opening): opening for found in opened.values() for opening in found}


def fits(catalogue: Catalogue, opened: Mapping[str, Iterable[Opening]]) -> Mapping[Key, tuple[Fit, ...]]:
    """Return what belongs to each offer and want: offers before wants, the best first."""
    known = by_key(opened)
    found: dict[Key, list[Fit]] = {}
    for one, kind, other, reasons, until in _pairs(catalogue):
        key, partner = (one.iri, one.key), (other.iri, other.key)
        if key in known and partner in known:
            found.setdefault(key, []).append(Fit(kind, known[partner], tuple(map(sentence, reasons)), until))
    return {key: tuple(fitting) for key, fitting in found.items()}


def _pairs(catalogue: Catalogue) -> Iterator[tuple[Named, str, Named, tuple[Reason, ...], str | None]]:
    for met in catalogue.matches.wants_met:
        yield met.want, "offer", met.offer, met.reasons, met.until
        yield met.offer, "want", met.want, met.reasons, met.until
    for alike in catalogue.matches.alike_wants:
        yield alike.one, "want", alike.other, alike.reasons, alike.until
        yield alike.other, "want", alike.one, alike.reasons, alike.until
