"""The feed of contracts that end within a year: one entry for each, told once (`matching.ending`).

The aggregator's own word about what councils publish; a contract that is no longer published is in it no longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Catalogue, EndsSoon, Json, Publication
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.entries import TEXT_LIMIT, TITLE_LIMIT, compiled_by
from councilprojects_aggregator.writers.event_words import PART_LIMIT
from councilprojects_aggregator.writers.feeds.feed import HTML, MOST_ENTRIES, Item, Link
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_aggregator.writers.site import words
from councilprojects_validator.wording import _


def contract_items(catalogue: Catalogue) -> tuple[Item, ...]:
    """Return an entry for each contract, the newest found first."""
    owners = {publication.source.id: publication for publication in catalogue.publications}
    contracts = {
        (iri, item_key(contract)): contract
        for iri, data in (
            *((each.iri, each.data) for each in catalogue.publications),
            *((each.iri, each.data) for each in catalogue.projects),
        )
        for contract in data.get("contracts", ())
    }
    pages = {each.iri: paths.project_page(each.source_id, each.id) for each in catalogue.projects}
    return tuple(
        _item(each, contracts[each.contract.iri, each.contract.key], owners, pages, catalogue.site_url)
        for each in catalogue.matches.ending[:MOST_ENTRIES]
    )


def _item(
    found: EndsSoon,
    contract: Json,
    owners: Mapping[str, Publication],
    pages: Mapping[str, str],
    site_url: str | None,
) -> Item:
    publication = owners[found.contract.source_id]
    who, compiler = (
        one_line(pick(texts)[1], PART_LIMIT)
        for texts in (publication.name, publication.file.get("compiledBy", {}).get("name", {}))
    )
    page = pages.get(found.contract.iri, paths.publisher_page(publication.source.id))
    link = site_url + page if site_url else contract.get("url") or publication.data.get("url")
    title = _("{publisher}: the contract for {what} ends {day}").format(
        publisher=who, what=_what(contract), day=words.day(contract["end"])
    )
    return Item(
        id=found.id,
        title=one_line(title, TITLE_LIMIT),
        lines=tuple(one_line(line, TEXT_LIMIT) for line in (*_lines(contract), compiled_by(compiler, who)) if line),
        published=found.since,
        updated=found.since,
        tags=("contract-ends",),
        links=(Link(str(link), "alternate", HTML),) if is_web_address(link) else (),
        author=compiler or who,
        author_iri=f"{publication.address}#_compiler" if compiler else publication.iri,
    )


def _what(contract: Json) -> str:
    named = contract.get("system") or pick(contract.get("title", {}))[1] or _supplier(contract)
    return one_line(named, PART_LIMIT) or _("a system")


def _lines(contract: Json) -> Iterator[str]:
    supplier = _supplier(contract)
    facts = (
        _("Supplier: {supplier}.").format(supplier=supplier) if supplier else "",
        _("It can be extended to {day}.").format(day=words.day(contract["extensionEnd"]))
        if "extensionEnd" in contract
        else "",
    )
    told = " ".join(filter(None, facts))
    yield told or _("Councils whose contracts for the same end near it could buy together.")


def _supplier(contract: Json) -> str:
    return one_line(pick(contract.get("supplier", {}).get("name", {}))[1], PART_LIMIT)
