"""A small catalogue in normal form, written out by hand: what the tests of the writers start from."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from catalogues import made_catalogue, made_project

from councilprojects_aggregator.model import (
    Attempt,
    Catalogue,
    Event,
    EventKind,
    GoodCopy,
    Health,
    Json,
    Place,
    Publication,
    Record,
    Source,
)

HOME = "https://projects.example/"
FIRST = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SHOWN = {"due": date(2027, 4, 12), "changed_at": LATER, "marks": ("listed",)}

AMBRIDGE = "https://www.ambridge.example/projects.json"
HELYG = "https://www.brohelyg.example/projects.json"
COMPILED = "https://compiled.example/borchester.json"

MISSED_BINS: Json = {
    "id": "missed-bins",
    "title": {"en-gb": "Report a missed bin"},
    "summary": {"en-gb": "Residents report a missed collection online and see when the crew will return."},
    "reviewed": "2026-10-12",
    "url": {"en-gb": "https://www.ambridge.example/missed-bins"},
    "phase": "beta",
    "status": "active",
    "start": "2026-04",
    "services": [{"lgsl": 524}],
    "topics": ["waste"],
    "partners": [
        {"name": {"cy": "Cyngor Bro Helyg"}, "url": "https://www.brohelyg.example/", "project": f"{HELYG}#biniau"}
    ],
    "wants": [{"type": "delivery", "resource": "code", "description": {"en-gb": "Somebody to build the crew’s app"}}],
    "outputs": [{"type": "report", "title": {"en-gb": "What residents told us"}}],
}
BINIAU: Json = {
    "id": "biniau",
    "title": {"cy": "Rhoi gwybod am fin na chasglwyd", "en-gb": "Missed bins in Welsh"},
    "summary": {"cy": "Trigolion yn rhoi gwybod am gasgliad a fethwyd.", "en-gb": "Missed collections, in Welsh too."},
    "reviewed": "2026-09-30",
    "url": {"cy": "https://www.brohelyg.example/biniau", "en-gb": "https://www.brohelyg.example/bins"},
    "status": "completed",
    "partners": [
        {"name": {"en-gb": "Ambridge Borough Council"}, "role": "partner", "project": f"{AMBRIDGE}#missed-bins"}
    ],
}
PARKING: Json = {
    "id": "parking",
    "title": {"en-gb": "Parking permits"},
    "summary": {"en-gb": "Permits for residents, found on the council’s web site."},
    "reviewed": "2026-09-01",
    "compiledFrom": [{"url": "https://www.borchester.example/parking", "retrieved": "2026-09-01"}],
}

Publish = Callable[..., Publication]
Gather = Callable[..., Catalogue]


@pytest.fixture
def publish() -> Publish:
    """Return what makes a publication: `publish("ambridge", address, project, …)`, anything else by its name."""

    def make(source_id: str, address: str, *projects: Json, **changes: Any) -> Publication:
        data = changes.pop("data", {"name": {"en-gb": source_id.title()}, "url": "https://council.example/"})
        shown = tuple(made_project(source_id, address, copy.deepcopy(data), FIRST, **SHOWN) for data in projects)
        record = Record(
            source_id,
            address,
            first_seen=FIRST,
            attempt=Attempt(LATER, "fetched", 200),
            good=GoodCopy(b"{}", "ab" * 32, FIRST, LATER, address, tuple(project.id for project in shown)),
        )
        publication = Publication(
            source=Source(source_id, data["name"].get("en-gb", source_id), address),
            record=record,
            health=Health.CURRENT,
            verified=True,
            address=address,
            iri=f"{address}#_publisher",
            name=data["name"],
            data=data,
            licence="OGL-UK-3.0",
            projects=tuple(sorted(shown, key=lambda project: project.id)),
        )
        return dataclasses.replace(publication, **changes)

    return make


@pytest.fixture
def gather() -> Gather:
    """Return what makes a catalogue of publications."""

    def make(*publications: Publication, events: tuple[Event, ...] = (), **changes: Any) -> Catalogue:
        facts = {"name": "Councils of the valley", "events": events, **changes}
        return made_catalogue(publications, facts.pop("today", date(2026, 11, 3)), FIRST, **facts)

    return make


@pytest.fixture
def valley(publish: Publish, gather: Gather) -> Catalogue:
    """Return three publishers: an English one, a Welsh one that is its partner, and one that somebody else compiled."""
    ambridge = publish(
        "ambridge",
        AMBRIDGE,
        MISSED_BINS,
        data={"name": {"en-gb": "Ambridge Borough Council"}, "url": "https://www.ambridge.example/"},
        file={"licence": "OGL-UK-3.0", "modified": "2026-10-13"},
        place=Place("E07000223", "Ambridge", "England", "West Midlands", "district"),
    )
    helyg = publish(
        "bro-helyg",
        HELYG,
        BINIAU,
        data={"name": {"cy": "Cyngor Bro Helyg"}, "url": "https://www.brohelyg.example/", "type": "welsh-council"},
    )
    compiled = publish(
        "borchester",
        COMPILED,
        PARKING,
        data={"name": {"en-gb": "Borchester City Council"}, "url": "https://www.borchester.example/"},
        file={"compiledBy": {"name": {"en-gb": "Compilers"}, "url": "https://compiled.example/"}},
        licence=None,
        verified=False,
    )
    events = (
        Event(
            id="tag:www.ambridge.example,2026-11-02:missed-bins/phase-beta",
            published=LATER,
            source_id="ambridge",
            kind=EventKind.PHASE_CHANGED,
            iri=f"{AMBRIDGE}#missed-bins",
            project_id="missed-bins",
            detail={"from": "alpha", "to": "beta"},
        ),
        Event(
            id="tag:www.ambridge.example,2026-10-01:joined",
            published=FIRST,
            source_id="ambridge",
            kind=EventKind.SOURCE_JOINED,
            iri=f"{AMBRIDGE}#_publisher",
            detail={"projects": 14},
        ),
    )
    return gather(ambridge, helyg, compiled, events=events)
