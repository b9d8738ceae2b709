"""What every reporter takes: a report, and the text that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from councilprojects_validator.report import Report


@dataclass(frozen=True, slots=True)
class Judged:
    """One file that was checked; `text` is for showing lines, and empty where nothing could be read."""

    report: Report
    text: str = ""
