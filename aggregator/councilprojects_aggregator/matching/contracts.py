"""Contracts for the same system that end near each other: a chance to buy together. A part of the `match` stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.products import plain_product
from councilprojects_aggregator.matching.technologies import commonest
from councilprojects_aggregator.model import Catalogue, ContractEnd, ContractsNear, Json
from councilprojects_aggregator.texts import pick
from councilprojects_validator.days import last_day

# Councils prepare a procurement for about a year; who is further apart than that must extend to wait for the other.
NEAR = timedelta(days=366)

OVER = frozenset({"ended"})


@dataclass(frozen=True, slots=True)
class _Named:
    system: str
    supplier: str
    contract: ContractEnd


def contracts_near(catalogue: Catalogue) -> tuple[ContractsNear, ...]:
    """Return the groups of running contracts for one system, of two publishers or more; the soonest end first.

    A contract that names no system counts by its supplier alone where another does so too.
    """
    found = (group for named in _by_system(_ending(catalogue)) for group in _groups(named))
    return tuple(sorted(found, key=lambda group: (group.contracts[0].end, group.system, group.supplier)))


def _by_system(ending: Iterable[_Named]) -> Iterable[list[_Named]]:
    """Return those for one system together: two makers may call different systems by one name.

    Where one maker alone has a system of that name, a contract that names none is for this.
    """
    systems: dict[tuple[str, str], list[_Named]] = {}
    for each in ending:
        systems.setdefault(plain_product(each.system, each.supplier), []).append(each)
    makers: dict[str, set[str]] = {}
    for product, maker in systems:
        makers.setdefault(product, set()).add(maker)
    for product, its_makers in makers.items():
        known = its_makers - {""}
        if product and "" in its_makers and len(known) == 1:
            systems[product, known.pop()] += systems.pop((product, ""))
    return systems.values()


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
        if any(plain_product(system, supplier)):
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
