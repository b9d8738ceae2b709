"""How each file was read: `status.json`, and a status page for each source. The moving facts of a run stand here.

Nothing is ever rejected silently: what was asked, what came back, what is wrong with it and where, what is shown
instead and since when. Both forms tell the same, so that a publisher's monitoring and its web team agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_aggregator.languages import WELSH, language
from councilprojects_aggregator.memory.told import open_notices
from councilprojects_aggregator.model import Catalogue, Files, Health, Notice, Publication, Run
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.problems import write_problems
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.pages import Pages, pages
from councilprojects_aggregator.writers.site.parting import parts
from councilprojects_aggregator.writers.site.standing import compiler
from councilprojects_aggregator.writers.status.data import answer, shown, status_data
from councilprojects_aggregator.writers.status.telling import is_closed_door, title, to_let_through
from councilprojects_validator.diagnostics import Severity, pointer
from councilprojects_validator.hosting import certificates
from councilprojects_validator.wording import _

# Several screens high, and soon at its end.
ON_A_PAGE = 60
WELL = frozenset({Health.CURRENT, Health.PREVIEW, Health.ENDED, Health.SUPERSEDED})


def write_status(catalogue: Catalogue, run: Run) -> Files:
    """Return `status.json`, the overview, and for each source a page and a problems feed."""
    written = {paths.STATUS_DATA: status_data(catalogue, run), **write_problems(catalogue)}
    # What a web team was told, and what the validator found, is English in either (docs/decisions/welsh.md).
    facts = [(publication, _told_in_english(publication, run)) for publication in catalogue.publications]
    for tag in ("", WELSH):
        with language(tag):
            site = pages(catalogue)
            written.update(_overview(site, catalogue, run))
            written.update(_source(site, publication, run, english) for publication, english in facts)
    return written


def _overview(site: Pages, catalogue: Catalogue, run: Run) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all sources in its pages: those that need care before all others, each by name."""
    by_name = sorted(catalogue.publications, key=lambda one: words.best(one.name).casefold())
    by_need = sorted(by_name, key=lambda one: one.health in WELL)
    well = sum(one.health in WELL for one in by_name)
    titles = {False: ("care", _("Need care"), len(by_name) - well), True: ("well", _("Well"), well)}
    for part in parts(by_need, ON_A_PAGE):
        groups = [(*titles[key], list(each)) for key, each in groupby(part.items, lambda one: one.health in WELL)]
        values = {"run": run, "troubles": catalogue.troubles, "titles": state_titles()}
        yield site.page(paths.STATUS, "status.html", file=part.file, part=part, groups=groups, **values)


def _told_in_english(publication: Publication, run: Run) -> dict[str, Any]:
    going_on = open_notices(publication.record)
    return {
        "certificate": certificate(publication, run),
        "answer": answer(publication.record.attempt),
        "told": told(publication),
        "let_through": to_let_through(publication.source.url) if any(map(is_closed_door, going_on)) else "",
    }


def _source(site: Pages, publication: Publication, run: Run, english: Mapping[str, Any]) -> tuple[str, bytes]:
    report = publication.report
    return site.page(
        paths.status_page(publication.source.id),
        "source.html",
        publication=publication,
        compiler=compiler(publication),
        run=run,
        title=state_titles()[publication.health],
        shown=shown(publication),
        report=report,
        counts=[(_severity(one), report.count(one)) for one in Severity] if report else [],
        severities={one: _severity(one) for one in Severity},
        set_aside=[(pointer(part.path), part) for part in publication.set_aside],
        steps=[marks for marks in report.marks if marks.next_step] if report else [],
        user_agent=USER_AGENT,
        **english,
    )


def certificate(publication: Publication, run: Run) -> str:
    """Return what to know of the website's certificate; empty where it lasts, or is not known."""
    known = publication.record.attempt.certificate if publication.record.attempt else None
    if known is None or not certificates.ends_soon(known, run.now.date()):
        return ""
    return certificates.sentence(certificates.last_day(known))


def told(publication: Publication) -> list[tuple[Notice, str]]:
    """Return what the web team was told, newest first, each with its title."""
    return [(notice, title(notice, publication.source)) for notice in reversed(publication.record.told)]


def state_titles() -> Mapping[Health, str]:
    """Return each state in a few words."""
    return {
        Health.CURRENT: _("Read, all of it shown"),
        Health.PARTIAL: _("Read, parts left out"),
        Health.STALE: _("Could not be read, earlier copy shown"),
        Health.HELD: _("Waits for confirmation, earlier copy shown"),
        Health.MISSING: _("Not found for 30 days"),
        Health.REFUSED: _("Not accepted"),
        Health.UNREAD: _("Not read yet"),
        Health.SUPERSEDED: _("Replaced by the council's own file"),
        Health.PREVIEW: _("On trial, not shown"),
        Health.ENDED: _("Ended"),
    }


def _severity(severity: Severity) -> str:
    return {
        Severity.ERROR: _("Errors: these parts cannot be used"),
        Severity.WARNING: _("Warnings: worth mending"),
        Severity.INFO: _("Worth knowing"),
    }[severity]
