"""How a source is, in one word and in a sentence for its publisher: between `step` and `publication`.

Pure. Promises that whatever hinders a file is said: what happened, what to do, and what is shown meanwhile. The
sentences hold no time of the last request, so that they change only when something has happened.
"""

from __future__ import annotations

from datetime import date, timedelta

from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_aggregator.model import GoodCopy, Health, Held, Lane, Record, Refusal, Source
from councilprojects_aggregator.registry import has_ended
from councilprojects_validator.days import in_london, in_words
from councilprojects_validator.report import Report
from councilprojects_validator.wording import _, ngettext

MISSING_AFTER = timedelta(days=30)
"""So long a file that is not found is a failure like any other; then it is listed as missing."""

NOT_THEIRS = frozenset({Refusal.HOST_NOT_ALLOWED, Refusal.ANOTHER_PUBLISHERS_FILE, Refusal.SAME_FILE_TWICE})
"""Refusals for whose file it is, not for what is in it."""


def judge(
    source: Source, record: Record, report: Report | None, today: date, *, refused: str = ""
) -> tuple[Health, str]:
    """Return how `source` is on `today`, and a sentence about it.

    `report` is the one on its good copy. `refused` says, as a sentence, why that copy may no longer be published as
    this source's (`identity.identify`, `repeats.repeated`), if it may not.
    """
    if has_ended(source, today):
        return Health.ENDED, _("{name} has ended ({day}), and its file is asked for no more.").format(
            name=source.name, day=source.ended
        )
    health, words = _health(record, report, today, refused)
    if source.lane is Lane.PREVIEW:
        trial = _("This file is on trial: it is read and reported on, and not published yet.")
        return Health.PREVIEW, trial if health is Health.CURRENT else f"{trial} {words}"
    return health, words


def _health(record: Record, report: Report | None, today: date, refused: str) -> tuple[Health, str]:
    missing = record.gone_since is not None and today - in_london(record.gone_since) >= MISSING_AFTER
    if refused:
        return Health.REFUSED, refused + _(" Nothing of it is shown.")
    if record.good is None:
        return _without_copy(record, missing=missing)
    if missing or _is_failing(record):
        return Health.MISSING if missing else Health.STALE, _failing(record, record.good)
    if record.held:
        return Health.HELD, _held(record.held, record.good)
    return _current(record, report)


def _without_copy(record: Record, *, missing: bool) -> tuple[Health, str]:
    if record.attempt is None:
        return Health.UNREAD, _("This file has not been asked for yet.")
    words = f"{_what_happened(record)} " + _("Nothing is shown until it can be read.")
    if record.attempt.outcome in NOT_THEIRS:
        return Health.REFUSED, words
    return Health.MISSING if missing else Health.UNREAD, words


def _is_failing(record: Record) -> bool:
    # After a restore nothing is known of attempts; then the copy is stale if it was before.
    if record.attempt is None:
        return record.stale_since is not None and record.held is None
    return record.attempt.fails > 0


def _failing(record: Record, good: GoodCopy) -> str:
    first = _("We last read this file on {day}.").format(day=in_words(in_london(good.checked_at)))
    last = _("The copy of {day} is shown meanwhile.").format(day=in_words(in_london(good.good_at)))
    return " ".join(part for part in (first, _what_happened(record), last) if part)


def _what_happened(record: Record) -> str:
    """Return why the last attempt failed; empty if that is not known."""
    attempt = record.attempt
    if attempt is None:
        return ""
    if attempt.outcome in set(Refusal):
        return attempt.detail
    return sentence(attempt.outcome, attempt.status, attempt.detail)


def _held(held: Held, good: GoodCopy) -> str:
    count = len(held.project_ids)
    words = ngettext(
        "The file now lists {count} project instead of {before}.",
        "The file now lists {count} projects instead of {before}.",
        count,
    )
    return " ".join(
        (
            words.format(count=count, before=len(good.project_ids)),
            _(
                "In case that is a mistake the copy of {day} is shown, until the same list has come three times over "
                "at least 48 hours. If it is right, nothing needs to be done."
            ).format(day=in_words(in_london(good.good_at))),
        )
    )


def _current(record: Record, report: Report | None) -> tuple[Health, str]:
    notes = record.attempt.detail if record.attempt else ""
    count = len(report.acceptance.set_aside) if report else 0
    if not count:
        return Health.CURRENT, notes or _("The file is read, and all of it is shown.")
    words = ngettext(
        "{count} part of the file has a fault and is left out; the findings say which. The rest is shown.",
        "{count} parts of the file have faults and are left out; the findings say which. The rest is shown.",
        count,
    ).format(count=count)
    return Health.PARTIAL, f"{words} {notes}".rstrip()
