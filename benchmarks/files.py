"""The files that the benchmarks are run on: made from the examples, the same bytes every time.

The projects are by turns one of the real ones of `examples/uk`, most of which say little, and one of
`typical-council`, which say more, until there are enough; each under an id, a title and an address of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

ONE_IN = 10
"""A faulty file has one fault in every so many projects."""

FAULTS: tuple[dict[str, Any], ...] = (
    {"phase": "Beta"},
    {"summary": None},
    {"url": "www.ambridge.example/bins"},
    {"start": "2026-05", "end": "2025-05"},
    {"reviewed": "12/10/2026"},
    {"openTo": "talking"},
    {"tags": ["forms"]},
    {"outputs": [{"title": "A report"}]},
)
"""What people get wrong, one after the other: seven errors of the schema and of a rule, and a key nobody knows."""


def file(projects: int, *, faulty: bool = False) -> bytes:
    """Return a file with so many projects, as an editor would save it."""
    value = _read("typical-council/projects.json")
    value["projects"] = list(islice(_projects(faulty=faulty), projects))
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _projects(*, faulty: bool) -> Iterator[dict[str, Any]]:
    full = _read("typical-council/projects.json")["projects"]
    real = [project for path in sorted((EXAMPLES / "uk").glob("*.json")) for project in _read(path).get("projects", ())]
    for number, project in enumerate(chain.from_iterable(zip(cycle(real), cycle(full), strict=False))):
        fault = FAULTS[number // ONE_IN % len(FAULTS)] if faulty and number % ONE_IN == 0 else {}
        own = {"id": f"project-{number}", "title": f"{_title(project)} ({number})"}
        if isinstance(project.get("url"), str):
            own["url"] = f"{project['url']}#{number}"
        yield {**project, **own, **fault}


def _title(project: dict[str, Any]) -> str:
    title: str | dict[str, str] = project["title"]
    return title if isinstance(title, str) else title["en"]


def _read(path: str | Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((EXAMPLES / path).read_bytes())
    return value


def texts() -> list[tuple[str, str]]:
    """Return the titles and summaries of the real projects of `examples/uk`, in English."""
    real = [project for path in sorted((EXAMPLES / "uk").glob("*.json")) for project in _read(path).get("projects", ())]
    return [(_title(project), project["summary"]) for project in real if isinstance(project["summary"], str)]
