"""What projects and councils are about: services, topics and technologies, each with who has it.

A council may name a service or a technology without any project (standard, “Organisation”), so these are gathered
from publishers as well; the facets of the search know projects alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from councilprojects_aggregator.groups import service_slug, technology_slug
from councilprojects_aggregator.matching.technologies import commonest
from councilprojects_aggregator.model import Catalogue, Json
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.facets import topics
from councilprojects_aggregator.writers.site.safe import short_url


@dataclass(frozen=True, slots=True)
class Subject:
    """One service, topic or technology."""

    kind: str
    slug: str
    label: str
    projects: tuple[int, ...]
    """Positions in `Catalogue.projects`."""
    councils: tuple[str, ...]
    """Source ids of all who have it, by a project or on their own."""
    alone: tuple[str, ...]
    """Those among them that name it without a project."""

    @property
    def page(self) -> str:
        return paths.list_page(self.kind, self.slug)


@dataclass(frozen=True, slots=True)
class Subjects:
    """All of them, each kind by the alphabet."""

    services: tuple[Subject, ...]
    topics: tuple[Subject, ...]
    technologies: tuple[Subject, ...]

    def service_page(self, part: Mapping[str, Any]) -> str:
        """Return the page on the service that a record names; every service in a record has one."""
        return paths.list_page("service", service_slug(part))

    def technology_page(self, name: str) -> str:
        """Return the page on a technology; nothing of a name without letters."""
        found = technology_slug(name)
        return paths.list_page("technology", found) if found else ""


@dataclass(slots=True)
class _Gathered:
    """A subject while it is being gathered."""

    labels: Counter[str] = field(default_factory=Counter)
    projects: list[int] = field(default_factory=list)
    councils: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)


def subjects(catalogue: Catalogue) -> Subjects:
    return Subjects(
        services=_of("service", catalogue, lambda data: map(_service, data.get("services", ()))),
        topics=_topics(catalogue),
        technologies=_of("technology", catalogue, _technologies),
    )


def _service(part: Json) -> tuple[str, str]:
    number = part.get("lgsl")
    # The list's own name, so that all who name one service name it alike.
    label = words.service({"lgsl": number} if isinstance(number, int) else part)
    return service_slug(part), label or short_url(str(part.get("uri", "")))


def _technologies(data: Json) -> Iterator[tuple[str, str]]:
    for part in data.get("technologies", ()):
        found = technology_slug(part["name"])
        if found:
            yield found, part["name"]


def _of(kind: str, catalogue: Catalogue, named: Any) -> tuple[Subject, ...]:
    found: dict[str, _Gathered] = {}
    for publication in catalogue.publications:
        for one, label in named(publication.data) if publication.address else ():
            gathered = found.setdefault(one, _Gathered())
            gathered.labels[label] += 1
            gathered.alone.add(publication.source.id)
    for position, project in enumerate(catalogue.projects):
        for one, label in dict(named(project.data)).items():
            gathered = found.setdefault(one, _Gathered())
            gathered.labels[label] += 1
            gathered.projects.append(position)
            gathered.councils.add(project.source_id)
    return _sorted(Subject(kind, one, commonest(each.labels), *_who(each)) for one, each in found.items())


def _who(gathered: _Gathered) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    everyone, alone = gathered.councils | gathered.alone, gathered.alone - gathered.councils
    return tuple(gathered.projects), tuple(sorted(everyone)), tuple(sorted(alone))


def _topics(catalogue: Catalogue) -> tuple[Subject, ...]:
    found: dict[str, tuple[str, list[int]]] = {}
    for position, project in enumerate(catalogue.projects):
        for one, label in topics(project).items():
            found.setdefault(one, (label, []))[1].append(position)

    def councils(positions: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted({catalogue.projects[position].source_id for position in positions}))

    return _sorted(
        Subject("topic", one, at_the_head(label), tuple(positions), councils(positions), ())
        for one, (label, positions) in found.items()
    )


def at_the_head(label: str) -> str:
    """Return a publisher's own word as the title of a page: “adult social care” with a capital, “iPads” as it is."""
    return label[:1].upper() + label[1:] if label == label.lower() else label


def _sorted(found: Iterable[Subject]) -> tuple[Subject, ...]:
    return tuple(sorted(found, key=lambda one: (one.label.casefold(), one.slug)))
