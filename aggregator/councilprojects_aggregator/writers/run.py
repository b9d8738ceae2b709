"""`run.json`: what ran, for whoever keeps the aggregator going. It moves with every run; it holds no text of others."""

from __future__ import annotations

import json
from collections import Counter
from importlib.metadata import version
from platform import python_version

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.moments import stamp

LIBRARIES = ("click", "feedgen", "jsonschema", "pyoxigraph", "rdflib", "requests", "urllib3")
"""Those whose version can change what comes out."""


def write_run(catalogue: Catalogue, run: Run) -> Files:
    """Return `run.json`: versions, counts and the seconds that each stage took."""
    facts = {
        "councilProjectsRun": "1.0",
        "now": stamp(run.now),
        "versions": {
            "councilprojects": run.version,
            "python": python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "counts": {
            "sources": len(catalogue.publications),
            "asked": len(run.outcomes),
            "projects": len(catalogue.projects),
            "events": len(catalogue.events),
            "newEvents": run.new_events,
            "health": dict(sorted(Counter(each.health for each in catalogue.publications).items())),
            "outcomes": dict(sorted(Counter(each.code for each in run.outcomes.values()).items())),
        },
        "seconds": {stage: round(seconds, 3) for stage, seconds in run.durations.items()},
    }
    return {"run.json": (json.dumps(facts, indent=2) + "\n").encode()}
