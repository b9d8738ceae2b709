"""Runs without whatever decides nothing about events, so that years of them are quick: a pytest plugin."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from councilprojects_aggregator import build as pipeline
from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.matching.match import Matched
from councilprojects_aggregator.memory import reports, retain
from councilprojects_aggregator.model import Matches
from councilprojects_aggregator.writers.feeds.write import Written
from councilprojects_validator import rules
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import run_rules

ANY_DAY = date(2026, 1, 5)
RECENT = 200
"""Files of the last days, each judged once."""


@pytest.fixture
def only_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the writers, the matching, and all findings but errors: a year of all that would take an hour."""
    for writers in ("write_moving", "put_graph", "put_tables", "put_site"):
        monkeypatch.setattr(pipeline, writers, lambda *_: {})
    monkeypatch.setattr(pipeline, "write_feeds", lambda *_: Written({}))
    monkeypatch.setattr(pipeline, "match", lambda *_: Matched(Matches(), {}))
    monkeypatch.setattr(pipeline, "content_digest", lambda *_: None)
    monkeypatch.setattr(pipeline, "history_lines", lambda *_: b"")
    # What is published depends on errors alone, and none of these looks at the day (decisions/old-files-stay-valid.md).
    monkeypatch.setattr(rules, "run_rules", lambda document, *_severities: run_rules(document, (Severity.ERROR,)))
    once = lru_cache(maxsize=RECENT)(lambda content, url: report_on(content, url, ANY_DAY))
    for module in (reports, retain):
        monkeypatch.setattr(module, "report_on", lambda content, url, _today: once(content, url))
