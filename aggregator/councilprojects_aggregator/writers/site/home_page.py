"""The front page: what this is, how much there is, what is new, and all ways in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from councilprojects_aggregator.model import EventKind
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.entries import Entry, entries
from councilprojects_aggregator.writers.site.contracts_page import groups_of
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.subjects import Subject
from councilprojects_validator.wording import _, ngettext

# What fits beside each other without scrolling twice.
NEWS = 8
WANTS = 4
# A paragraph of links that one reads rather than searches.
SUBJECTS = 14


@dataclass(frozen=True, slots=True)
class Way:
    """One way in."""

    path: str
    name: str
    what: str
    """One sentence on what is there, with numbers where there are some."""


def home_page(material: Material) -> Page:
    wants, offers = material.openings["wants"], material.openings["offers"]
    news = _news(material)
    newest = news[0].published if news else None
    return material.pages.page(
        paths.HOME,
        "home.html",
        news=news[:NEWS],
        beginnings=sum(entry.kind is EventKind.SOURCE_JOINED for entry in news[NEWS:] if entry.published == newest),
        councils=material.councils,
        project_count=len(material.catalogue.projects),
        wants=wants[:WANTS],
        want_count=len(wants),
        offer_count=len(offers),
        ways=list(_ways(material)),
        phases=[facet for facet in material.facets if facet.name == "phase"],
        shared=shared_subjects(material),
    )


def _news(material: Material) -> list[Entry]:
    """Return all news, the newest first; of what came at once, those who begin come last, the biggest before others.

    When a federation is crawled for the first time, everybody begins: a page that shows eight shows the best to read.
    """
    biggest = sorted(
        entries(material.catalogue), key=lambda entry: (entry.kind is EventKind.SOURCE_JOINED, -entry.count)
    )
    return sorted(biggest, key=lambda entry: entry.published, reverse=True)


def shared_subjects(material: Material) -> list[Subject]:
    """Return the topics and services on which most organisations work, of those on which several do."""
    found = [one for one in (*material.subjects.topics, *material.subjects.services) if len(one.councils) > 1]
    return sorted(found, key=lambda one: (-len(one.councils), one.label.casefold(), one.kind, one.slug))[:SUBJECTS]


def _ways(material: Material) -> Iterator[Way]:
    wants, offers = material.openings["wants"], material.openings["offers"]
    yield Way(paths.SERVICES, _("Services"), _("Who works on the same service of a council, by its usual name."))
    yield Way(
        paths.HELP,
        _("Wanted and offered"),
        ngettext("{n} request for help", "{n} requests for help", len(wants)).format(n=len(wants))
        + ngettext(" and {n} offer, open today.", " and {n} offers, open today.", len(offers)).format(n=len(offers)),
    )
    yield Way(paths.CONTRACTS, _("Contracts"), _contracts(material))
    yield Way(paths.MAP, _("Map"), _("Nations and regions, with everybody who publishes there."))
    yield Way(paths.TECHNOLOGIES, _("Technologies"), _("Who runs the same product, and what for."))
    yield Way(paths.NUMBERS, _("Numbers"), _("How far the work is, how fresh the records are, where there is room."))


def _contracts(material: Material) -> str:
    near = len(groups_of(material))
    if near:
        words = ngettext(
            "{n} system for which several contracts end within a year of each other.",
            "{n} systems for which several contracts end within a year of each other.",
            near,
        )
        return words.format(n=near)
    return _("When they end, to buy together or to ask how it went.")
