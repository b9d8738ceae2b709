"""`status.json`: how each file was read, for programs and for publishers' own monitoring."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_aggregator.memory.step import HELD
from councilprojects_aggregator.memory.told import open_notices, trouble_since
from councilprojects_aggregator.model import Attempt, Catalogue, Health, Publication, Refusal, Run
from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.writers.plain import clean
from councilprojects_validator.diagnostics import pointer
from councilprojects_validator.report import SetAside
from councilprojects_validator.reporters.json import finding_object
from councilprojects_validator.wording import _

VERSION = "1.0"
EARLIER = frozenset({Health.STALE, Health.HELD, Health.MISSING})


def status_data(catalogue: Catalogue, run: Run) -> bytes:
    """Return `status.json`, sources by id; every source has every member, null where there is nothing to say."""
    data = {
        "councilProjectsStatus": VERSION,
        "checked": stamp(run.now),
        "troubles": list(catalogue.troubles),
        "sources": [_source(publication) for publication in catalogue.publications],
    }
    return (clean(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)) + "\n").encode()


def _source(publication: Publication) -> dict[str, Any]:
    source, record = publication.source, publication.record
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "state": publication.health,
        "verified": publication.verified,
        "sentence": publication.reason,
        **_last_answer(record.attempt),
        "checkedAt": _stamp(record.good.checked_at if record.good else None),
        "goodAt": _stamp(record.good.good_at if record.good else None),
        "staleSince": _stamp(record.stale_since),
        "certificateUntil": _stamp(_certificate_until(record.attempt)),
        "troubleSince": _stamp(trouble_since(record)),
        "causes": [notice.cause for notice in open_notices(record)],
        "shown": shown(publication),
        "projects": len(publication.projects),
        "setAside": [_set_aside(part) for part in publication.set_aside],
        "notShown": list(publication.not_shown),
        "movedTo": record.moved_to,
        "findings": [finding_object(each) for each in publication.report.findings] if publication.report else [],
    }


def _last_answer(attempt: Attempt | None) -> dict[str, Any]:
    return {
        "outcome": attempt.outcome if attempt else None,
        "httpStatus": attempt.status if attempt else None,
        "answer": answer(attempt),
        "triedAt": _stamp(attempt.tried_at if attempt else None),
        "nextAt": _stamp(attempt.next_at if attempt else None),
        "fails": attempt.fails if attempt else 0,
    }


def _certificate_until(attempt: Attempt | None) -> datetime | None:
    return attempt.certificate.until if attempt and attempt.certificate else None


def answer(attempt: Attempt | None) -> str:
    """Return what the last request came to, as a sentence for the publisher's web team."""
    if attempt is None:
        return _("The file has not been asked for yet.")
    if attempt.outcome == HELD:
        return _("The file was read. It lacks many projects that were there before.")
    if attempt.outcome in set(Refusal):
        return attempt.detail
    return sentence(attempt.outcome, attempt.status, attempt.detail)


def shown(publication: Publication) -> str:
    """Return which copy the site shows: `latest`, `earlier` or `nothing`."""
    if publication.address is None:
        return "nothing"
    return "earlier" if publication.health in EARLIER else "latest"


def _stamp(moment: datetime | None) -> str | None:
    """Return a moment in UTC to the second (RFC 3339)."""
    return stamp(moment) if moment else None


def _set_aside(part: SetAside) -> dict[str, Any]:
    known = {"pointer": pointer(part.path), "codes": list(part.codes), "projectId": part.project_id}
    return {name: value for name, value in known.items() if value is not None}
