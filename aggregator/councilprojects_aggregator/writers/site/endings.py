"""Every contract that has not ended today, whoever names it: projects, and publishers without any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.contracts import OVER
from councilprojects_aggregator.model import Json, Project, Publication
from councilprojects_aggregator.writers.site.fields import Fields, fields
from councilprojects_validator.days import last_day

Key = tuple[str, str]
"""IRI of the record that names a contract, and the contract's key."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A contract that runs, and the day it ends; `project` is None where the publisher names it itself."""

    part: Fields
    end: date
    publication: Publication
    project: Project | None

    @property
    def key(self) -> Key:
        iri = self.project.iri if self.project else self.publication.iri or ""
        return iri, item_key(self.part)


def endings(publications: tuple[Publication, ...], today: date) -> Mapping[Key, Ending]:
    """Return the contracts that have not ended today, those that end soonest first."""
    found = [one for publication in publications for one in _of(publication, today)]
    found.sort(key=lambda one: (one.end, one.publication.source.id, one.key))
    return {one.key: one for one in found}


def _of(publication: Publication, today: date) -> Iterator[Ending]:
    said: list[tuple[Json, Project | None]] = []
    if publication.address:
        said += [(part, None) for part in publication.data.get("contracts", ())]
    said += [(part, project) for project in publication.projects for part in project.data.get("contracts", ())]
    for part, project in said:
        end = last_day(part.get("end"))
        if end is not None and end >= today and part.get("status") not in OVER:
            yield Ending(fields(part), end, publication, project)
