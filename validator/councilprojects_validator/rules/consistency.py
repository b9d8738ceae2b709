"""Rules on fields that contradict each other or lack what gives them meaning."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Kind
from councilprojects_validator.rules.glance import Glance, has
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.rules.text import is_placeholder
from councilprojects_validator.rules.ways_on import leads_on, publisher_answers, waits_for_answers
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from councilprojects_validator.document import Document

CONTRADICTIONS = {("idea", "completed"), ("retired", "planned")}
"""Phase and status that cannot both be true (standard, `status`)."""

SAYS_ITSELF = ("offers", "wants", "services", "technologies", "contracts", "collaboration", "links", "commitments")
"""With what a publisher speaks for itself, without any project."""

NOT_FUNDED = frozenset({"not-funded", "withdrawn"})

IDENTIFYING = ("url", "uri", "gss", "orgIds")

WHOLE = 1.01
"""Shares of all channels may be rounded: a hundredth over the whole is no fault."""

SERVICES = (("projects", "*", "services", "*"), ("publisher", "services", "*"))
PARTNERS = ("projects", "*", "partners", "*")


def _has_nameless_partner(glance: Glance) -> bool:
    return any(partner.keys().isdisjoint(IDENTIFYING) for partner in glance.members("partners"))


def _may_be_its_own_partner(glance: Glance) -> bool:
    publisher = glance.head.get("publisher", {})
    return any(_is_publisher(partner, publisher) for partner in glance.members("partners"))


def _contradicts_itself(glance: Glance) -> bool:
    return (glance.text("phase"), glance.text("status")) in CONTRADICTIONS


def _lacks_sources(glance: Glance) -> bool:
    return "compiledBy" in glance.head and "compiledFrom" not in glance.value


def _cannot_be_asked(glance: Glance) -> bool:
    return "contact" not in glance.value and "contact" not in glance.head.get("publisher", {})


def _is_awarded_nothing(glance: Glance) -> bool:
    return "awarded" in glance.names and not NOT_FUNDED.isdisjoint(glance.each("outcome"))


@rule("phase-status-contradiction", Severity.WARNING, when=_contradicts_itself)
def phase_status_contradiction(document: Document) -> Iterator[Fault]:
    """A project's phase and status cannot both be true.

    `phase` says how mature the thing is and `status` whether the work goes on. An idea with completed work, or a
    retired service whose work is only planned, leaves readers to guess which of the two is meant.

    Finished and in use is `live` with `completed`; a question that was answered is `alpha` or `discovery` with
    `completed`; switched off is `retired` with `completed`; given up is any phase with `stopped`.
    """
    for path, project in document.projects():
        phase, status = project.get("phase"), project.get("status")
        if (phase, status) in CONTRADICTIONS:
            message = _("The phase “{phase}” and the status “{status}” cannot both be true. Correct one of them.")
            yield Fault(message.format(phase=phase, status=status), (*path, "status"))


@rule("no-projects-and-nothing-said", Severity.INFO)
def no_projects_and_nothing_said(document: Document) -> Iterator[Fault]:
    """The file has no projects, and the publisher says nothing itself either.

    That is allowed: the file tells others that the council takes part. But nobody can find anything in it yet.

    Add a first project; four short fields and a link are enough. Or let the publisher speak for itself: `wants` for
    the help that you look for, `contracts` for systems and when they end.
    """
    # A list that is empty because faulty projects were set aside is no empty list.
    none_left_out = all(part[:1] != ("projects",) for part in document.parts_left_out)
    silent = not any(name in document.value.get("publisher", {}) for name in SAYS_ITSELF)
    if document.kind is Kind.PROJECTS and document.value.get("projects") == [] and none_left_out and silent:
        message = _("There are no projects yet, and the publisher offers and wants nothing. Add a first project.")
        yield Fault(message, document.original(("projects",)))


@rule("compiled-without-sources", Severity.WARNING, when=_lacks_sources)
def compiled_without_sources(document: Document) -> Iterator[Fault]:
    """The file was compiled by somebody else, but a project does not say from what.

    A record that a council did not write itself can be trusted only if readers can look at the source.

    Add `compiledFrom` to the project: the `url` of each page it was made from, and the day it was `retrieved`.
    """
    if "compiledBy" not in document.head:
        return
    for path, project in document.projects():
        if "compiledFrom" not in project:
            message = _("This file was compiled by somebody else. Name the source of this project in `compiledFrom`.")
            yield Fault(message, path, field="compiledFrom")


@rule("partner-without-url", Severity.INFO, when=_has_nameless_partner)
def partner_without_url(document: Document) -> Iterator[Fault]:
    """A partner is known by its name alone.

    Names are written in many ways. With a web address readers can tell that two projects have the same partner, and
    bring the two councils together.

    Add the partner's `url`: its home page is enough.
    """
    publisher = document.head.get("publisher", {})
    for path, partner in document.walk(*PARTNERS):
        # An entry that has to go, or to be written anew, needs no address.
        hopeless = _is_publisher(partner, publisher) or is_placeholder(partner.get("name"))
        if partner.keys().isdisjoint(IDENTIFYING) and not hopeless:
            yield Fault(_("This partner has a name only. Add the `url` of its website."), path, field="url")


@rule("partner-is-publisher", Severity.WARNING, when=_may_be_its_own_partner)
def partner_is_publisher(document: Document) -> Iterator[Fault]:
    """The publisher is listed as its own partner.

    Readers count who works with whom. A council that is its own partner makes one council's work look shared.

    Remove the entry. If another body leads the work, name that one in `lead`.
    """
    publisher = document.head.get("publisher", {})
    for path, partner in document.walk(*PARTNERS):
        if _is_publisher(partner, publisher):
            yield Fault(_("This partner is the publisher itself. Remove the entry."), path)


def _is_publisher(partner: Mapping[str, Any], publisher: Mapping[str, Any]) -> bool:
    # Not `url`: neighbouring councils share websites.
    return any(name in partner and partner[name] == publisher.get(name) for name in ("uri", "gss", "name"))


@rule("shares-over-whole", Severity.WARNING, when=has("share"))
def shares_over_whole(document: Document) -> Iterator[Fault]:
    """The shares of a service's channels add up to more than the whole.

    `share` runs from 0 to 1, over all channels of the service in the same span. Together they cannot be more than 1,
    and comparisons between councils made from them would be wrong.

    Check the figures. Ten per cent is `0.1`. Figures for different spans need their own `start` and `end`.
    """
    for pattern in SERVICES:
        for path, service in document.walk(*pattern):
            for span, total in _shares(service).items():
                if total > WHOLE:
                    message = _(
                        "The shares of the channels from {start} to {end} add up to {total}, but together they are"
                        " no more than 1. Check the figures."
                    )
                    yield Fault(
                        message.format(start=span[0], end=span[1], total=f"{total:.2f}"),
                        (*path, "channels"),
                    )


def _shares(service: dict[str, Any]) -> dict[tuple[str, str], float]:
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for channel in service.get("channels", ()):
        totals[channel["start"], channel["end"]] += channel.get("share", 0)
    return totals


@rule("awarded-but-not-funded", Severity.WARNING, when=_is_awarded_nothing)
def awarded_but_not_funded(document: Document) -> Iterator[Fault]:
    """Funding that was not given has an awarded amount.

    Totals of what was awarded would count money that never came.

    Put the amount into `requested`, or set `outcome` to `awarded`.
    """
    for path, funding in document.walk("projects", "*", "funding", "*"):
        if funding.get("outcome") in NOT_FUNDED and funding.get("awarded", 0) > 0:
            message = _("The outcome is “{outcome}”, yet an amount was awarded. Which of the two is true?")
            yield Fault(message.format(outcome=funding["outcome"]), (*path, "awarded"))


@rule("open-without-contact", Severity.INFO, when=_cannot_be_asked)
def open_without_contact(document: Document) -> Iterator[Fault]:
    """A project invites others, but nobody can be asked.

    An offer that cannot be answered is soon forgotten. Without a contact the project cannot earn the mark *joinable*.

    Add a `contact` to the project, or one to the publisher for all projects: a team's mailbox or page, not a person's.
    """
    if publisher_answers(document):
        return
    for path, project in document.projects():
        # One that leads nowhere at all is told so by another rule.
        told = document.left_out((*path, "contact")) or not leads_on(document, path, project)
        if not told and waits_for_answers(project):
            message = _(
                "This invites others, but names nobody to ask. Add a `contact`, here or once in `publisher`: a team's"
                " mailbox or page."
            )
            yield Fault(message, path, field="contact")
