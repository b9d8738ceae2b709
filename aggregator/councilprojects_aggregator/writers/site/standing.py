"""How a record stands, in words: who last stood by it, and when it is shown from an earlier copy, why.

Only what changes with content, state or the day is told here; what moves at each run is told on the status pages
(contracts: “Time, sameness, loss”).
"""

from __future__ import annotations

from functools import lru_cache

from councilprojects_aggregator.model import Health, Project, Publication
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.site.words import day
from councilprojects_validator.freshness import Freshness
from councilprojects_validator.wording import _, language

AS_SENT = frozenset({Health.CURRENT, Health.PARTIAL})
"""The latest file is shown, but perhaps for single parts."""


def confirmed(project: Project) -> str:
    """Return in one line when somebody last stood by the record, and whether that is recent."""
    return _confirmed(project.freshness, project.data["reviewed"], language())


@lru_cache(maxsize=4096)
def _confirmed(freshness: Freshness, reviewed: str, _language: str) -> str:
    sentences = {
        Freshness.FRESH: _("Confirmed {day}"),
        Freshness.AGEING: _("Last confirmed {day}; a review is due"),
        Freshness.STALE: _("Not confirmed since {day}"),
        Freshness.COMPILED: _("Compiled from public sources, {day}"),
        Freshness.DONE: _("Finished work, last confirmed {day}"),
    }
    return sentences[freshness].format(day=day(reviewed))


def earlier_copy(project: Project, publication: Publication) -> str:
    """Return why the record is shown from an earlier copy, and since when; empty where it is the latest."""
    if project.stale_since is None:
        return ""
    sentence = {
        Health.STALE: _("Shown from the copy of {copy}, because the file could not be read since {since}."),
        Health.MISSING: _("Shown from the copy of {copy}, because the file has not been found since {since}."),
        Health.HELD: _(
            "Shown from the copy of {copy}, because a file that came on {since} lacks many projects. It will be used"
            " once it is confirmed."
        ),
    }.get(
        publication.health,
        _("Shown from the copy of {copy}, because the record has had a fault since {since}."),
    )
    return sentence.format(copy=day(project.good_at), since=day(project.stale_since))


def source_stands(publication: Publication) -> str:
    """Return, for a council's own page, why not all is shown as its file says now; else nothing."""
    return "" if publication.health in AS_SENT else publication.reason


def compiler(publication: Publication) -> str:
    """Return who compiled the file in the publisher's stead; empty where it is the publisher's own."""
    compiled_by = publication.file.get("compiledBy")
    return pick(compiled_by["name"])[1] if compiled_by else ""
