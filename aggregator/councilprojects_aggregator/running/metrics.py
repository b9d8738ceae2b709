"""The figures of a run for Prometheus, as a file for the node exporter's textfile collector.

After `crawl`. `figures` is pure; `write_metrics` puts them on disk, whole or not at all. A run that could not be done
writes nothing: then `councilprojects_run_timestamp_seconds` grows old, which is what to set an alarm on.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from councilprojects_aggregator.crawl import Crawled
from councilprojects_aggregator.model import Health
from councilprojects_aggregator.summary import failing

READABLE = 0o644
"""The node exporter runs as another user."""


def figures(crawled: Crawled, seconds: float) -> bytes:
    """Return the figures in the text format; `seconds` is what the run took as a whole."""
    catalogue, run, published = crawled.built.catalogue, crawled.built.run, crawled.published
    states = Counter(each.health for each in catalogue.publications)
    registry = CollectorRegistry()
    _one(registry, "run_timestamp_seconds", "When the last run that was done began.", run.now.timestamp())
    _one(registry, "failing_sources", "Sources that could not be read or not be accepted.", len(failing(catalogue)))
    _one(registry, "projects", "Projects that are shown.", len(catalogue.projects))
    _one(registry, "new_events", "Entries that the run added to the feeds.", run.new_events)
    _one(registry, "new_notices", "Web teams that the run told of trouble or of its end.", len(run.told))
    received = sum(len(outcome.body or b"") for outcome in run.outcomes.values())
    _one(registry, "received_bytes", "Bytes of all files that came, unpacked.", received)
    _many(registry, "sources", "Sources by state.", "state", {one: float(states[one]) for one in Health})
    answered = Counter(outcome.code for outcome in run.outcomes.values())
    _many(registry, "requests", "Sources that were asked, by outcome.", "outcome", dict(sorted(answered.items())))
    spent = {**run.durations, "whole": seconds}
    _many(registry, "run_seconds", "Seconds that the run took, by stage.", "stage", spent)
    files = {"written": published.written, "kept": published.kept, "removed": published.removed}
    changes = {change: float(len(paths)) for change, paths in files.items()}
    _many(registry, "output_files", "Files of the output, by what the run did to them.", "change", changes)
    return generate_latest(registry)


def write_metrics(path: Path, content: bytes) -> None:
    """Put the figures at `path`, whole or not at all. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(READABLE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise


def _one(registry: CollectorRegistry, name: str, text: str, value: float) -> None:
    Gauge(f"councilprojects_{name}", text, registry=registry).set(value)


def _many(registry: CollectorRegistry, name: str, text: str, label: str, values: Mapping[str, float]) -> None:
    gauge = Gauge(f"councilprojects_{name}", text, [label], registry=registry)
    for key, value in values.items():
        gauge.labels(str(key)).set(value)
