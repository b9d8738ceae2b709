"""From a source's last good copy to what is shown of it: the stage after `step`, before `merge`.

Promises that nothing is lost silently: a project set aside shows its own earlier copy, labelled, or is named in
`not_shown`; what could not be read is shown from the last good copy, with the day since when.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from councilprojects_aggregator.judging.accept import nameless
from councilprojects_aggregator.judging.ground import Ground
from councilprojects_aggregator.judging.identity import file_address, publisher_iri
from councilprojects_aggregator.model import (
    GoodCopy,
    Health,
    Json,
    Lane,
    Place,
    Project,
    Publication,
    Record,
    Source,
)
from councilprojects_aggregator.normalise import DEFAULT_LANGUAGE, normalise, normalise_project, texts
from councilprojects_validator.freshness import standing
from councilprojects_validator.report import Report
from councilprojects_validator.standard import authorities, former_authorities

NOT_OF_THE_FILE = frozenset({"publisher", "projects", "$schema", "@context", "councilProjects"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the stages before have found out about a source."""

    health: Health
    reason: str
    verified: bool
    report: Report | None
    """On what the publisher sent last."""
    ground: Ground = field(default_factory=dict)
    """Where on shared hosts the sources are."""


def publication(source: Source, record: Record, good: Report | None, verdict: Verdict, today: date) -> Publication:
    """Return what is shown of `source` on `today`; `good` is the report on the record's good copy."""
    bare = Publication(
        source=source,
        record=record,
        health=verdict.health,
        verified=verdict.verified,
        report=verdict.report,
        reason=verdict.reason,
        name=texts(source.name, DEFAULT_LANGUAGE.lower()),
        licence=source.licence,
    )
    accepted = good.acceptance.value if good else None
    shown = source.lane is not Lane.PREVIEW and verdict.health is not Health.REFUSED
    if not shown or record.good is None or good is None or accepted is None:
        return bare
    normal, copy = normalise(accepted), record.good
    address = file_address(source, normal.get("self"), copy.final_url, copy.redirects)
    iri = publisher_iri(source, normal["publisher"].get("uri"), address, verdict.ground)
    return _filled(dataclasses.replace(bare, address=address, iri=iri), copy, good, normal, today)


def _filled(bare: Publication, copy: GoodCopy, good: Report, normal: Json, today: date) -> Publication:
    source, publisher = bare.source, normal["publisher"]
    file = {key: value for key, value in normal.items() if key not in NOT_OF_THE_FILE}
    shown = dataclasses.replace(
        bare,
        name=publisher["name"],
        data=publisher,
        file=file,
        licence=file.get("licence", source.licence),
        place=_place(publisher.get("gss") or source.gss),
        set_aside=good.acceptance.set_aside,
    )
    projects = (*_sent(shown, copy, good, normal, today), *_retained(shown, copy, normal, today))
    present = {project.id for project in projects}
    aside = {part.project_id for part in shown.set_aside if part.project_id}
    return dataclasses.replace(
        shown,
        projects=tuple(sorted(projects, key=lambda project: project.id)),
        not_shown=tuple(sorted(aside - present)),
        nameless=nameless(good.acceptance),
    )


def _sent(shown: Publication, copy: GoodCopy, good: Report, normal: Json, today: date) -> Iterator[Project]:
    marks = {mark.project_id: mark.earned for mark in good.marks}
    for data in normal["projects"]:
        plain = _project(shown, data, copy.good_at, today)
        yield dataclasses.replace(plain, stale_since=shown.record.stale_since, marks=marks.get(plain.id, ()))


def _retained(shown: Publication, copy: GoodCopy, normal: Json, today: date) -> Iterator[Project]:
    """Earlier copies of projects that the good copy lists, but with a fault."""
    sent = {data["id"] for data in normal["projects"]}
    language = str(normal.get("language", DEFAULT_LANGUAGE))
    for project_id, kept in sorted(shown.record.retained.items()):
        if project_id not in sent:
            plain = _project(shown, normalise_project(kept.value, language), kept.good_at, today)
            yield dataclasses.replace(plain, stale_since=copy.good_at)


def _project(shown: Publication, data: Json, good_at: datetime, today: date) -> Project:
    review_every, compiled = shown.file.get("reviewEvery"), "compiledBy" in shown.file
    freshness = standing(data, review_every, compiled=compiled, today=today)
    iri = f"{shown.address}#{data['id']}"
    return Project(
        source_id=shown.source.id,
        id=data["id"],
        iri=iri,
        data=data,
        title=data["title"],
        freshness=freshness.freshness,
        due=freshness.due,
        good_at=good_at,
        first_seen=good_at,
        changed_at=good_at,
        oldest_iri=iri,
    )


def _place(gss: str | None) -> Place | None:
    known: Mapping[str, Any] = {**former_authorities(), **authorities()}
    found = known.get(gss or "")
    if found is None:
        return None
    return Place(gss=found.gss, name=found.name, nation=found.nation, region=found.region, type=found.type)
