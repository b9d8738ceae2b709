"""Who works with whom: what both sides say, and what one says alone. A part of the `match` stage.

A compiled file never confirms anything: its words are not the council's (contracts, “What the aggregator accepts”).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from councilprojects_aggregator.matching.records import Records, names_of
from councilprojects_aggregator.model import Json, Partnership, Project

NOT_PARTNERS = frozenset({"invited", "left"})
"""Statuses of a partner who has not joined yet, or has gone."""


def confirmed_partnerships(projects: Iterable[Project]) -> list[tuple[Project, Project]]:
    """Return the pairs of records that name each other as a partner's record, both ways round, in order.

    A record answers to its IRI and to the oldest one that it had. Two records of one source confirm nothing.
    """
    everyone = tuple(projects)
    known = {project.oldest_iri: project for project in everyone} | {project.iri: project for project in everyone}
    named = {
        (project.iri, known[iri].iri): (project, known[iri])
        for project in everyone
        for iri in partners_records(project)
        if iri in known and known[iri].source_id != project.source_id
    }
    return [pair for (one, other), pair in sorted(named.items()) if (other, one) in named]


def partners_records(project: Project) -> Iterator[str]:
    """Yield the IRIs that a project gives for its partners' own records."""
    for partner in partners_of(project):
        if isinstance(partner.get("project"), str):
            yield partner["project"]


def partners_of(project: Project) -> Iterator[Json]:
    """Yield the partners that have joined and not left."""
    for partner in project.data.get("partners", ()):
        if partner.get("status") not in NOT_PARTNERS:
            yield partner


def partnerships(projects: Iterable[Project], known: Records) -> tuple[Partnership, ...]:
    """Return every partnership with another publisher here, by project and partner, and whether both confirm it."""
    everyone = tuple(projects)
    own = [project for project in everyone if project.source_id not in known.compiled]
    confirmed = {(one.iri, other.iri) for one, other in confirmed_partnerships(own)}
    found: dict[tuple[str, str, str], Partnership] = {}
    for project in everyone:
        for partner in partners_of(project):
            record, source_id = _record(partner, known.projects), _publisher(partner, known)
            if source_id not in (None, project.source_id):
                other = record.iri if record else None
                is_confirmed = (project.iri, other or "") in confirmed
                found[project.iri, str(source_id), other or ""] = Partnership(
                    project.iri, str(source_id), other, is_confirmed
                )
    return tuple(found[key] for key in sorted(found))


def _record(partner: Json, projects: Mapping[str, Project]) -> Project | None:
    named = partner.get("project")
    return projects.get(named) if isinstance(named, str) else None


def _publisher(partner: Json, known: Records) -> str | None:
    record = _record(partner, known.projects)
    if record is not None:
        return record.source_id
    return next((known.publishers[name] for name in names_of(partner) if name in known.publishers), None)
