"""Contracts for the same system that end near each other: a chance to buy together. A part of the `match` stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.records import plain_name
from councilprojects_aggregator.matching.technologies import commonest
from councilprojects_aggregator.model import Catalogue, ContractEnd, ContractsNear, Json
from councilprojects_aggregator.texts import pick
from councilprojects_validator.days import last_day

# Councils prepare a procurement for about a year; who is further apart than that must extend to wait for the other.
NEAR = timedelta(days=366)

OVER = frozenset({"ended"})
COMPANY = ("limited", "ltd", "plc", "llp", "inc", "uk")
"""What stands at the end of a company's name, and is written or not."""


@dataclass(frozen=True, slots=True)
class _Named:
    system: str
    supplier: str
    contract: ContractEnd


def contracts_near(catalogue: Catalogue) -> tuple[ContractsNear, ...]:
    """Return the groups of running contracts for one system, of two publishers or more; the soonest end first.

    A contract that names no system counts by its supplier alone where another does so too.
    """
    systems: dict[tuple[str, str], list[_Named]] = {}
    for each in _ending(catalogue):
        systems.setdefault(_key(each), []).append(each)
    found = (group for named in systems.values() for group in _groups(named))
    return tuple(sorted(found, key=lambda group: (group.contracts[0].end, group.system, group.supplier)))


def _key(named: _Named) -> tuple[str, str]:
    """Return what is the same for all contracts for one system.

    Two suppliers may call different systems by one name; and a supplier's name stands before its product's or not.
    """
    supplier = plain_supplier(named.supplier)
    system = plain_name(named.system)
    bare = system.removeprefix(supplier) or system
    return bare, supplier


def plain_supplier(name: str) -> str:
    """Return a company's name without case, signs and what says that it is a company."""
    words = [plain_name(word) for word in name.split()]
    while len(words) > 1 and words[-1] in COMPANY:
        words.pop()
    return "".join(words)


def _ending(catalogue: Catalogue) -> Iterator[_Named]:
    for publication in catalogue.publications:
        source_id = publication.source.id
        if publication.address and publication.iri:
            yield from _of(source_id, publication.iri, publication.data.get("contracts", ()), catalogue.today)
        for project in publication.projects:
            yield from _of(source_id, project.iri, project.data.get("contracts", ()), catalogue.today)


def _of(source_id: str, iri: str, contracts: Iterable[Json], today: date) -> Iterator[_Named]:
    for contract in contracts:
        end = last_day(contract.get("end"))
        if end is None or not is_running(contract, today):
            continue
        supplier = pick(contract.get("supplier", {}).get("name", {}))[1]
        system = contract.get("system", "")
        if plain_name(system) or plain_supplier(supplier):
            yield _Named(system, supplier, ContractEnd(source_id, iri, item_key(contract), end))


def is_running(contract: Json, today: date) -> bool:
    """Say whether a contract names the day of its end, and has not come to it."""
    end = last_day(contract.get("end"))
    return end is not None and end >= today and contract.get("status") not in OVER


def _groups(named: list[_Named]) -> Iterator[ContractsNear]:
    """Yield those that end within `NEAR` of the first of them, then those of the next."""
    waiting = sorted(named, key=lambda each: (each.contract.end, each.contract.source_id, each.contract.key))
    while waiting:
        limit = waiting[0].contract.end + NEAR if waiting[0].contract.end < date.max - NEAR else date.max
        near = [each for each in waiting if each.contract.end <= limit]
        waiting = waiting[len(near) :]
        if len({each.contract.source_id for each in near}) > 1:
            suppliers = Counter(each.supplier for each in near if each.supplier)
            yield ContractsNear(
                system=commonest(Counter(each.system for each in near if each.system)),
                supplier=commonest(suppliers),
                contracts=tuple(each.contract for each in near),
            )
