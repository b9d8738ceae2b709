"""One council's publications run after run, and what is told of them: `Runs`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from councilprojects_aggregator.events import Remembered, remember
from councilprojects_aggregator.model import (
    GoodCopy,
    Health,
    Known,
    Project,
    Publication,
    Record,
    Source,
)
from councilprojects_aggregator.succession import Former
from councilprojects_validator.freshness import Freshness

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCE = Source("ambridge", "Ambridge Borough Council", "https://www.ambridge.example/projects.json")


WANT = {"type": "networking", "description": {"en-gb": "Who else does this?"}}
OUTPUT = {"type": "report", "title": {"en-gb": "What we found"}}
PARTNER = {"name": {"en-gb": "Borsetshire"}, "url": "https://www.borsetshire.example/"}
OFFER = {"type": "resource-sharing", "resource": "code", "description": {"en-gb": "Our booking code, ready for reuse"}}


def project(project_id: str, **data: Any) -> Project:
    iri = f"{SOURCE.url}#{project_id}"
    content = {"id": project_id, "title": {"en-gb": project_id.title()}, **data}
    return Project(
        source_id=SOURCE.id,
        id=project_id,
        iri=iri,
        data=content,
        title=content["title"],
        freshness=Freshness.FRESH,
        due=date(2027, 5, 1),
        good_at=NOW,
        first_seen=NOW,
        changed_at=NOW,
        oldest_iri=iri,
    )


def published(*projects: Project, **changes: Any) -> dict[str, Publication]:
    copy = GoodCopy(b"{}", "0" * 64, NOW, NOW, SOURCE.url, tuple(each.id for each in projects))
    publication = Publication(
        source=SOURCE,
        record=Record(SOURCE.id, SOURCE.url, good=copy),
        health=Health.CURRENT,
        verified=True,
        address=SOURCE.url,
        iri=f"{SOURCE.url}#_publisher",
        data={"url": "https://www.ambridge.example/"},
        projects=projects,
    )
    return {SOURCE.id: replace(publication, **changes)}


class Runs:
    """Several runs in a row, each remembering the ones before."""

    def __init__(self) -> None:
        self.now = NOW
        self.remembered = Remembered((), ())
        self.told: tuple[Any, ...] = ()
        self.former: Former = {}
        self.fails = False
        """The source does not answer: what is shown is an earlier copy."""
        self.checked_at = NOW

    def run(self, after: dict[str, Publication], later: timedelta = DAY) -> list[str]:
        """Return the ends of the ids of the new events."""
        known = self.remembered.publishers
        after = {source_id: self.confirmed(each, known.get(source_id)) for source_id, each in after.items()}
        self.remembered = remember(after, self.remembered.histories, self.told, self.now, self.former)
        self.told += self.remembered.events
        self.now += later
        return [event.id.partition(":")[2].partition(":")[2] for event in self.remembered.events]

    def confirmed(self, publication: Publication, known: Known | None) -> Publication:
        good = publication.record.good
        if good is not None and not self.fails:
            self.checked_at = self.now
        good = replace(good, checked_at=self.checked_at) if good else None
        return replace(publication, record=replace(publication.record, good=good, known=known))
