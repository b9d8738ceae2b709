"""Which memory belongs to which entry of the registry: sources that are registered anew keep all that they had.

The first stage of a run. Pure. Registries are edited by hand: a council gets another id there, another address, or
both. Promises that its record, projects and entries go on under the id of today, and that its feeds keep the name that
they had first (docs/decisions/feeds.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from councilprojects_aggregator.judging.hosts import url_key
from councilprojects_aggregator.model import (
    Catalogue,
    Event,
    ProjectHistory,
    Publication,
    Record,
    Registered,
    Registry,
    Source,
    State,
)

T = TypeVar("T", Record, ProjectHistory, Event)


def inherit(registry: Registry, state: State) -> State:
    """Return the state with everything under the ids of today, and a record for each source that is listed.

    A source that no list names any more lives on in a new entry with its address, with its address among the
    `previousUrls`, with the address that it led to, or with its code in a register (`gss`, `orgIds`). Two that have
    exchanged their ids are told by their addresses.
    """
    moves = _moves(registry, state)
    records = {moves.get(old, old): _under(record, moves.get(old)) for old, record in state.records.items()}
    return replace(
        state,
        records=_registered(registry, records, {new: old for old, new in moves.items()}),
        histories=tuple(_under(history, moves.get(history.source_id)) for history in state.histories),
        events=tuple(_under(event, moves.get(event.source_id)) for event in state.events),
    )


def with_first_iris(publications: Mapping[str, Publication]) -> dict[str, Publication]:
    """Return the publications, in each one's record the IRI that the publisher had first."""
    return {source_id: _with_iri(publication) for source_id, publication in publications.items()}


def feed_name(publication: Publication) -> str:
    """Return what the feeds of a publisher are named after, for ever."""
    registered = publication.record.registered
    return registered.first_id if registered else publication.source.id


def former_ids(publication: Publication, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the other ids that a publisher had and nobody has now: whoever subscribed there goes on reading."""
    registered = publication.record.registered
    if registered is None or not registered.former_ids:
        return ()
    taken = {each.source.id for each in catalogue.publications}
    return tuple(each for each in registered.former_ids if each not in taken)


def _moves(registry: Registry, state: State) -> dict[str, str]:
    """Return the id of today by that under which something is remembered, where the two differ."""
    listed = {source.id: source for source in registry.sources}
    by_url = {url_key(source.url): source.id for source in registry.sources}
    free = {
        old: record
        for old, record in sorted(state.records.items())
        if old not in listed or _is_displaced(record, listed[old], by_url)
    }
    waiting = [source for source in registry.sources if source.id not in state.records or source.id in free]
    moves: dict[str, str] = {}
    for old, new in (*_by_address(free, waiting), *_by_code(free, waiting, registry)):
        if old not in moves and new not in moves.values():
            moves[old] = new
    while wrong := [old for old, new in moves.items() if not _fits(old, new, moves, listed, state)]:
        for old in wrong:
            del moves[old]
    return moves


def _is_displaced(record: Record, source: Source, by_url: Mapping[str, str]) -> bool:
    """Say whether another source now has the address of which this one never was told to have left it."""
    address = url_key(record.url)
    told = {url_key(url) for url in (source.url, *source.previous_urls)}
    shares_a_code = record.registered and set(record.registered.codes) & set(codes(source))
    return address in by_url and address not in told and not shares_a_code


def _fits(old: str, new: str, moves: Mapping[str, str], listed: Collection[str], state: State) -> bool:
    """Refuse a move onto a record that stays, and any but an exchange where the old id is in use: then the id tells."""
    return new in moves if old in listed else new not in state.records or new in moves


def _by_address(free: Mapping[str, Record], waiting: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Yield what goes on where, the surest first: the same address, a former one, one that it led to."""
    registered = {url_key(record.url): old for old, record in sorted(free.items(), reverse=True)}
    led_to = {
        url_key(url): old
        for old, record in sorted(free.items(), reverse=True)
        for url in (record.moved_to, record.good.final_url if record.good else None)
        if url
    }
    waiting = tuple(waiting)
    now = [(source.id, url_key(source.url)) for source in waiting]
    before = [(source.id, url_key(url)) for source in waiting for url in source.previous_urls]
    for addresses, known in ((now, registered), (before, registered), (now, led_to)):
        yield from ((known[address], new) for new, address in addresses if address in known)


def _by_code(free: Mapping[str, Record], waiting: Iterable[Source], registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield what goes on where, by codes that nobody else has: two files of one council are two sources."""
    had = [(code, old) for old, record in free.items() if record.registered for code in record.registered.codes]
    has = [(code, source.id) for source in registry.sources for code in codes(source)]
    before, now = Counter(code for code, _old in had), Counter(code for code, _new in has)
    wanted = {source.id for source in waiting}
    sole = {code: new for code, new in has if new in wanted and before[code] == now[code] == 1}
    return ((old, sole[code]) for code, old in had if code in sole)


def codes(source: Source) -> tuple[str, ...]:
    """Return what registers call a source, with who compiles it: a council's own file does not go on from that one."""
    compiler = source.compiled_by or {}
    who = f"{compiler.get('url') or compiler.get('name') or '?'} " if compiler else ""
    named = (*((f"gss:{source.gss}",) if source.gss else ()), *source.org_ids)
    return tuple(sorted(f"{who}{name}" for name in named))


def _registered(registry: Registry, records: Mapping[str, Record], before: Mapping[str, str]) -> dict[str, Record]:
    """Return the records with how each is registered now, those of new sources among them."""
    listed = {source.id for source in registry.sources}
    taken = {each.registered.first_id for each in records.values() if each.registered}
    after = {source_id: _without_former(record, listed) for source_id, record in records.items()}
    for source in registry.sources:
        record = after.get(source.id, Record(source.id, source.url))
        known = record.registered or Registered(_unused(before.get(source.id, source.id), taken))
        taken.add(known.first_id)
        former = {*known.former_ids, *([before[source.id]] if source.id in before else ())} - {source.id}
        known = replace(known, former_ids=tuple(sorted(former - listed)), codes=codes(source))
        after[source.id] = replace(record, registered=known)
    return after


def _without_former(record: Record, used: Collection[str]) -> Record:
    """Return the record without the former ids that somebody has now: from here on they were theirs."""
    known = record.registered
    if known is None or not set(known.former_ids) & set(used):
        return record
    kept = tuple(each for each in known.former_ids if each not in used)
    return replace(record, registered=replace(known, former_ids=kept))


def _with_iri(publication: Publication) -> Publication:
    known, iri = publication.record.registered, publication.iri
    if known is None or known.iri or not iri:
        return publication
    return replace(publication, record=replace(publication.record, registered=replace(known, iri=iri)))


def _unused(name: str, taken: Collection[str]) -> str:
    """Return `name`, numbered if the feeds of another source have it. No id has a `_`."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _under(value: T, source_id: str | None) -> T:
    return replace(value, source_id=source_id) if source_id else value
