"""The figures of a run, for Prometheus: whole or not at all, never at the cost of the site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from federation import Federation, project
from prometheus_client.parser import text_string_to_metric_families

from councilprojects_aggregator.running.metrics import write_metrics

Run = Callable[..., Result]


def test_the_figures_are_written_whole_for_prometheus(run: Run, federation: Federation) -> None:
    federation.publish("ambridge", project("bins"), project("streets"))
    federation.fail("borchester")
    path = federation.folder / "site.prom"
    assert run(21, "--metrics", str(path)).exit_code == 0
    families = {family.name: family for family in text_string_to_metric_families(path.read_text("utf-8"))}
    single = {
        name.removeprefix("councilprojects_"): family.samples[0].value
        for name, family in families.items()
        if not family.samples[0].labels
    }
    received = single.pop("received_bytes")
    assert received == len((federation.site.pages["/ambridge.json"](b"")[0]).partition(b"\r\n\r\n")[2])
    assert single == {
        "run_timestamp_seconds": datetime(2026, 11, 21, 6, tzinfo=UTC).timestamp(),
        "failing_sources": 1,
        "projects": 2,
        "new_events": 1,
        "new_notices": 1,
    }
    states = {sample.labels["state"]: sample.value for sample in families["councilprojects_sources"].samples}
    assert (states["current"], states["unread"], states["stale"]) == (1, 1, 0)
    outcomes = {sample.labels["outcome"]: sample.value for sample in families["councilprojects_requests"].samples}
    assert outcomes == {"fetched": 1, "http-500": 1}
    assert {sample.labels["stage"] for sample in families["councilprojects_run_seconds"].samples} == {
        *("ask", "judge", "whole"),
    }
    assert path.stat().st_mode & 0o777 == 0o644
    assert [left.name for left in federation.folder.iterdir() if left.name.startswith(".site.prom")] == []


def test_figures_that_cannot_be_written_harm_nothing(run: Run, federation: Federation) -> None:
    federation.publish("ambridge", project("bins"))
    result = run(21, "--metrics", str(federation.folder / "nowhere" / "site.prom"))
    assert result.exit_code == 0
    assert "The figures could not be written" in result.stderr
    assert federation.status("ambridge")["state"] == "current"


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "site.prom").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_metrics(tmp_path / "site.prom", b"")
    assert [left.name for left in tmp_path.iterdir()] == ["site.prom"]
