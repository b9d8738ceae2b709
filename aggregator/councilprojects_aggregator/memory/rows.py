"""The state as rows of tables, and back: what `store` puts on disk. Pure.

Facts stand as JSON in one column; bytes and single projects have tables of their own. There and back gives the same
state, whatever is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import msgspec

from councilprojects_aggregator.model import Event, ProjectHistory, Record, Retained, RobotsCopy, State

T = TypeVar("T")

Table: TypeAlias = dict[tuple[str, ...], Any]
"""The value of each row, by its key."""

Rows: TypeAlias = dict[str, Table]
"""By name of the table."""


def rows_of(state: State) -> Rows:
    """Return `state` as the rows of each table."""
    encode = msgspec.json.Encoder().encode
    records = state.records.items()
    bodies: Table = {
        (source_id, kind): content
        for source_id, record in records
        for kind, content in (("good", record.good.body if record.good else None), ("rejected", record.rejected))
        if content is not None
    }
    retained = ((source_id, kept) for source_id, record in records for kept in record.retained.items())
    return {
        "meta": {("started_at",): state.started_at.isoformat(), ("home",): state.home or ""},
        "record": {(source_id,): encode(_without_bytes(record)) for source_id, record in records},
        "body": bodies,
        "retained": {(source_id, project_id): encode(kept) for source_id, (project_id, kept) in retained},
        "history": {(history.source_id, history.project_id): encode(history) for history in state.histories},
        "event": {(event.id,): encode(event) for event in state.events},
        "registry": {(url,): content for url, content in state.registries.items()},
        "noticed": {(key,): since.isoformat() for key, since in state.noticed.items()},
        "robots": {(origin,): encode(copy) for origin, copy in state.robots.items()},
    }


def _without_bytes(record: Record) -> Record:
    good = replace(record.good, body=b"") if record.good else None
    return replace(record, good=good, rejected=None, retained={})


def state_of(rows: Rows) -> State | None:
    """Return the state that `rows` hold: the way back from `rows_of`."""
    if ("started_at",) not in rows["meta"]:
        return None
    retained: dict[str, dict[str, Retained]] = {}
    for (source_id, project_id), facts in sorted(rows["retained"].items()):
        retained.setdefault(source_id, {})[project_id] = msgspec.json.decode(facts, type=Retained)
    records = {}
    for (source_id,), facts in sorted(rows["record"].items()):
        record = msgspec.json.decode(facts, type=Record)
        good = replace(record.good, body=rows["body"][source_id, "good"]) if record.good else None
        rejected = rows["body"].get((source_id, "rejected"))
        records[source_id] = replace(record, good=good, rejected=rejected, retained=retained.get(source_id, {}))
    return State(
        started_at=datetime.fromisoformat(rows["meta"]["started_at",]),
        home=rows["meta"].get(("home",)) or None,
        records=records,
        histories=tuple(_decoded(rows["history"], ProjectHistory)),
        events=tuple(_decoded(rows["event"], Event)),
        registries={url: content for (url,), content in sorted(rows["registry"].items())},
        noticed={key: datetime.fromisoformat(since) for (key,), since in sorted(rows["noticed"].items())},
        robots={
            origin: msgspec.json.decode(facts, type=RobotsCopy) for (origin,), facts in sorted(rows["robots"].items())
        },
    )


def _decoded(rows: dict[tuple[str, ...], Any], kind: type[T]) -> Iterable[T]:
    return (msgspec.json.decode(facts, type=kind) for _key, facts in sorted(rows.items()))
