"""Is it the same offer as before? A list as it is now and what is known of it in, what is known and what is new out.

Used by `changes`. An output, offer, want or partner has no id: it is recognised by its content, else by its address,
else by its codes and similar words. Pure. Promises that an edit is no addition, that what vanishes for some days and
returns is not new, and that nothing readable of a publisher's text is kept.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from councilprojects_aggregator.keys import digest, item_key, partner_key
from councilprojects_aggregator.model import Json, KnownItem

WORDS = {"outputs": "title", "offers": "description", "wants": "description", "partners": "name"}
"""By list, the text that says what an item is."""

CODES = ("type", "resource")
NAMES = ("uri", "url", "gss")

# An export that loses a list is mended within weeks. What is offered again later is a new offer.
REMEMBERED = timedelta(days=30)
# After a week a similar one is the next one: a second round of research, not the first one edited while it was away.
EDITED_WITHIN = timedelta(days=7)

# Shares of trigrams in common. One word of ten exchanged leaves .75 and more, two unrelated sentences have .3.
SIMILAR = 0.6
# Where the codes differ too, only the same words tell that it is an edit.
NEARLY_THE_SAME = 0.9

SKETCH_BITS = 256
SKETCH_DIGITS = SKETCH_BITS // 4
# More would fill the sketch, and then everything is like everything.
MOST_TRIGRAMS = 100
LONGEST_TEXT = 2000

# A hundred of a list edited at once. Beyond it, whoever replaces thousands of items has new ones.
MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class Recognised:
    """What to remember of a list, those that are gone included, and what of it is new."""

    items: tuple[KnownItem, ...]
    new: tuple[KnownItem, ...]


def recognise(name: str, items: Sequence[Json], known: Iterable[KnownItem], now: datetime) -> Recognised:
    """Hold the list `name` as it is now against what is known of that list."""
    known = [each for each in known if each.list == name]
    if not items and not known:
        return Recognised((), ())
    present = {content_key(name, item): item for item in items}
    # Of two that are the same, one that is there goes before one that is gone.
    same = {each.now: each for each in sorted(known, key=lambda each: each.gone_since is None)}
    found = {key: replace(same[key], gone_since=None) for key in present if key in same}
    rest = {key: seen(name, present[key]) for key in sorted(present.keys() - found.keys())}
    left = set(known) - {same[key] for key in found}
    for pair in (*_by_name(rest.values(), left), *_by_words(rest.values(), left, now)):
        new, old = pair
        if new.now in rest and old in left:
            found[new.now] = replace(rest.pop(new.now), key=old.key)
            left.remove(old)
    taken = {each.key for each in (*found.values(), *left)}
    added = tuple(replace(each, key=_free(each.key, taken)) for each in rest.values())
    # Forgotten is what is still away: a crawler that was off for a month has not seen it away for so long.
    gone = (replace(each, gone_since=each.gone_since or now) for each in left if not _is_forgotten(each, now))
    return Recognised(tuple(sorted((*found.values(), *added, *gone), key=_order)), added)


def content_key(name: str, item: Json) -> str:
    """Return the key by which an item of the list `name` is found as it stands."""
    return partner_key(item) if name == "partners" else item_key(item)


def seen(name: str, item: Json) -> KnownItem:
    """Return what is to be remembered of an item that was not known."""
    key = content_key(name, item)
    texts = item.get(WORDS[name], {})
    addresses = [item[each] for each in NAMES if isinstance(item.get(each), str)]
    partner = [*item.get("orgIds", ()), *map(_plain, texts.values())] if name == "partners" else []
    return KnownItem(
        list=name,
        key=key,
        now=key,
        kind=digest("|".join(str(item.get(code, "")) for code in CODES)),
        names=tuple(sorted({digest(each) for each in (*addresses, *partner)})),
        sketches=tuple(sorted({sketch(text) for text in texts.values()})),
    )


def sketch(text: str) -> str:
    """Return what a text is like: which of 256 kinds of trigrams it has. The text cannot be read from it."""
    plain = f" {_plain(text)} ".encode("utf-8", "surrogatepass")
    trigrams = {zlib.crc32(plain[start : start + 3]) for start in range(len(plain) - 2)}
    bits = 0
    # The smallest ones: of a long text the same sample, wherever it was edited.
    for number in sorted(trigrams)[:MOST_TRIGRAMS]:
        bits |= 1 << number % SKETCH_BITS
    return f"{bits:0{SKETCH_DIGITS}x}"


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Return how much two texts have in common, from 0 to 1, by their sketches in that language in which it is most."""
    return max((_share(int(first, 16), int(second, 16)) for first in one for second in other), default=0.0)


def _share(one: int, other: int) -> float:
    union = (one | other).bit_count()
    return (one & other).bit_count() / union if union else 0.0


def _by_name(rest: Collection[KnownItem], left: Collection[KnownItem]) -> list[tuple[KnownItem, KnownItem]]:
    """Return the pairs that share an address, or another name, which nothing else in the list has."""
    now, before = _owners(rest), _owners(left)
    return [(now[name], before[name]) for name in sorted(now.keys() & before.keys())]


def _owners(items: Collection[KnownItem]) -> Mapping[str, KnownItem]:
    count = Counter(name for each in items for name in each.names)
    return {name: each for each in items for name in each.names if count[name] == 1}


def _by_words(
    rest: Collection[KnownItem], left: Collection[KnownItem], now: datetime
) -> Sequence[tuple[KnownItem, KnownItem]]:
    """Return the pairs whose words are similar, the most similar ones first."""
    recent = [each for each in left if each.gone_since is None or now - each.gone_since <= EDITED_WITHIN]
    if len(rest) * len(recent) > MOST_PAIRS:
        return ()
    scored = [(likeness(new.sketches, old.sketches), new, old) for new in rest for old in recent]
    similar = [
        (share, new, old)
        for share, new, old in scored
        if share >= (SIMILAR if new.kind == old.kind else NEARLY_THE_SAME)
    ]
    similar.sort(key=lambda each: (-each[0], each[1].now, each[2].key))
    return [(new, old) for _share, new, old in similar]


def _plain(text: Any) -> str:
    return " ".join(str(text)[:LONGEST_TEXT].lower().split())


def _is_forgotten(item: KnownItem, now: datetime) -> bool:
    return item.gone_since is not None and now - item.gone_since > REMEMBERED


def _free(key: str, taken: Collection[str]) -> str:
    """Return `key`, numbered if an item that was edited since has it."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _order(item: KnownItem) -> tuple[str, str]:
    return item.list, item.key
