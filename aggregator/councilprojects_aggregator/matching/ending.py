"""Contracts that end soon, each told once: while there is still time to buy together, or to ask how it went.

A part of the `match` stage that remembers, as “for you” does: when a run first found that a contract comes to its end.
A new day of its end is news, an edit of its words is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import uuid5

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.contracts import NEAR, is_running
from councilprojects_aggregator.matching.for_you import NAMESPACE
from councilprojects_aggregator.matching.products import plain_company
from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.model import Catalogue, ContractEnd, EndsSoon, Json, State
from councilprojects_aggregator.texts import pick
from councilprojects_validator.days import last_day


def with_ending(catalogue: Catalogue, state: State, now: datetime) -> tuple[Catalogue, State]:
    """Return both with the contracts that end within a year, the newest found first, of these the soonest end."""
    noticed = dict(state.noticed)
    found: dict[str, EndsSoon] = {}
    for oldest, source_id, iri, contract in _said(catalogue, state):
        end = last_day(contract.get("end"))
        if end is None or not is_running(contract, catalogue.today) or end > catalogue.today + NEAR:
            continue
        # As ASCII: as in `for_you`.
        entry_id = uuid5(NAMESPACE, ascii(f"contract ends\n{oldest}\n{_name(contract)}\n{end}")).urn
        since = noticed.setdefault(entry_id, now)
        found.setdefault(entry_id, EndsSoon(entry_id, since, ContractEnd(source_id, iri, item_key(contract), end)))
    soonest = sorted(found.values(), key=lambda each: (each.contract.end, each.id))
    newest = tuple(sorted(soonest, key=lambda each: each.since, reverse=True))
    return replace(catalogue, matches=replace(catalogue.matches, ending=newest)), replace(state, noticed=noticed)


def _said(catalogue: Catalogue, state: State) -> Iterator[tuple[str, str, str, Json]]:
    """Yield each contract with the IRI that its record had first, its source and the IRI of today."""
    for publication in catalogue.publications:
        source_id = publication.source.id
        registered = state.records[source_id].registered if source_id in state.records else None
        if publication.address and publication.iri:
            first = registered.iri if registered and registered.iri else publication.iri
            for contract in publication.data.get("contracts", ()):
                yield first, source_id, publication.iri, contract
        for project in publication.projects:
            for contract in project.data.get("contracts", ()):
                yield project.oldest_iri, source_id, project.iri, contract


def _name(contract: Json) -> str:
    """Return what is the same of a contract when its words are edited: its system and supplier, else its title."""
    supplier = plain_company(pick(contract.get("supplier", {}).get("name", {}))[1])
    named = f"{plain_name(contract.get('system', ''))} {supplier}".strip()
    return named or pick(contract.get("title", {}))[1]
