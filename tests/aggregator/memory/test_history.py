"""A lost state comes back from an earlier output, and nothing that a publisher removed stays in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stored
from stored import NOW, URL

from councilprojects_aggregator.memory import history
from councilprojects_aggregator.memory.history import HISTORY, RestoreError, history_files, restore
from councilprojects_aggregator.model import (
    Attempt,
    Event,
    EventKind,
    Files,
    ProjectHistory,
    Record,
    Retained,
    State,
)

BODY = '\ufeff{"name": "Cyngor Môn",\r\n "emoji": "\U0001f6b2", "line": "\u2028"}'.encode()
assert stored.FULL.good is not None
COPY = replace(stored.FULL.good, body=BODY, sha256=hashlib.sha256(BODY).hexdigest(), etag='W/"1"')
FULL = replace(
    stored.FULL,
    attempt=None,
    good=COPY,
    retained={"b": Retained({"title": "An earlier title", "id": "b", "n": [1, 1.5, 10**30]}, NOW)},
    rejected=None,
)
GONE = Record("gone", "https://gone.example/p.json", first_seen=NOW, gone_since=NOW, removed_since=NOW)
STATE = State(
    started_at=NOW,
    records={"gone": GONE, "ambridge": FULL},
    histories=(
        ProjectHistory("ambridge", "a", URL + "#a", NOW, NOW, gone_told=True, changed_at=NOW, content_hash="1" * 64),
        ProjectHistory("ambridge", "b", URL + "#b", NOW),
    ),
    events=(
        Event("tag:a", NOW, "ambridge", EventKind.PHASE_CHANGED, URL + "#a", "a", {"from": "alpha", "projects": 3}),
        Event("tag:b", NOW, "ambridge", EventKind.SOURCE_JOINED, URL),
    ),
    registries={"https://registry.example/list.json": b"\xef\xbb\xbf{}"},
    noticed={"urn:uuid:b": NOW, "urn:uuid:a": NOW},
)
ALL = frozenset({"ambridge", "gone"})


def test_a_restored_state_is_the_one_that_was_written() -> None:
    assert restore(history_files(STATE, ALL).get) == STATE


def test_the_order_of_the_state_does_not_change_a_byte() -> None:
    shuffled = State(
        NOW,
        dict(reversed(STATE.records.items())),
        STATE.histories[::-1],
        STATE.events[::-1],
        STATE.registries,
        noticed=dict(reversed(STATE.noticed.items())),
    )
    assert history_files(shuffled, ALL) == history_files(STATE, ALL)


def test_moving_facts_are_in_none_of_the_files() -> None:
    later = NOW + timedelta(days=1)
    asked_again = replace(
        FULL, attempt=Attempt(later, "fetched", 200), good=replace(COPY, checked_at=later, full_at=later)
    )
    moved = replace(STATE, records={**STATE.records, "ambridge": asked_again})
    assert history_files(moved, ALL) == history_files(STATE, ALL)


def test_the_history_is_one_object_a_line_in_a_fixed_order() -> None:
    lines = [json.loads(line) for line in history_files(STATE, ALL)[HISTORY].splitlines()]
    assert [line["type"] for line in lines] == [
        *("meta", "registry", "source", "source", "project", "project", "event", "event", "noticed", "noticed"),
    ]
    assert lines[2] == {
        "type": "source",
        "sourceId": "ambridge",
        "url": URL,
        "firstSeen": "2026-11-21T12:00:00.123456Z",
        "goneSince": "2026-11-21T12:00:00.123456Z",
        "removedSince": "2026-11-21T12:00:00.123456Z",
        "sha256": COPY.sha256,
    }


def test_the_copy_is_plain_text_from_which_the_very_bytes_come_back() -> None:
    copy = json.loads(history_files(STATE, ALL)["sources/ambridge.json"])
    assert copy["body"].encode() == BODY


def test_refused_bytes_are_not_published() -> None:
    refused = replace(FULL, rejected=b"a secret of another council")
    assert history_files(replace(STATE, records={"ambridge": refused}), ALL) == history_files(
        replace(STATE, records={"ambridge": FULL}), ALL
    )


def test_a_source_that_was_never_read_leaves_no_trace() -> None:
    state = State(NOW, {"new": Record("new", "https://new.example/", attempt=Attempt(NOW, "http-404", 404))})
    assert history_files(state, {"new"}) == {HISTORY: b'{"type":"meta","startedAt":"2026-11-21T12:00:00.123456Z"}\n'}


def test_of_a_source_that_is_not_published_there_is_no_text() -> None:
    files = history_files(STATE, {"gone"})
    assert set(files) == {HISTORY, *(path for path in files if path.startswith("registries/"))}
    restored = restore(files.get).records["ambridge"]
    assert restored == Record("ambridge", URL, first_seen=NOW, gone_since=NOW, removed_since=NOW)


def test_what_a_publisher_removed_is_in_no_file() -> None:
    name = "Jo Grundy"
    body = json.dumps({"contact": name}).encode()
    named = replace(
        FULL,
        good=replace(COPY, body=body, sha256=hashlib.sha256(body).hexdigest()),
        retained={"b": Retained({"contact": name}, NOW)},
    )
    with_name = replace(STATE, records={"ambridge": named})
    without = replace(STATE, records={"ambridge": replace(FULL, retained={})})
    dropped = replace(STATE, records={"ambridge": replace(named, good=None, retained={}, held=None)})
    assert name.encode() in b"".join(history_files(with_name, ALL).values())
    assert name.encode() not in b"".join(history_files(without, ALL).values())
    assert name.encode() not in b"".join(history_files(dropped, ALL).values())


def test_times_come_back_as_moments_that_can_be_compared() -> None:
    for event in restore(history_files(STATE, ALL).get).events:
        assert event.published.utcoffset() == timedelta(0)


def with_status(status: bytes) -> datetime:
    """Return when the restored copy was last confirmed, if `status` is the output's `status.json`."""
    good = restore((history_files(STATE, ALL) | {"status.json": status}).get).records["ambridge"].good
    assert good is not None
    return good.checked_at


def test_the_status_tells_when_a_copy_was_last_confirmed() -> None:
    later = b'{"sources": [{"id": "ambridge", "checkedAt": "2026-11-22T01:00:00Z", "more": 1}, {"id": "other"}]}'
    assert with_status(later) == datetime(2026, 11, 22, 1, tzinfo=UTC)
    whole_second = later.replace(b"2026-11-22T01", b"2026-11-21T12")
    assert with_status(whole_second) == NOW


@pytest.mark.parametrize(
    "status", [b"", b"[]", b"<html>", b"\xff", b"[" * 100_000, b'{"sources": [{"id": "ambridge"}]}']
)
def test_without_a_readable_status_a_copy_was_confirmed_when_it_came(status: bytes) -> None:
    assert with_status(status) == NOW


# --- Damage and malice ------------------------------------------------------------------------------------------


def edited(path: str, change: Callable[[dict[str, Any]], object]) -> Files:
    files = history_files(STATE, ALL)
    value = json.loads(files[path])
    change(value)
    return files | {path: json.dumps(value).encode()}


def lines(*added: str) -> Files:
    files = history_files(STATE, ALL)
    return files | {HISTORY: files[HISTORY] + "\n".join(added).encode("utf-8", "surrogateescape")}


def without(path: str) -> Files:
    return {other: content for other, content in history_files(STATE, ALL).items() if other != path}


REGISTRY = next(path for path in history_files(STATE, ALL) if path.startswith("registries/"))
SPACED = '{"type":"project","sourceId":"a","projectId":"A b","iri":"x","firstSeen":"2026-11-21T12:00:00Z"}'
ESCAPE = '{"type":"source","sourceId":"../../etc/passwd","url":"x","sha256":"' + "0" * 64 + '"}'


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({}, HISTORY),
        ({HISTORY: b""}, HISTORY),
        (history_files(STATE, ALL) | {HISTORY: b"<html>"}, HISTORY),
        (lines('{"type":"meta","startedAt":"2026-11-21T12:00:00Z"}'), HISTORY),
        (lines('{"type":"meta","startedAt":"2026-11-21T12:00:00"}'), "line 11"),
        (lines('{"type":"source","sourceId":"ambridge"}'), "line 11"),
        (lines('{"type":"weather"}'), "line 11"),
        (lines(SPACED), "line 11"),
        (lines("\udcff"), "line 11"),
        (lines("[" * 100_000), "line 11"),
        (lines(ESCAPE), "line 11"),
        (without("sources/ambridge.json"), "sources/ambridge.json"),
        (edited("sources/ambridge.json", lambda copy: copy.update(body="{}")), "sources/ambridge.json"),
        (edited("sources/ambridge.json", lambda copy: copy.update(sha256="0" * 64)), "sources/ambridge.json"),
        (edited("sources/ambridge.json", lambda copy: copy.update(sourceId="other")), "sources/ambridge.json"),
        (edited("sources/ambridge.json", lambda copy: copy.update(goodAt=5)), "sources/ambridge.json"),
        (edited("sources/ambridge.json", lambda copy: copy.pop("projectIds")), "sources/ambridge.json"),
        (history_files(STATE, ALL) | {REGISTRY: b"{ }"}, REGISTRY),
        (without(REGISTRY), REGISTRY),
    ],
)  # fmt: skip
def test_a_damaged_or_hostile_output_is_refused_with_a_sentence(files: Files, named: str) -> None:
    with pytest.raises(RestoreError, match=named):
        restore(files.get)


@pytest.mark.parametrize(("limit", "named"), [("LARGEST_FILE", "sources/ambridge.json"), ("LARGEST_HISTORY", HISTORY)])
def test_files_too_big_to_be_ours_are_refused(monkeypatch: pytest.MonkeyPatch, limit: str, named: str) -> None:
    monkeypatch.setattr(history, limit, 1)
    with pytest.raises(RestoreError, match=f"{named}.*too big"):
        restore(history_files(STATE, ALL).get)


def test_only_paths_of_our_own_are_read() -> None:
    asked: list[str] = []

    def read(path: str) -> bytes | None:
        asked.append(path)
        return history_files(STATE, ALL).get(path)

    restore(read)
    assert sorted(asked) == sorted({*history_files(STATE, ALL), "status.json"})
