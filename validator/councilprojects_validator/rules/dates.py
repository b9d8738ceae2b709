"""Rules on spans: which end comes first, and what has passed by the day of the check.

Only `end-before-start` is an error: it is wrong on every day. The others depend on the day and stay warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from councilprojects_validator.days import first_day, last_day
from councilprojects_validator.diagnostics import Path, Severity
from councilprojects_validator.rules.glance import Glance, has
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.document import Document

SPANS = (
    ("projects", "*"),
    ("projects", "*", "phases", "*"),
    ("projects", "*", "services", "*", "channels", "*"),
    ("projects", "*", "partners", "*"),
    ("projects", "*", "deployments", "*"),
    ("projects", "*", "contracts", "*"),
    ("publisher", "services", "*", "channels", "*"),
    ("publisher", "contracts", "*"),
)
"""Every object that has a `start` and an `end`; a test compares the list with the schema."""

CONTRACTS = (("projects", "*", "contracts", "*"), ("publisher", "contracts", "*"))

TIMED_OFFERS = tuple(
    (*owner, field, "*") for owner in (("projects", "*"), ("publisher",)) for field in ("offers", "wants")
)


def each(document: Document, patterns: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Walk several patterns, one after the other."""
    for pattern in patterns:
        yield from document.walk(*pattern)


def _ends_first(glance: Glance) -> bool:
    """Tell whether an end may be before its start: of two that overlap one is the beginning of the other."""
    if "end" not in glance.names:
        return False
    spans = ((group.get("start"), group.get("end")) for group in glance.groups)
    return any(isinstance(start, str) and isinstance(end, str) and end < start for start, end in spans)


def _has_expired(glance: Glance) -> bool:
    return any(until < glance.today for until in glance.each("until"))


@rule("end-before-start", Severity.ERROR, when=_ends_first)
def end_before_start(document: Document) -> Iterator[Fault]:
    """An end is before its start.

    Every timeline, “ended on” and “runs until” made from this span would be wrong, so no reader can use it. A year
    or month alone counts as its first day in a start and as its last day in an end.

    See which of the two is the slip: often the year, or day and month the wrong way round (write `2026-10-12` for
    12 October 2026). Leave `end` out if there is none yet.
    """
    for path, span in each(document, SPANS):
        start, end = first_day(span.get("start")), last_day(span.get("end"))
        if start is not None and end is not None and end < start:
            message = _("This ends on {end}, before it starts on {start}. Correct one of the two dates.")
            yield Fault(message.format(end=span["end"], start=span["start"]), (*path, "end"))


@rule("extension-before-end", Severity.WARNING, when=has("extensionEnd"))
def extension_before_end(document: Document) -> Iterator[Fault]:
    """A contract's extension ends before the contract does.

    `end` is the contract's last day without extensions and `extensionEnd` the last day with all of them. Councils
    that want to buy together plan by both.

    Exchange the two dates if they are the wrong way round, or leave `extensionEnd` out if the contract cannot be
    extended.
    """
    for path, contract in each(document, CONTRACTS):
        end, extended = first_day(contract.get("end")), last_day(contract.get("extensionEnd"))
        if end is not None and extended is not None and extended < end:
            message = _(
                "The extension ends on {extended}, before the contract itself ends on {end}. Correct one of the two."
            )
            yield Fault(
                message.format(extended=contract["extensionEnd"], end=contract["end"]),
                (*path, "extensionEnd"),
            )


@rule("contract-active-after-end", Severity.WARNING, when=has("contracts"))
def contract_active_after_end(document: Document) -> Iterator[Fault]:
    """A contract is called active, but its last day has passed.

    Others look here for who must buy again soon. A contract that ended and is still called active sends them away
    too late.

    Set `status` to `ended`, or bring `end` or `extensionEnd` up to date if the contract was extended.
    """
    for path, contract in each(document, CONTRACTS):
        last = last_day(contract.get("extensionEnd") or contract.get("end"))
        if contract.get("status") == "active" and last is not None and last < document.today:
            message = _("This contract is “active”, but its last day was {day}. Is it “ended”?")
            yield Fault(message.format(day=last.isoformat()), (*path, "status"), suggestion="ended")


@rule("want-or-offer-expired", Severity.WARNING, when=_has_expired)
def want_or_offer_expired(document: Document) -> Iterator[Fault]:
    """An offer or a want has passed its last day.

    Readers no longer show it as open, and somebody who follows it up will find the door closed.

    Remove it, or set `until` to a later day if it is still open.
    """
    for path, item in each(document, TIMED_OFFERS):
        until = last_day(item.get("until"))
        if until is not None and until < document.today:
            message = _("This was open until {day}. Remove it, or set a later day.")
            yield Fault(message.format(day=until.isoformat()), (*path, "until"))
