"""The numbers page: how much there is and how it stands, as tables whose rows are bars.

Nothing here compares councils: what is not there yet is shown as room, in a fixed order (standard, principle 9).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from councilprojects_aggregator.model import Project
from councilprojects_aggregator.texts import titled
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.map_page import kind_of, tiles
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.subjects import Subject
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.standard import authorities, codelist
from councilprojects_validator.wording import _

# As many as one takes in; the pages of services, topics and technologies have them all.
MOST = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: how many, of how many."""

    label: str
    count: int
    of: int
    page: str = ""
    lang: str = ""
    """Of the label, where it is not the page's."""

    @property
    def width(self) -> str:
        """How long the bar is, of a hundred."""
        return f"{100 * self.count / self.of:.1f}" if self.of else "0"


@dataclass(frozen=True, slots=True)
class Chart:
    """One table."""

    name: str
    heading: str
    lead: str
    columns: tuple[str, str]
    bars: tuple[Bar, ...]
    parts: bool = False
    """The bars are parts of a known whole, which stands beside each number."""


def numbers_page(material: Material) -> Page:
    shown = material.catalogue.projects
    subjects = material.subjects
    return material.pages.page(
        paths.NUMBERS,
        "numbers.html",
        projects=len(shown),
        councils=material.councils,
        compiled=sum("compiledBy" in one.file for one in material.councils),
        charts=[
            _codes(material, "phase", _("How far the projects have come"), _("Phase")),
            _codes(material, "status", _("Whether the work goes on"), _("State of the work")),
            _freshness(shown),
            _places(material),
            _kinds(material),
            _most("services", _("Commonest services"), subjects.services),
            _most("topics", _("Commonest topics"), subjects.topics),
            _most("technologies", _("Commonest technologies"), subjects.technologies),
            _said(shown),
        ],
    )


def _codes(material: Material, field: str, heading: str, column: str) -> Chart:
    projects = material.catalogue.projects
    counts = Counter(project.data.get(field) for project in projects)
    linked = {value.slug for facet in material.facets if facet.name == field == "phase" for value in facet.values}
    bars = tuple(
        Bar(titled(code), counts[name], len(projects), paths.list_page(field, name) if name in linked else "")
        for name, code in codelist(field).items()
    )
    lead = _("Of the records that say so.") if counts[None] else ""
    return Chart(field, heading, lead, (column, _("Projects")), bars)


def _freshness(projects: Sequence[Project]) -> Chart:
    titles = {
        Freshness.FRESH: _("Confirmed lately"),
        Freshness.AGEING: _("A review is due"),
        Freshness.STALE: _("Not confirmed for long"),
        Freshness.DONE: _("Finished work, nothing to confirm"),
        Freshness.COMPILED: _("Compiled from public sources, waiting for the council's own word"),
    }
    counts = Counter(project.freshness for project in projects)
    bars = tuple(Bar(title, counts[state], len(projects)) for state, title in titles.items())
    heading = _("When somebody last stood by the records")
    return Chart("freshness", heading, "", (_("State"), _("Projects")), bars)


def _places(material: Material) -> Chart:
    bars = tuple(
        Bar(words.region(tile.name), tile.known - len(tile.missing), tile.known, f"{paths.MAP}#{tile.slug}")
        for tile in tiles(material)
        if tile.known
    )
    lead = _("Councils with records here, from north to south. There is room for all.")
    return Chart("places", _("Nations and regions"), lead, (_("Nation or region"), _("Councils")), bars, parts=True)


def _kinds(material: Material) -> Chart:
    known = Counter(authority.type for authority in authorities().values())
    here = {one.place.gss: kind_of(one) for one in material.councils if one.place and one.place.gss in authorities()}
    counts = Counter(here.values())
    bars = tuple(
        Bar(titled(title), counts[code], known[code])
        for code, title in codelist("organisation-type").items()
        if known[code]
    )
    lead = _("Councils with records here, in the order of the standard's list.")
    return Chart("kinds", _("Kinds of council"), lead, (_("Kind"), _("Councils")), bars, parts=True)


def _most(name: str, heading: str, subjects: Iterable[Subject]) -> Chart:
    ranked = sorted(subjects, key=lambda one: (-len(one.councils), one.label.casefold(), one.slug))[:MOST]
    longest = len(ranked[0].councils) if ranked else 0
    bars = tuple(
        Bar(one.label, len(one.councils), longest, one.page, words.foreign(one.kind, one.label)) for one in ranked
    )
    return Chart(name, heading, "", (_("Name"), _("Organisations")), bars)


def _said(projects: Sequence[Project]) -> Chart:
    labels: Mapping[str, str] = {
        "services": _("Which service it is about"),
        "contact": _("Whom to ask"),
        "problem": _("Which problem it solves"),
        "outputs": _("What others can reuse"),
        "technologies": _("What it is made with"),
        "partners": _("Who works on it together"),
        "lessons": _("What was learnt"),
        "wants": _("What help is wanted"),
        "offers": _("What is on offer"),
    }
    bars = tuple(
        Bar(label, sum(field in project.data for project in projects), len(projects)) for field, label in labels.items()
    )
    lead = _("None of this is required. Each of these lines makes a record easier to find or to use again.")
    return Chart("said", _("What records tell"), lead, (_("The record says"), _("Projects")), bars)
