"""The validator's report on bytes that were fetched: asked for by every stage that looks into a file.

Its size was bounded when it came (`Policy.max_body`), so the validator's own bound is not applied again: a file that
was allowed in is judged.
"""

from __future__ import annotations

from datetime import date

from councilprojects_validator.check import check
from councilprojects_validator.report import Report


def report_on(content: bytes, url: str, today: date) -> Report:
    """Return the report on `content`, which came from `url`, its dates judged as on `today`."""
    return check(content, name=url, today=today, url=url, max_size=max(len(content), 1))
