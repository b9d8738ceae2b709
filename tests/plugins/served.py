"""A file that is served as well as can be, and what is found where something about it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from councilprojects_validator.hosting.findings import hosting
from councilprojects_validator.hosting.served import Answer, Repeat, Served

URL = "https://www.ambridge.example/projects.json"
LIMIT = 10_000_000
TODAY = date(2026, 11, 20)

GOOD = Served(
    Answer(URL, URL, status=200),
    b'{"councilProjects": "1.0"}',
    content_type="application/json",
    allow_origin="*",
    etag='"1"',
    repeat=Repeat.NOT_MODIFIED,
)


def found(served: Served, max_size: int = LIMIT) -> dict[str, str]:
    return {each.code: each.message for each in hosting(served, max_size, TODAY)}


def changed(**facts: Any) -> dict[str, str]:
    return found(replace(GOOD, **facts))
