"""“For you”: for each council what it should hear of, each thing once, with the moment since when it is there.

The last part of the `match` stage. An entry has one id for ever, made of what it is about; when a run first found it
is remembered by that id, so that a feed of these entries never moves (docs/decisions/matching.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.model import Catalogue, ContractsNear, ForYou, Kind, Match, Matches, Opening, State

# Made once, by uuid4: our own namespace (RFC 9562 section 5.5).
NAMESPACE = UUID("153638f6-faa8-4d51-b521-a1f4a977cf6b")


@dataclass(frozen=True, slots=True)
class _Names:
    """What records and items were called at first: an edit or a new address makes nothing new."""

    sources: Mapping[str, str]
    """Source ids by IRI of a project."""
    first_ids: Mapping[str, str]
    """What feeds are named after, by source id: another registration makes nothing new either."""
    oldest: Mapping[str, str]
    """Oldest IRIs by IRI."""
    items: Mapping[tuple[str, str], str]
    """The first key of an offer or want, by the oldest IRI and the key of today."""

    def of(self, iri: str) -> str:
        return self.oldest.get(iri, iri)

    def of_source(self, source_id: str) -> str:
        return self.first_ids.get(source_id, source_id)

    def of_item(self, opening: Opening) -> str:
        iri = self.of(opening.iri)
        return f"{iri} {self.items.get((iri, opening.key), opening.key)}"


def for_you(
    catalogue: Catalogue, state: State, now: datetime
) -> tuple[Mapping[str, tuple[ForYou, ...]], Mapping[str, datetime]]:
    """Return the entries of each council by its source id, and when each entry ever made was first found.

    `catalogue` has its matches, `state` is as it stands after this run.
    """
    names = _names(catalogue, state)
    noticed = dict(state.noticed)
    found: dict[str, dict[str, ForYou]] = {}
    for source_id, kind, name, match in _told(catalogue.matches, names):
        # As ASCII: uuid5 stumbles over a lone surrogate, and an address may hold one.
        entry_id = uuid5(NAMESPACE, ascii(f"{kind}\n{names.of_source(source_id)}\n{name}")).urn
        since = noticed.setdefault(entry_id, now)
        found.setdefault(source_id, {}).setdefault(entry_id, ForYou(entry_id, kind, since, match))
    return {source_id: _newest_first(entries.values()) for source_id, entries in sorted(found.items())}, noticed


def with_for_you(catalogue: Catalogue, state: State, now: datetime) -> tuple[Catalogue, State]:
    """Return both with what `for_you` finds."""
    entries, noticed = for_you(catalogue, state, now)
    return replace(catalogue, matches=replace(catalogue.matches, for_you=entries)), replace(state, noticed=noticed)


def _names(catalogue: Catalogue, state: State) -> _Names:
    shown = [
        (each.iri, state.records[each.source.id]) for each in catalogue.publications if each.source.id in state.records
    ]
    oldest = {iri: (record.registered and record.registered.iri) or iri for iri, record in shown if iri}
    known = [(history.iri, history.known) for history in state.histories]
    known += [(oldest[iri], record.known) for iri, record in shown if iri]
    return _Names(
        sources={project.iri: project.source_id for project in catalogue.projects},
        first_ids={record.source_id: record.registered.first_id for _iri, record in shown if record.registered},
        oldest={**oldest, **{project.iri: project.oldest_iri for project in catalogue.projects}},
        items={(iri, item.now): item.key for iri, about in known if about for item in about.items},
    )


def _told(matches: Matches, names: _Names) -> Iterator[tuple[str, Kind, str, Match]]:
    """Yield whom each match is told, as what, by which name for ever, and the match."""
    for rows in matches.similar.values():
        for each in rows:
            yield names.sources[each.project], Kind.SIMILAR, _pair(names, each.project, each.other), each
    for same in matches.same_work:
        name = _pair(names, *sorted((same.project, same.other)))
        yield names.sources[same.project], Kind.SAME_WORK, name, same
        yield names.sources[same.other], Kind.SAME_WORK, name, same
    for built in matches.built_on:
        yield names.sources[built.other], Kind.BUILT_ON, _pair(names, built.project, built.other), built
    for met in matches.wants_met:
        name = f"{names.of_item(met.want)} {names.of_item(met.offer)}"
        yield met.want.source_id, Kind.OFFER_FOR_YOUR_WANT, name, met
        yield met.offer.source_id, Kind.WANT_FOR_YOUR_OFFER, name, met
    for alike in matches.alike_wants:
        name = " ".join(sorted((names.of_item(alike.one), names.of_item(alike.other))))
        yield alike.one.source_id, Kind.ALIKE_WANT, name, alike
        yield alike.other.source_id, Kind.ALIKE_WANT, name, alike
    for group in matches.contracts:
        sources = sorted({contract.source_id for contract in group.contracts})
        name = _system(group, sorted(map(names.of_source, sources)))
        yield from ((source_id, Kind.CONTRACTS, name, group) for source_id in sources)


def _pair(names: _Names, one: str, other: str) -> str:
    return f"{names.of(one)} {names.of(other)}"


def _system(group: ContractsNear, sources: Iterable[str]) -> str:
    """Return the name of a group: who is in it and for what, so that another council's joining is news."""
    return " ".join((plain_name(group.system), plain_name(group.supplier), *sources))


def _newest_first(entries: Iterable[ForYou]) -> tuple[ForYou, ...]:
    return tuple(sorted(sorted(entries, key=lambda each: each.id), key=lambda each: each.since, reverse=True))
