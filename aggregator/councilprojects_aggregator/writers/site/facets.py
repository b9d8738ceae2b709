"""What projects can be narrowed down by: the same for the search and for the lists that need no script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilprojects_aggregator.groups import kind_of_council
from councilprojects_aggregator.matching.openings import is_open
from councilprojects_aggregator.model import Catalogue, Place, Project, Publication
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.texts import ENGLISH, titled
from councilprojects_aggregator.writers.site import words
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _

NATIONS = ("england", "northern-ireland", "scotland", "wales")
"""They come before the regions."""

ABBREVIATIONS = frozenset({"ai", "api", "crm", "ehcp", "foi", "gis", "iot", "lgr", "lgsl", "rpa", "send", "sms"})
"""Topics that councils speak of in capitals, and some tag without."""

Labels = Mapping[str, str]
"""Values of a facet that a project has: a slug for each, and how it is shown."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value, and the projects that have it, as positions in `Catalogue.projects`."""

    slug: str
    label: str
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow down by; `name` stands in addresses."""

    name: str
    label: str
    values: tuple[Value, ...]


def facets(catalogue: Catalogue) -> tuple[Facet, ...]:
    """Return every facet with the values that occur: codes in their list's order, the rest by the alphabet."""
    owners = {publication.source.id: publication for publication in catalogue.publications}

    def facet(name: str, label: str, of: Callable[[Project], Labels], order: Iterable[str] = ()) -> Facet:
        return Facet(name, label, _values(catalogue.projects, of, tuple(order)))

    return (
        facet("phase", _("Phase"), lambda project: _code(project, "phase"), codelist("phase")),
        facet("status", _("State of the work"), lambda project: _code(project, "status"), codelist("status")),
        facet("service", _("Service"), services),
        facet("topic", _("Topic"), topics),
        facet("technology", _("Technology"), technologies),
        facet("wanted", _("Help wanted"), lambda project: _help(project, "wants", catalogue.today)),
        facet("offered", _("On offer"), lambda project: _help(project, "offers", catalogue.today)),
        facet("open", _("Open to"), _open_to, codelist("open-to")),
        facet("place", _("Nation or region"), lambda project: _place(owners[project.source_id].place), NATIONS),
        facet(
            "kind",
            _("Kind of council"),
            lambda project: _kind(owners[project.source_id]),
            codelist("organisation-type"),
        ),
        facet("freshness", _("How recently confirmed"), _freshness, tuple(Freshness)),
    )


def services(project: Project) -> Labels:
    """Return a project's services: those of the Local Government Service List by number, others by their names."""
    named = ((part, words.service(part)) for part in project.data.get("services", ()))
    return {
        str(part["lgsl"]) if "lgsl" in part else slug(words.service(part, ENGLISH)): name
        for part, name in named
        if name
    }


def technologies(project: Project) -> Labels:
    """Return the products that a project says it uses."""
    return {slug(part["name"]): part["name"] for part in project.data.get("technologies", ())}


def topics(project: Project) -> Labels:
    """Return a project's topics. Case, spaces and hyphens do not tell two topics apart (standard, `topics`)."""
    found = {slug(topic): topic for topic in sorted(project.data.get("topics", ()), reverse=True)}
    known = codelist("topics")
    return {one: titled(known[one]) if one in known else _capital(found[one]) for one in sorted(found)}


def _capital(topic: str) -> str:
    return topic.upper() if topic.lower() in ABBREVIATIONS else topic


def _values(projects: Iterable[Project], of: Callable[[Project], Labels], order: tuple[str, ...]) -> tuple[Value, ...]:
    labels: dict[str, str] = {}
    having: dict[str, list[int]] = {}
    for position, project in enumerate(projects):
        for one, label in of(project).items():
            labels.setdefault(one, label)
            having.setdefault(one, []).append(position)
    ranks = {code: rank for rank, code in enumerate(order)}
    ordered = sorted(labels, key=lambda one: (ranks.get(one, len(ranks)), labels[one].casefold(), one))
    return tuple(Value(one, labels[one], tuple(having[one])) for one in ordered)


def _code(project: Project, field: str) -> Labels:
    code = project.data.get(field)
    # A code of a newer version may be any string.
    return {slug(code): words.title(field, code)} if code else {}


def _help(project: Project, field: str, today: date) -> Labels:
    return {
        slug(code): label
        for item in project.data.get(field, ())
        if is_open(item, today)
        for code, label in [kind_of_help(item)]
    }


def kind_of_help(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return what an offer or want is about, as a code and its title: its resource, else how closely to work."""
    if item.get("resource"):
        return item["resource"], words.title("resource", item["resource"])
    return item["type"], words.title("offer-type", item["type"])


def _place(place: Place | None) -> Labels:
    names = (place.nation, place.region) if place else ()
    return {slug(name): words.region(name) for name in names if name}


def _open_to(project: Project) -> Labels:
    return {slug(code): words.title("open-to", code) for code in project.data.get("openTo", ())}


def _kind(publication: Publication) -> Labels:
    """Return what kind of body publishes: as the list of authorities says, else as it says itself."""
    code = kind_of_council(publication)
    return {slug(code): words.title("organisation-type", code)} if code else {}


def _freshness(project: Project) -> Labels:
    titles = {
        Freshness.FRESH: _("Recently"),
        Freshness.AGEING: _("A review is due"),
        Freshness.STALE: _("Not for a long time"),
        Freshness.COMPILED: _("Compiled by others"),
        Freshness.DONE: _("Finished work"),
    }
    return {project.freshness.value: titles[project.freshness]}
