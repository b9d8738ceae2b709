"""Earlier copies of single projects: a fault in one record must not take it off the map.

Called by `step` for each answer that is published. Pure. A project that its file lists, but with a fault in a required
field, keeps its own last good copy until it is mended or no longer listed (contracts.md, “What the aggregator
accepts”).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from councilprojects_aggregator.judging.accept import set_aside_ids
from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.model import Answer, GoodCopy, Json, Record, Retained
from councilprojects_validator.days import in_london


def retain(record: Record, answer: Answer, now: datetime) -> dict[str, Retained]:
    """Return the copies to keep, by project id, once `answer` takes the place of the record's good copy."""
    wanted = sorted(set_aside_ids(answer.report.acceptance))
    missing = [project_id for project_id in wanted if project_id not in record.retained]
    last = _projects(record.good, now) if record.good and missing else {}
    kept = {project_id: record.retained[project_id] for project_id in wanted if project_id in record.retained}
    if record.good:
        found = (project_id for project_id in missing if project_id in last)
        kept |= {project_id: Retained(last[project_id], record.good.good_at) for project_id in found}
    return {project_id: kept[project_id] for project_id in sorted(kept)}


def _projects(good: GoodCopy, now: datetime) -> Mapping[str, Json]:
    value = report_on(good.body, good.final_url, in_london(now)).acceptance.value
    return {project["id"]: project for project in value["projects"]} if value else {}
