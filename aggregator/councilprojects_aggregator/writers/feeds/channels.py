"""What there is to subscribe to: the whole, and whatever the site has a list of.

Used by the makers of feeds, by OPML and by the site's page of feeds. Whatever a code list names has its feeds before
anything is in them, because one subscribes before; a topic, service or technology has them as long as somebody
names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilprojects_aggregator.groups import (
    ALL,
    CONTRACTS,
    COUNCILS,
    HELP,
    of_item,
    of_project,
    of_subjects,
    service_slug,
    technology_slug,
)
from councilprojects_aggregator.matching.contracts import is_running
from councilprojects_aggregator.matching.openings import is_open
from councilprojects_aggregator.model import Catalogue, Lane, Project
from councilprojects_aggregator.registrations import feed_name, former_ids
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.texts import pick, titled
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.feed import NAME_LIMIT
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.facets import NATIONS, kind_of_help
from councilprojects_aggregator.writers.site.safe import short_url
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _

LISTS_OF_HELP = {kind: name for name, kind in HELP.items()}
CODELISTS = {"kind": "organisation-type"}
"""Where a kind has another name than the list of its codes. A publisher may write a code that is in none."""
LISTS = ("phase", "topic", "service", "technology", "place", "kind")
"""Kinds that have a page with the list of their projects."""


PAGES = {
    f"topic/{ALL}": paths.TOPICS,
    f"service/{ALL}": paths.SERVICES,
    f"technology/{ALL}": paths.TECHNOLOGIES,
    COUNCILS: paths.COUNCILS,
    CONTRACTS: paths.CONTRACTS,
}
"""Of lists of another kind, where they are."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One of them. The whole has no kind."""

    kind: str
    value: str
    label: str
    page: str
    """The page on it, as a path."""
    projects: tuple[Project, ...]
    """Those that belong to it now."""
    name: str = ""
    """What its feeds are named after, where that is not its value (`registrations.feed_name`)."""
    former: tuple[str, ...] = ()
    """Values that it had before."""
    is_of_projects: bool = True
    """There is a feed of the projects in it as they stand."""

    @property
    def group(self) -> str:
        """The name by which events belong to it (`groups`)."""
        return f"{self.kind}/{self.value}"

    @property
    def folder(self) -> str:
        """Where its feeds stand."""
        return paths.feed_folder(self.kind, self.value)

    @property
    def former_folders(self) -> tuple[str, ...]:
        """Where they stood before."""
        return tuple(paths.feed_folder(self.kind, value) for value in self.former)


def kinds() -> Mapping[str, str]:
    """Return the kinds in the order in which they are listed, with their headings."""
    return {
        "publisher": _("By publisher"),
        "phase": _("By phase"),
        "topic": _("By topic"),
        "service": _("By service"),
        "technology": _("By technology"),
        "place": _("By nation and region"),
        "kind": _("By kind of council"),
        "wanted": _("Help wanted"),
        "offered": _("Help on offer"),
        "list": _("Other lists"),
    }


def channels(catalogue: Catalogue) -> tuple[Channel, ...]:
    """Return all, the whole first, then by kind, each kind in its own order."""
    whole = Channel("", "", "", paths.HOME, catalogue.projects)
    return (whole, *_publishers(catalogue), *_others(catalogue))


def _publishers(catalogue: Catalogue) -> Iterator[Channel]:
    live = (each for each in catalogue.publications if each.source.lane is Lane.LIVE)
    named = ((one_line(pick(each.name)[1] or each.source.name, NAME_LIMIT), each) for each in live)
    for name, each in sorted(named, key=lambda one: (one[0].casefold(), one[1].source.id)):
        page, former = paths.publisher_page(each.source.id), former_ids(each, catalogue)
        yield Channel("publisher", each.source.id, name, page, each.projects, feed_name(each), former)


def _others(catalogue: Catalogue) -> list[Channel]:
    listed, members = _listed(), _members(catalogue)
    labels = {**_labels(catalogue), **listed}
    ranks = {kind: rank for rank, kind in enumerate(kinds())}
    order = {name: rank for rank, name in enumerate(listed)}

    def place(channel: Channel) -> tuple[int, int, str, str]:
        # What a list names stands in the list's order, whatever else there is by the alphabet behind it.
        rank = order.get(channel.group, len(order))
        return ranks[channel.kind], rank, channel.label.casefold(), channel.value

    return sorted((_channel(name, labels, members) for name in {*members, *listed}), key=place)


def _channel(name: str, labels: Mapping[str, str], members: Mapping[str, list[Project]]) -> Channel:
    kind, _slash, value = name.partition("/")
    label = one_line(labels.get(name) or words.title(CODELISTS.get(kind, kind), value), NAME_LIMIT)
    page = _page(kind, value, is_listed=name in members)
    return Channel(kind, value, label, page, tuple(members.get(name, ())), is_of_projects=name != COUNCILS)


def _page(kind: str, value: str, *, is_listed: bool) -> str:
    if kind in LISTS_OF_HELP:
        return f"{paths.HELP}#{LISTS_OF_HELP[kind]}"
    if kind in LISTS and is_listed and value != ALL:
        return paths.list_page(kind, value)
    return PAGES.get(f"{kind}/{value}", paths.PROJECTS)


def _members(catalogue: Catalogue) -> dict[str, list[Project]]:
    """Return the projects by the names of their groups; of help, those whose help is open today."""
    found: dict[str, list[Project]] = {}
    for publication in catalogue.publications:
        if publication.address:
            for name in of_subjects(publication.data):
                found.setdefault(name, [])
        for project in publication.projects:
            names = (*of_project(project.data, publication), *_today(project, catalogue.today))
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(project)
    return found


def _today(project: Project, today: date) -> Iterator[str]:
    if any(is_running(contract, today) for contract in project.data.get("contracts", ())):
        yield CONTRACTS
    for name in HELP:
        for item in project.data.get(name, ()):
            if is_open(item, today):
                yield from of_item(name, item)


def _listed() -> dict[str, str]:
    """Return the groups that have feeds whatever is in them, with what to call them, in their order."""
    return {
        **{f"phase/{code}": each.title for code, each in codelist("phase").items()},
        **{f"place/{nation}": nation.replace("-", " ").title() for nation in NATIONS},
        **{f"{kind}/{ALL}": _("All of it") for kind in LISTS_OF_HELP},
        **{f"{kind}/{ALL}": _("All of them") for kind in ("topic", "service", "technology")},
        **{f"kind/{code}": titled(each) for code, each in codelist("organisation-type").items()},
        COUNCILS: _("Councils that begin to publish, or end"),
        CONTRACTS: _("Contracts that end within a year"),
        **{
            f"{kind}/{code}": each.title
            for kind in LISTS_OF_HELP
            for name in ("resource", "offer-type")
            for code, each in codelist(name).items()
        },
    }


def _labels(catalogue: Catalogue) -> dict[str, str]:
    """Return what to call the groups that no short list names: as the reference data do, else as publishers do."""
    places = (each.place for each in catalogue.publications if each.place)
    regions = {f"place/{slug(each.region)}": each.region for each in places if each.region}
    topics = (each for project in catalogue.projects for each in project.data.get("topics", ()))
    said = [*(each.data for each in catalogue.publications), *(each.data for each in catalogue.projects)]
    services = (each for data in said for each in data.get("services", ()))
    technologies = (each["name"] for data in said for each in data.get("technologies", ()))
    lists = [(kind, each.data.get(name, ())) for name, kind in HELP.items() for each in catalogue.projects]
    # A code of a newer version may be any string.
    help_of_kinds = {(kind, *kind_of_help(item)) for kind, items in lists for item in items}
    known = codelist("topics")
    return {
        **regions,
        **{f"{kind}/{slug(code)}": title for kind, code, title in sorted(help_of_kinds, reverse=True)},
        # Of several spellings the first by the alphabet, whoever comes first.
        **{f"topic/{slug(each)}": each for each in sorted(set(topics), reverse=True)},
        **{f"topic/{code}": each.title for code, each in known.items()},
        **{f"service/{service_slug(each)}": _service(each) for each in services},
        **{f"technology/{technology_slug(each)}": each for each in sorted(technologies, reverse=True)},
    }


def _service(part: Mapping[str, Any]) -> str:
    """Return the list's own name of a service that has a number in it, so that it does not depend on who names it."""
    number = part.get("lgsl")
    return words.service({"lgsl": number} if isinstance(number, int) else part) or short_url(str(part.get("uri", "")))
