"""The stage `match`: from the merged catalogue to what councils would want to know of each other.

Between `merge` and the writers. Pure; the day is the catalogue's own.
"""

from __future__ import annotations

from councilprojects_aggregator.matching.contracts import contracts_near
from councilprojects_aggregator.matching.partnerships import partnerships
from councilprojects_aggregator.matching.records import records
from councilprojects_aggregator.matching.technologies import same_technologies
from councilprojects_aggregator.matching.works import built_on, same_work
from councilprojects_aggregator.model import Catalogue, Matches


def match(catalogue: Catalogue) -> Matches:
    """Return everything in `catalogue` that belongs together."""
    known = records(catalogue)
    built = built_on(catalogue.projects, known)
    return Matches(
        same_work=same_work(catalogue.projects, known, built),
        built_on=built,
        contracts=contracts_near(catalogue),
        technologies=same_technologies(catalogue),
        partnerships=partnerships(catalogue.projects, known),
    )
