"""Wants that offers may meet, and wants that are alike. A part of the `match` stage.

Only what is open on the day counts. What is wanted and what is offered have to be of one kind where both say which,
and about one subject. What an earlier run kept gives the same again, but sooner (`sides`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from councilprojects_aggregator.matching.openings import open_items
from councilprojects_aggregator.matching.sides import Kept, Named, Side, rows, side
from councilprojects_aggregator.model import AlikeWants, Catalogue, Opening, WantMet

_pack = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Wanted:
    """What this part of the stage comes to."""

    met: tuple[WantMet, ...]
    alike: tuple[AlikeWants, ...]
    kept: Mapping[str, bytes] = field(default_factory=dict)
    """For the next run, by digest."""


def wanted(catalogue: Catalogue, edition: str = "", kept: Mapping[str, bytes] | None = None) -> Wanted:
    """Return the open wants with the open offers of others that may meet them, the best five each, and alike wants."""
    offers = side(open_items(catalogue, "offers", edition), kept or {})
    wants = side(open_items(catalogue, "wants", edition), kept or {})
    met = rows(wants, offers, [was.offers if was else None for was in wants.before])
    alike = rows(wants, wants, [was.wants if was else None for was in wants.before])
    to_keep = {
        **_to_keep(offers, [()] * len(offers.items), [()] * len(offers.items), kept or {}),
        **_to_keep(wants, met, alike, kept or {}),
    }
    return Wanted(_met(wants, offers, met), _alike(wants, alike), to_keep)


def _to_keep(one: Side, offers: Sequence[Named], wants: Sequence[Named], kept: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        item.digest: kept[item.digest]
        if was and (was.offers, was.wants) == (with_offers, with_wants)
        else _pack(Kept(terms, with_offers, with_wants))
        for item, was, terms, with_offers, with_wants in zip(
            one.items, one.before, one.packed, offers, wants, strict=True
        )
    }


def _met(wants: Side, offers: Side, met: Sequence[Named]) -> tuple[WantMet, ...]:
    return tuple(
        WantMet(want.opening, offer, score, reasons, _until(want.opening, offer))
        for want, row in zip(wants.items, met, strict=True)
        for digest, score, reasons in row
        for offer in (offers.items[offers.positions[digest]].opening,)
    )


def _alike(wants: Side, alike: Sequence[Named]) -> tuple[AlikeWants, ...]:
    """Return every two once, though either may be in the other's row."""
    found: dict[tuple[str, str], AlikeWants] = {}
    for want, row in zip(wants.items, alike, strict=True):
        for digest, score, reasons in row:
            if (digest, want.digest) not in found:
                one, other = want.opening, wants.items[wants.positions[digest]].opening
                found[want.digest, digest] = AlikeWants(one, other, score, reasons, _until(one, other))
    return tuple(found.values())


def _until(one: Opening, other: Opening) -> str | None:
    if one.until and other.until:
        return min(one.until, other.until)
    return one.until or other.until
