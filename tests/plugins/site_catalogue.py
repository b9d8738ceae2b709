"""A catalogue for the tests of the site, and of the site in a browser: a pytest plugin (see `pyproject.toml`).

Six sources, each there for a reason: `marlowe` says everything that can be said, `bro` is Welsh, compiled by somebody
else and shown from an earlier copy, `thorne` speaks for itself without a project, `trickster` is hostile, `silent` was
never read, `trial` is on trial.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

import pytest
from site_matches import matches
from site_records import BRO, FINDINGS, MARLOWE, THORNE, TRICKSTER

from councilprojects_aggregator.model import (
    Attempt,
    Catalogue,
    Event,
    EventKind,
    GoodCopy,
    Health,
    Lane,
    Notice,
    Place,
    Project,
    Publication,
    Record,
    Run,
    Source,
)
from councilprojects_aggregator.normalise import normalise
from councilprojects_validator.diagnostics import Finding
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.report import Acceptance, Kind, Marks, Outcome, Report, SetAside

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
GOOD_AT = datetime(2026, 10, 30, 5, 0, tzinfo=UTC)
STALE_SINCE = datetime(2026, 11, 3, 5, 0, tzinfo=UTC)


def report(outcome: Outcome = Outcome.VALID, findings: tuple[Finding, ...] = (), **more: Any) -> Report:
    return Report("https://a.example/", Kind.PROJECTS, outcome, findings, Acceptance(None), **more)


def publication(source: Source, file: dict[str, Any] | None, health: Health, **more: Any) -> Publication:
    """Return what `publication` makes of a file, spelt out."""
    record = more.pop("record", None) or record_of(source)
    bare = Publication(source, record, health, more.pop("verified", True), name={"en-gb": source.name}, **more)
    if file is None:
        return bare
    normal = normalise(file)
    address = f"{source.url}"
    return Publication(
        source=source,
        record=record,
        health=health,
        verified=bare.verified,
        report=bare.report,
        reason=bare.reason,
        place=bare.place,
        set_aside=bare.set_aside,
        not_shown=bare.not_shown,
        address=address,
        iri=f"{address}#_publisher",
        name=normal["publisher"]["name"],
        data=normal["publisher"],
        file={key: value for key, value in normal.items() if key not in {"publisher", "projects", "councilProjects"}},
        licence=file.get("licence"),
        projects=tuple(
            project(source.id, f"{address}#{data['id']}", data, record, compiled="compiledBy" in file)
            for data in sorted(normal["projects"], key=lambda data: str(data["id"]))
        ),
    )


def project(source_id: str, iri: str, data: dict[str, Any], record: Record, *, compiled: bool) -> Project:
    old = data["reviewed"] < "2025"
    return Project(
        source_id=source_id,
        id=data["id"],
        iri=iri,
        data=data,
        title=data["title"],
        freshness=Freshness.COMPILED if compiled else Freshness.STALE if old else Freshness.FRESH,
        due=None if compiled else date(2027, 1, 12),
        good_at=GOOD_AT,
        first_seen=GOOD_AT,
        changed_at=NOW,
        oldest_iri=iri,
        stale_since=record.stale_since,
    )


def source(name: str, title: str, **more: Any) -> Source:
    return Source(name, title, f"https://www.{name}.example/projects.json", **more)


def record_of(of: Source, **more: Any) -> Record:
    good = GoodCopy(b"{}", "0" * 64, GOOD_AT, NOW, of.url, ())
    attempt = more.pop("attempt", Attempt(NOW, "fetched", 200, next_at=NOW.replace(day=22)))
    return Record(of.id, of.url, first_seen=GOOD_AT, attempt=attempt, good=more.pop("good", good), **more)


def publications() -> tuple[Publication, ...]:
    bro, marlowe, silent = source("bro", "Bro Helyg"), source("marlowe", "Marlowe Vale"), source("silent", "Silent")
    failed = Attempt(NOW, "http-503", 503, fails=3, next_at=NOW.replace(day=25))
    return (
        publication(
            bro,
            BRO,
            Health.STALE,
            verified=False,
            reason="We last read this file on 30 October 2026.",
            record=record_of(
                bro,
                attempt=failed,
                stale_since=STALE_SINCE,
                moved_to="https://new.example/projects.json",
                told=(Notice("urn:uuid:1", STALE_SINCE, "server", STALE_SINCE, "http-503", 503),),
            ),
            report=report(Outcome.UNCHECKED),
        ),
        publication(
            marlowe,
            MARLOWE,
            Health.PARTIAL,
            reason="1 part of the file has a fault and is left out.",
            place=Place("E06000001", "Marlowe Vale", "England", "South West", "unitary"),
            set_aside=(
                SetAside(("projects", 2), ("end-before-start",), "gone-astray"),
                SetAside(("licence",), ("enum",)),
            ),
            not_shown=("gone-astray",),
            report=report(
                Outcome.INVALID,
                FINDINGS,
                not_checked=("Dates of one project.",),
                marks=(Marks("stub", "Stub", "/projects/1", ("listed",), "Say which service it is about."),),
            ),
        ),
        publication(silent, None, Health.UNREAD, record=Record("silent", silent.url), reason="Not asked for yet."),
        publication(
            source("thorne", "Thornmere"), THORNE, Health.CURRENT, reason="All of it is shown.", report=report()
        ),
        publication(source("trial", "Trial", lane=Lane.PREVIEW), None, Health.PREVIEW, reason="On trial."),
        publication(source("trickster", "Trickster"), TRICKSTER, Health.CURRENT, verified=False, report=report()),
    )


def event(kind: EventKind, source_id: str, project_id: str | None = None, **detail: str | int) -> Event:
    iri = f"https://www.{source_id}.example/projects.json#{project_id or '_publisher'}"
    return Event(
        f"tag:{source_id}.example,2026-11-20:{project_id}/{kind}", NOW, source_id, kind, iri, project_id, detail
    )


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    shown = publications()
    bare = Catalogue(
        name="Council Projects",
        home="https://catalogue.example/",
        site_url=None,
        today=TODAY,
        started_at=GOOD_AT,
        publications=shown,
        projects=tuple(project for publication in shown for project in publication.projects),
        events=(
            event(EventKind.PHASE_CHANGED, "marlowe", "missed-bins", **{"from": "alpha", "to": "beta"}),
            event(EventKind.PROJECT_ADDED, "trickster", "attack"),
            event(EventKind.PROJECT_GONE, "marlowe", "forgotten"),
            event(EventKind.SOURCE_GONE, "silent"),
        ),
        troubles=("https://lists.example/registry.json could not be read.",),
    )
    return dataclasses.replace(bare, matches=matches(bare))


@pytest.fixture(scope="session")
def run() -> Run:
    return Run(now=NOW, version="0.1.0", outcomes={})
