"""The stage `match`: from the merged catalogue to what councils would want to know of each other.

Between `merge` and the writers. Pure; the day is the catalogue's own.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from councilprojects_aggregator.matching.contracts import contracts_near
from councilprojects_aggregator.matching.partnerships import partnerships
from councilprojects_aggregator.matching.records import records
from councilprojects_aggregator.matching.similar import similar_projects
from councilprojects_aggregator.matching.technologies import same_technologies
from councilprojects_aggregator.matching.wanted import wanted
from councilprojects_aggregator.matching.works import built_on, same_work
from councilprojects_aggregator.model import BuiltOn, Catalogue, Matches, SameWork


@dataclass(frozen=True, slots=True)
class Matched:
    """What the stage came to, and what spares the next run most of it."""

    matches: Matches
    kept: Mapping[str, bytes] = field(default_factory=dict)
    """Of a project by its IRI, of an offer or want by its digest."""


def match(catalogue: Catalogue, edition: str = "", kept: Mapping[str, bytes] | None = None) -> Matched:
    """Return everything in `catalogue` that belongs together; with `kept` of an earlier run the same, but sooner."""
    with _without_collection():
        return _match(catalogue, edition, kept or {})


@contextmanager
def _without_collection() -> Iterator[None]:
    """Make no search for garbage: it would look through a million new objects ten times over, and find none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Together these two count everything as old, at no cost: else the next object made would start the search.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _match(catalogue: Catalogue, edition: str, kept: Mapping[str, bytes]) -> Matched:
    known = records(catalogue)
    built = built_on(catalogue.projects, known)
    same = same_work(catalogue.projects, known, built)
    similar, projects = similar_projects(catalogue.projects, _apart((*built, *same)), edition, kept)
    wants = wanted(catalogue, edition, kept)
    matches = Matches(
        similar=similar,
        same_work=same,
        built_on=built,
        wants_met=wants.met,
        alike_wants=wants.alike,
        contracts=contracts_near(catalogue),
        technologies=same_technologies(catalogue),
        partnerships=partnerships(catalogue.projects, known),
    )
    return Matched(matches, {**projects, **wants.kept})


def _apart(told: Iterable[BuiltOn | SameWork]) -> Mapping[str, frozenset[str]]:
    """Return, by IRI, the records that are told as more than similar."""
    found: dict[str, set[str]] = {}
    for each in told:
        found.setdefault(each.project, set()).add(each.other)
        found.setdefault(each.other, set()).add(each.project)
    return {iri: frozenset(others) for iri, others in found.items()}
