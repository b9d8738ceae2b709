"""How somebody who has found a project gets any further: asked by several rules, so that one fault is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

WAYS_ON = ("url", "contact", "compiledFrom")
"""Where to read more about a project, or whom to ask."""


def publisher_answers(document: Document) -> bool:
    """Tell whether the publisher has a contact for all projects, or a fault in its place that is reported already."""
    publisher = document.head.get("publisher")
    return publisher is None or "contact" in publisher or document.left_out(("publisher", "contact"))


def leads_on(document: Document, path: Path, project: Mapping[str, Any]) -> bool:
    """Tell whether the project itself has a page or a contact, or had one that was set aside."""
    return any(name in project or document.left_out((*path, name)) for name in WAYS_ON)


def waits_for_answers(project: Mapping[str, Any]) -> bool:
    """Tell whether the project invites others and names nobody whom they could ask, neither here nor in each item."""
    items = [item for name in ("offers", "wants") for item in project.get(name, ())]
    invites = bool(items) or any(code != "not-now" for code in project.get("openTo", ()))
    answerable = bool(items) and all("contact" in item or "url" in item for item in items)
    return invites and not answerable and "contact" not in project
