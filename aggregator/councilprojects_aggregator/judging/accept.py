"""From a body that was fetched to the verdict on it: the stage between fetching and `step`.

The validator says what of the file can be used, `identity` whether it is the publisher's own. Pure. Promises one
answer for any bytes, refused or not, with a sentence that the publisher understands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from councilprojects_aggregator.judging.identity import Claims, believes, host_refusal, identify
from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.model import Answer, FetchOutcome, Json, Refusal, Source
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report
from councilprojects_validator.wording import _

OUR_FORMAT = "projects.json"

ReportOn: TypeAlias = Callable[[bytes, str, date], Report]

# Standard, “Project”: what an id looks like. Ids of projects set aside come from files that broke some rule.
PROJECT_ID = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(?:-[a-z0-9]+)*\Z")

# RFC 8259 section 11 and RFC 6839 section 3.1 (`+json`); `text/json` is what some servers say.
JSON_TYPE = re.compile(r"(?:application/(?:[\w.-]+\+)?|text/)json\Z", re.ASCII)
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def accept(
    outcome: FetchOutcome, source: Source, known: Claims, today: date, report_on: ReportOn = report_on
) -> Answer:
    """Judge the body of `outcome`, which must be a `fetched` one, as `source`'s file.

    `known` is what `identity.claims` made of the registry; `today` is the day against which the rules judge dates;
    `report_on` is asked for the validator's report, which may have been made before.
    """
    if outcome.body is None:
        raise ValueError(f"{source.id}: only an answer with a body can be judged, not {outcome.code}")
    report = report_on(outcome.body, outcome.url, today)
    refusal, reason = _refusal(outcome, source, report)
    value = report.acceptance.value
    if refusal or value is None:
        return Answer(report, refusal or Refusal.INVALID, reason)
    identity = identify(source, known, value, outcome.final_url)
    if identity.refusal:
        return Answer(report, identity.refusal, identity.reason)
    project_ids, nameless = _listed(report.acceptance, value)
    return Answer(
        report=report,
        project_ids=project_ids,
        nameless=nameless,
        renamed_from=tuple(sorted(_former_ids(value))),
        value=value,
        verified=identity.verified and not _lost_compiler(report.acceptance, value),
        notes=(*identity.doubts, *_notes(outcome, source, report.acceptance, value)),
    )


def same_file_twice(answer: Answer, other: Source) -> Answer:
    """Return `answer` refused because `other` delivers the same file (`repeats.repeated`)."""
    reason = _(
        "{name} ({id}) delivers this very file as well. One file counts once: it is shown there. "
        "Put the right address into the registry."
    ).format(name=other.name, id=other.id)
    return Answer(answer.report, Refusal.SAME_FILE_TWICE, reason)


def set_aside_ids(acceptance: Acceptance) -> frozenset[str]:
    """Return the ids of the projects that are listed in a file, but had to be set aside whole."""
    named = (*(part.project_id for part in acceptance.set_aside), *acceptance.duplicate_ids)
    return frozenset(project_id for project_id in named if project_id and PROJECT_ID.match(project_id))


def nameless(acceptance: Acceptance) -> int:
    """Return how many projects had to be set aside whole whose id cannot be told."""
    aside = set_aside_ids(acceptance)
    whole = [part for part in acceptance.set_aside if len(part.path) == 2 and part.path[0] == "projects"]  # noqa: PLR2004 (projects/N)
    return sum(part.project_id not in aside for part in whole)


def _refusal(  # noqa: PLR0911 (one fault, one answer)
    outcome: FetchOutcome, source: Source, report: Report
) -> tuple[Refusal | None, str]:
    """Return why nothing of the body can be used, apart from whose file it says it is: `(None, "")` if it can."""
    foreign = host_refusal(source, outcome.final_url)
    if foreign:
        return Refusal.HOST_NOT_ALLOWED, foreign
    if source.format != OUR_FORMAT:
        return Refusal.UNSUPPORTED_FORMAT, _(
            "The registry says that this is a {format} file. So far only projects.json is read."
        ).format(format=source.format)
    if _is_web_page(outcome, report):
        return Refusal.HTML_INSTEAD_OF_JSON, _(
            "A web page came in place of the file. Open its address in a private browser window to see it: often it is "
            "an error page, a cookie notice or a check for robots."
        )
    if report.outcome is Outcome.UNCHECKED:
        return Refusal.UNKNOWN_VERSION, _("The file declares version {version}, which is not known here.").format(
            version=report.version or "?"
        )
    if report.kind is Kind.REGISTRY:
        return Refusal.INVALID, _("This is a registry of councils’ files, not the file of one council.")
    if report.acceptance.value is None:
        return Refusal.INVALID, _("The file has a fault for which nothing of it can be shown: see the findings.")
    return None, ""


def _is_web_page(outcome: FetchOutcome, report: Report) -> bool:
    body = (outcome.body or b"").removeprefix(BYTE_ORDER_MARK).lstrip()
    if body.startswith(b"<"):
        return True
    return report.acceptance.value is None and _media_type(outcome) in HTML_TYPES and b"<" in body


def _listed(acceptance: Acceptance, value: Json) -> tuple[tuple[str, ...], int]:
    """Return the ids of all projects that the file lists, and how many there are whose id cannot be told."""
    ids = {project["id"] for project in value["projects"]} | set_aside_ids(acceptance)
    return tuple(sorted(ids)), nameless(acceptance)


def _former_ids(value: Json) -> set[str]:
    return {former for project in value["projects"] for former in project.get("previousIds", ())}


def _lost_compiler(acceptance: Acceptance, value: Json) -> bool:
    """Say whether a compiled file lost its faulty `compiledBy`: it must not pass for the council's own by that."""
    return "compiledBy" not in value and any(part.path == ("compiledBy",) for part in acceptance.set_aside)


def _notes(outcome: FetchOutcome, source: Source, acceptance: Acceptance, value: Json) -> Iterator[str]:
    if _lost_compiler(acceptance, value):
        yield _("“compiledBy” has a fault, so nobody can see who compiled this file.")
    media_type = _media_type(outcome)
    if not JSON_TYPE.match(media_type):
        yield _("The web server calls the file {type}; “application/json” is the right Content-Type.").format(
            type=media_type or _("nothing at all")
        )
    declared, redirects = value.get("self"), (hop.url for hop in outcome.hops)
    if declared and not believes(source, declared, outcome.final_url, redirects):
        yield _("“self” is {address}, which is not where the registry finds the file, so it is ignored.").format(
            address=declared
        )


def _media_type(outcome: FetchOutcome) -> str:
    return (outcome.content_type or "").partition(";")[0].strip().lower()
