"""Contracts and when they end, for whoever might buy together: a table of all, and groups that end near each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from councilprojects_aggregator.groups import CONTRACTS
from councilprojects_aggregator.model import ContractEnd, ContractsNear
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site.endings import Ending
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.parting import Part, parts
from councilprojects_aggregator.writers.site.sheets import sheet

COLUMNS = (
    "publisher",
    "system",
    "title",
    "supplier",
    "status",
    "start",
    "end",
    "extensionEnd",
    "framework",
    "value",
    "currency",
    "url",
    "ocid",
    "project",
    "publisherId",
    "iri",
)
TABLE = "contracts.csv"
MOST_AROUND = 12
"""Of a group, on the page of one council: hundreds may have the system, and each of them has such a page."""
FEED = f"{paths.FEEDS}{CONTRACTS}/"
# Half as many groups as rows: each is several lines high, and most countries have fewer.
ON_A_PAGE = 60
GROUPS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Contracts of several publishers for one system, the soonest end first."""

    anchor: str
    system: str
    supplier: str
    endings: tuple[Ending, ...]
    file: str = ""
    """The page that it stands on, where that is not the first."""
    more: int = 0
    """How many others there are, which stand on the page of contracts alone."""


def contracts_pages(material: Material) -> Iterator[Page]:
    """Yield the page and its table for a spreadsheet."""
    ending = tuple(material.endings.values())
    groups = groups_of(material)
    beside = {one.key: f"{each.file}#{each.anchor}" for each in groups for one in each.endings}
    rows, near = list(parts(ending, ON_A_PAGE)), list(parts(groups, GROUPS_ON_A_PAGE))
    last = max(len(rows), len(near))
    for number in range(1, last + 1):
        part = Part(number, last, rows[number - 1].items if number <= len(rows) else ())
        shown = near[number - 1].items if number <= len(near) else ()
        values = {"part": part, "groups": shown, "beside": beside, "count": len(ending), "feed": FEED}
        yield material.pages.page(paths.CONTRACTS, "ending.html", file=part.file, **values)
    if not material.pages.tongue:
        yield paths.CONTRACTS + TABLE, sheet(COLUMNS, map(_row, ending))


def groups_of(material: Material) -> list[Group]:
    """Return the groups of which the contracts of two publishers or more are shown."""
    near = [group(material, each) for each in material.catalogue.matches.contracts]
    shown = [each for each in near if len({one.publication.source.id for one in each.endings}) > 1]
    return [
        dataclasses.replace(each, file=part.file if part.number > 1 else "")
        for part in parts(shown, GROUPS_ON_A_PAGE)
        for each in part.items
    ]


def group(material: Material, near: ContractsNear, source_id: str | None = None) -> Group:
    """Return a group as far as its contracts are shown; to a council that is in it, those around its own."""
    named = near.contracts if source_id is None else _around(near, source_id)
    known = (material.endings.get((each.iri, each.key)) for each in named)
    shown = tuple(one for one in known if one)
    first = near.contracts[0]
    more = len(near.contracts) - len(named)
    return Group(f"near-{first.source_id}-{first.key}", near.system, near.supplier, shown, more=more)


def _around(near: ContractsNear, source_id: str) -> Sequence[ContractEnd]:
    own = next((place for place, each in enumerate(near.contracts) if each.source_id == source_id), 0)
    last = max(0, len(near.contracts) - MOST_AROUND)
    start = min(max(0, own - MOST_AROUND // 2), last)
    return near.contracts[start : start + MOST_AROUND]


def _row(one: Ending) -> list[object]:
    part = one.part
    supplier = part["supplier"]
    return [
        pick(one.publication.name)[1],
        part["system"],
        pick(part["title"] or {})[1],
        pick(supplier["name"])[1] if supplier else None,
        *(part[name] for name in COLUMNS[4:10]),
        (part["currency"] or "GBP") if part["value"] is not None else None,
        part["url"],
        part["ocid"],
        pick(one.project.title)[1] if one.project else None,
        one.publication.source.id,
        one.key[0],
    ]
