"""The same work listed twice, and one built on the other: what records say, as far as two can be told by it.

A part of the `match` stage. Only a record's own words count, or a title that nobody comes by twice together with
partners: being about the same subject never makes two works one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from councilprojects_aggregator.matching.partnerships import partners_of, partners_records
from councilprojects_aggregator.matching.records import (
    MOST_SHARING,
    Records,
    names_of,
    pairs,
    plain_address,
    repositories,
)
from councilprojects_aggregator.matching.titles import near_titles
from councilprojects_aggregator.model import Because, BuiltOn, Json, Project, Reason, SameWork
from councilprojects_aggregator.texts import pick

Pair = tuple[str, str]


def built_on(projects: Iterable[Project], known: Records) -> tuple[BuiltOn, ...]:
    """Return every project that says it is built on a work of another publisher that is listed here."""
    everyone = tuple(projects)
    code = _by_repository(everyone)
    found = {
        (project.iri, other.iri): BuiltOn(project.iri, other.iri, (Reason(Because.BASED_ON),))
        for project in everyone
        for address in project.data.get("basedOn", ())
        for other in _named(address, known, code)
        if other.source_id != project.source_id
    }
    return tuple(found[key] for key in sorted(found))


def same_work(projects: Iterable[Project], known: Records, built: Iterable[BuiltOn]) -> tuple[SameWork, ...]:
    """Return every two records, of two publishers, of the same work; not of one that is built on the other."""
    everyone = tuple(projects)
    apart = {frozenset((each.project, each.other)) for each in built}
    reasons: dict[Pair, list[Reason]] = {}
    for one, other, reason in (*_said(everyone, known), *_same_code(everyone), *_same_title(everyone, known)):
        if frozenset((one.iri, other.iri)) not in apart:
            held = reasons.setdefault(_pair(one, other), [])
            if reason not in held:
                held.append(reason)
    return tuple(SameWork(*pair, tuple(reasons[pair])) for pair in sorted(reasons))


def _pair(one: Project, other: Project) -> Pair:
    return (one.iri, other.iri) if one.iri < other.iri else (other.iri, one.iri)


def _by_repository(projects: Iterable[Project]) -> dict[str, list[Project]]:
    found: dict[str, list[Project]] = {}
    for project in projects:
        for address in {plain_address(url) for url in repositories(project)}:
            found.setdefault(address, []).append(project)
    return found


def _named(address: str, known: Records, code: Mapping[str, list[Project]]) -> list[Project]:
    """Return the records that `address` names: by their IRI, else by their repository."""
    if address in known.projects:
        return [known.projects[address]]
    sharing = code.get(plain_address(address), [])
    return sharing if len(sharing) <= MOST_SHARING else []


def _said(projects: Iterable[Project], known: Records) -> Iterator[tuple[Project, Project, Reason]]:
    for project in projects:
        for iri in (*project.data.get("alsoListedAt", ()), *partners_records(project)):
            other = known.projects.get(iri)
            if other is not None and other.source_id != project.source_id:
                yield project, other, Reason(Because.LISTED)


def _same_code(projects: Iterable[Project]) -> Iterator[tuple[Project, Project, Reason]]:
    for address, sharing in sorted(_by_repository(projects).items()):
        for one, other in pairs(sharing):
            yield one, other, Reason(Because.REPOSITORY, (address,))


def _same_title(projects: Iterable[Project], known: Records) -> Iterator[tuple[Project, Project, Reason]]:
    for one, other in near_titles(projects):
        shared = _together(one, other, known)
        if shared:
            yield one, other, Reason(Because.TITLE)
            yield one, other, Reason(Because.PARTNERS, shared)


def _together(one: Project, other: Project, known: Records) -> tuple[str, ...]:
    """Return the names of those who work on both, as a record names them."""
    first, second = _participants(one, known), _participants(other, known)
    return tuple(sorted({first[key] or second[key] for key in first.keys() & second.keys()}))


def _participants(project: Project, known: Records) -> dict[str, str]:
    """Return who works on a project and how it calls them (itself nothing), by source id, else by all their names."""
    lead: tuple[Json, ...] = (project.data["lead"],) if "lead" in project.data else ()
    found = {}
    for organisation in (*lead, *partners_of(project)):
        shown = pick(organisation.get("name", {}))[1]
        for name in names_of(organisation):
            found[f"source {known.publishers[name]}" if name in known.publishers else name] = shown
    return {**found, f"source {project.source_id}": ""}
