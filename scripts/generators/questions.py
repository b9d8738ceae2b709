"""The packaged copies of `docs/queries`, from which the site's SPARQL page is made."""

from __future__ import annotations

from pathlib import Path

from generators.standard import Standard

QUESTIONS = Path(__file__).resolve().parents[2] / "docs" / "queries"
PACKAGED = "aggregator/councilprojects_aggregator/queries"


def questions(_standard: Standard) -> dict[str, bytes]:
    return {f"{PACKAGED}/{path.name}": path.read_bytes() for path in sorted(QUESTIONS.glob("*.rq"))}
