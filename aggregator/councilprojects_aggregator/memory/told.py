"""What a publisher's web team is told, and when: once as a trouble begins, once as all of it is over, never each night.

Between `step` and the writers; the words are made by `writers.status.telling`. Pure. Promises that whoever reads the
feed of a source learns of each kind of trouble as soon as it is known and of its end, that a server which goes up and
down every other night is not reported every other night, and that a lost and restored state tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from councilprojects_aggregator.fetching.outcomes import HTTP_PREFIX, Code
from councilprojects_aggregator.memory.step import HELD
from councilprojects_aggregator.model import Attempt, Health, Notice, Publication, Record, Refusal
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.hosting import certificates

# Of one source: years for any website. A feed is read whole each time, and the state by every run.
MOST_TOLD = 50

# Codes of findings in one notice: what the web team has to look for; the status page lists every place.
MOST_FINDINGS = 20

# A trouble that comes again so soon is told only once it has lasted: two failures in a row.
AGAIN_WITHIN = timedelta(days=7)
LASTING = 2

QUIET = frozenset({Health.ENDED, Health.SUPERSEDED})
"""Nobody is asked to mend a file that is not wanted any more."""


class Cause(StrEnum):
    """Who has to do what. Within one spell of trouble each is told once, however often the exact answer changes."""

    CERTIFICATE = "certificate"
    CERTIFICATE_ENDS = "certificate-ends"
    """The file is read, but soon nobody will be able to."""
    NOT_FOUND = "not-found"
    STOPPED = "stopped"
    """The website refuses programs, or us: its firewall, a password, its robots.txt."""
    ADDRESS = "address"
    """The registered address leads nowhere that may be followed."""
    SERVER = "server"
    FILE = "file"
    OWNER = "owner"
    """Whose file it is, or where it may be, does not fit the registry."""
    HELD = "held"
    PARTS = "parts"
    """The file is read, but parts of it are left out."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What hinders a source now."""

    cause: Cause
    since: datetime
    outcome: str | None = None
    status: int | None = None
    detail: str = ""
    findings: tuple[str, ...] = ()


def tell(publications: Mapping[str, Publication], now: datetime) -> tuple[dict[str, Publication], dict[str, Notice]]:
    """Return the publications, each record with what it is told now, and these notices alone; both by source id."""
    after, told = {}, {}
    for source_id, publication in publications.items():
        notice = next_notice(publication, now)
        if notice is not None:
            told[source_id] = notice
            record = replace(publication.record, told=_bounded((*publication.record.told, notice)))
            publication = replace(publication, record=record)  # noqa: PLW2901 (the same one, with what it was told)
        after[source_id] = publication
    return after, told


def next_notice(publication: Publication, now: datetime) -> Notice | None:
    """Return what the web team has to be told now, None if it knows."""
    record = publication.record
    if publication.health in QUIET or not _is_known(record):
        return None
    going_on, hindered = open_notices(record), troubles(publication, now)
    if not hindered:
        return _over(publication, going_on, now) if going_on else None
    causes = {notice.cause for notice in going_on}
    found = next((one for one in hindered if one.cause not in causes and not _may_pass(record, one, now)), None)
    if found is None:
        return None
    return Notice(
        id=_id(publication, found.cause, now),
        published=now,
        cause=found.cause,
        since=found.since,
        outcome=found.outcome,
        status=found.status,
        detail=found.detail,
        findings=found.findings,
    )


def open_notices(record: Record) -> tuple[Notice, ...]:
    """Return the notices of trouble that is not over yet, oldest first."""
    ended = {notice_id for notice in record.told for notice_id in notice.ends}
    return tuple(notice for notice in record.told if notice.cause != Cause.OVER and notice.id not in ended)


def trouble_since(record: Record) -> datetime | None:
    """Return since when the source has been in the trouble that was told last; None if all is well."""
    return min((notice.since for notice in open_notices(record)), default=None)


def troubles(publication: Publication, now: datetime) -> tuple[Trouble, ...]:
    """Return what hinders the source and what soon will; nothing that its publisher could not mend."""
    attempt = publication.record.attempt
    if attempt is not None and attempt.fails:
        found: tuple[Trouble | None, ...] = (_failure(publication, attempt, now),)
    else:
        found = (_withheld(publication, now) or _left_out(publication, now), _ending(attempt, now))
    return tuple(one for one in found if one is not None)


def _failure(publication: Publication, attempt: Attempt, now: datetime) -> Trouble | None:
    cause = cause_of(attempt.outcome)
    if cause is None:
        return None
    # What a refusal says may quote the file; the status page does, for as long as the file says it.
    is_refused = attempt.outcome in set(Refusal)
    return Trouble(
        cause,
        publication.record.stale_since or now,
        attempt.outcome,
        attempt.status,
        "" if is_refused else attempt.detail,
        _errors(publication) if is_refused and cause is Cause.FILE else (),
    )


def _withheld(publication: Publication, now: datetime) -> Trouble | None:
    if publication.health is Health.REFUSED:
        return Trouble(Cause.OWNER, now)
    held = publication.record.held
    return Trouble(Cause.HELD, held.first_at, HELD) if held is not None else None


def _ending(attempt: Attempt | None, now: datetime) -> Trouble | None:
    certificate = attempt.certificate if attempt else None
    if certificate is None or not certificates.ends_soon(certificate, now.date()):
        return None
    return Trouble(Cause.CERTIFICATE_ENDS, now, detail=certificates.last_day(certificate).isoformat())


def _left_out(publication: Publication, now: datetime) -> Trouble | None:
    codes = {code for part in publication.set_aside for code in part.codes}
    return Trouble(Cause.PARTS, now, findings=tuple(sorted(codes))[:MOST_FINDINGS]) if codes else None


def cause_of(outcome: str) -> Cause | None:
    """Return who has to do what about a failure; None where it is our own fault."""
    if outcome == Code.INTERNAL_ERROR:
        return None
    if outcome.startswith("tls-"):
        return Cause.CERTIFICATE
    if outcome.startswith(f"{HTTP_PREFIX}4") and outcome not in CAUSES:
        return Cause.STOPPED
    return CAUSES.get(outcome, Cause.SERVER)


CAUSES: Mapping[str, Cause] = {
    "http-404": Cause.NOT_FOUND,
    "http-410": Cause.NOT_FOUND,
    Code.ROBOTS_DISALLOWED: Cause.STOPPED,
    **dict.fromkeys(
        (
            *(Code.BAD_URL, Code.BAD_SCHEME, Code.USERINFO, Code.BAD_HOST, Code.FORBIDDEN_HOST, Code.FORBIDDEN_PORT),
            *(Code.FORBIDDEN_ADDRESS, Code.REDIRECT_WITHOUT_LOCATION, Code.REDIRECT_LOOP, Code.TOO_MANY_REDIRECTS),
            *(Code.REDIRECT_DOWNGRADE, Code.DNS_FAILURE),
        ),
        Cause.ADDRESS,
    ),
    **dict.fromkeys(
        (Refusal.HTML_INSTEAD_OF_JSON, Refusal.INVALID, Refusal.UNKNOWN_VERSION, Refusal.UNSUPPORTED_FORMAT),
        Cause.FILE,
    ),
    **dict.fromkeys((Refusal.HOST_NOT_ALLOWED, Refusal.ANOTHER_PUBLISHERS_FILE, Refusal.SAME_FILE_TWICE), Cause.OWNER),
    Code.TOO_BIG: Cause.FILE,
}
"""By outcome; every other one is the server's."""


def _is_known(record: Record) -> bool:
    """Tell whether anything is known of how the source is now: a restored state knows of no attempt."""
    return record.attempt is not None


def _may_pass(record: Record, found: Trouble, now: datetime) -> bool:
    """Tell whether the same was told and was over a few days ago, and has not lasted yet this time."""
    if (
        found.cause in {Cause.HELD, Cause.CERTIFICATE_ENDS, Cause.PARTS}
        or record.attempt is None
        or record.attempt.fails >= LASTING
    ):
        return False
    lately = {
        notice_id
        for notice in record.told
        if notice.cause == Cause.OVER and now - notice.published < AGAIN_WITHIN
        for notice_id in notice.ends
    }
    return any(notice.id in lately and notice.cause == found.cause for notice in record.told)


def _over(publication: Publication, going_on: tuple[Notice, ...], now: datetime) -> Notice | None:
    attempt = publication.record.attempt
    if attempt is not None and attempt.fails:  # our own fault: that says nothing about theirs
        return None
    return Notice(
        id=_id(publication, Cause.OVER, now),
        published=now,
        cause=Cause.OVER,
        since=min(notice.since for notice in going_on),
        ends=tuple(notice.id for notice in going_on),
    )


def _bounded(told: tuple[Notice, ...]) -> tuple[Notice, ...]:
    return told[-MOST_TOLD:]


def _errors(publication: Publication) -> tuple[str, ...]:
    return tuple(sorted(set(_error_codes(publication))))[:MOST_FINDINGS]


def _error_codes(publication: Publication) -> Iterator[str]:
    for finding in publication.report.findings if publication.report else ():
        if finding.severity is Severity.ERROR:
            yield finding.code


def _id(publication: Publication, cause: Cause, now: datetime) -> str:
    """Return a name that no other notice has: a source is told one thing at a time at most."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{publication.source.url}#{cause}/{now.isoformat()}')}"
