"""A state in which every field says something, and what comes back of it from a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from councilprojects_aggregator.memory.store import Store
from councilprojects_aggregator.model import (
    Attempt,
    Event,
    EventKind,
    GoodCopy,
    Held,
    ProjectHistory,
    Record,
    Retained,
    RobotsCopy,
    State,
)
from councilprojects_validator.hosting.served import Certificate

NOW = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)
URL = "https://ambridge.example/projects.json"
GOOD_FOR = Certificate(NOW, NOW + timedelta(days=90))
FULL = Record(
    source_id="ambridge",
    url=URL,
    first_seen=NOW,
    attempt=Attempt(NOW, "http-503", 503, "a “detail”", 3, NOW + timedelta(days=8), NOW + timedelta(days=1), GOOD_FOR),
    good=GoodCopy(
        body=b"\xef\xbb\xbf{\r\n}",
        sha256="0" * 64,
        good_at=NOW,
        checked_at=NOW,
        final_url=URL,
        project_ids=("a", "b"),
        redirects=(URL,),
        full_at=NOW,
        etag='W/"\xe9"',
        last_modified="Fri",
    ),
    stale_since=NOW,
    gone_since=NOW,
    removed_since=NOW,
    held=Held(("a",), 2, NOW),
    retained={"b": Retained({"id": "b", "n": [1, 1.5, 10**30, None, True], "x_y": {"ß": "é"}}, NOW)},
    moved_to="https://new.example/",
    rejected=b"\x00\xff",
)
STATE = State(
    started_at=NOW,
    records={"ambridge": FULL, "bare": Record("bare", "https://bare.example/")},
    histories=(
        ProjectHistory("ambridge", "a", URL + "#a", NOW, NOW, gone_told=True, changed_at=NOW, content_hash="1"),
    ),
    events=(
        Event("tag:a", NOW, "ambridge", EventKind.PHASE_CHANGED, URL + "#a", "a", {"from": "alpha", "projects": 3}),
        Event("tag:b", NOW, "ambridge", EventKind.SOURCE_JOINED, URL),
    ),
    registries={"https://registry.example/": b"{}"},
    robots={"https://a.example": RobotsCopy(NOW, "Disallow: /ß"), "https://b.example": RobotsCopy(NOW, None)},
    noticed={"urn:uuid:a": NOW},
)


def saved(path: Path, *states: State) -> State | None:
    with Store.open(path) as store:
        for state in states:
            store.save(state)
    with Store.open(path) as store:
        return store.load()
