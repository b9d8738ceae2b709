"""Answers of one council and what is remembered of it, for tests of the step from one memory to the next."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from councilprojects_aggregator.model import (
    Answer,
    Attempt,
    FetchOutcome,
    GoodCopy,
    Record,
    Refusal,
    Source,
)
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report, SetAside

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
URL = "https://ambridge.example/projects.json"
SOURCE = Source(id="ambridge", name="Ambridge", url=URL)
NEW = Record("ambridge", URL)


def report(*set_aside: SetAside) -> Report:
    return Report(URL, Kind.PROJECTS, Outcome.VALID, (), Acceptance({"projects": []}, set_aside))


def accepted(ids: str, *set_aside: SetAside, notes: tuple[str, ...] = ()) -> Answer:
    return Answer(report(*set_aside), project_ids=tuple(ids), value={"projects": []}, notes=notes)


def refused(refusal: Refusal = Refusal.INVALID, reason: str = "It is broken.") -> Answer:
    return Answer(report(), refusal, reason)


def fetched(body: bytes, **more: Any) -> FetchOutcome:
    return FetchOutcome("fetched", URL, more.pop("final_url", URL), status=200, body=body, **more)


def failed(status: int = 500, **more: Any) -> FetchOutcome:
    return FetchOutcome(f"http-{status}", more.pop("url", URL), URL, status=status, **more)


NOT_MODIFIED = FetchOutcome("not-modified", URL, URL, status=304)


def good_copy(body: bytes = b"abcd", ids: str = "abcd", at: datetime = NOW - DAY, **more: Any) -> GoodCopy:
    values = {"full_at": at, "etag": '"1"', "last_modified": "Fri", **more}
    return GoodCopy(body, hashlib.sha256(body).hexdigest(), at, at, URL, tuple(ids), **values)


def known(**more: Any) -> Record:
    attempt = Attempt(NOW - DAY, "fetched", 200, next_at=NOW)
    return replace(NEW, **{"first_seen": NOW - DAY, "attempt": attempt, "good": good_copy(), **more})
