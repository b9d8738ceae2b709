"""One project, or one publisher as a whole: what subscribers know of it and what it says now in, what to tell them out.

Used by `events`. Pure. Promises that a change is told once, that an edit is none, and that what goes back to where it
was before is told only if it stays there: more often than a change of mind that is an old copy of the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from councilprojects_aggregator.groups import HELP, keys, of_item
from councilprojects_aggregator.model import EventKind, Json, Known, KnownItem
from councilprojects_aggregator.sameness import content_key, recognise
from councilprojects_aggregator.slugs import slug

LASTING = timedelta(hours=48)
"""What stands so long is meant. As long as what is gone waits (contracts: “Gone” waits 48 h)."""

CODES = {"phase": EventKind.PHASE_CHANGED, "status": EventKind.STATUS_CHANGED}
LISTS = {
    "outputs": EventKind.OUTPUT_ADDED,
    "offers": EventKind.OFFER_ADDED,
    "wants": EventKind.WANT_ADDED,
    "partners": EventKind.PARTNER_JOINED,
}
NOT_JOINED = frozenset({"invited", "left"})
"""Statuses of somebody who is no partner yet, or no longer; without a status a partner is one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, before it is given its id and time."""

    kind: EventKind
    name: str
    """The end of the event's id."""
    detail: Mapping[str, str | int] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    """Keys of groups that it belongs to beside those of its project."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What subscribers know after this run, and what they have to be told."""

    known: Known
    changes: tuple[Change, ...]


def learn(data: Json, now: datetime) -> Known:
    """Return what is known of something once it has been told as a whole."""
    return compare(Known(), data, {}, now).known


def compare(known: Known, data: Json, left: Mapping[EventKind, Collection[str]], now: datetime) -> Compared:
    """Hold `data` in normal form against what is known; `left` are the codes that it was told to have left."""
    lists = {name: recognise(name, _items(data, name), known.items, now) for name in LISTS}
    codes, turned, changes = _codes(known, data, left, now)
    for name, recognised in lists.items():
        changes += _additions(name, recognised.new, _items(data, name))
    items = tuple(item for recognised in lists.values() for item in recognised.items)
    return Compared(Known(codes, turned, items), tuple(changes))


def is_settled(known: Known) -> bool:
    """Say whether the same data tells nothing new about it however much time passes."""
    return not known.turned and all(item.gone_since is None for item in known.items)


def _codes(
    known: Known, data: Json, left: Mapping[EventKind, Collection[str]], now: datetime
) -> tuple[dict[str, str], dict[str, datetime], list[Change]]:
    codes, turned, changes = dict(known.codes), {}, []
    for name, kind in CODES.items():
        old, new = codes.get(name), data.get(name)
        # A code that is left out tells nothing: what was told of it still counts when it is there again.
        if new is None or new == old:
            continue
        waiting, since = f"{name}-{new}", known.turned.get(f"{name}-{new}", now)
        if new in left.get(kind, ()) and now - since < LASTING:
            turned[waiting] = min(since, now)
            continue
        codes[name] = new
        detail = {end: code for end, code in (("from", old), ("to", new)) if code}
        # Whoever follows the alphas hears which of them is none any more.
        left_behind = keys([f"phase/{slug(old)}"]) if old and name == "phase" else ()
        changes.append(Change(kind, waiting, detail, left_behind))
    return codes, turned, changes


def _additions(name: str, new: Sequence[KnownItem], items: Sequence[Json]) -> Iterator[Change]:
    helps = {content_key(name, item): keys(of_item(name, item)) for item in items} if name in HELP else {}
    for item in sorted(new, key=lambda item: item.key):
        detail = {"item": item.key}
        yield Change(LISTS[name], f"{name.removesuffix('s')}-{item.key}", detail, helps.get(item.now, ()))


def _items(data: Json, name: str) -> list[Json]:
    items: list[Json] = data.get(name, [])
    if name == "partners":
        return [partner for partner in items if partner.get("status") not in NOT_JOINED]
    return items
