"""A document with one project as the rules meet it, and the codes that they find in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.document import Document
from councilprojects_validator.rules import run_rules

TODAY = date(2026, 11, 20)


def document(project: dict[str, Any] | None = None, **changes: Any) -> Document:
    value = {
        "councilProjects": "1.0",
        "publisher": {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"},
        "projects": [{"id": "missed-bins", "url": "https://www.ambridge.example/bins", **(project or {})}],
    }
    return Document(Contents(value), "", TODAY, **changes)


def codes(document: Document) -> list[str]:
    return [diagnostic.code for diagnostic in run_rules(document)]
