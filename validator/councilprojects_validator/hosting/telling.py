"""Adds what the web answered to reports: the last stage before the reporters, called by `cli`.

`gather` has read the files, `check` has judged them. Nothing here changes a verdict: warnings and notes only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.hosting import links
from councilprojects_validator.hosting.findings import hosting
from councilprojects_validator.locate import Source, locate
from councilprojects_validator.reading.read import read
from councilprojects_validator.report import Kind
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from councilprojects_validator.hosting.served import Answer, Served, Web
    from councilprojects_validator.report import Report

_ORDER = tuple(Severity)
NOWHERE = Source("", None, Kind.UNKNOWN, readable=False)
"""What is wrong with a web server has no line."""


def with_hosting(report: Report, served: Served, max_size: int, today: date) -> Report:
    """Return the report with how the file is served on this day, before what is wrong inside it."""
    where = _("how the file is served")
    found = [replace(each, where=where) for each in locate(hosting(served, max_size, today), NOWHERE)]
    if found and served.content is None:
        # The finding has the sentence that stood here.
        report = replace(report, not_checked=(_("The file could not be read, so nothing in it was checked."),))
    return _with(report, found)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is to be asked for all files of a run together: what several of them link to is asked for once."""

    sources: tuple[Source, ...]
    addresses: tuple[str, ...]
    """Those that will be asked for."""
    too_many: frozenset[str]


def asking(judged: Sequence[Judged]) -> Asking:
    """Return what to ask for: the first `links.MOST` addresses."""
    sources = tuple(map(_source, judged))
    found = list(dict.fromkeys(address for source in sources for address in links.addresses(source)))
    return Asking(sources, tuple(found[: links.MOST]), frozenset(found[links.MOST :]))


def with_links(judged: Sequence[Judged], web: Web, on_answer: Callable[[], None], asked: Asking) -> list[Judged]:
    """Ask, and return the files with what the answers say about their links."""
    answers = web.ask(asked.addresses, links.SECONDS, on_answer)
    return [
        replace(each, report=_with_answers(each.report, source, answers, asked.too_many))
        for each, source in zip(judged, asked.sources, strict=True)
    ]


def _source(judged: Judged) -> Source:
    content = judged.text.encode()
    reading = read(content, len(content) + 1)  # its size was judged before
    return Source(reading.text, reading.value, judged.report.kind, readable=reading.readable)


def _with_answers(report: Report, source: Source, answers: Mapping[str, Answer], too_many: frozenset[str]) -> Report:
    told = _with(report, locate(links.faults(source, report, answers), source))
    addresses = links.addresses(source)
    left = sum(address not in answers and address not in too_many for address in addresses)
    over = sum(address in too_many for address in addresses)
    return replace(told, not_checked=(*told.not_checked, *_not_asked(over, left)))


def _not_asked(over: int, left: int) -> Iterable[str]:
    if over:
        sentence = ngettext(
            "{n} link was not checked, for {most} are asked for in one run.",
            "{n} links were not checked, for {most} are asked for in one run.",
            over,
        )
        yield sentence.format(n=over, most=links.MOST)
    if left:
        sentence = ngettext(
            "{n} link was not checked, for the {minutes} minutes of a run were over.",
            "{n} links were not checked, for the {minutes} minutes of a run were over.",
            left,
        )
        yield sentence.format(n=left, minutes=int(links.SECONDS // 60))


def _with(report: Report, findings: Iterable[Finding]) -> Report:
    """Return the report with more findings, in file order: those without a place first."""
    return replace(report, findings=tuple(sorted((*report.findings, *findings), key=_place)))


def _place(finding: Finding) -> tuple[int, int, int, str]:
    return finding.line or 0, finding.column or 0, _ORDER.index(finding.severity), finding.code
