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
from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.report import Acceptance, Kind, Marks, Outcome, Report, SetAside

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
GOOD_AT = datetime(2026, 10, 30, 5, 0, tzinfo=UTC)
STALE_SINCE = datetime(2026, 11, 3, 5, 0, tzinfo=UTC)

BOTH = {"name": {"en": "Digital team", "cy": "Tîm digidol"}, "email": "digital@marlowe.example"}

EVERYTHING = {
    "id": "missed-bins",
    "title": {"en": "Report a missed bin", "cy": "Rhoi gwybod am fin a fethwyd"},
    "summary": {
        "en": "Residents report a missed collection online and see when the crew will return.",
        "cy": "Mae trigolion yn rhoi gwybod ar-lein am gasgliad a fethwyd.",
    },
    "description": "# What we do\n\nCrews see **missed** bins in the cab.\n\n### Why\n\n- fewer calls\n- [more](https://a.example/)",
    "reviewed": "2026-10-12",
    "reviewBy": "2027-01-12",
    "url": {"en": "https://www.marlowe.example/bins", "cy": "https://www.marlowe.example/cy/biniau"},
    "contact": BOTH | {"url": {"en": "https://www.marlowe.example/contact"}},
    "problem": "A third of all calls are about missed bins.",
    "users": ["Residents", "Crews"],
    "phase": "beta",
    "status": "active",
    "phases": [
        {"phase": "discovery", "start": "2025-01", "end": "2025-03", "result": "Worth doing."},
        {
            "phase": "beta",
            "start": "2026-02",
            "end": "2027",
            "estimated": True,
            "url": "https://www.marlowe.example/beta",
        },
    ],
    "start": "2025-01",
    "estimated": True,
    "services": [
        {
            "lgsl": 524,
            "channels": [
                {"channel": "web", "start": "2025-04", "end": "2026-03", "volume": 8140, "definition": "Forms sent."},
                {"channel": "phone", "start": "2025-04", "end": "2026-03", "share": 0.375, "url": "https://a.example/"},
            ],
        },
        {"name": "Crew app"},
        {"uri": "https://services.example/id/7"},
    ],
    "topics": ["addresses and gazetteers", "In-cab devices"],
    "areas": ["E09000007"],
    "department": "Street scene",
    "lead": {"name": "Marlowe Vale Council", "url": "https://www.marlowe.example/"},
    "partners": [
        {
            "name": "Bro Helyg",
            "role": "adopter",
            "status": "active",
            "start": "2026-01",
            "project": "https://www.bro.example/projects.json#biniau",
        },
        {"name": "Kestrel Ltd", "url": "https://kestrel.example/"},
    ],
    "alsoListedAt": ["https://elsewhere.example/projects.json#bins"],
    "basedOn": ["https://www.bro.example/projects.json#biniau"],
    "openTo": ["talking", "sharing"],
    "offers": [
        {
            "type": "resource-sharing",
            "resource": "code",
            "description": "Our code.",
            "until": "2027-03-31",
            "url": "https://a.example/",
        },
        {"type": "networking", "description": "A monthly call.", "until": "2026-11-20"},
    ],
    "wants": [
        {
            "type": "delivery",
            "resource": "skills",
            "description": "A developer.",
            "until": "2026-12-31",
            "contact": BOTH,
        }
    ],
    "outputs": [
        {
            "type": "user-research",
            "title": "Interviews",
            "url": "https://a.example/r",
            "licence": "OGL-UK-3.0",
            "date": "2025-03",
        },
        {"type": "dpia", "title": "Privacy", "licence": "https://licences.example/own"},
        {"type": "api", "title": "API", "licence": "MIT"},
    ],
    "repositories": [
        {"url": "https://github.example/bins", "licence": "MIT", "publiccode": "https://github.example/publiccode.yml"}
    ],
    "technologies": [
        {"name": "RoundsWise", "role": "Rounds", "uri": "https://rounds.example/"},
        {"name": "PostgreSQL"},
    ],
    "standards": [{"name": "BS 7666", "uri": "https://bs.example/"}, {"name": "SAVVI"}],
    "deployments": [{"organisation": {"name": "Bro Helyg"}, "url": "https://www.bro.example/biniau", "start": "2026"}],
    "contracts": [
        {
            "title": "Rounds",
            "system": "RoundsWise",
            "supplier": {"name": "Kestrel Ltd"},
            "status": "active",
            "start": "2022-07-01",
            "end": "2028-06-30",
            "extensionEnd": "2030-06-30",
            "framework": "G-Cloud 13",
            "value": 120000,
            "url": "https://contracts.example/1",
            "ocid": "ocds-b5fd17-1",
        },
        {"system": "Bare"},
    ],
    "budget": {"band": "50k-100k", "url": "https://a.example/budget"},
    "funding": [
        {
            "funder": {"name": "MHCLG"},
            "programme": "Local Digital Fund",
            "round": "4",
            "requested": 100000,
            "awarded": 80000.5,
            "date": "2025-01",
            "phase": "discovery",
            "outcome": "awarded",
            "url": "https://a.example/fund",
        },
        {"funder": {"name": "Own money"}},
    ],
    "benefits": [
        {
            "type": "cashable",
            "description": "Fewer calls",
            "estimate": 20000,
            "actual": -5.5,
            "unit": "GBP",
            "per": "year",
            "evidence": "https://a.example/e",
        },
        {"type": "quality"},
    ],
    "lessons": [{"text": "Ride along first.", "url": "https://a.example/l", "date": "2025-02"}, {"text": "Ask crews."}],
    "updates": [
        {"date": "2026-03-01", "text": "Crews use it."},
        {"date": "2026-05-01", "text": "All depots.", "url": "https://a.example/u"},
    ],
    "updatesFeed": "https://www.marlowe.example/feed.xml",
    "links": [{"label": "Chat", "url": "https://chat.example/", "type": "chat", "date": "2026-06-01"}],
    "assessments": [
        {"standard": "service-standard", "date": "2027-02", "by": "peer", "url": "https://a.example/a"},
        {"standard": "https://standard.example/", "result": "Met"},
    ],
    "collaboration": {"goal": "The same problem.", "culture": "Open."},
}

HOSTILE = {
    "id": "attack",
    "title": "<script>alert('title')</script>",
    "summary": "<img src=x onerror=alert(1)> {{ 7 * 7 }} \u202egnp.exe\u2066 \x00\x07 \ud800 " + "Wort" * 1250,
    "description": (
        "<script>alert(1)</script> [run](javascript:alert(1)) [data](data:text/html,x) [here](../../) "
        "![pic](https://evil.example/p.png) <https://evil.example/> <style>body{display:none}</style>\n\n"
        "[a]: javascript:alert(1)\n\n[a]\n\n" + 5000 * "x"
    ),
    "reviewed": "2026-10-12",
    "url": "javascript:alert(document.domain)",
    "contact": {
        "name": '"><b>',
        "email": 'a@b.example?bcc="><script>',
        "url": "data:text/html,<script>alert(1)</script>",
    },
    "phase": 'sunset-"><i>',
    "status": "active",
    "topics": ['"><script>alert(2)</script>', "日本語", "L" * 5000],
    "partners": [{"name": "W" * 5000, "url": "https://user:secret@evil.example/", "project": "javascript:alert(3)"}],
    "outputs": [{"type": "video", "title": "O" * 5000, "url": "http://a\u2100b.example/"}],
    "wants": [{"type": "networking", "description": "N" * 5000}],
    "related": ["https://[", "\\\\evil.example\\x"],
    "updates": [{"date": "not a date", "text": {"zz-x-private": "\u202e"}}],
    "services": [{"lgsl": 999999}],
    "areas": ["E99999999"],
    "technologies": [{"name": "</script><svg onload=alert(4)>"}],
}

MARLOWE = {
    "councilProjects": "1.0",
    "licence": "OGL-UK-3.0",
    "publisher": {
        "name": "Marlowe Vale Council",
        "url": "https://www.marlowe.example/",
        "type": "unitary",
        "contact": BOTH,
        "memberOf": [{"name": "Vale Partnership"}],
        "members": [{"name": "Joint team"}],
    },
    "projects": [
        EVERYTHING,
        {
            "id": "stub",
            "title": "Stub",
            "summary": "As little as one can say.",
            "reviewed": "2024-01-05",
            "phase": "idea",
        },
    ],
}
BRO = {
    "councilProjects": "1.0",
    "language": "cy",
    "compiledBy": {"name": "Cofnod", "url": "https://cofnod.example/"},
    "publisher": {"name": {"cy": "Cyngor Bro Helyg", "en": "Bro Helyg Council"}, "url": "https://www.bro.example/"},
    "projects": [
        {
            "id": "biniau",
            "title": "Biniau",
            "summary": "Rhoi gwybod am finiau.",
            "reviewed": "2026-09-01",
            "phase": "alpha",
            "status": "completed",
            "compiledFrom": [{"url": "https://news.example/biniau", "retrieved": "2026-09-01"}],
        }
    ],
}
THORNE = {
    "councilProjects": "1.0",
    "publisher": {
        "name": "Thornmere Council",
        "url": "https://www.thorne.example/",
        "offers": [{"type": "knowledge-sharing", "resource": "mentoring", "description": "An hour a month."}],
        "wants": [{"type": "knowledge-sharing", "resource": "research", "description": "Research on bins."}],
        "services": [
            {"name": "Waste", "channels": [{"channel": "web", "start": "2025", "end": "2025", "volume": 12}]},
            {"lgsl": 524},
        ],
        "technologies": [{"name": "RoundsWise"}],
        "contracts": [{"title": "Rounds", "end": "2028"}],
        "commitments": [{"name": "Declaration", "date": "2025", "url": "https://a.example/d"}, {"name": "Pledge"}],
        "collaboration": {"capability": "Two people."},
        "links": [{"label": "Blog", "url": "https://blog.example/"}],
        "updatesFeed": "https://www.thorne.example/feed",
    },
    "projects": [],
}
TRICKSTER = {
    "councilProjects": "1.0",
    "licence": "javascript:alert(5)",
    "publisher": {"name": "T" * 5000 + "<script>", "url": "https://www.trickster.example/"},
    "projects": [HOSTILE],
}

FINDINGS = (
    Finding(
        "end-before-start",
        Severity.ERROR,
        "The end (2025) is before the start (2026).",
        "/projects/2/end",
        "project “X” › end",
        line=12,
        column=14,
    ),
    Finding(
        "unknown-key",
        Severity.WARNING,
        "“licence ” is no field.",
        "/licence ",
        "",
        suggestion="licence",
        line=3,
        column=5,
    ),
    Finding("empty", Severity.INFO, "<b>Nothing</b> to read.", "", ""),
)


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
