"""What axe-core finds wrong with a page, best practices included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

AXE = (Path(__file__).parents[1] / "browser" / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """Return each rule that is broken, and where. It runs in a world of its own, so the page's policy stays."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
